package io.ringfence.client.command;

import io.ringfence.protocol.codec.WithdrawEncoder;
import org.agrona.MutableDirectBuffer;

/** Player to CASHIER. Client thread only. */
public final class WithdrawWriter extends CommandWriter<WithdrawWriter> {
    private final WithdrawEncoder encoder = new WithdrawEncoder();

    /** Writes to this outlet. */
    public WithdrawWriter(final FrameOutlet outlet) {
        super(outlet, WithdrawEncoder.TEMPLATE_ID, WithdrawEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public WithdrawWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public WithdrawWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units. */
    public WithdrawWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public WithdrawWriter wallet(final long wallet) {
        encoder.wallet(wallet);
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
    WithdrawWriter self() {
        return this;
    }
}
