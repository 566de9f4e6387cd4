package io.ringfence.benchmarks.system;

import io.ringfence.testkit.SeededRandom;
import java.math.BigInteger;

/**
 * What a suspicious player would write: the shares of a LUCKY campaign from the seed and the salt that are published at
 * its end, by docs/protocol.md alone.
 */
final class LuckyShares {
    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);

    private final SeededRandom random;

    private LuckyShares(final long state) {
        random = new SeededRandom(state);
    }

    /** In the order in which claims get them. */
    static long[] of(final long pot, final int count, final long minShare, final long seed, final long[] salt) {
        final LuckyShares draw = new LuckyShares(seed ^ salt[0] ^ salt[1]);
        final long[] shares = new long[count];
        long rest = pot;
        for (int i = 0; i < count; i++) {
            final long left = count - (long) i;
            shares[i] = left == 1 ? rest : minShare + draw.bounded(2 * (rest / left) - 2 * minShare + 1);
            rest -= shares[i];
        }
        for (int i = count - 1; i > 0; i--) {
            final int j = (int) draw.bounded(i + 1L);
            final long share = shares[i];
            shares[i] = shares[j];
            shares[j] = share;
        }
        return shares;
    }

    private long bounded(final long bound) {
        final BigInteger multiple = TWO_TO_63.subtract(TWO_TO_63.mod(BigInteger.valueOf(bound)));
        long drawn = random.nextLong() >>> 1;
        while (BigInteger.valueOf(drawn).compareTo(multiple) >= 0) {
            drawn = random.nextLong() >>> 1;
        }
        return drawn % bound;
    }
}
