package io.ringfence.benchmarks.demo;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringfence.benchmarks.rig.ForwardingMachine;
import io.ringfence.engine.StateMachine;
import io.ringfence.protocol.FrameLayout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/** Saboteur: a repeat gets an id of its own, so that it happens once more. Engine thread only. */
final class NoDedupe extends ForwardingMachine {
    private static final int FIRST_COMMAND_TEMPLATE_ID = 50;

    private final LongHashSet known = new LongHashSet();
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);

    NoDedupe(final StateMachine machine) {
        super(machine);
    }

    @Override
    public int apply(
            final long sequence,
            final long timestampNs,
            final DirectBuffer command,
            final int offset,
            final int length,
            final MutableDirectBuffer output) {
        if (FrameLayout.templateId(command, offset) < FIRST_COMMAND_TEMPLATE_ID
                || known.add(FrameLayout.txIdLow(command, offset))) {
            return super.apply(sequence, timestampNs, command, offset, length, output);
        }
        copy.putBytes(0, command, offset, length);
        copy.putLong(FrameLayout.TX_ID_HIGH_OFFSET, ~sequence, LITTLE_ENDIAN);
        return super.apply(sequence, timestampNs, copy, 0, length, output);
    }
}
