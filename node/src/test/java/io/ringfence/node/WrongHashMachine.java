package io.ringfence.node;

import io.ringfence.engine.StateMachine;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** An engine whose state is another than it says. */
final class WrongHashMachine implements StateMachine {
    private final StateMachine real;

    WrongHashMachine(final StateMachine real) {
        this.real = real;
    }

    @Override
    public int apply(
            final long sequence,
            final long timestampNs,
            final DirectBuffer command,
            final int offset,
            final int length,
            final MutableDirectBuffer output) {
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
        return real.stateHash() + 1;
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
