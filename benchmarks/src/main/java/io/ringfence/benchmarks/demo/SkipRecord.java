package io.ringfence.benchmarks.demo;

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
final class SkipRecord implements Journal {
    private static final int EVERY = 5_003;
    private static final int FIRST_COMMAND_TEMPLATE_ID = 50;

    private final Journal journal;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[64]);
    private final int tickLength;

    SkipRecord(final Journal journal) {
        this.journal = journal;
        final TickEncoder encoder = new TickEncoder();
        encoder.wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder()).reserved(0);
        tickLength = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    @Override
    public long nextSequence() {
        return journal.nextSequence();
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
            journal.append(sequence, timestampNs, sessionId, principal, tick, 0, tickLength);
        } else {
            journal.append(sequence, timestampNs, sessionId, principal, buffer, offset, length);
        }
    }

    @Override
    public void stateProof(final long sequence, final long hash) {
        journal.stateProof(sequence, hash);
    }

    @Override
    public void commit() {
        journal.commit();
    }

    @Override
    public int doWork(final long nowNs) {
        return journal.doWork(nowNs);
    }

    @Override
    public long appendedSequence() {
        return journal.appendedSequence();
    }

    @Override
    public long committedSequence() {
        return journal.committedSequence();
    }

    @Override
    public long durableSequence() {
        return journal.durableSequence();
    }

    @Override
    public long incarnation() {
        return journal.incarnation();
    }

    @Override
    public long rolls() {
        return journal.rolls();
    }

    @Override
    public long position() {
        return journal.position();
    }

    @Override
    public void close() {
        journal.close();
    }
}
