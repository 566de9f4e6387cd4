package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.rig.ForwardingMachine;
import io.ringfence.engine.StateMachine;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The hash of the state behind every sequence. Whoever recovers to a sequence has exactly the commands before it, each
 * once and in order, if its hash is the one here. One thread.
 */
final class StateHistory {
    private long[] hashes = new long[1 << 12];
    private long last;
    private long differing;

    private void note(final long sequence, final long hash) {
        if (sequence <= last) {
            if (hashes[(int) sequence] != hash) {
                differing++;
            }
            return;
        }
        if (sequence >= hashes.length) {
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        hashes[(int) sequence] = hash;
        last = sequence;
    }

    /** Whether the state had this hash behind this sequence; true for an empty journal. */
    boolean isHash(final long sequence, final long hash) {
        return sequence == 0 || (sequence <= last && hashes[(int) sequence] == hash);
    }

    /** The hash behind a sequence that was applied; 0 for none. */
    long hash(final long sequence) {
        return sequence == 0 ? 0 : hashes[(int) sequence];
    }

    /** The last sequence that was applied. */
    long last() {
        return last;
    }

    /** What came after a sequence never happened. */
    void forgetBeyond(final long sequence) {
        last = Math.min(last, sequence);
    }

    /** Sequences that were applied again and led to another state. */
    long differing() {
        return differing;
    }

    /** The same machine, with every state it passes written down here. */
    StateMachine noting(final StateMachine machine) {
        return new Noting(machine);
    }

    private final class Noting extends ForwardingMachine {
        private Noting(final StateMachine machine) {
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
            final int replyLength = super.apply(sequence, timestampNs, command, offset, length, output);
            note(sequence, stateHash());
            return replyLength;
        }
    }
}
