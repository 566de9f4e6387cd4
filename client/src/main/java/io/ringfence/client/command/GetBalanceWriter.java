package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetBalanceEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for the balances of a player. Client thread only. */
public final class GetBalanceWriter extends FrameWriter<GetBalanceWriter> {
    private final GetBalanceEncoder encoder = new GetBalanceEncoder();

    /** Writes to this outlet. */
    public GetBalanceWriter(final FrameOutlet outlet) {
        super(outlet, GetBalanceEncoder.TEMPLATE_ID, GetBalanceEncoder.BLOCK_LENGTH);
    }

    /** The player, above 0. */
    public GetBalanceWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** Only this wallet, a packed code. */
    public GetBalanceWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** Only this currency, a packed code. */
    public GetBalanceWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
    }

    @Override
    int finish() {
        return encoder.encodedLength();
    }

    @Override
    GetBalanceWriter self() {
        return this;
    }
}
