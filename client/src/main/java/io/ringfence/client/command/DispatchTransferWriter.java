package io.ringfence.client.command;

import io.ringfence.protocol.codec.DispatchTransferEncoder;
import org.agrona.MutableDirectBuffer;

/** Says that an attempt is about to leave. Client thread only. */
public final class DispatchTransferWriter extends CommandWriter<DispatchTransferWriter> {
    private final DispatchTransferEncoder encoder = new DispatchTransferEncoder();

    /** Writes to this outlet. */
    public DispatchTransferWriter(final FrameOutlet outlet) {
        super(outlet, DispatchTransferEncoder.TEMPLATE_ID, DispatchTransferEncoder.BLOCK_LENGTH);
    }

    /** The id of the transfer. */
    public DispatchTransferWriter transfer(final long high, final long low) {
        encoder.transferHigh(high).transferLow(low);
        return this;
    }

    /** The number of the attempt: the last plus 1. */
    public DispatchTransferWriter attempt(final long attempt) {
        encoder.attempt(attempt);
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
    DispatchTransferWriter self() {
        return this;
    }
}
