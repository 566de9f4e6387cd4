package io.ringfence.benchmarks.faults;

/** What a round does; follows from its number, so that a number alone brings it back. */
enum RoundKind {
    /** Power cuts. */
    CUT,
    /** Faults of bytes. */
    BYTES,
    /** Kills of a node under load. */
    KILL;

    private static final int BYTES_EVERY = 5;
    private static final int KILL_EVERY = 60;
    private static final int KILL_FIRST = 7;

    static RoundKind of(final int round) {
        if (round % KILL_EVERY == KILL_FIRST) {
            return KILL;
        }
        return round % BYTES_EVERY == BYTES_EVERY - 1 ? BYTES : CUT;
    }
}
