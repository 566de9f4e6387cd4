package io.ringfence.gateway.egress;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.ReplyDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Replies of one session that will share a message, one right behind the other: a claim, a header of the stream and a
 * call of the client's handler for all of them instead of for each. Never more than one datagram, and never many: whole
 * datagrams of 8 KiB reach the client in lumps, and less is answered then (docs/benchmarks.md, "Levers"). Egress thread
 * only; zero allocation after {@link #open}.
 */
final class ReplyBundle {
    static final int REPLIES_MAX = 16;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private int length;

    /**
     * Makes room, once.
     *
     * @param payloadLengthMax bytes that fit into a datagram.
     */
    void open(final int payloadLengthMax) {
        buffer.wrap(new byte[Math.min(payloadLengthMax, REPLIES_MAX * FrameLayout.REPLY_LENGTH)]);
    }

    /** Whether a frame is one that may share its message. */
    static boolean takes(final int templateId, final int frameLength) {
        return templateId == ReplyDecoder.TEMPLATE_ID && frameLength == FrameLayout.REPLY_LENGTH;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isFull() {
        return length + FrameLayout.REPLY_LENGTH > buffer.capacity();
    }

    void add(final DirectBuffer frame, final int offset) {
        buffer.putBytes(length, frame, offset, FrameLayout.REPLY_LENGTH);
        length += FrameLayout.REPLY_LENGTH;
    }

    void clear() {
        length = 0;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    /** How many answers a message has that was a bundle, and is not at hand as one any more. */
    static int count(final int messageLength) {
        return messageLength / FrameLayout.REPLY_LENGTH;
    }
}
