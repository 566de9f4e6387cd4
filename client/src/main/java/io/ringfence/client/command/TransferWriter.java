package io.ringfence.client.command;

import io.ringfence.protocol.codec.TransferEncoder;
import org.agrona.MutableDirectBuffer;

/** Wallet to wallet, of one player or of two. Client thread only. */
public final class TransferWriter extends CommandWriter<TransferWriter> {
    private final TransferEncoder encoder = new TransferEncoder();

    /** Writes to this outlet. */
    public TransferWriter(final FrameOutlet outlet) {
        super(outlet, TransferEncoder.TEMPLATE_ID, TransferEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public TransferWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** The wallet debited, a packed code. */
    public TransferWriter fromWallet(final long fromWallet) {
        encoder.fromWallet(fromWallet);
        return this;
    }

    /** The wallet credited, a packed code. */
    public TransferWriter toWallet(final long toWallet) {
        encoder.toWallet(toWallet);
        return this;
    }

    /** The currency, a packed code. */
    public TransferWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The amount in minor units; without it ALL. */
    public TransferWriter amount(final long amount) {
        encoder.amount(amount);
        return this;
    }

    /** The player credited; without it the same. */
    public TransferWriter toPlayer(final long toPlayer) {
        encoder.toPlayer(toPlayer);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.amount(TransferEncoder.amountNullValue());
        encoder.toPlayer(TransferEncoder.toPlayerNullValue());
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    TransferWriter self() {
        return this;
    }
}
