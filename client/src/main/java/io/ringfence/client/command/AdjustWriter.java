package io.ringfence.client.command;

import io.ringfence.protocol.codec.AdjustEncoder;
import org.agrona.MutableDirectBuffer;

/** ADJUSTMENT to or from player, by the word of two people. Client thread only. */
public final class AdjustWriter extends AttestedWriter<AdjustWriter> {
    private final AdjustEncoder encoder = new AdjustEncoder();

    /** Writes to this outlet. */
    public AdjustWriter(final FrameOutlet outlet) {
        super(outlet, AdjustEncoder.TEMPLATE_ID, AdjustEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public AdjustWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The currency, a packed code. */
    public AdjustWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units, below 0 to take. */
    public AdjustWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public AdjustWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
    }

    @Override
    int finish() {
        encoder.putOperator(operator(), 0, operator().length);
        encoder.putApprover(approver(), 0, approver().length);
        encoder.putReason(reason(), 0, reason().length);
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    AdjustWriter self() {
        return this;
    }
}
