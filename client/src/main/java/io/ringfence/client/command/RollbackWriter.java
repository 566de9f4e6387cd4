package io.ringfence.client.command;

import io.ringfence.protocol.codec.RollbackEncoder;
import io.ringfence.protocol.codec.TargetKind;
import org.agrona.MutableDirectBuffer;

/** Reverses an earlier Bet, BetWin or Win. Client thread only. */
public final class RollbackWriter extends CommandWriter<RollbackWriter> {
    private final RollbackEncoder encoder = new RollbackEncoder();

    /** Writes to this outlet. */
    public RollbackWriter(final FrameOutlet outlet) {
        super(outlet, RollbackEncoder.TEMPLATE_ID, RollbackEncoder.BLOCK_LENGTH);
    }

    /** The id of what is reversed. */
    public RollbackWriter targetTxId(final long high, final long low) {
        encoder.targetTxIdHigh(high).targetTxIdLow(low);
        return this;
    }

    /** The player, above 0. */
    public RollbackWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The part to reverse, in minor units; without it all that is left. */
    public RollbackWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** When the target was first sent, in milliseconds since the epoch. */
    public RollbackWriter targetOriginatedAt(final long targetOriginatedAt) {
        encoder.targetOriginatedAt(targetOriginatedAt);
        return this;
    }

    /** What the target is; without it ANY. */
    public RollbackWriter targetKind(final TargetKind targetKind) {
        encoder.targetKind(targetKind);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.player(RollbackEncoder.playerNullValue());
        encoder.amount(RollbackEncoder.amountNullValue());
        encoder.targetOriginatedAt(RollbackEncoder.targetOriginatedAtNullValue());
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    RollbackWriter self() {
        return this;
    }
}
