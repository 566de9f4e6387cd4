package io.ringfence.engine.idempotency;

import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import java.util.Arrays;

/**
 * For each source that ever had an id the ends of the list of its ids that were not passed over, and how many it
 * remembers in all. An index over the log, not state. Engine thread only.
 *
 * <p>A slot is given to a source with its first id; {@link #byNumber} goes through them in the order of the sources'
 * numbers, which does not hang on history. There are few: a source must be known to be let in.
 */
final class SourceOrders implements Undo.Scalars {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    private static final int NUMBERS = 1 << 16;

    private final Undo undo;
    /** Slot of each source number plus 1. */
    private final int[] slots = new int[NUMBERS];

    private final int[] sources = new int[NUMBERS];
    /** The slots in order of their sources' numbers. */
    private final int[] byNumber = new int[NUMBERS];

    private final int[] oldest = new int[NUMBERS];
    private final int[] newest = new int[NUMBERS];
    private final int[] remembered = new int[NUMBERS];
    private int count;

    SourceOrders(final Undo undo) {
        this.undo = undo;
        Arrays.fill(oldest, NULL_ROW);
        Arrays.fill(newest, NULL_ROW);
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

    /** How many slots there are. */
    int count() {
        return count;
    }

    /** The slot of a source that has or had ids, or -1. */
    int find(final int source) {
        return slots[source] - 1;
    }

    /** The slot of a source, made when it has none yet. */
    int findOrCreate(final int source) {
        final int known = slots[source] - 1;
        if (known >= 0) {
            return known;
        }
        final int slot = count++;
        undo.put(slots, source, slot + 1);
        undo.put(sources, slot, source);
        int place = slot;
        while (place > 0 && sources[byNumber[place - 1]] > source) {
            undo.put(byNumber, place, byNumber[place - 1]);
            place--;
        }
        undo.put(byNumber, place, slot);
        return slot;
    }

    /** The slot of the source with the lowest number, of the next higher one, and so on. */
    int byNumber(final int place) {
        return byNumber[place];
    }

    int oldest(final int slot) {
        return oldest[slot];
    }

    int newest(final int slot) {
        return newest[slot];
    }

    void oldest(final int slot, final int row) {
        undo.put(oldest, slot, row);
    }

    void newest(final int slot, final int row) {
        undo.put(newest, slot, row);
    }

    /** How many ids the source remembers, those that were passed over among them. */
    int remembered(final int slot) {
        return remembered[slot];
    }

    void addRemembered(final int slot, final int change) {
        undo.put(remembered, slot, remembered[slot] + change);
    }

    /**
     * The source that gives way when the log is full: the one that inserts if it remembers its share, else the one that
     * remembers most, the lowest number of equals; never one that has nothing left to give.
     *
     * @param slot of the source that inserts.
     * @param share of each source, ids.
     * @return the slot, or -1 when everything was passed over.
     */
    int giveWay(final int slot, final int share) {
        if (remembered[slot] >= share && oldest[slot] != NULL_ROW) {
            return slot;
        }
        int most = -1;
        for (int other = 0; other < count; other++) {
            if (oldest[other] != NULL_ROW && (most < 0 || isBefore(other, most))) {
                most = other;
            }
        }
        return most;
    }

    private boolean isBefore(final int slot, final int other) {
        return remembered[slot] != remembered[other]
                ? remembered[slot] > remembered[other]
                : sources[slot] < sources[other];
    }
}
