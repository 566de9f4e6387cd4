package io.ringfence.engine.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The write barrier of the state: while a checkpoint is open it remembers what every written cell held before, so that
 * everything since then can be taken back. Off by default, when it costs a branch. Engine thread only.
 *
 * <pre>
 *   begin() ──► writes: (table, cell, value before) ──┬─► commit()    forgets them
 *               scalars: saved as a whole             └─► rollBack()  puts them back, the last one first
 * </pre>
 *
 * <p>Every write to a cell of a {@link StateSection}, a {@link RowIndex} or a list head goes through {@link #put}; what
 * is a plain field belongs to a {@link Scalars} that is watched. Checkpoints do not nest, and nothing is resized while
 * one is open.
 */
public final class Undo {
    /** Plain fields of one owner, written and read back in one order. */
    public interface Scalars {
        /** Hands every field to {@link Undo#save(long)}. */
        void saveScalars(Undo undo);

        /** Takes every field back from {@link Undo#saved()}, in the same order. */
        void restoreScalars(Undo undo);
    }

    /** Bytes of each write there is room for: the table, the cell, its value. */
    public static final int WRITE_BYTES = 2 * Integer.BYTES + Long.BYTES;

    private static final int SCALARS_MAX = 256;

    private final List<Scalars> watched = new ArrayList<>();
    private final long[] scalars = new long[SCALARS_MAX];
    private Object[] tables = new Object[0];
    private int[] indexes = new int[0];
    private long[] values = new long[0];
    private int scalarCount;
    private int count;
    private boolean isOpen;

    /**
     * Makes room. Called when a configuration is applied.
     *
     * @param writesMax writes of cells between {@link #begin()} and its end.
     */
    public void configure(final int writesMax) {
        checkClosed();
        tables = new Object[writesMax];
        indexes = new int[writesMax];
        values = new long[writesMax];
    }

    /** Saves and restores these fields, too, from now on. */
    public void watch(final Scalars newScalars) {
        checkClosed();
        watched.add(newScalars);
    }

    /** Opens a checkpoint. */
    public void begin() {
        checkClosed();
        isOpen = true;
        scalarCount = 0;
        for (int index = 0; index < watched.size(); index++) {
            watched.get(index).saveScalars(this);
        }
    }

    /** Ends the checkpoint; everything written since stays. */
    public void commit() {
        Invariants.check(isOpen, "a checkpoint that ends is open");
        isOpen = false;
        Arrays.fill(tables, 0, count, null);
        count = 0;
    }

    /** Ends the checkpoint; everything is as it was when it began. */
    public void rollBack() {
        Invariants.check(isOpen, "a checkpoint that ends is open");
        for (int write = count - 1; write >= 0; write--) {
            if (tables[write] instanceof final long[] cells) {
                cells[indexes[write]] = values[write];
            } else {
                ((int[]) tables[write])[indexes[write]] = (int) values[write];
            }
        }
        final int saved = scalarCount;
        scalarCount = 0;
        for (int index = 0; index < watched.size(); index++) {
            watched.get(index).restoreScalars(this);
        }
        Invariants.check(scalarCount == saved, "as many fields are restored as were saved");
        commit();
    }

    /** Whether a checkpoint is open. */
    public boolean isOpen() {
        return isOpen;
    }

    /** How many more writes the open checkpoint can take. */
    public int writesLeft() {
        return values.length - count;
    }

    /** Saves one field; only from {@link Scalars#saveScalars}. */
    public void save(final long value) {
        scalars[scalarCount++] = value;
    }

    /** The next saved field; only from {@link Scalars#restoreScalars}. */
    public long saved() {
        return scalars[scalarCount++];
    }

    /** Writes a cell of a table. */
    public void put(final long[] table, final int index, final long value) {
        if (isOpen) {
            remember(table, index, table[index]);
        }
        table[index] = value;
    }

    /** Writes a cell of a table of rows or slots. */
    public void put(final int[] table, final int index, final int value) {
        if (isOpen) {
            remember(table, index, table[index]);
        }
        table[index] = value;
    }

    /** Writes so many cells of a table that lie side by side. */
    public void putAll(final long[] table, final int index, final long[] from, final int fromIndex, final int cells) {
        if (isOpen) {
            for (int cell = 0; cell < cells; cell++) {
                remember(table, index + cell, table[index + cell]);
            }
        }
        System.arraycopy(from, fromIndex, table, index, cells);
    }

    private void remember(final Object table, final int index, final long value) {
        Invariants.check(count < values.length, "the writes of a checkpoint are bounded");
        tables[count] = table;
        indexes[count] = index;
        values[count] = value;
        count++;
    }

    private void checkClosed() {
        Invariants.check(!isOpen, "checkpoints do not nest, and nothing is resized within one");
    }
}
