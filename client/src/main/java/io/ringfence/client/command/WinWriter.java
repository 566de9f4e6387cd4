package io.ringfence.client.command;

import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.WinEncoder;
import io.ringfence.protocol.codec.WinKind;
import org.agrona.MutableDirectBuffer;

/** Win: HOUSE to player. Client thread only. */
public final class WinWriter extends ReportingWriter<WinWriter> {
    private final WinEncoder encoder = new WinEncoder();

    /** Writes to this outlet. */
    public WinWriter(final FrameOutlet outlet) {
        super(outlet, WinEncoder.TEMPLATE_ID, WinEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public WinWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public WinWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units. */
    public WinWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public WinWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** The round; without it that of the bet, or for the free kinds the txId. */
    public WinWriter round(final long high, final long low) {
        encoder.roundHigh(high).roundLow(low);
        return this;
    }

    /** The bet that it settles; without it every bet of the round. */
    public WinWriter betTxId(final long high, final long low) {
        encoder.betTxIdHigh(high).betTxIdLow(low);
        return this;
    }

    /** Kind of the win; without it NORMAL. */
    public WinWriter kind(final WinKind kind) {
        encoder.kind(kind);
        return this;
    }

    /** Whether the round closes with it. */
    public WinWriter endRound(final boolean isEndRound) {
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
    WinWriter self() {
        return this;
    }
}
