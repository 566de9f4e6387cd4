package io.ringfence.gateway;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.BalanceReplyDecoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.MismatchField;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** A node without a journal and an engine: a bounded ring, and OK for everything that comes out of it. */
final class FakeNode implements CommandSink, ReplySource {
    private static final int COMMAND = 1;
    private static final int QUERY = 2;
    private static final int REPLY = 3;
    private static final int BIG = 4;

    private final OneToOneRingBuffer ring;
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[GatewayConfig.REPLY_LENGTH_MAX]);
    private final ReplyEncoder encoder = new ReplyEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<Long> decided = new ArrayList<>();
    private final List<UnsafeBuffer> frames = new ArrayList<>();
    private final MessageHandler onMessage = this::onMessage;
    private ReplyHandler handler;
    private long sequence;
    private boolean isRecording;
    private volatile boolean isRefusing;
    private volatile boolean isHolding;
    private int queryReplyLength;

    FakeNode(final int capacity) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /** The second halves of the ids of all commands, in the order of their decision. */
    List<Long> decided() {
        return decided;
    }

    /** The frames of all commands, in the order of their decision. */
    List<UnsafeBuffer> frames() {
        return frames;
    }

    void isRecording(final boolean value) {
        isRecording = value;
    }

    /** No room for anything. */
    void isRefusing(final boolean value) {
        isRefusing = value;
    }

    /** Takes everything and answers nothing. */
    void isHolding(final boolean value) {
        isHolding = value;
    }

    void queryReplyLength(final int value) {
        queryReplyLength = value;
    }

    @Override
    public boolean offerCommand(
            final int sessionId,
            final int principal,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        return offer(COMMAND, sessionId, buffer, offset, length);
    }

    @Override
    public boolean offerQuery(final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
        return offer(queryReplyLength > 0 ? BIG : QUERY, sessionId, buffer, offset, length);
    }

    @Override
    public boolean offerReply(final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
        return offer(REPLY, sessionId, buffer, offset, length);
    }

    private boolean offer(
            final int type, final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
        if (isRefusing) {
            return false;
        }
        final int index = ring.tryClaim(type, Integer.BYTES + length);
        if (index < 0) {
            return false;
        }
        ring.buffer().putInt(index, sessionId);
        ring.buffer().putBytes(index + Integer.BYTES, buffer, offset, length);
        ring.commit(index);
        return true;
    }

    @Override
    public int poll(final ReplyHandler replyHandler, final int limit) {
        if (isHolding) {
            return 0;
        }
        handler = replyHandler;
        return ring.read(onMessage, limit);
    }

    private void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        final int sessionId = buffer.getInt(index);
        final int frame = index + Integer.BYTES;
        if (type == REPLY) {
            handler.onReply(sessionId, buffer, frame, length - Integer.BYTES);
            return;
        }
        if (type == COMMAND) {
            sequence++;
            if (isRecording) {
                decided.add(FrameLayout.txIdLow(buffer, frame));
                final byte[] bytes = new byte[length - Integer.BYTES];
                buffer.getBytes(frame, bytes);
                frames.add(new UnsafeBuffer(bytes));
            }
        }
        encodeOk(FrameLayout.correlationId(buffer, frame), FrameLayout.templateId(buffer, frame));
        final int replyLength = type == BIG ? queryReplyLength : FrameLayout.HEADER_LENGTH + encoder.encodedLength();
        handler.onReply(sessionId, reply, 0, replyLength);
    }

    private void encodeOk(final long correlationId, final int kind) {
        encoder.wrapAndApplyHeader(reply, 0, header)
                .correlationId(correlationId)
                .seq(sequence)
                .time(1)
                .player(ReplyEncoder.playerNullValue())
                .wallet(ReplyEncoder.walletNullValue())
                .currency(ReplyEncoder.currencyNullValue())
                .available(ReplyEncoder.availableNullValue())
                .held(ReplyEncoder.heldNullValue())
                .amount(ReplyEncoder.amountNullValue())
                .originalAvailable(ReplyEncoder.originalAvailableNullValue())
                .outcome(OutcomeCode.OK)
                .kind((short) kind)
                .replay(BooleanType.FALSE)
                .field(MismatchField.NONE);
        if (queryReplyLength > 0 && kind >= 90) {
            header.wrap(reply, 0).templateId(BalanceReplyDecoder.TEMPLATE_ID);
        }
    }
}
