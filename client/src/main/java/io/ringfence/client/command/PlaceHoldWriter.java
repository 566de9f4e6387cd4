package io.ringfence.client.command;

import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.PlaceHoldEncoder;
import org.agrona.MutableDirectBuffer;

/** Available to held; its id is the txId. Client thread only. */
public final class PlaceHoldWriter extends CommandWriter<PlaceHoldWriter> {
    private final PlaceHoldEncoder encoder = new PlaceHoldEncoder();

    /** Writes to this outlet. */
    public PlaceHoldWriter(final FrameOutlet outlet) {
        super(outlet, PlaceHoldEncoder.TEMPLATE_ID, PlaceHoldEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public PlaceHoldWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public PlaceHoldWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units. */
    public PlaceHoldWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public PlaceHoldWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** The round, of a SPORT_BET only; without it the txId. */
    public PlaceHoldWriter round(final long high, final long low) {
        encoder.roundHigh(high).roundLow(low);
        return this;
    }

    /** When the rest is given back, in nanoseconds since the epoch; not with a WITHDRAWAL. */
    public PlaceHoldWriter expiresAt(final long expiresAt) {
        encoder.expiresAt(expiresAt);
        return this;
    }

    /** What it is for; without it WITHDRAWAL. */
    public PlaceHoldWriter purpose(final HoldPurpose purpose) {
        encoder.purpose(purpose);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.expiresAt(PlaceHoldEncoder.expiresAtNullValue());
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    PlaceHoldWriter self() {
        return this;
    }
}
