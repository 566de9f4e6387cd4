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
    /** The bound that was drawn below last. */
    private long lastBound;
    /** One that was drawn below twice in a row, and its reciprocal: draws of a pot of small shares share a bound. */
    private long repeatedBound = 2;

    private long reciprocal = Reciprocals.of(2);

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
        final long drawn = draw(bound);
        if (bound == repeatedBound) {
            return Reciprocals.remainder(drawn, bound, reciprocal);
        }
        if (bound == lastBound && bound > 1) {
            repeatedBound = bound;
            reciprocal = Reciprocals.of(bound);
        }
        lastBound = bound;
        return drawn % bound;
    }

    /**
     * The same.
     *
     * @param bound from 2 to {@link Reciprocals#DIVISOR_MAX}.
     * @return at or above zero and below the bound.
     */
    long boundedSmall(final int bound) {
        return Reciprocals.remainder(draw(bound), bound, Reciprocals.ofSmall(bound));
    }

    /** The top 63 bits of an output that is not above the last multiple of the bound. */
    private long draw(final long bound) {
        while (true) {
            final long drawn = next() >>> 1;
            // Only the last few of 2^63 can be above the last multiple: divide there alone.
            if (drawn <= Long.MAX_VALUE - bound || drawn <= Long.MAX_VALUE - remainder(bound)) {
                return drawn;
            }
        }
    }

    /** 2^63 modulo the bound. */
    private static long remainder(final long bound) {
        return (Long.MAX_VALUE % bound + 1) % bound;
    }
}
