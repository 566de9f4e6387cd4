package io.ringfence.benchmarks.load;

import io.ringfence.journal.Journal;
import org.agrona.DirectBuffer;

/** Keeps nothing, in no time: the pipeline without the cost of its journal. Journal thread only. */
final class NoJournal implements Journal {
    private long appended;
    private long committed;

    @Override
    public long nextSequence() {
        return appended + 1;
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
        appended = sequence;
    }

    @Override
    public void stateProof(final long sequence, final long hash) {
        // There is no batch to put it into.
    }

    @Override
    public void commit() {
        committed = appended;
    }

    @Override
    public int doWork(final long nowNs) {
        return 0;
    }

    @Override
    public long appendedSequence() {
        return appended;
    }

    @Override
    public long committedSequence() {
        return committed;
    }

    @Override
    public long durableSequence() {
        return 0;
    }

    @Override
    public long incarnation() {
        return 1;
    }

    @Override
    public long rolls() {
        return 0;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
