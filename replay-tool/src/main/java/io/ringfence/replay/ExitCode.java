package io.ringfence.replay;

/** The exit codes that the commands of this module use, out of the one table of the launcher. */
public final class ExitCode {
    /** All well. */
    public static final int OK = 0;

    /** Failed for another reason. */
    public static final int FAILED = 1;

    /** Usage, or input that cannot be read. */
    public static final int USAGE = 2;

    /** An expectation was not met. */
    public static final int EXPECTATION = 3;

    /** A running node holds the data directory. */
    public static final int DATA_IN_USE = 11;

    /** The journal is damaged, or does not lead to the state it states: needs a person. */
    public static final int DAMAGED = 13;

    /** The files cannot be read. */
    public static final int DISK = 14;

    /** The engine stopped on a journaled command, or its invariants do not hold: needs a person. */
    public static final int INVARIANT = 15;

    private ExitCode() {}
}
