package io.ringfence.node.pipeline;

import io.ringfence.engine.StateMachine;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Answers every command with (sequence, first byte), every query with as many bytes as it is told. */
final class EchoMachine implements StateMachine {
    static final int REPLY_LENGTH = 128;

    final List<Long> applied = new ArrayList<>();
    int queryLength = 16;
    long failOnSequence = -1;
    long dueNs = Long.MAX_VALUE;
    boolean isRecording = true;
    boolean isDueForEver;
    private long sequence;
    private long timestampNs;

    @Override
    public int apply(
            final long newSequence,
            final long newTimestampNs,
            final DirectBuffer command,
            final int offset,
            final int length,
            final MutableDirectBuffer output) {
        if (newSequence == failOnSequence) {
            throw new IllegalStateException("apply fails");
        }
        sequence = newSequence;
        timestampNs = newTimestampNs;
        if (dueNs <= timestampNs && !isDueForEver) {
            dueNs = Long.MAX_VALUE;
        }
        if (isRecording) {
            applied.add(newSequence);
        }
        if (PipelineHarness.isTick(command, offset)) {
            return 0;
        }
        output.setMemory(0, REPLY_LENGTH, (byte) 0);
        output.putLong(0, newSequence);
        return REPLY_LENGTH;
    }

    @Override
    public int query(final DirectBuffer query, final int offset, final int length, final MutableDirectBuffer output) {
        output.putLong(0, -sequence);
        return queryLength;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timestampNs() {
        return timestampNs;
    }

    @Override
    public long stateHash() {
        return sequence * 1000;
    }

    @Override
    public long nextDueNs() {
        return dueNs;
    }

    @Override
    public boolean isConfigured() {
        return true;
    }
}
