package io.ringfence.engine.campaign;

/**
 * Division by multiplication, exact: quotients and remainders are those of {@code /} and {@code %}. A pot of many
 * shares is split within one command, and a division takes ten times as long as a multiplication. Thread safe.
 *
 * <p>The reciprocal of d is floor((2^64 - 1) / d), which is at most d below 2^64 when it is multiplied by d; so for a
 * dividend below 2^63 the upper half of their product is the quotient or one less, and the remainder tells which.
 */
final class Reciprocals {
    /** Divisors up to this have their reciprocals ready. */
    static final int DIVISOR_MAX = PotSplit.SHARES_MAX;

    private static final long[] SMALL = small();

    private Reciprocals() {}

    private static long[] small() {
        final long[] reciprocals = new long[DIVISOR_MAX + 1];
        for (int divisor = 2; divisor <= DIVISOR_MAX; divisor++) {
            reciprocals[divisor] = of(divisor);
        }
        return reciprocals;
    }

    /** The reciprocal of a divisor from 2 on. */
    static long of(final long divisor) {
        return Long.divideUnsigned(-1L, divisor);
    }

    /** The reciprocal of a divisor from 2 to {@link #DIVISOR_MAX}. */
    static long ofSmall(final int divisor) {
        return SMALL[divisor];
    }

    /**
     * A quotient.
     *
     * @param dividend at or above zero.
     * @param divisor from 2 to {@link #DIVISOR_MAX}.
     * @return {@code dividend / divisor}.
     */
    static long divide(final long dividend, final int divisor) {
        final long quotient = Math.multiplyHigh(dividend, SMALL[divisor]);
        return dividend - quotient * divisor >= divisor ? quotient + 1 : quotient;
    }

    /**
     * A remainder.
     *
     * @param dividend at or above zero.
     * @param divisor from 2 on.
     * @param reciprocal of the divisor.
     * @return {@code dividend % divisor}.
     */
    static long remainder(final long dividend, final long divisor, final long reciprocal) {
        final long remainder = dividend - Math.multiplyHigh(dividend, reciprocal) * divisor;
        // No branch: of dividends near 2^63 one in four is one divisor off, which no processor can guess.
        final long less = remainder - divisor;
        return less + (divisor & (less >> (Long.SIZE - 1)));
    }
}
