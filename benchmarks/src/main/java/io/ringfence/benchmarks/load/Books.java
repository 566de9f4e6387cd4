package io.ringfence.benchmarks.load;

import io.ringfence.protocol.codec.GetStateHashEncoder;
import io.ringfence.protocol.codec.GetTrialBalanceEncoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.StateHashReplyDecoder;
import io.ringfence.protocol.codec.TrialBalanceReplyDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a target says of its state after a load: whether the money sums to zero, and the hash. One thread. */
final class Books {
    private static final int FRAME_LENGTH_MAX = 128;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private boolean isConserved;
    private long sequence;
    private long hash;

    /** Asks the target of a rig that is at rest. */
    void ask(final LoadRig rig, final long currency) {
        final MessageHeaderEncoder encoder = new MessageHeaderEncoder();
        final GetTrialBalanceEncoder balance = new GetTrialBalanceEncoder()
                .wrapAndApplyHeader(frame, 0, encoder)
                .correlationId(0)
                .txIdHigh(GetTrialBalanceEncoder.txIdHighNullValue())
                .txIdLow(GetTrialBalanceEncoder.txIdLowNullValue())
                .originatedAt(GetTrialBalanceEncoder.originatedAtNullValue())
                .source(1)
                .currency(currency);
        rig.ask(frame, MessageHeaderEncoder.ENCODED_LENGTH + balance.encodedLength(), this::onTrialBalance);
        final GetStateHashEncoder state = new GetStateHashEncoder()
                .wrapAndApplyHeader(frame, 0, encoder)
                .correlationId(0)
                .txIdHigh(GetStateHashEncoder.txIdHighNullValue())
                .txIdLow(GetStateHashEncoder.txIdLowNullValue())
                .originatedAt(GetStateHashEncoder.originatedAtNullValue())
                .source(1);
        rig.ask(frame, MessageHeaderEncoder.ENCODED_LENGTH + state.encodedLength(), this::onStateHash);
    }

    private void onTrialBalance(final long id, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() != TrialBalanceReplyDecoder.TEMPLATE_ID) {
            return;
        }
        final TrialBalanceReplyDecoder reply = new TrialBalanceReplyDecoder();
        reply.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        isConserved = reply.outcome() == OutcomeCode.OK
                && reply.sumHigh() == 0
                && reply.sumLow() == 0
                && reply.accounts().hasNext();
    }

    private void onStateHash(final long id, final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() != StateHashReplyDecoder.TEMPLATE_ID) {
            return;
        }
        final StateHashReplyDecoder reply = new StateHashReplyDecoder();
        reply.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        sequence = reply.seq();
        hash = reply.hash();
    }

    boolean isConserved() {
        return isConserved;
    }

    long sequence() {
        return sequence;
    }

    long hash() {
        return hash;
    }
}
