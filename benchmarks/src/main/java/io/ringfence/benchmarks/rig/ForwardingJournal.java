package io.ringfence.benchmarks.rig;

import io.ringfence.journal.Journal;
import org.agrona.DirectBuffer;

/**
 * Passes everything on to a real journal: whoever watches or spoils one overrides only what it is about. Threads and
 * failures are those of {@link Journal}.
 */
public abstract class ForwardingJournal implements Journal {
    private final Journal journal;

    /** Everything goes to this journal, which is closed with this one. */
    protected ForwardingJournal(final Journal journal) {
        this.journal = journal;
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
        journal.append(sequence, timestampNs, sessionId, principal, buffer, offset, length);
    }

    @Override
    public long nextSequence() {
        return journal.nextSequence();
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
    public boolean isShortOfSpace() {
        return journal.isShortOfSpace();
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
