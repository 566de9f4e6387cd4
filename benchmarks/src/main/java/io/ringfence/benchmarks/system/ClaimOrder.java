package io.ringfence.benchmarks.system;

import io.ringfence.testkit.SeededRandom;
import java.util.Arrays;

/**
 * Who claims when: every player once, in seeded order; some of these claims a second time with the same id, and some
 * players once more under another id, each a little after the first. Immutable.
 */
final class ClaimOrder {
    /** A claim that is sent once more, in thousandths of all. */
    private static final int SAME_ID_PERMILLE = 15;

    /** A player who tries again under another id, in thousandths of all. */
    private static final int OTHER_ID_PERMILLE = 15;

    private static final int PERMILLE = 1_000;
    private static final int PLACES_LATER_MAX = 4_000;
    private static final int OTHER_ID = 1 << 30;

    /** Place, then whether it is the player's other id, then the player: sorted as numbers they are in order. */
    private final long[] sends;

    private final int sameIdCount;
    private final int otherIdCount;

    ClaimOrder(final long seed, final int players) {
        final SeededRandom random = new SeededRandom(seed);
        final int[] shuffled = new int[players];
        for (int i = 0; i < players; i++) {
            shuffled[i] = i + 1;
        }
        for (int i = players - 1; i > 0; i--) {
            final int j = (int) random.nextLong(i + 1L);
            final int player = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = player;
        }
        final long[] all = new long[3 * players];
        int count = 0;
        int same = 0;
        int other = 0;
        for (int i = 0; i < players; i++) {
            all[count++] = (long) i << 32 | shuffled[i];
            if (random.nextLong(PERMILLE) < SAME_ID_PERMILLE) {
                all[count++] = later(i, random) << 32 | shuffled[i];
                same++;
            }
            if (random.nextLong(PERMILLE) < OTHER_ID_PERMILLE) {
                all[count++] = later(i, random) << 32 | OTHER_ID | shuffled[i];
                other++;
            }
        }
        sends = Arrays.copyOf(all, count);
        Arrays.sort(sends);
        sameIdCount = same;
        otherIdCount = other;
    }

    private static long later(final int place, final SeededRandom random) {
        return place + 1 + random.nextLong(PLACES_LATER_MAX);
    }

    /** Claims to send. */
    int count() {
        return sends.length;
    }

    /** Who sends this one. */
    int player(final int index) {
        return (int) sends[index] & (OTHER_ID - 1);
    }

    /** Whether it is under the player's other id. */
    boolean isOtherId(final int index) {
        return ((int) sends[index] & OTHER_ID) != 0;
    }

    /** Claims that go out twice under one id. */
    int sameIdCount() {
        return sameIdCount;
    }

    /** Claims of players who have claimed under another id. */
    int otherIdCount() {
        return otherIdCount;
    }
}
