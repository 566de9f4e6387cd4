package io.ringfence.testkit;

/**
 * SplitMix64: the generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). Written
 * out here so that a seed makes the same stream on every JDK. Not thread safe; does not allocate.
 */
public final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int INT_BITS_SPARED = 33;
    private static final int INT_BITS = 31;

    private long state;

    /** Every seed is a good seed. */
    public SeededRandom(final long seed) {
        state = seed;
    }

    /** 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to below the bound, which is above 0. */
    public int nextInt(final int bound) {
        return (int) (((nextLong() >>> INT_BITS_SPARED) * bound) >>> INT_BITS);
    }

    /** From 0 to below the bound, which is above 0. */
    public long nextLong(final long bound) {
        return (nextLong() >>> 1) % bound;
    }

    /** The finalizer: spreads every bit of a value over all bits, one to one. */
    public static long mix(final long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
