package io.ringfence.engine.state;

/**
 * The running hash of the whole state: the sum, modulo 2^64, of the hashes of all live rows. Engine thread only.
 *
 * <p>Addition commutes, so the sum does not depend on the order in which rows came to be (the idea of an incremental
 * multiset hash). Within a row each cell is mixed with its column, and the sum of the cells goes through the 64-bit
 * finaliser of MurmurHash3 (Austin Appleby, public domain), so that close rows have unrelated hashes and cells of
 * different rows cannot be exchanged. The cells of a row do not wait for one another.
 */
public final class StateHash implements Undo.Scalars {
    private static final long MULTIPLIER_1 = 0x9E3779B97F4A7C15L;
    private static final long MULTIPLIER_2 = 0xD6E8FEB86659FD93L;
    private static final int ROTATION = 29;

    private final Undo undo = new Undo();
    private long value;

    /** The hash of no rows, with the write barrier that all of them share. */
    public StateHash() {
        undo.watch(this);
    }

    /** The write barrier of everything that this hash is of. */
    public Undo undo() {
        return undo;
    }

    @Override
    public void saveScalars(final Undo to) {
        to.save(value);
    }

    @Override
    public void restoreScalars(final Undo from) {
        value = from.saved();
    }

    /** The hash of the state as it stands. */
    public long value() {
        return value;
    }

    void add(final long rowHash) {
        value += rowHash;
    }

    void subtract(final long rowHash) {
        value -= rowHash;
    }

    /**
     * Takes one more cell into a row hash.
     *
     * @param hash the hash so far.
     * @param cell the next cell.
     * @return the hash with the cell in it; order matters.
     */
    public static long mix(final long hash, final long cell) {
        return Long.rotateLeft(hash ^ (cell * MULTIPLIER_1), ROTATION) * MULTIPLIER_2;
    }

    /**
     * Ends a row hash.
     *
     * @param hash after the last cell.
     * @return every bit of it depending on every bit before.
     */
    public static long finish(final long hash) {
        long mixed = hash;
        mixed ^= mixed >>> 33;
        mixed *= 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 33;
        mixed *= 0xC4CEB9FE1A85EC53L;
        mixed ^= mixed >>> 33;
        return mixed;
    }

    /**
     * Mixes one cell of a row; the cells' mixes are added and then {@link #finish}ed.
     *
     * @param cell of the row.
     * @param column of the cell, so that equal cells in other columns differ.
     * @return its part of the row hash.
     */
    public static long cell(final long cell, final int column) {
        final long mixed = (cell + (column + 1) * MULTIPLIER_1) * MULTIPLIER_2;
        return (mixed ^ (mixed >>> 32)) * MULTIPLIER_1;
    }

    /**
     * The hash of a row whose first columns are its content.
     *
     * @param cells of the table.
     * @param start of the row.
     * @param columns from the first.
     * @param salt of the table.
     * @return the row hash.
     */
    public static long row(final long[] cells, final int start, final int columns, final long salt) {
        long sum = salt;
        for (int column = 0; column < columns; column++) {
            sum += cell(cells[start + column], column);
        }
        return finish(sum);
    }
}
