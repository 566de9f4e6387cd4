package io.ringfence.gateway;

import org.agrona.DirectBuffer;

/**
 * Where the egress takes answers from, in the order in which they were decided. Polled by the egress thread alone. Each
 * frame accepted by the {@link CommandSink} gives exactly one answer to the session that sent it.
 */
public interface ReplySource {
    /**
     * Hands over what is ready, at most {@code limit} answers; never blocks.
     *
     * @return how many answers were handed over.
     */
    int poll(ReplyHandler handler, int limit);

    /** Takes answers; the bytes are valid during the call only. */
    interface ReplyHandler {
        /** One answer for one session. */
        void onReply(int sessionId, DirectBuffer buffer, int offset, int length);
    }
}
