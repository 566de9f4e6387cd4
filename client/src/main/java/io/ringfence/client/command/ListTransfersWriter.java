package io.ringfence.client.command;

import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.ListTransfersEncoder;
import io.ringfence.protocol.codec.TransferState;
import org.agrona.MutableDirectBuffer;

/** Asks for the external transfers of a source, by creation. Client thread only. */
public final class ListTransfersWriter extends FrameWriter<ListTransfersWriter> {
    private final ListTransfersEncoder encoder = new ListTransfersEncoder();

    /** Writes to this outlet. */
    public ListTransfersWriter(final FrameOutlet outlet) {
        super(outlet, ListTransfersEncoder.TEMPLATE_ID, ListTransfersEncoder.BLOCK_LENGTH);
    }

    /** Those in this state; without it any. */
    public ListTransfersWriter state(final TransferState state) {
        encoder.state(state);
        return this;
    }

    /** Those that are stuck, or are not; without it both. */
    public ListTransfersWriter stuck(final boolean isStuck) {
        encoder.stuck(isStuck ? BooleanType.TRUE : BooleanType.FALSE);
        return this;
    }

    /** The most rows, 1 to 65534; there may be fewer, and more to come. */
    public ListTransfersWriter limit(final int limit) {
        encoder.limit_(limit);
        return this;
    }

    /** Those after this one, which the page before named as next. */
    public ListTransfersWriter after(final long high, final long low) {
        encoder.afterHigh(high).afterLow(low);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.state(TransferState.NULL_VAL);
        encoder.stuck(BooleanType.NULL_VAL);
    }

    @Override
    int finish() {
        return encoder.encodedLength();
    }

    @Override
    ListTransfersWriter self() {
        return this;
    }
}
