package io.ringfence.engine.campaign;

import io.ringfence.protocol.codec.Split;

/**
 * Splits a pot into shares in the order in which they are claimed (docs/protocol.md). The sum is the pot, to the unit.
 * Engine thread only.
 *
 * <p>LUCKY draws each share up to twice the mean of what is left, and shuffles: the spread of such draws grows towards
 * the last one, so no place in the queue may be the better one.
 */
final class PotSplit {
    /** A campaign has no more shares, so that the command that splits them stays short. */
    static final int SHARES_MAX = 100_000;

    private final SplitMix64 random = new SplitMix64();
    private final long[] shares = new long[SHARES_MAX];

    /** Whether a pot can be split so: every share is at least the least share. */
    static boolean isPossible(final long pot, final long shareCount, final long minShare) {
        return shareCount > 0 && shareCount <= SHARES_MAX && pot / shareCount >= minShare;
    }

    /**
     * Splits a pot.
     *
     * @param split value of its Split.
     * @param pot minor units.
     * @param shareCount for which {@link #isPossible} holds.
     * @param minShare minor units.
     * @param seed with both halves of the salt in it.
     */
    void split(final int split, final long pot, final int shareCount, final long minShare, final long seed) {
        if (split == Split.EQUAL.value()) {
            splitEqually(pot, shareCount);
        } else {
            random.seed(seed);
            draw(pot, shareCount, minShare);
            shuffle(shareCount);
        }
    }

    private void splitEqually(final long pot, final int shareCount) {
        final long share = pot / shareCount;
        final int remainder = (int) (pot % shareCount);
        for (int index = 0; index < shareCount; index++) {
            shares[index] = index < remainder ? share + 1 : share;
        }
    }

    /** The mean, what is left div the shares left, mostly stays as it is: so its remainder is kept beside it. */
    private void draw(final long pot, final int shareCount, final long minShare) {
        long rest = pot;
        long mean = pot / shareCount;
        long remainder = pot % shareCount;
        for (int left = shareCount; left > 1; left--) {
            final long share = minShare + random.bounded(2 * mean - 2 * minShare + 1);
            shares[shareCount - left] = share;
            rest -= share;
            // mean * left + remainder - share is the rest for one share less.
            remainder += mean - share;
            if ((remainder < 0 || remainder >= left - 1) && left > 2) {
                mean = Reciprocals.divide(rest, left - 1);
                remainder = rest - mean * (left - 1);
            }
        }
        shares[shareCount - 1] = rest;
    }

    private void shuffle(final int shareCount) {
        for (int index = shareCount - 1; index > 0; index--) {
            final int other = (int) random.boundedSmall(index + 1);
            final long share = shares[index];
            shares[index] = shares[other];
            shares[other] = share;
        }
    }

    /** A share of the last pot that was split. */
    long share(final int index) {
        return shares[index];
    }

    /** Every share of the last pot that was split, in order; to be read only. */
    long[] shares() {
        return shares;
    }
}
