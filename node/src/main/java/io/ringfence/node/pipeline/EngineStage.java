package io.ringfence.node.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.ringfence.engine.StateMachine;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Engine thread only: the one place where state changes. Runs behind the journal's committed sequence, so state is
 * never ahead of the log and no answer leaves before its input is safe under the sync policy.
 *
 * <p>Answers are let go in small portions, so that egress sends while the rest is still being applied.
 */
public final class EngineStage extends StageAgent {
    /**
     * Slots that are let go together: few enough for latency, many enough that the sequence is not written per slot.
     */
    static final int PORTION_SLOTS_MAX = 32;

    private static final int OUTCOME_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + ReplyDecoder.outcomeEncodingOffset();

    private final StateMachine machine;
    private final JournalStage journal;
    private final LargeBuffers largeInputs;
    private final LargeBuffers largeReplies;
    private final PipelineCounters counters;
    private final BusyPublisher busy = new BusyPublisher();
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final Sequence dueNs;

    private long applied;
    private long queries;
    private long refused;
    private long busyReplies;

    /** Joins the stage behind the journal; to be made before the threads start. */
    public EngineStage(
            final RingBuffer<Slot> ring,
            final JournalStage journal,
            final StateMachine machine,
            final LargeBuffers largeInputs,
            final LargeBuffers largeReplies,
            final PipelineCounters counters) {
        super(ring, ring.newBarrier(journal.sequence()), ring.getBufferSize(), PORTION_SLOTS_MAX);
        this.machine = machine;
        this.journal = journal;
        this.largeInputs = largeInputs;
        this.largeReplies = largeReplies;
        this.counters = counters;
        this.dueNs = new Sequence(machine.nextDueNs());
        journal.applied(sequence());
    }

    /** Journal time at which a tick is of use next; {@link Long#MAX_VALUE} if never. Any thread may read it. */
    public Sequence dueNs() {
        return dueNs;
    }

    @Override
    public String roleName() {
        return "engine";
    }

    @Override
    void onDutyCycle() {
        // Nothing to do besides the slots.
    }

    @Override
    void process(final long first, final long last) {
        final long committed = journal.committed().get();
        for (long index = first; index <= last; index++) {
            if ((index - first) % StateMachine.LOOK_AHEAD_COUNT == 0) {
                lookAhead(index, last);
            }
            final Slot slot = slot(index);
            switch (slot.kind()) {
                case COMMAND, NODE -> apply(slot, committed);
                case QUERY -> query(slot);
                case REPLY, NOOP -> {
                    // Passes as it is.
                }
            }
            final UnsafeBuffer largeInput = slot.takeLargeInput();
            if (largeInput != null) {
                largeInputs.giveBack(largeInput);
            }
        }
        final long newDueNs = machine.nextDueNs();
        if (newDueNs != dueNs.get()) {
            dueNs.set(newDueNs);
        }
        counters.applied.setRelease(applied);
        counters.queries.setRelease(queries);
        counters.refused.setRelease(refused);
        counters.appliedSequence.setRelease(machine.sequence());
    }

    /** Announces a group of slots to the engine. */
    private void lookAhead(final long first, final long last) {
        final long groupLast = Math.min(last, first + StateMachine.LOOK_AHEAD_COUNT - 1);
        for (long index = first; index <= groupLast; index++) {
            final Slot slot = slot(index);
            if (slot.kind() == Slot.Kind.COMMAND) {
                machine.lookAhead(slot.input(), 0);
            }
        }
    }

    private void apply(final Slot slot, final long committed) {
        final long sequence = slot.sequence();
        if (sequence > committed) {
            throw new IllegalStateException("sequence " + sequence + " reached the engine before its commit");
        }
        final int length = machine.apply(sequence, slot.timestampNs(), slot.input(), 0, slot.inputLength(), output);
        if (length > Slot.INLINE_REPLY_LENGTH_MAX) {
            throw new IllegalStateException("a command's reply has " + length + " bytes");
        }
        slot.reply(output, 0, length);
        if (length > 0 && isRefusal()) {
            refused++;
        }
        if (slot.endsCommit()) {
            slot.stateHash(machine.stateHash());
        }
        applied++;
    }

    /** Replies to commands share their first fields, and numbers of refusals are above those of successes. */
    private boolean isRefusal() {
        return (output.getByte(OUTCOME_OFFSET) & 0xFF) >= OutcomeCode.MALFORMED.value();
    }

    private void query(final Slot slot) {
        queries++;
        final int length = machine.query(slot.input(), 0, slot.inputLength(), output);
        if (length <= Slot.INLINE_REPLY_LENGTH_MAX) {
            slot.reply(output, 0, length);
            return;
        }
        final UnsafeBuffer large = largeReplies.tryTake();
        if (large == null) {
            final int busyLength = busy.encode(slot.input(), 0, output);
            slot.reply(output, 0, busyLength);
            busyReplies++;
            counters.busyReplies.setRelease(busyReplies);
            return;
        }
        large.putBytes(0, output, 0, length);
        slot.largeReply(large, length);
    }
}
