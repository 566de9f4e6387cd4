package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetTransferEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for an external transfer. Client thread only. */
public final class GetTransferWriter extends FrameWriter<GetTransferWriter> {
    private final GetTransferEncoder encoder = new GetTransferEncoder();

    /** Writes to this outlet. */
    public GetTransferWriter(final FrameOutlet outlet) {
        super(outlet, GetTransferEncoder.TEMPLATE_ID, GetTransferEncoder.BLOCK_LENGTH);
    }

    /** The id of the transfer. */
    public GetTransferWriter transfer(final long high, final long low) {
        encoder.transferHigh(high).transferLow(low);
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
    GetTransferWriter self() {
        return this;
    }
}
