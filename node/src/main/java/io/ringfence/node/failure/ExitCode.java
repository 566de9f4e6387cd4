package io.ringfence.node.failure;

/** Why a process ended, in numbers that a supervisor can tell apart. */
public enum ExitCode {
    /** It did what it was asked to do. */
    OK(0),
    /** It failed, or got no answer. */
    FAILED(1),
    /** Usage, or input that cannot be read. */
    USAGE(2),
    /** Configuration: an unknown key, a value out of its bounds, a change that is not allowed. */
    CONFIGURATION(10),
    /** The data directory is held by another process. */
    DATA_IN_USE(11),
    /** The address or port is taken. */
    ADDRESS_IN_USE(12),
    /** The journal is damaged; a person must look. */
    JOURNAL_DAMAGED(13),
    /** The disk failed, is full or cannot be written. */
    DISK(14),
    /** An internal invariant is broken; a person must look. */
    INVARIANT(15),
    /** A temporary failure: starting again is right. */
    RESTART(16);

    private final int number;

    ExitCode(final int number) {
        this.number = number;
    }

    /** The exit code of the process. */
    public int number() {
        return number;
    }
}
