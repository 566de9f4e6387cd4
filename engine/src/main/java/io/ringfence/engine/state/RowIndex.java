package io.ringfence.engine.state;

/**
 * An open-addressing index from a 64-bit hash to rows of one section: linear probing in Robin Hood order, at most
 * half full, deletion by shifting back, so there are no tombstones and no rehash. Engine thread only.
 *
 * <pre>
 *   slot, 32 bits:   age : 6 | tag | row + 1 : as many as the rows need
 *   age = 1 + distance from the home of the row's hash; 0 where the slot is free
 * </pre>
 *
 * <p>No entry is younger than one it displaced, so a search ends where the ages fall below its own distance, after two
 * or three slots of one cache line. Robin Hood hashing: Pedro Celis, 1986. The distance has the tail of the waiting
 * time of an M/D/1 queue: half full, an insertion passes 62 with a probability below 1e-30, and stops the engine if
 * it does.
 *
 * <p>A reader walks the rows that can be the one searched and compares keys itself, so that equality is the section's
 * business and the loop stays monomorphic there:
 *
 * <pre>
 *   for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
 *       final int row = index.rowAt(slot);
 * </pre>
 */
public final class RowIndex {
    /** No slot. */
    public static final int NO_SLOT = -1;

    private static final int AGE_BITS = 6;
    private static final int AGE_SHIFT = Integer.SIZE - AGE_BITS;
    private static final int AGE_MAX = (1 << AGE_BITS) - 1;
    private static final int AGE_ONE = 1 << AGE_SHIFT;
    private static final int SLOTS_PER_ROW = 2;
    private static final int SIZE_MIN = 16;

    /** Bytes that an index takes for each row there is room for. */
    public static final int ROW_BYTES = SLOTS_PER_ROW * Integer.BYTES;

    private final Undo undo;
    private final int[] slots;
    private final int rowBits;
    private final int rowMask;
    private final int tagMask;

    /**
     * An empty index.
     *
     * @param undo the write barrier.
     * @param rows that it can hold, below 2^26.
     */
    public RowIndex(final Undo undo, final int rows) {
        this.undo = undo;
        rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(rows, 1));
        Invariants.check(rowBits <= AGE_SHIFT, "a slot has room for the number of a row");
        rowMask = (1 << rowBits) - 1;
        tagMask = ~rowMask & (AGE_ONE - 1);
        slots = new int[(int) Math.max(SIZE_MIN, (long) rows * SLOTS_PER_ROW)];
    }

    private int home(final long hash) {
        return (int) (((hash >>> Integer.SIZE) * slots.length) >>> Integer.SIZE);
    }

    private int after(final int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    /** The first slot whose row can be the one searched, or NO_SLOT. */
    public int first(final long hash) {
        return search(home(hash), AGE_ONE | ((int) hash & tagMask));
    }

    /** The next slot after this one whose row can be the one searched, or NO_SLOT. */
    public int next(final int slot, final long hash) {
        return search(after(slot), (slots[slot] & ~rowMask) + AGE_ONE);
    }

    private int search(final int from, final int firstWanted) {
        final int[] table = slots;
        int slot = from;
        int wanted = firstWanted;
        while (true) {
            final int head = table[slot] & ~rowMask;
            if (head == wanted) {
                return slot;
            }
            if (head >>> AGE_SHIFT < wanted >>> AGE_SHIFT) {
                return NO_SLOT;
            }
            slot = after(slot);
            wanted += AGE_ONE;
        }
    }

    /** The row in a slot that was found. */
    public int rowAt(final int slot) {
        return (slots[slot] & rowMask) - 1;
    }

    /**
     * Adds a row that is not in the index.
     *
     * @param hash of its key.
     * @param row to be found under it.
     */
    public void insert(final long hash, final int row) {
        int slot = home(hash);
        int carried = AGE_ONE | ((int) hash & tagMask) | (row + 1);
        while (true) {
            final int entry = slots[slot];
            if (entry == 0) {
                undo.put(slots, slot, carried);
                return;
            }
            if (entry >>> AGE_SHIFT < carried >>> AGE_SHIFT) {
                undo.put(slots, slot, carried);
                carried = entry;
            }
            Invariants.check(carried >>> AGE_SHIFT < AGE_MAX, "no entry of an index is that far from its home");
            carried += AGE_ONE;
            slot = after(slot);
        }
    }

    /**
     * Takes a row out and closes the gap.
     *
     * @param hash of its key.
     * @param row that is in the index.
     */
    public void remove(final long hash, final int row) {
        int hole = first(hash);
        while (rowAt(checkFound(hole)) != row) {
            hole = next(hole, hash);
        }
        int slot = after(hole);
        while (slots[slot] >>> AGE_SHIFT > 1) {
            undo.put(slots, hole, slots[slot] - AGE_ONE);
            hole = slot;
            slot = after(slot);
        }
        undo.put(slots, hole, 0);
    }

    private static int checkFound(final int slot) {
        Invariants.check(slot != NO_SLOT, "a row to remove is in its index");
        return slot;
    }

    /** Loads the place of a hash; what it says means nothing. */
    public int touch(final long hash) {
        return slots[home(hash)];
    }

    /** The row that is likely the one searched, NULL_ROW when there is none. */
    public int glance(final long hash) {
        final int slot = first(hash);
        return slot == NO_SLOT ? StateSection.NULL_ROW : rowAt(slot);
    }
}
