package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetRoundEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for the state of a round. Client thread only. */
public final class GetRoundWriter extends FrameWriter<GetRoundWriter> {
    private final GetRoundEncoder encoder = new GetRoundEncoder();

    /** Writes to this outlet. */
    public GetRoundWriter(final FrameOutlet outlet) {
        super(outlet, GetRoundEncoder.TEMPLATE_ID, GetRoundEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public GetRoundWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The round. */
    public GetRoundWriter round(final long high, final long low) {
        encoder.roundHigh(high).roundLow(low);
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
    GetRoundWriter self() {
        return this;
    }
}
