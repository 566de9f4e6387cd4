package io.ringfence.client.command;

import io.ringfence.protocol.codec.OpenPlayerEncoder;
import org.agrona.MutableDirectBuffer;

/** Opens a player. Client thread only. */
public final class OpenPlayerWriter extends CommandWriter<OpenPlayerWriter> {
    private final OpenPlayerEncoder encoder = new OpenPlayerEncoder();

    /** Writes to this outlet. */
    public OpenPlayerWriter(final FrameOutlet outlet) {
        super(outlet, OpenPlayerEncoder.TEMPLATE_ID, OpenPlayerEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public OpenPlayerWriter player(final long player) {
        encoder.player(player);
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
    OpenPlayerWriter self() {
        return this;
    }
}
