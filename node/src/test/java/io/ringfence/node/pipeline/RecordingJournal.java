package io.ringfence.node.pipeline;

import io.ringfence.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal in memory that can be told to fail. */
final class RecordingJournal implements Journal {
    final List<Long> appended = new ArrayList<>();
    final List<Long> timestamps = new ArrayList<>();
    final List<UnsafeBuffer> payloads = new ArrayList<>();
    final List<String> proofs = new ArrayList<>();
    int commits;
    RuntimeException failOnCommit;
    long failOnSequence = -1;
    boolean isRecording = true;
    boolean isShortOfSpace;
    private long appendedSequence;
    private long committedSequence;

    @Override
    public long nextSequence() {
        return appendedSequence + 1;
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
        if (sequence != appendedSequence + 1) {
            throw new IllegalStateException("sequence " + sequence + " follows " + appendedSequence);
        }
        if (sequence == failOnSequence) {
            throw new IllegalStateException("append fails");
        }
        appendedSequence = sequence;
        if (isRecording) {
            appended.add(sequence);
            timestamps.add(timestampNs);
            final byte[] payload = new byte[length];
            buffer.getBytes(offset, payload);
            payloads.add(new UnsafeBuffer(payload));
        }
    }

    @Override
    public void stateProof(final long sequence, final long hash) {
        if (isRecording) {
            proofs.add(sequence + ":" + hash);
        }
    }

    @Override
    public void commit() {
        if (failOnCommit != null) {
            throw failOnCommit;
        }
        commits++;
        committedSequence = appendedSequence;
    }

    @Override
    public int doWork(final long nowNs) {
        return 0;
    }

    @Override
    public boolean isShortOfSpace() {
        return isShortOfSpace;
    }

    @Override
    public long appendedSequence() {
        return appendedSequence;
    }

    @Override
    public long committedSequence() {
        return committedSequence;
    }

    @Override
    public long durableSequence() {
        return committedSequence;
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
