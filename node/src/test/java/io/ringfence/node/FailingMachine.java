package io.ringfence.node;

import io.ringfence.engine.StateMachine;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** An engine that throws at a sequence. */
final class FailingMachine implements StateMachine {
    private final StateMachine real;
    private final AtomicLong failOnSequence;

    FailingMachine(final StateMachine real, final AtomicLong failOnSequence) {
        this.real = real;
        this.failOnSequence = failOnSequence;
    }

    @Override
    public int apply(
            final long sequence,
            final long timestampNs,
            final DirectBuffer command,
            final int offset,
            final int length,
            final MutableDirectBuffer output) {
        if (sequence == failOnSequence.get()) {
            throw new IllegalStateException("conservation is broken");
        }
        return real.apply(sequence, timestampNs, command, offset, length, output);
    }

    @Override
    public int query(final DirectBuffer query, final int offset, final int length, final MutableDirectBuffer output) {
        return real.query(query, offset, length, output);
    }

    @Override
    public long sequence() {
        return real.sequence();
    }

    @Override
    public long timestampNs() {
        return real.timestampNs();
    }

    @Override
    public long stateHash() {
        return real.stateHash();
    }

    @Override
    public long nextDueNs() {
        return real.nextDueNs();
    }

    @Override
    public boolean isConfigured() {
        return real.isConfigured();
    }
}
