package io.ringfence.node.pipeline;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.MismatchField;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Encodes the {@code BUSY} answer to what cannot be taken now: it was not decided. One instance per thread. */
final class BusyPublisher {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder requestHeader = new MessageHeaderDecoder();
    private final ReplyEncoder reply = new ReplyEncoder();

    /** Writes the answer at offset 0 of {@code output}; returns its length. */
    int encode(final DirectBuffer request, final int offset, final MutableDirectBuffer output) {
        requestHeader.wrap(request, offset);
        reply.wrapAndApplyHeader(output, 0, header)
                .correlationId(FrameLayout.correlationId(request, offset))
                .seq(0)
                .time(0)
                .player(ReplyEncoder.playerNullValue())
                .wallet(ReplyEncoder.walletNullValue())
                .currency(ReplyEncoder.currencyNullValue())
                .available(ReplyEncoder.availableNullValue())
                .held(ReplyEncoder.heldNullValue())
                .amount(0)
                .originalAvailable(ReplyEncoder.originalAvailableNullValue())
                .outcome(OutcomeCode.BUSY)
                .kind((short) requestHeader.templateId())
                .replay(BooleanType.FALSE)
                .field(MismatchField.NONE);
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }
}
