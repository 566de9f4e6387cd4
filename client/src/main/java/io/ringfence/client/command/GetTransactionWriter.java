package io.ringfence.client.command;

import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.codec.GetTransactionEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks what became of an id; txId is the id asked for. Client thread only. */
public final class GetTransactionWriter extends FrameWriter<GetTransactionWriter> {
    private final GetTransactionEncoder encoder = new GetTransactionEncoder();

    /** Writes to this outlet. */
    public GetTransactionWriter(final FrameOutlet outlet) {
        super(outlet, GetTransactionEncoder.TEMPLATE_ID, GetTransactionEncoder.BLOCK_LENGTH);
    }

    /** Kind of the command asked for. */
    public GetTransactionWriter kind(final CommandKind kind) {
        encoder.kind((short) kind.templateId());
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
    GetTransactionWriter self() {
        return this;
    }
}
