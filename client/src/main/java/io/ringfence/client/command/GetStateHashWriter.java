package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetStateHashEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for sequence and hash of the state. Client thread only. */
public final class GetStateHashWriter extends FrameWriter<GetStateHashWriter> {
    private final GetStateHashEncoder encoder = new GetStateHashEncoder();

    /** Writes to this outlet. */
    public GetStateHashWriter(final FrameOutlet outlet) {
        super(outlet, GetStateHashEncoder.TEMPLATE_ID, GetStateHashEncoder.BLOCK_LENGTH);
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
    GetStateHashWriter self() {
        return this;
    }
}
