package io.ringfence.engine.state;

import java.util.Arrays;

/**
 * A named table of state: rows of {@code stride} long cells that are allocated once, at the size the journaled
 * configuration states, and never grow while commands run. Engine thread only.
 *
 * <p>The last cell of a free row chains the free list; all its other cells are zero. Subclasses change a live row only
 * between {@link #begin(int)} and {@link #end(int)}; that keeps the state hash. Cells that hold row numbers of this or
 * another table are an index, not state: they are left out of {@link #rowHash(int)}, which uses logical ids instead, so
 * that two histories that lead to one state have one hash.
 *
 * <p>Every write goes through {@link #put} or {@link #add}, so that {@link Undo} can take it back; a subclass that
 * keeps plain fields adds them to {@link #saveScalars} and {@link #restoreScalars}.
 */
public abstract class StateSection implements Undo.Scalars {
    /** No row. */
    public static final int NULL_ROW = -1;

    /** The rows; {@code row * stride + column}. To be read only: writes go through {@link #put}. */
    protected long[] cells = new long[0];

    private final StateHash hash;
    private final Undo undo;
    private final int stride;
    private int[] canonicalIndexes = new int[0];
    private int capacity;
    private int highWater;
    private int freeHead = NULL_ROW;
    private int count;

    /**
     * An empty section without room; {@link #resize(int)} gives it room.
     *
     * @param hash of the whole state.
     * @param stride cells a row.
     */
    protected StateSection(final StateHash hash, final int stride) {
        this.hash = hash;
        this.undo = hash.undo();
        this.stride = stride;
    }

    /**
     * The name of this section, for people and snapshots.
     *
     * @return its stable name.
     */
    public abstract String name();

    /**
     * The hash of a live row over its logical content.
     *
     * @param row a live row.
     * @return its strongly mixed hash.
     */
    protected abstract long rowHash(int row);

    /**
     * Whether a row below the high-water mark holds something.
     *
     * @param row at or above zero.
     * @return true when live.
     */
    protected abstract boolean isLive(int row);

    /** Version of this section's rows in a snapshot; it rises when cells are appended. */
    public int snapshotVersion() {
        return 1;
    }

    /**
     * Cells of a row in a snapshot.
     *
     * @return how many {@link #writeRow} fills.
     */
    public abstract int snapshotColumns();

    /** Prepares what {@link #writeRow} writes besides the cells of a row, such as its place in an order. */
    public void beginSnapshot() {}

    /** Drops what {@link #beginSnapshot} prepared. */
    public void endSnapshot() {}

    /**
     * Writes the logical content of a row: for the row of another section its {@link #canonicalIndex}, nothing that
     * depends on where rows lie.
     *
     * @param row a live row.
     * @param to receives {@link #snapshotColumns} cells, the key first.
     */
    public abstract void writeRow(int row, long[] to);

    /**
     * Makes a row of an empty section from what {@link #writeRow} wrote; rows come in canonical order, so that the
     * position of a row is its number.
     *
     * @param from its cells; those that an older version did not write are zero.
     */
    public abstract void readRow(long[] from);

    /** Ties what only exists between rows, once every section was read. */
    public void relink() {}

    /**
     * Takes the canonical order while a snapshot is written.
     *
     * @param rows live rows in order; null when the snapshot is done.
     */
    public final void canonicalOrder(final int[] rows) {
        canonicalIndexes = rows == null ? new int[0] : new int[highWater];
        if (rows != null) {
            for (int index = 0; index < rows.length; index++) {
                canonicalIndexes[rows[index]] = index;
            }
        }
    }

    /**
     * The position of a row in the canonical order of its section; only while a snapshot is written.
     *
     * @param row live, or NULL_ROW.
     * @return its position, or -1 for NULL_ROW.
     */
    public final long canonicalIndex(final int row) {
        return row == NULL_ROW ? -1 : canonicalIndexes[row];
    }

    /** Whether a row below the high-water mark is live. */
    public final boolean isRow(final int row) {
        return row != NULL_ROW && isLive(row);
    }

    /** Loads the cache lines of a row; what it says means nothing. */
    public final long touch(final int row) {
        final int first = Math.max(row, 0) * stride;
        final int last = first + stride - 1;
        return last < cells.length ? cells[first] + cells[(first + last) >>> 1] + cells[last] : 0;
    }

    /** The number of live rows. */
    public final int count() {
        return count;
    }

    /** The number of rows there is room for. */
    public final int capacity() {
        return capacity;
    }

    /** One more than the highest row that was ever live. */
    public final int highWater() {
        return highWater;
    }

    /**
     * Makes room. Called when a configuration is applied, never on the way of a command.
     *
     * @param rows the new capacity, at least the present one.
     */
    public void resize(final int rows) {
        Invariants.check(rows >= capacity, "a section never shrinks");
        Invariants.check(!undo.isOpen(), "nothing is resized within a checkpoint");
        cells = Arrays.copyOf(cells, Math.multiplyExact(rows, stride));
        capacity = rows;
    }

    /** The write barrier, for list heads and indexes of this section. */
    protected final Undo undo() {
        return undo;
    }

    /**
     * Writes a cell.
     *
     * @param cell {@code row * stride + column}.
     * @param value its new value.
     */
    protected final void put(final int cell, final long value) {
        undo.put(cells, cell, value);
    }

    /**
     * Adds to a cell.
     *
     * @param cell {@code row * stride + column}.
     * @param change modulo 2^64.
     */
    protected final void add(final int cell, final long change) {
        undo.put(cells, cell, cells[cell] + change);
    }

    @Override
    public void saveScalars(final Undo to) {
        to.save(highWater);
        to.save(freeHead);
        to.save(count);
    }

    @Override
    public void restoreScalars(final Undo from) {
        highWater = (int) from.saved();
        freeHead = (int) from.saved();
        count = (int) from.saved();
    }

    /**
     * Takes the old content of a row out of the hash; the row may be changed until {@link #end(int)}.
     *
     * @param row a live row.
     */
    protected final void begin(final int row) {
        hash.subtract(rowHash(row));
    }

    /**
     * Puts the new content of a row into the hash.
     *
     * @param row a live row.
     */
    protected final void end(final int row) {
        hash.add(rowHash(row));
    }

    /**
     * Gives a free row, all cells zero, not yet in the hash: fill it, then call {@link #end(int)}.
     *
     * @return the row; the caller has checked that there is room.
     */
    protected final int allocate() {
        final int row;
        if (freeHead != NULL_ROW) {
            row = freeHead;
            final int last = row * stride + stride - 1;
            freeHead = (int) cells[last] - 1;
            put(last, 0);
        } else {
            Invariants.check(highWater < capacity, "a section is full although capacity was checked");
            row = highWater++;
        }
        count++;
        return row;
    }

    /**
     * Ends a row: takes it out of the hash, zeroes it and gives it back.
     *
     * @param row a live row.
     */
    protected final void release(final int row) {
        begin(row);
        final int start = row * stride;
        for (int cell = start; cell < start + stride - 1; cell++) {
            put(cell, 0);
        }
        put(start + stride - 1, freeHead + 1L);
        freeHead = row;
        count--;
    }

    /**
     * The hash of this section computed anew from every live row. O(rows): for tests and checks, not for commands.
     *
     * @return what this section's part of the state hash must be.
     */
    public final long scanHash() {
        long sum = 0;
        for (int row = 0; row < highWater; row++) {
            if (isLive(row)) {
                sum += rowHash(row);
            }
        }
        return sum;
    }

    /**
     * Changes one cell behind the section's back. Only for the test that proves that every column moves the hash.
     *
     * @param row a live row.
     * @param column of the row.
     * @param value the new value.
     * @return the value before.
     */
    final long poke(final int row, final int column, final long value) {
        final long before = cells[row * stride + column];
        cells[row * stride + column] = value;
        return before;
    }

    /** Bytes that each row takes, live or not, without indexes. */
    public final int rowBytes() {
        return stride * Long.BYTES;
    }

    /** Cells a row. */
    final int stride() {
        return stride;
    }
}
