package io.ringfence.client.command;

import io.ringfence.protocol.codec.ResettleEncoder;
import org.agrona.MutableDirectBuffer;

/** Sets the total payout of a bet. Client thread only. */
public final class ResettleWriter extends CommandWriter<ResettleWriter> {
    private final ResettleEncoder encoder = new ResettleEncoder();

    /** Writes to this outlet. */
    public ResettleWriter(final FrameOutlet outlet) {
        super(outlet, ResettleEncoder.TEMPLATE_ID, ResettleEncoder.BLOCK_LENGTH);
    }

    /** The id of the bet. */
    public ResettleWriter betTxId(final long high, final long low) {
        encoder.betTxIdHigh(high).betTxIdLow(low);
        return this;
    }

    /** What the bet pays in total, in minor units. */
    public ResettleWriter payout(final long payout) {
        encoder.payout(payout);
        return this;
    }

    /** Rises with every Resettle of the bet, from 1. */
    public ResettleWriter version(final long version) {
        encoder.version(version);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    ResettleWriter self() {
        return this;
    }
}
