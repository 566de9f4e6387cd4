package io.ringfence.client.command;

import io.ringfence.protocol.codec.ReleaseHoldEncoder;
import org.agrona.MutableDirectBuffer;

/** Held back to available. Client thread only. */
public final class ReleaseHoldWriter extends CommandWriter<ReleaseHoldWriter> {
    private final ReleaseHoldEncoder encoder = new ReleaseHoldEncoder();

    /** Writes to this outlet. */
    public ReleaseHoldWriter(final FrameOutlet outlet) {
        super(outlet, ReleaseHoldEncoder.TEMPLATE_ID, ReleaseHoldEncoder.BLOCK_LENGTH);
    }

    /** The id of the hold. */
    public ReleaseHoldWriter hold(final long high, final long low) {
        encoder.holdHigh(high).holdLow(low);
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
    ReleaseHoldWriter self() {
        return this;
    }
}
