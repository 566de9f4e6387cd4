package io.ringfence.engine.campaign;

/**
 * The generator that splits pots: SplitMix64 of Guy Steele, Doug Lea and Christine Flood, "Fast Splittable Pseudorandom
 * Number Generators" (OOPSLA 2014), with the constants of Sebastiano Vigna's public domain version. Part of the
 * protocol: anybody can draw the same numbers from a published seed. Engine thread only.
 */
final class SplitMix64 {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long MULTIPLIER_1 = 0xBF58476D1CE4E5B9L;
    private static final long MULTIPLIER_2 = 0x94D049BB133111EBL;

    private long state;

    void seed(final long seed) {
        state = seed;
    }

    long next() {
        state += GAMMA;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * MULTIPLIER_1;
        mixed = (mixed ^ (mixed >>> 27)) * MULTIPLIER_2;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * A number below a bound, each equally likely: the top 63 bits of an output, drawn again when it is above the last
     * multiple of the bound, modulo the bound. A bound of 1 draws, too.
     *
     * @param bound above zero.
     * @return at or above zero and below the bound.
     */
    long bounded(final long bound) {
        while (true) {
            final long drawn = next() >>> 1;
            // Only the last few of 2^63 can be above the last multiple: divide twice there alone.
            if (drawn <= Long.MAX_VALUE - bound || drawn <= Long.MAX_VALUE - remainder(bound)) {
                return drawn % bound;
            }
        }
    }

    /** 2^63 modulo the bound. */
    private static long remainder(final long bound) {
        return (Long.MAX_VALUE % bound + 1) % bound;
    }
}
