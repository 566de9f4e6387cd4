package io.ringfence.client.command;

import io.ringfence.protocol.codec.EndRoundEncoder;
import io.ringfence.protocol.codec.RoundAction;
import org.agrona.MutableDirectBuffer;

/** Closes or voids a round. Client thread only. */
public final class EndRoundWriter extends CommandWriter<EndRoundWriter> {
    private final EndRoundEncoder encoder = new EndRoundEncoder();

    /** Writes to this outlet. */
    public EndRoundWriter(final FrameOutlet outlet) {
        super(outlet, EndRoundEncoder.TEMPLATE_ID, EndRoundEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public EndRoundWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The round. */
    public EndRoundWriter round(final long high, final long low) {
        encoder.roundHigh(high).roundLow(low);
        return this;
    }

    /** What to do; without it CLOSE. */
    public EndRoundWriter action(final RoundAction action) {
        encoder.action(action);
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
    EndRoundWriter self() {
        return this;
    }
}
