package io.ringfence.client.command;

import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.CaptureHoldEncoder;
import org.agrona.MutableDirectBuffer;

/** Held to CASHIER or HOUSE. Client thread only. */
public final class CaptureHoldWriter extends CommandWriter<CaptureHoldWriter> {
    private final CaptureHoldEncoder encoder = new CaptureHoldEncoder();

    /** Writes to this outlet. */
    public CaptureHoldWriter(final FrameOutlet outlet) {
        super(outlet, CaptureHoldEncoder.TEMPLATE_ID, CaptureHoldEncoder.BLOCK_LENGTH);
    }

    /** The id of the hold. */
    public CaptureHoldWriter hold(final long high, final long low) {
        encoder.holdHigh(high).holdLow(low);
        return this;
    }

    /** The amount in minor units. */
    public CaptureHoldWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** Whether the rest goes back, field {@code final}; without it it does. */
    public CaptureHoldWriter last(final boolean isFinal) {
        encoder.final_(isFinal ? BooleanType.TRUE : BooleanType.FALSE);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.final_(BooleanType.TRUE);
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    CaptureHoldWriter self() {
        return this;
    }
}
