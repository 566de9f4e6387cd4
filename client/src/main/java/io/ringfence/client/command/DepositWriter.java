package io.ringfence.client.command;

import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.DepositEncoder;
import org.agrona.MutableDirectBuffer;

/** CASHIER to player. Client thread only. */
public final class DepositWriter extends CommandWriter<DepositWriter> {
    private final DepositEncoder encoder = new DepositEncoder();

    /** Writes to this outlet. */
    public DepositWriter(final FrameOutlet outlet) {
        super(outlet, DepositEncoder.TEMPLATE_ID, DepositEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public DepositWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public DepositWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units. */
    public DepositWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public DepositWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** Whether the money was taken already, so that locks and limits do not refuse it. */
    public DepositWriter settled(final boolean isSettled) {
        encoder.settled(isSettled ? BooleanType.TRUE : BooleanType.FALSE);
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
    DepositWriter self() {
        return this;
    }
}
