package io.ringfence.client.command;

import io.ringfence.protocol.codec.CancelTransferEncoder;
import org.agrona.MutableDirectBuffer;

/** Cancels a transfer that was not dispatched. Client thread only. */
public final class CancelTransferWriter extends CommandWriter<CancelTransferWriter> {
    private final CancelTransferEncoder encoder = new CancelTransferEncoder();

    /** Writes to this outlet. */
    public CancelTransferWriter(final FrameOutlet outlet) {
        super(outlet, CancelTransferEncoder.TEMPLATE_ID, CancelTransferEncoder.BLOCK_LENGTH);
    }

    /** The id of the transfer. */
    public CancelTransferWriter transfer(final long high, final long low) {
        encoder.transferHigh(high).transferLow(low);
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
    CancelTransferWriter self() {
        return this;
    }
}
