package io.ringfence.engine.codec;

import io.ringfence.engine.command.Answer;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BatchReplyEncoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.CampaignReplyEncoder;
import io.ringfence.protocol.codec.DetailedReplyEncoder;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.ReplyEncoder;
import org.agrona.MutableDirectBuffer;

/** Encodes the answer to a command: a Reply, or a longer one where there is more to say. Engine thread only. */
public final class ReplyPublisher {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReplyEncoder reply = new ReplyEncoder();
    private final DetailedReplyEncoder detailed = new DetailedReplyEncoder();
    private final CampaignReplyEncoder campaign = new CampaignReplyEncoder();
    private final BatchReplyEncoder batch = new BatchReplyEncoder();

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
        if (kind == CommandKind.BATCH.templateId()) {
            return publishBatch(answer, correlationId, output);
        }
        if (answer.hasSeedHash) {
            return publishCampaign(answer, kind, correlationId, output);
        }
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
                .replay(replay(answer))
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
                .replay(replay(answer))
                .field(answer.field)
                .debtRepaid(answer.debtRepaid)
                .debt(answer.debt)
                .remaining(answer.remaining)
                .limit_(answer.limit < 0 ? LimitKind.NULL_VAL : LimitKind.get((short) answer.limit))
                .period(answer.period < 0 ? Period.NULL_VAL : Period.get((short) answer.period))
                .failedIndex(failedIndex(answer))
                .failedOutcome(failedOutcome(answer));
        return MessageHeaderEncoder.ENCODED_LENGTH + DetailedReplyEncoder.BLOCK_LENGTH;
    }

    private int publishCampaign(
            final Answer answer, final int kind, final long correlationId, final MutableDirectBuffer output) {
        campaign.wrapAndApplyHeader(output, 0, header)
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
                .replay(replay(answer))
                .field(answer.field);
        for (int index = 0; index < CampaignReplyEncoder.seedHashLength(); index++) {
            campaign.seedHash(index, hashByte(answer.seedHash, index));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + CampaignReplyEncoder.BLOCK_LENGTH;
    }

    private int publishBatch(final Answer answer, final long correlationId, final MutableDirectBuffer output) {
        batch.wrapAndApplyHeader(output, 0, header)
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
                .kind((short) CommandKind.BATCH.templateId())
                .replay(replay(answer))
                .field(answer.field)
                .failedIndex(failedIndex(answer))
                .failedOutcome(failedOutcome(answer));
        final BatchReplyEncoder.ResultsEncoder results = batch.resultsCount(answer.resultCount);
        for (int index = 0; index < answer.resultCount; index++) {
            results.next().amount(answer.results[index]).outcome(answer.resultOutcomes[index].code());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + batch.encodedLength();
    }

    /** A byte of a hash that is kept in four longs, big-endian. */
    static short hashByte(final long[] hash, final int index) {
        return (short) (hash[index >> 3] >>> (56 - ((index & 7) << 3)) & 0xFF);
    }

    private static BooleanType replay(final Answer answer) {
        return answer.isReplay ? BooleanType.TRUE : BooleanType.FALSE;
    }

    private static short failedIndex(final Answer answer) {
        return answer.failedIndex < 0 ? BatchReplyEncoder.failedIndexNullValue() : (short) answer.failedIndex;
    }

    private static OutcomeCode failedOutcome(final Answer answer) {
        return answer.failedIndex < 0
                ? OutcomeCode.NULL_VAL
                : Outcome.of(answer.failedOutcome).code();
    }
}
