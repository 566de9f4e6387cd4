package io.ringfence.engine.state;

/** The one rule of capacity: openings stop at 90 % of each bound, so that what is open can always end. */
public final class Capacity {
    private static final long NUMERATOR = 9;
    private static final long DENOMINATOR = 10;

    private Capacity() {}

    /**
     * Whether something may still be opened.
     *
     * @param count of what there is now.
     * @param max the bound.
     * @return true when one more stays within 90 % of the bound.
     */
    public static boolean hasRoom(final long count, final long max) {
        return count + 1 <= openMax(max);
    }

    /**
     * How many may be opened at most.
     *
     * @param max the bound.
     * @return 90 % of it, rounded down.
     */
    public static long openMax(final long max) {
        return max * NUMERATOR / DENOMINATOR;
    }
}
