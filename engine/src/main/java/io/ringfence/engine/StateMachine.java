package io.ringfence.engine;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The one entry point to the state for every host: node, recovery, simulator, replay and tests. A pure function of the
 * state, the sequence, the time and the command; nothing but {@link #apply} changes the state. One thread at a time.
 *
 * <p>Any throw means that the state can no longer be trusted: the host stops without answering.
 */
public interface StateMachine {
    /** No answer is longer, in bytes; the capacity that an output buffer needs. */
    int OUTPUT_LENGTH_MAX = 64 * 1024;

    /** No answer to a command (queries aside) is longer, in bytes. */
    int REPLY_LENGTH_HOT_MAX = 256;

    /**
     * Applies one journaled command and writes its answer.
     *
     * @param sequence the last one plus 1; the first is 1.
     * @param timestampNs journal time, ns since the epoch; never less than the last.
     * @param command the frame: message header and message, as checked by the gateway.
     * @param offset of the frame.
     * @param length of the frame in bytes.
     * @param output receives the answer from index 0.
     * @return length of the answer; 0 for Configure and Tick.
     */
    int apply(
            long sequence, long timestampNs, DirectBuffer command, int offset, int length, MutableDirectBuffer output);

    /** How many commands a host announces with {@link #lookAhead} before it applies them. */
    int LOOK_AHEAD_COUNT = 16;

    /**
     * Announces a command that will be applied soon, so that memory can be touched for several commands at once.
     * Changes nothing; a host may leave it out, and need not apply what it announced.
     *
     * @param command the frame.
     * @param offset of the frame.
     */
    default void lookAhead(final DirectBuffer command, final int offset) {}

    /**
     * Answers a query from the state as it stands; changes nothing.
     *
     * @param query the frame, as checked by the gateway.
     * @param offset of the frame.
     * @param length of the frame in bytes.
     * @param output receives the answer from index 0.
     * @return length of the answer in bytes.
     */
    int query(DirectBuffer query, int offset, int length, MutableDirectBuffer output);

    /** Sequence of the last command applied; 0 before the first. */
    long sequence();

    /** Journal time of the last command applied, ns since the epoch; 0 before the first. */
    long timestampNs();

    /** Hash of the state: equal states have equal hashes, whatever their history. */
    long stateHash();

    /** When something falls due, ns since the epoch: a Tick at or after it does work. Long.MAX_VALUE: nothing will. */
    long nextDueNs();

    /** Whether a Configure was applied; until then nothing else may be. */
    boolean isConfigured();
}
