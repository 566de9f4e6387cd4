package io.ringfence.client.command;

import io.ringfence.protocol.codec.Resolution;
import io.ringfence.protocol.codec.ResolveTransferEncoder;
import org.agrona.MutableDirectBuffer;

/** Ends a transfer by the word of two people. Client thread only. */
public final class ResolveTransferWriter extends AttestedWriter<ResolveTransferWriter> {
    private final ResolveTransferEncoder encoder = new ResolveTransferEncoder();

    /** Writes to this outlet. */
    public ResolveTransferWriter(final FrameOutlet outlet) {
        super(outlet, ResolveTransferEncoder.TEMPLATE_ID, ResolveTransferEncoder.BLOCK_LENGTH);
    }

    /** The id of the transfer. */
    public ResolveTransferWriter transfer(final long high, final long low) {
        encoder.transferHigh(high).transferLow(low);
        return this;
    }

    /** How it ends; without it CONFIRM. */
    public ResolveTransferWriter verdict(final Resolution verdict) {
        encoder.verdict(verdict);
        return this;
    }

    /** What was moved, in minor units; without it the amount of the transfer. */
    public ResolveTransferWriter actualAmount(final long actualAmount) {
        encoder.actualAmount(actualAmount);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.actualAmount(ResolveTransferEncoder.actualAmountNullValue());
    }

    @Override
    int finish() {
        encoder.putOperator(operator(), 0, operator().length);
        encoder.putApprover(approver(), 0, approver().length);
        encoder.putReason(reason(), 0, reason().length);
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    ResolveTransferWriter self() {
        return this;
    }
}
