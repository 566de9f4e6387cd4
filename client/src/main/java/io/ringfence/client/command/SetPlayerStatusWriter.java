package io.ringfence.client.command;

import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.SetPlayerStatusEncoder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** Locks a player, or lifts the locks. Client thread only. */
public final class SetPlayerStatusWriter extends CommandWriter<SetPlayerStatusWriter> {
    private final SetPlayerStatusEncoder encoder = new SetPlayerStatusEncoder();
    private byte[] reason = new byte[0];

    /** Writes to this outlet. */
    public SetPlayerStatusWriter(final FrameOutlet outlet) {
        super(outlet, SetPlayerStatusEncoder.TEMPLATE_ID, SetPlayerStatusEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public SetPlayerStatusWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** What the player is from now on; ACTIVE lifts all locks that are not binding. */
    public SetPlayerStatusWriter status(final PlayerStatus status) {
        encoder.status(status);
        return this;
    }

    /** When the lock ends, in nanoseconds since the epoch; without it never. */
    public SetPlayerStatusWriter until(final long until) {
        encoder.until(until);
        return this;
    }

    /** Whether nobody may lift it before it ends. */
    public SetPlayerStatusWriter binding(final boolean isBinding) {
        encoder.binding(isBinding ? BooleanType.TRUE : BooleanType.FALSE);
        return this;
    }

    /** Why, 1 to 128 bytes; allocates. */
    public SetPlayerStatusWriter reason(final String text) {
        reason = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.until(SetPlayerStatusEncoder.untilNullValue());
        reason = new byte[0];
    }

    @Override
    int finish() {
        encoder.putReason(reason, 0, reason.length);
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    SetPlayerStatusWriter self() {
        return this;
    }
}
