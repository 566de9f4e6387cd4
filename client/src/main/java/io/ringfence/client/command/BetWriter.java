package io.ringfence.client.command;

import io.ringfence.protocol.codec.BetEncoder;
import io.ringfence.protocol.codec.BooleanType;
import org.agrona.MutableDirectBuffer;

/** Stake: player to HOUSE. Client thread only. */
public final class BetWriter extends ReportingWriter<BetWriter> {
    private final BetEncoder encoder = new BetEncoder();

    /** Writes to this outlet. */
    public BetWriter(final FrameOutlet outlet) {
        super(outlet, BetEncoder.TEMPLATE_ID, BetEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public BetWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public BetWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units. */
    public BetWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public BetWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** The round; without it the txId. */
    public BetWriter round(final long high, final long low) {
        encoder.roundHigh(high).roundLow(low);
        return this;
    }

    /** Whether the round closes with it. */
    public BetWriter endRound(final boolean isEndRound) {
        encoder.endRound(isEndRound ? BooleanType.TRUE : BooleanType.FALSE);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        encoder.putReport(report(), 0, reportLength());
        return encoder.encodedLength();
    }

    @Override
    BetWriter self() {
        return this;
    }
}
