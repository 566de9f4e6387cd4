package io.ringfence.journal;

import org.agrona.DirectBuffer;

/**
 * The one writer of a journal.
 *
 * <p>Journal thread only, from the first call to {@link #close}; that thread is never interrupted, because an interrupt
 * closes file channels. Single-use. Any failure of the disk ends in a {@link JournalException} after which the journal
 * is dead: every later call throws, {@link #committedSequence} and {@link #durableSequence} no longer move, and nothing
 * is tried again. Nothing is allocated on the way of a record, a batch or a commit, except when a file is full.
 */
public interface Journal extends AutoCloseable {
    /** The sequence that the next {@link #append} must carry. The first one ever is 1. */
    long nextSequence();

    /**
     * Copies a record into the open batch, and closes the batch first when the record does not fit.
     *
     * @param sequence {@link #nextSequence}.
     * @param timestampNs nanoseconds since the epoch; not less than that of the record before.
     * @param sessionId the session it came from.
     * @param principal 0 to 65,535: who sent it.
     * @throws JournalException if sequence or time are not in order, or the disk failed.
     * @throws IllegalArgumentException if the record can never fit a batch; the journal lives on.
     */
    void append(
            long sequence, long timestampNs, int sessionId, int principal, DirectBuffer buffer, int offset, int length);

    /** From now on each batch that is closed says: after {@code sequence} the state has this {@code hash}. */
    void stateProof(long sequence, long hash);

    /**
     * Closes the open batch, forces the file if the policy says so, and moves the watermark. On return everything
     * appended is committed.
     */
    void commit();

    /**
     * Forces when an interval is over, and reports a next file that could not be made.
     *
     * @param nowNs any monotonic clock, read once per duty cycle.
     * @return what was done: zero when there was nothing to do.
     */
    int doWork(long nowNs);

    /** The last sequence that was appended; it may still lie in the open batch. */
    long appendedSequence();

    /** The last sequence that may be applied and answered under the policy. */
    long committedSequence();

    /** The last sequence that is forced: the watermark. */
    long durableSequence();

    /** The incarnation of this writer, one more than that of the writer before. */
    long incarnation();

    /**
     * Whether the disk has too little room for the next file, so that nothing more should be let in. What was let in
     * can still be written. Any thread.
     */
    default boolean isShortOfSpace() {
        return false;
    }

    /** How often a new file was begun by this writer. */
    long rolls();

    /** Bytes of batches written by this writer. */
    long position();

    /** Commits and forces under every policy, and lets go of the files. Idempotent; a dead journal only lets go. */
    @Override
    void close();
}
