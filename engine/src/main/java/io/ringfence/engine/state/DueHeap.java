package io.ringfence.engine.state;

import java.util.Arrays;

/**
 * Rows of one table in order of when they fall due, of equal times the older first. An index over state, not state: the
 * order is total, so what comes out does not depend on how the heap came to be. Engine thread only.
 *
 * <p>A binary min-heap in arrays; where each row stands is kept besides, so that a row can leave at any time. Nothing
 * is allocated but by {@link #resize}.
 */
public final class DueHeap implements Undo.Scalars {
    /** Bytes that a heap takes for each row there is room for. */
    public static final int ROW_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    private static final int NULL_ROW = StateSection.NULL_ROW;

    private long[] dueNs = new long[0];
    private long[] creations = new long[0];
    private int[] rows = new int[0];
    /** Slot of each row plus 1; 0 for a row that is not in the heap. */
    private int[] slots = new int[0];

    private final Undo undo;
    private int count;

    /**
     * An empty heap.
     *
     * @param undo that takes writes back.
     */
    public DueHeap(final Undo undo) {
        this.undo = undo;
        undo.watch(this);
    }

    @Override
    public void saveScalars(final Undo to) {
        to.save(count);
    }

    @Override
    public void restoreScalars(final Undo from) {
        count = (int) from.saved();
    }

    /**
     * Makes room.
     *
     * @param rowsMax rows of the table, each at most once in the heap.
     */
    public void resize(final int rowsMax) {
        dueNs = Arrays.copyOf(dueNs, rowsMax);
        creations = Arrays.copyOf(creations, rowsMax);
        rows = Arrays.copyOf(rows, rowsMax);
        slots = Arrays.copyOf(slots, rowsMax);
    }

    /**
     * Adds a row that is not in the heap.
     *
     * @param row of the table.
     * @param newDueNs when it falls due, ns since the epoch.
     * @param creation orders rows that fall due together: each row has another one.
     */
    public void add(final int row, final long newDueNs, final long creation) {
        Invariants.check(slots[row] == 0, "a row falls due once");
        place(count, row, newDueNs, creation);
        count++;
        siftUp(count - 1);
    }

    /** Takes a row out; nothing happens when it is not in the heap. */
    public void remove(final int row) {
        final int slot = slots[row] - 1;
        if (slot < 0) {
            return;
        }
        undo.put(slots, row, 0);
        count--;
        if (slot < count) {
            place(slot, rows[count], dueNs[count], creations[count]);
            siftUp(slot);
            siftDown(slot);
        }
    }

    /** The row that falls due first, or NULL_ROW. */
    public int first() {
        return count == 0 ? NULL_ROW : rows[0];
    }

    /** When the first row falls due, ns; Long.MAX_VALUE when there is none. */
    public long firstDueNs() {
        return count == 0 ? Long.MAX_VALUE : dueNs[0];
    }

    /** The number of rows in the heap. */
    public int count() {
        return count;
    }

    private void siftUp(final int from) {
        int slot = from;
        while (slot > 0) {
            final int parent = (slot - 1) >> 1;
            if (!isBefore(slot, parent)) {
                return;
            }
            swap(slot, parent);
            slot = parent;
        }
    }

    private void siftDown(final int from) {
        int slot = from;
        while (true) {
            int child = 2 * slot + 1;
            if (child >= count) {
                return;
            }
            if (child + 1 < count && isBefore(child + 1, child)) {
                child++;
            }
            if (!isBefore(child, slot)) {
                return;
            }
            swap(slot, child);
            slot = child;
        }
    }

    private boolean isBefore(final int slot, final int other) {
        return dueNs[slot] != dueNs[other] ? dueNs[slot] < dueNs[other] : creations[slot] < creations[other];
    }

    private void swap(final int slot, final int other) {
        final int row = rows[slot];
        final long due = dueNs[slot];
        final long creation = creations[slot];
        place(slot, rows[other], dueNs[other], creations[other]);
        place(other, row, due, creation);
    }

    private void place(final int slot, final int row, final long due, final long creation) {
        undo.put(dueNs, slot, due);
        undo.put(creations, slot, creation);
        undo.put(rows, slot, row);
        undo.put(slots, row, slot + 1);
    }
}
