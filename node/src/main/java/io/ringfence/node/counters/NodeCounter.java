package io.ringfence.node.counters;

/**
 * The counters that a node keeps in its mapped counters file, one writer each. Labels stay as they
 * are: by them an older reader still understands a newer node. The gateway's own counts stand beside them in the file.
 */
public enum NodeCounter {
    /** Process id of the node that made the file. */
    PID(1, "node: process id"),
    /** When that node began, milliseconds since the epoch. */
    STARTED_AT_MS(2, "node: started, ms since the epoch"),
    /** 1 while the node serves, 0 before and after. */
    READY(3, "node: serves"),
    /** Inputs that were put into the ring: commands, queries, ready answers and ticks. */
    RING_PUBLISHED(10, "ring: inputs"),
    /** How often an input met a full ring and was left with the sender. */
    RING_FULL(11, "ring: refused for lack of room"),
    /** Last journal sequence that was given to an input. */
    SEQUENCE(12, "ring: last sequence given"),
    /** Ticks that were put into the ring. */
    TICKS(13, "ring: ticks"),
    /** Commands that were answered BUSY because the disk of the journal has too little room. */
    NO_SPACE(13, "ring: commands answered BUSY for lack of disk space"),
    /** Commits, each one force under the policy {@code batch}. */
    COMMITS(20, "journal: commits"),
    /** Last sequence that is safe under the sync policy. */
    JOURNAL_SEQUENCE(21, "journal: committed sequence"),
    /** Last sequence that is forced. */
    DURABLE_SEQUENCE(22, "journal: durable sequence"),
    /** Bytes of batches that this node wrote. */
    JOURNAL_POSITION(23, "journal: bytes written"),
    /** Files that this node began. */
    JOURNAL_ROLLS(24, "journal: rolls"),
    /** An alarm: 1 while commands are answered BUSY because the disk of the journal has too little room. */
    SPACE_LOW(25, "journal: 1 while there is too little disk space"),
    /** Inputs that the engine applied. */
    APPLIED(30, "engine: applied"),
    /** Last sequence that the engine applied. */
    APPLIED_SEQUENCE(31, "engine: applied sequence"),
    /** Queries that the engine answered. */
    QUERIES(32, "engine: queries"),
    /** Commands that the engine refused. */
    REFUSED(33, "engine: refused"),
    /** Queries that were answered BUSY because every large reply buffer was on its way. */
    BUSY_REPLIES(34, "engine: queries answered BUSY"),
    /** Answers that left the ring. */
    REPLIES(40, "egress: answers taken from the ring"),
    /** Errors that the media driver reported. */
    TRANSPORT_ERRORS(60, "transport: errors");

    private final int number;
    private final String label;

    NodeCounter(final int number, final String label) {
        this.number = number;
        this.label = label;
    }

    /** Type id in the file. */
    public int number() {
        return number;
    }

    /** Label in the file: role, then what is counted. */
    public String label() {
        return label;
    }
}
