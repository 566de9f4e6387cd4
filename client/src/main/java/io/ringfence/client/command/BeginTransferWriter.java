package io.ringfence.client.command;

import io.ringfence.protocol.codec.BeginTransferEncoder;
import io.ringfence.protocol.codec.TransferDirection;
import org.agrona.MutableDirectBuffer;

/** Begins an external transfer; its id is the txId. Client thread only. */
public final class BeginTransferWriter extends CommandWriter<BeginTransferWriter> {
    private final BeginTransferEncoder encoder = new BeginTransferEncoder();

    /** Writes to this outlet. */
    public BeginTransferWriter(final FrameOutlet outlet) {
        super(outlet, BeginTransferEncoder.TEMPLATE_ID, BeginTransferEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public BeginTransferWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** Which way; without it TO_PROVIDER. */
    public BeginTransferWriter direction(final TransferDirection direction) {
        encoder.direction(direction);
        return this;
    }

    /** The source that holds the other wallet, 1 to 65534. */
    public BeginTransferWriter provider(final int provider) {
        encoder.provider(provider);
        return this;
    }

    /** The currency, a packed code. */
    public BeginTransferWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units; without it ALL. */
    public BeginTransferWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public BeginTransferWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.amount(BeginTransferEncoder.amountNullValue());
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    BeginTransferWriter self() {
        return this;
    }
}
