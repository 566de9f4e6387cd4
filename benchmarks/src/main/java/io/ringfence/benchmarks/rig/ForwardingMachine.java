package io.ringfence.benchmarks.rig;

import io.ringfence.engine.StateMachine;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Passes everything on to a real machine: whoever watches or spoils one overrides only what it is about. What the
 * machine throws passes through. Engine thread only, as for the machine itself.
 */
public abstract class ForwardingMachine implements StateMachine {
    private final StateMachine machine;

    /** Everything goes to this machine. */
    protected ForwardingMachine(final StateMachine machine) {
        this.machine = machine;
    }

    @Override
    public int apply(
            final long sequence,
            final long timestampNs,
            final DirectBuffer command,
            final int offset,
            final int length,
            final MutableDirectBuffer output) {
        return machine.apply(sequence, timestampNs, command, offset, length, output);
    }

    @Override
    public void lookAhead(final DirectBuffer command, final int offset) {
        machine.lookAhead(command, offset);
    }

    @Override
    public int query(final DirectBuffer query, final int offset, final int length, final MutableDirectBuffer output) {
        return machine.query(query, offset, length, output);
    }

    @Override
    public long sequence() {
        return machine.sequence();
    }

    @Override
    public long timestampNs() {
        return machine.timestampNs();
    }

    @Override
    public long stateHash() {
        return machine.stateHash();
    }

    @Override
    public long nextDueNs() {
        return machine.nextDueNs();
    }

    @Override
    public boolean isConfigured() {
        return machine.isConfigured();
    }
}
