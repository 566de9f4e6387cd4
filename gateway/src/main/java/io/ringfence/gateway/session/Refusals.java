package io.ringfence.gateway.session;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.MismatchField;
import io.ringfence.protocol.codec.ReplyEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes answers that no engine decided: sequence 0, time 0. One instance per thread. */
public final class Refusals {
    private final UnsafeBuffer frame =
            new UnsafeBuffer(new byte[FrameLayout.HEADER_LENGTH + ReplyEncoder.BLOCK_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReplyEncoder reply = new ReplyEncoder();

    /** Encodes a refusal; {@code kind} is the template id of what is refused where that is known, else 0. */
    public DirectBuffer encode(final long correlationId, final Outcome outcome, final int kind) {
        reply.wrapAndApplyHeader(frame, 0, header)
                .correlationId(correlationId)
                .seq(0)
                .time(0)
                .player(ReplyEncoder.playerNullValue())
                .wallet(ReplyEncoder.walletNullValue())
                .currency(ReplyEncoder.currencyNullValue())
                .available(ReplyEncoder.availableNullValue())
                .held(ReplyEncoder.heldNullValue())
                .amount(ReplyEncoder.amountNullValue())
                .originalAvailable(ReplyEncoder.originalAvailableNullValue())
                .outcome(outcome.code())
                .kind((short) kind)
                .replay(BooleanType.FALSE)
                .field(MismatchField.NONE);
        return frame;
    }

    /** Length of every refusal in bytes. */
    public int length() {
        return frame.capacity();
    }
}
