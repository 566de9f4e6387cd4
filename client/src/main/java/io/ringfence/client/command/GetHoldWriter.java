package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetHoldEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for a hold. Client thread only. */
public final class GetHoldWriter extends FrameWriter<GetHoldWriter> {
    private final GetHoldEncoder encoder = new GetHoldEncoder();

    /** Writes to this outlet. */
    public GetHoldWriter(final FrameOutlet outlet) {
        super(outlet, GetHoldEncoder.TEMPLATE_ID, GetHoldEncoder.BLOCK_LENGTH);
    }

    /** The id of the hold. */
    public GetHoldWriter hold(final long high, final long low) {
        encoder.holdHigh(high).holdLow(low);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
    }

    @Override
    int finish() {
        return encoder.encodedLength();
    }

    @Override
    GetHoldWriter self() {
        return this;
    }
}
