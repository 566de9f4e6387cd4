package io.ringfence.benchmarks.faults;

/** What a round does; follows from its number, so that a number alone brings it back. */
enum RoundKind {
    /** Power cuts. */
    CUT,
    /** Faults of bytes. */
    BYTES;

    private static final int BYTES_EVERY = 5;

    static RoundKind of(final int round) {
        return round % BYTES_EVERY == BYTES_EVERY - 1 ? BYTES : CUT;
    }
}
