package io.ringfence.benchmarks.demo;

import io.ringfence.benchmarks.rig.ForwardingJournal;
import io.ringfence.journal.Journal;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Saboteur: one command in {@link #EVERY} is answered but not journaled; a tick stands in its place, because the
 * journal itself would notice a gap. Journal thread only.
 */
final class SkipRecord extends ForwardingJournal {
    private static final int EVERY = 5_003;
    private static final int FIRST_COMMAND_TEMPLATE_ID = 50;

    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[64]);
    private final int tickLength;

    SkipRecord(final Journal journal) {
        super(journal);
        final TickEncoder encoder = new TickEncoder();
        encoder.wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder()).reserved(0);
        tickLength = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    @Override
    public void append(
            final long sequence,
            final long timestampNs,
            final int sessionId,
            final int principal,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final boolean isSkipped =
                sequence % EVERY == 0 && FrameLayout.templateId(buffer, offset) >= FIRST_COMMAND_TEMPLATE_ID;
        if (isSkipped) {
            super.append(sequence, timestampNs, sessionId, principal, tick, 0, tickLength);
        } else {
            super.append(sequence, timestampNs, sessionId, principal, buffer, offset, length);
        }
    }
}
