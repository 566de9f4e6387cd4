package io.ringfence.client.command;

import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.SetLimitEncoder;
import org.agrona.MutableDirectBuffer;

/** Sets or removes a limit. Client thread only. */
public final class SetLimitWriter extends CommandWriter<SetLimitWriter> {
    private final SetLimitEncoder encoder = new SetLimitEncoder();

    /** Writes to this outlet. */
    public SetLimitWriter(final FrameOutlet outlet) {
        super(outlet, SetLimitEncoder.TEMPLATE_ID, SetLimitEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public SetLimitWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public SetLimitWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The most in minor units; without it the limit is removed. */
    public SetLimitWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** What is bounded. */
    public SetLimitWriter limit(final LimitKind limit) {
        encoder.limit_(limit);
        return this;
    }

    /** The calendar window. */
    public SetLimitWriter period(final Period period) {
        encoder.period(period);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.amount(SetLimitEncoder.amountNullValue());
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    SetLimitWriter self() {
        return this;
    }
}
