package io.ringfence.client.command;

import io.ringfence.protocol.codec.BetWinEncoder;
import io.ringfence.protocol.codec.BooleanType;
import org.agrona.MutableDirectBuffer;

/** Stake and win in one. Client thread only. */
public final class BetWinWriter extends ReportingWriter<BetWinWriter> {
    private final BetWinEncoder encoder = new BetWinEncoder();

    /** Writes to this outlet. */
    public BetWinWriter(final FrameOutlet outlet) {
        super(outlet, BetWinEncoder.TEMPLATE_ID, BetWinEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public BetWinWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public BetWinWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The stake in minor units. */
    public BetWinWriter betAmount(final long betAmount) {
        encoder.betAmount(betAmount);
        return this;
    }

    /** The win in minor units. */
    public BetWinWriter winAmount(final long winAmount) {
        encoder.winAmount(winAmount);
        return this;
    }

    /** What must be available before the stake, in minor units; without it 0. */
    public BetWinWriter minBalance(final long minBalance) {
        encoder.minBalance(minBalance);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public BetWinWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** The round; without it the txId. */
    public BetWinWriter round(final long high, final long low) {
        encoder.roundHigh(high).roundLow(low);
        return this;
    }

    /** Whether the round closes with it; without it it does. */
    public BetWinWriter endRound(final boolean isEndRound) {
        encoder.endRound(isEndRound ? BooleanType.TRUE : BooleanType.FALSE);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.endRound(BooleanType.TRUE);
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        encoder.putReport(report(), 0, reportLength());
        return encoder.encodedLength();
    }

    @Override
    BetWinWriter self() {
        return this;
    }
}
