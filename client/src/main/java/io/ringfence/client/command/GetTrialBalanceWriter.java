package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetTrialBalanceEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for every account of a currency. Client thread only. */
public final class GetTrialBalanceWriter extends FrameWriter<GetTrialBalanceWriter> {
    private final GetTrialBalanceEncoder encoder = new GetTrialBalanceEncoder();

    /** Writes to this outlet. */
    public GetTrialBalanceWriter(final FrameOutlet outlet) {
        super(outlet, GetTrialBalanceEncoder.TEMPLATE_ID, GetTrialBalanceEncoder.BLOCK_LENGTH);
    }

    /** The currency, a packed code. */
    public GetTrialBalanceWriter currency(final long currency) {
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
    GetTrialBalanceWriter self() {
        return this;
    }
}
