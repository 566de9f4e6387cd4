package io.ringfence.benchmarks.faults;

import io.ringfence.journal.Journal;
import org.agrona.DirectBuffer;

/** Says now and then between two records that time has passed: a commit may be of several batches. Journal thread. */
final class SteppedJournal implements Journal {
    private static final int RECORDS_PER_STEP = 48;

    private final Journal journal;
    private final Runnable step;
    private int appended;

    SteppedJournal(final Journal journal, final Runnable step) {
        this.journal = journal;
        this.step = step;
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
        if (++appended % RECORDS_PER_STEP == 0) {
            step.run();
        }
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
