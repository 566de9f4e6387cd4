package io.ringfence.engine.state;

/**
 * An open-addressing index from a 64-bit hash to rows of one section: linear probing, at most half full, deletion by
 * shifting back, so there are no tombstones and no rehash. Engine thread only.
 *
 * <p>A slot packs the low 32 bits of the hash (the tag, which also says where the slot's home is) over row + 1. A
 * reader walks from {@link #home(long)} with {@link #next(int)} until {@link #rowAt(int)} says {@link
 * StateSection#NULL_ROW}, and compares keys itself where {@link #isTagAt(int, long)} holds: equality is the section's
 * business, and the loop stays monomorphic there.
 */
public final class RowIndex {
    private static final long ROW_MASK = 0xFFFF_FFFFL;
    private static final int TAG_SHIFT = 32;

    private final Undo undo;
    private final long[] slots;
    private final int mask;

    /**
     * An empty index.
     *
     * @param undo the write barrier.
     * @param rows that it can hold.
     */
    public RowIndex(final Undo undo, final int rows) {
        this.undo = undo;
        final int size = Integer.highestOneBit(Math.max(rows, 8) - 1) << 2;
        slots = new long[size];
        mask = size - 1;
    }

    /** Where the search for a hash begins. */
    public int home(final long hash) {
        return (int) hash & mask;
    }

    /** The slot after this one. */
    public int next(final int slot) {
        return (slot + 1) & mask;
    }

    /** The row in a slot, or NULL_ROW where the search ends. */
    public int rowAt(final int slot) {
        return (int) (slots[slot] & ROW_MASK) - 1;
    }

    /** Whether the row in this slot can be the one searched: its key need only be compared then. */
    public boolean isTagAt(final int slot, final long hash) {
        return (int) (slots[slot] >>> TAG_SHIFT) == (int) hash;
    }

    /**
     * Adds a row that is not in the index.
     *
     * @param hash of its key.
     * @param row to be found under it.
     */
    public void insert(final long hash, final int row) {
        int slot = home(hash);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        undo.put(slots, slot, (hash << TAG_SHIFT) | (row + 1L));
    }

    /**
     * Takes a row out and closes the gap.
     *
     * @param hash of its key.
     * @param row that is in the index.
     */
    public void remove(final long hash, final int row) {
        int hole = home(hash);
        while (rowAt(hole) != row) {
            Invariants.check(slots[hole] != 0, "a row to remove is in its index");
            hole = next(hole);
        }
        int slot = next(hole);
        while (slots[slot] != 0) {
            final int home = (int) (slots[slot] >>> TAG_SHIFT) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                undo.put(slots, hole, slots[slot]);
                hole = slot;
            }
            slot = next(slot);
        }
        undo.put(slots, hole, 0);
    }

    /** The row in the first slot of a hash, NULL_ROW when it is free: likely, not surely, the one searched. */
    public int glance(final long hash) {
        return rowAt(home(hash));
    }
}
