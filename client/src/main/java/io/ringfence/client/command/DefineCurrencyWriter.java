package io.ringfence.client.command;

import io.ringfence.protocol.codec.DefineCurrencyEncoder;
import org.agrona.MutableDirectBuffer;

/** Defines a currency. Client thread only. */
public final class DefineCurrencyWriter extends CommandWriter<DefineCurrencyWriter> {
    private final DefineCurrencyEncoder encoder = new DefineCurrencyEncoder();

    /** Writes to this outlet. */
    public DefineCurrencyWriter(final FrameOutlet outlet) {
        super(outlet, DefineCurrencyEncoder.TEMPLATE_ID, DefineCurrencyEncoder.BLOCK_LENGTH);
    }

    /** The currency, a packed code. */
    public DefineCurrencyWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** Digits behind the point, 0 to 8. */
    public DefineCurrencyWriter exponent(final int exponent) {
        encoder.exponent((short) exponent);
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
    DefineCurrencyWriter self() {
        return this;
    }
}
