package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetPlayerEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for status, locks, limits and debts of a player. Client thread only. */
public final class GetPlayerWriter extends FrameWriter<GetPlayerWriter> {
    private final GetPlayerEncoder encoder = new GetPlayerEncoder();

    /** Writes to this outlet. */
    public GetPlayerWriter(final FrameOutlet outlet) {
        super(outlet, GetPlayerEncoder.TEMPLATE_ID, GetPlayerEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public GetPlayerWriter player(final long player) {
        encoder.player(player);
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
    GetPlayerWriter self() {
        return this;
    }
}
