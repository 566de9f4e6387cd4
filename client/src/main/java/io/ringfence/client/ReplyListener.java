package io.ringfence.client;

import io.ringfence.protocol.codec.SessionCode;
import org.agrona.DirectBuffer;

/**
 * Hears of everything that happens to a client, on the thread that polls it, from inside
 * {@link RingfenceClient#poll()}. May offer further frames; must not poll or close. What it throws leaves
 * {@code poll()}.
 */
public interface ReplyListener {
    /** The answer to what was offered under this correlation id; the frame is valid during the call only. */
    void onReply(long correlationId, DirectBuffer buffer, int offset, int length);

    /**
     * The deadline passed without an answer: the command may or may not have happened, and its answer, should it still
     * come, is only counted. Ask GetTransaction, or offer the frame again: its ids make that safe. The frame, with its
     * ids, is valid during the call only.
     */
    void onUnknown(long correlationId, DirectBuffer buffer, int offset, int length);

    /** A session is open; what was unanswered is being sent again before anything new is taken. */
    default void onConnected(final int sessionId, final int window) {}

    /**
     * The session is gone. For {@code SUPERSEDED}, {@code AUTHENTICATION_REJECTED} and {@code VERSION_UNSUPPORTED} the
     * client stays away ({@link RingfenceClient#isRefused()}), else it connects again.
     *
     * @param code   {@code SBE_UNKNOWN} when the node fell silent, else what it said.
     * @param detail for people.
     */
    default void onDisconnected(final SessionCode code, final String detail) {}
}
