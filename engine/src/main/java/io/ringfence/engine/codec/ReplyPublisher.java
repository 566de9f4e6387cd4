package io.ringfence.engine.codec;

import io.ringfence.engine.command.Answer;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.DetailedReplyEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.ReplyEncoder;
import org.agrona.MutableDirectBuffer;

/** Encodes the answer to a command: a Reply, or a DetailedReply where there is more to say. Engine thread only. */
public final class ReplyPublisher {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReplyEncoder reply = new ReplyEncoder();
    private final DetailedReplyEncoder detailed = new DetailedReplyEncoder();

    /**
     * Encodes an answer.
     *
     * @param answer to be told.
     * @param kind template id of what was asked.
     * @param correlationId of the caller.
     * @param output receives the frame from index 0.
     * @return length of the frame in bytes.
     */
    public int publish(
            final Answer answer, final int kind, final long correlationId, final MutableDirectBuffer output) {
        if (answer.isDetailed()) {
            return publishDetailed(answer, kind, correlationId, output);
        }
        reply.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(answer.sequence)
                .time(answer.timestampNs)
                .player(answer.player)
                .wallet(answer.wallet)
                .currency(answer.currency)
                .available(answer.available)
                .held(answer.held)
                .amount(answer.amount)
                .originalAvailable(answer.originalAvailable)
                .outcome(answer.outcome.code())
                .kind((short) kind)
                .replay(answer.isReplay ? BooleanType.TRUE : BooleanType.FALSE)
                .field(answer.field);
        return MessageHeaderEncoder.ENCODED_LENGTH + ReplyEncoder.BLOCK_LENGTH;
    }

    private int publishDetailed(
            final Answer answer, final int kind, final long correlationId, final MutableDirectBuffer output) {
        detailed.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(answer.sequence)
                .time(answer.timestampNs)
                .player(answer.player)
                .wallet(answer.wallet)
                .currency(answer.currency)
                .available(answer.available)
                .held(answer.held)
                .amount(answer.amount)
                .originalAvailable(answer.originalAvailable)
                .outcome(answer.outcome.code())
                .kind((short) kind)
                .replay(answer.isReplay ? BooleanType.TRUE : BooleanType.FALSE)
                .field(answer.field)
                .debtRepaid(answer.debtRepaid)
                .debt(answer.debt);
        return MessageHeaderEncoder.ENCODED_LENGTH + DetailedReplyEncoder.BLOCK_LENGTH;
    }
}
