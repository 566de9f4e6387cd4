package io.ringfence.benchmarks.faults;

import io.ringfence.node.failure.ExitCode;

/** What fails under a node that is healthy itself, how it must end, and a word that it must say. */
enum InfraFault {
    /** A force fails once and would work again: it must not be tried again. */
    FORCE_FAILS_ONCE(ExitCode.DISK, "Input/output error"),
    /** A store into a mapped page ends in an InternalError. */
    MAPPED_PAGE_FAILS(ExitCode.DISK, "is the disk full, or failing?"),
    /** No room for the next file, and nobody said so before: commands are answered BUSY, and the node lives. */
    DISK_FULL(ExitCode.OK, "", true),
    /** Little room, and the disk says so: likewise. */
    DISK_NEARLY_FULL(ExitCode.OK, "", true),
    /** No room for the first file. */
    DISK_FULL_AT_START(ExitCode.DISK, "No space left on device"),
    /** Somebody sets the clock three hours ahead. */
    CLOCK_FAR_AHEAD(ExitCode.INVARIANT, "jumped ahead"),
    /** Somebody sets the clock three hours back: journal time stands still, and the node serves. */
    CLOCK_FAR_BACK(ExitCode.OK, ""),
    /** The clock swings by twenty minutes over many rolls. */
    CLOCK_BACK_AND_FORTH(ExitCode.OK, ""),
    /** Something throws where it must not. */
    RULE_THROWS(ExitCode.INVARIANT, "money would be made of nothing"),
    /** A flipped byte below the watermark. */
    JOURNAL_DAMAGED(ExitCode.JOURNAL_DAMAGED, "CRC"),
    /** Somebody shortens the journal file that is being written, by what is free of it: all answers are there. */
    FREE_PART_CUT_OFF(ExitCode.DISK, "somebody cut it off"),
    /** Likewise, by a part that was answered: no start may go on without it. */
    ANSWERED_PART_CUT_OFF(ExitCode.DISK, "somebody cut it off"),
    /** The data directory cannot be made. */
    DIRECTORY_NOT_WRITABLE(ExitCode.DISK, "cannot be made or written"),
    /** The data directory is there, and nothing can be written into it. */
    DIRECTORY_READ_ONLY(ExitCode.DISK, "cannot be made or written"),
    /** A second node on the same data directory, by another name. */
    SECOND_NODE_ON_THE_DATA(ExitCode.DATA_IN_USE, "is held by the node with process id"),
    /** A second node whose Aeron directory is the first one's. */
    SECOND_NODE_ON_AERON(ExitCode.DATA_IN_USE, "Aeron directory"),
    /** A second node at the same endpoint. */
    SECOND_NODE_ON_THE_PORT(ExitCode.ADDRESS_IN_USE, "endpoint"),
    /** Chronicle's notes say that a living process holds the lock of the queue. */
    LOCK_OF_A_REUSED_PID(ExitCode.OK, "");

    private final ExitCode exitCode;
    private final String word;
    private final boolean isBusy;

    InfraFault(final ExitCode exitCode, final String word) {
        this(exitCode, word, false);
    }

    InfraFault(final ExitCode exitCode, final String word, final boolean isBusy) {
        this.exitCode = exitCode;
        this.word = word;
        this.isBusy = isBusy;
    }

    /** Whether commands must be answered BUSY. */
    boolean isBusy() {
        return isBusy;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** Must be in what the node says; empty for nothing. */
    String word() {
        return word;
    }
}
