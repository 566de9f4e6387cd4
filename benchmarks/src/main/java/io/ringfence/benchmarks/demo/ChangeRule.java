package io.ringfence.benchmarks.demo;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringfence.benchmarks.rig.ForwardingMachine;
import io.ringfence.engine.StateMachine;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.WinEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Saboteur: a rule that is not the journal's. Wins above nothing pay a unit more. Engine thread only. */
final class ChangeRule extends ForwardingMachine {
    private static final int AMOUNT_OFFSET = FrameLayout.HEADER_LENGTH + WinEncoder.amountEncodingOffset();

    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);

    ChangeRule(final StateMachine machine) {
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
        if (FrameLayout.templateId(command, offset) != WinEncoder.TEMPLATE_ID
                || command.getLong(offset + AMOUNT_OFFSET, LITTLE_ENDIAN) == 0) {
            return super.apply(sequence, timestampNs, command, offset, length, output);
        }
        copy.putBytes(0, command, offset, length);
        copy.putLong(AMOUNT_OFFSET, command.getLong(offset + AMOUNT_OFFSET, LITTLE_ENDIAN) + 1, LITTLE_ENDIAN);
        return super.apply(sequence, timestampNs, copy, 0, length, output);
    }
}
