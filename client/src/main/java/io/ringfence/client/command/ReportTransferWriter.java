package io.ringfence.client.command;

import io.ringfence.protocol.codec.ReportTransferEncoder;
import io.ringfence.protocol.codec.Verdict;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** Says what became of an attempt. Client thread only. */
public final class ReportTransferWriter extends CommandWriter<ReportTransferWriter> {
    private final ReportTransferEncoder encoder = new ReportTransferEncoder();
    private byte[] providerRef = new byte[0];

    /** Writes to this outlet. */
    public ReportTransferWriter(final FrameOutlet outlet) {
        super(outlet, ReportTransferEncoder.TEMPLATE_ID, ReportTransferEncoder.BLOCK_LENGTH);
    }

    /** The id of the transfer. */
    public ReportTransferWriter transfer(final long high, final long low) {
        encoder.transferHigh(high).transferLow(low);
        return this;
    }

    /** The number of the attempt. */
    public ReportTransferWriter attempt(final long attempt) {
        encoder.attempt(attempt);
        return this;
    }

    /** What the provider said; without it OK. */
    public ReportTransferWriter verdict(final Verdict verdict) {
        encoder.verdict(verdict);
        return this;
    }

    /** What was moved, in minor units; without it the amount of the transfer. */
    public ReportTransferWriter actualAmount(final long actualAmount) {
        encoder.actualAmount(actualAmount);
        return this;
    }

    /** What the provider calls it, at most 64 bytes; allocates. */
    public ReportTransferWriter providerRef(final String text) {
        providerRef = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.actualAmount(ReportTransferEncoder.actualAmountNullValue());
        providerRef = new byte[0];
    }

    @Override
    int finish() {
        encoder.putProviderRef(providerRef, 0, providerRef.length);
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    ReportTransferWriter self() {
        return this;
    }
}
