package io.ringfence.benchmarks.faults;

/** What a round does; follows from its number, so that a number alone brings it back. */
enum RoundKind {
    /** Power cuts; a process of the rig starts on what is left. */
    CUT,
    /** Power cuts; a real node starts on what is left. */
    NODE,
    /** Faults of bytes. */
    BYTES,
    /** Kills of a node under load. */
    KILL,
    /** Disks, clocks, locks and ports that fail. */
    INFRA;

    /** One round in so many is of this kind. */
    static final int INFRA_EVERY = 50;

    private static final int INFRA_FIRST = 12;
    private static final int KILL_EVERY = 90;
    private static final int KILL_FIRST = 7;
    private static final int NODE_EVERY = 40;
    private static final int NODE_FIRST = 3;
    private static final int BYTES_EVERY = 5;

    static RoundKind of(final int round) {
        if (round % KILL_EVERY == KILL_FIRST) {
            return KILL;
        }
        if (round % INFRA_EVERY == INFRA_FIRST) {
            return INFRA;
        }
        if (round % NODE_EVERY == NODE_FIRST) {
            return NODE;
        }
        return round % BYTES_EVERY == BYTES_EVERY - 1 ? BYTES : CUT;
    }
}
