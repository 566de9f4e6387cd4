package io.ringfence.client.command;

import io.ringfence.protocol.codec.DefineWalletEncoder;
import io.ringfence.protocol.codec.WalletKind;
import org.agrona.MutableDirectBuffer;

/** Defines a wallet. Client thread only. */
public final class DefineWalletWriter extends CommandWriter<DefineWalletWriter> {
    private final DefineWalletEncoder encoder = new DefineWalletEncoder();

    /** Writes to this outlet. */
    public DefineWalletWriter(final FrameOutlet outlet) {
        super(outlet, DefineWalletEncoder.TEMPLATE_ID, DefineWalletEncoder.BLOCK_LENGTH);
    }

    /** The wallet, a packed code. */
    public DefineWalletWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** Kind of the wallet; without it CASH. */
    public DefineWalletWriter kind(final WalletKind kind) {
        encoder.kind(kind);
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
    DefineWalletWriter self() {
        return this;
    }
}
