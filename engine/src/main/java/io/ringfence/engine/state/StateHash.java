package io.ringfence.engine.state;

/**
 * The running hash of the whole state: the sum, modulo 2^64, of the hashes of all live rows. Engine thread only.
 *
 * <p>Addition commutes, so the sum does not depend on the order in which rows came to be (the idea of an incremental
 * multiset hash). Each row hash is mixed by a multiply-rotate chain with the 64-bit finaliser of MurmurHash3 (Austin
 * Appleby, public domain), so that close rows have unrelated hashes.
 */
public final class StateHash {
    private static final long MULTIPLIER_1 = 0x9E3779B97F4A7C15L;
    private static final long MULTIPLIER_2 = 0xD6E8FEB86659FD93L;
    private static final int ROTATION = 29;

    private long value;

    /** The hash of the state as it stands. */
    public long value() {
        return value;
    }

    void add(final long rowHash) {
        value += rowHash;
    }

    void subtract(final long rowHash) {
        value -= rowHash;
    }

    /**
     * Takes one more cell into a row hash.
     *
     * @param hash the hash so far.
     * @param cell the next cell.
     * @return the hash with the cell in it; order matters.
     */
    public static long mix(final long hash, final long cell) {
        return Long.rotateLeft(hash ^ (cell * MULTIPLIER_1), ROTATION) * MULTIPLIER_2;
    }

    /**
     * Ends a row hash.
     *
     * @param hash after the last cell.
     * @return every bit of it depending on every bit before.
     */
    public static long finish(final long hash) {
        long mixed = hash;
        mixed ^= mixed >>> 33;
        mixed *= 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 33;
        mixed *= 0xC4CEB9FE1A85EC53L;
        mixed ^= mixed >>> 33;
        return mixed;
    }
}
