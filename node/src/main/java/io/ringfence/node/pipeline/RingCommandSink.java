package io.ringfence.node.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.ringfence.engine.StateMachine;
import io.ringfence.gateway.CommandSink;
import io.ringfence.journal.Journal;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.CreateCampaignDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Ingress thread only: the start of the ring. Gives every journaled input the next sequence and a time that never
 * falls, and puts a tick in front when something in the engine is due, one in a duty cycle at most. Fills in what is
 * random in a command, so that the journal has it. Never waits: no room is a return value. While the journal is short
 * of disk space, commands are answered {@code BUSY} from here: they are neither journaled nor remembered.
 */
public final class RingCommandSink implements CommandSink {
    private static final long NONE = -1;
    private static final int NODE_SESSION = 0;
    private static final int NODE_PRINCIPAL = 0;

    private final RingBuffer<Slot> ring;
    private final Sequence engineSequence;
    private final Sequence engineDueNs;
    private final LargeBuffers largeInputs;
    private final LongSupplier random;
    private final BooleanSupplier isShortOfSpace;
    private final PipelineCounters counters;
    private final BusyPublisher busyPublisher = new BusyPublisher();
    private final UnsafeBuffer busy = new UnsafeBuffer(new byte[Slot.INLINE_INPUT_LENGTH_MAX]);
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[64]);
    private final int tickLength;

    private long sequence;
    private long timestampNs;
    private long tickIndex = NONE;
    private boolean hasTicked;
    private long published;
    private long ticks;
    private long refused;
    private long noSpace;
    private boolean wasShort;

    /**
     * @param largeInputs buffers for inputs that do not fit into a slot
     * @param journal     asked for its space
     * @param random      64 bits that nobody can foresee
     * @param machine     at the last sequence that the journal holds
     */
    public RingCommandSink(
            final RingBuffer<Slot> ring,
            final EngineStage engine,
            final LargeBuffers largeInputs,
            final Journal journal,
            final LongSupplier random,
            final PipelineCounters counters,
            final StateMachine machine) {
        this.ring = ring;
        this.engineSequence = engine.sequence();
        this.engineDueNs = engine.dueNs();
        this.largeInputs = largeInputs;
        this.random = random;
        this.counters = counters;
        this.isShortOfSpace = journal::isShortOfSpace;
        this.sequence = machine.sequence();
        this.timestampNs = machine.timestampNs();
        final TickEncoder encoder = new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        encoder.reserved(0);
        tickLength = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    @Override
    public boolean offerCommand(
            final int sessionId,
            final int principal,
            final long nowNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        advance(nowNs);
        if (isShortOfSpace.getAsBoolean()) {
            return answerBusy(sessionId, buffer, offset);
        }
        return tickWhenDue() && publish(Slot.Kind.COMMAND, sessionId, principal, buffer, offset, length);
    }

    /** The answer takes its turn in the ring like any other. */
    private boolean answerBusy(final int sessionId, final DirectBuffer command, final int offset) {
        final int length = busyPublisher.encode(command, offset, busy);
        if (!publish(Slot.Kind.REPLY, sessionId, NODE_PRINCIPAL, busy, 0, length)) {
            return false;
        }
        noSpace++;
        counters.noSpace.setRelease(noSpace);
        return true;
    }

    @Override
    public boolean offerQuery(final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
        return tickWhenDue() && publish(Slot.Kind.QUERY, sessionId, NODE_PRINCIPAL, buffer, offset, length);
    }

    @Override
    public boolean offerReply(final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
        return publish(Slot.Kind.REPLY, sessionId, NODE_PRINCIPAL, buffer, offset, length);
    }

    /** An input of the node itself, journaled and not answered; before the ingress thread has the sink. */
    public boolean offerNode(final long nowNs, final DirectBuffer buffer, final int offset, final int length) {
        advance(nowNs);
        return publish(Slot.Kind.NODE, NODE_SESSION, NODE_PRINCIPAL, buffer, offset, length);
    }

    /** Once per duty cycle: brings due things up in silence too. Returns 1 if it put a tick into the ring. */
    int onDutyCycle(final long nowNs) {
        advance(nowNs);
        final boolean isShort = isShortOfSpace.getAsBoolean();
        if (isShort != wasShort) {
            wasShort = isShort;
            counters.spaceLow.setRelease(isShort ? 1 : 0);
        }
        hasTicked = false;
        final long before = ticks;
        tickWhenDue();
        return (int) (ticks - before);
    }

    private void advance(final long nowNs) {
        if (nowNs > timestampNs) {
            timestampNs = nowNs;
        }
    }

    /**
     * Puts a tick into the ring if it is due, none is on its way and this duty cycle has not had one, whose time would
     * be the same; false if it is due and there is no room.
     */
    private boolean tickWhenDue() {
        // In this order: the engine sets what is due before it lets the slot go.
        final boolean isOutstanding = tickIndex != NONE && engineSequence.get() < tickIndex;
        if (hasTicked || isOutstanding || engineDueNs.get() > timestampNs) {
            return true;
        }
        if (!publish(Slot.Kind.NODE, NODE_SESSION, NODE_PRINCIPAL, tick, 0, tickLength)) {
            return false;
        }
        tickIndex = ring.getCursor();
        hasTicked = true;
        ticks++;
        counters.ticks.setRelease(ticks);
        return true;
    }

    private boolean publish(
            final Slot.Kind kind,
            final int sessionId,
            final int principal,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final boolean isLarge = length > Slot.INLINE_INPUT_LENGTH_MAX;
        if (length > FrameLayout.COMMAND_LENGTH_MAX || (isLarge && kind == Slot.Kind.REPLY)) {
            throw new IllegalArgumentException("an input of " + length + " bytes; the gateway lets too long ones in");
        }
        // Only the engine gives buffers back, so room in the ring comes first.
        if (!ring.hasAvailableCapacity(1)) {
            return refuse();
        }
        final UnsafeBuffer large = isLarge ? largeInputs.tryTake() : null;
        if (isLarge && large == null) {
            return refuse();
        }
        final long index = claim();
        final Slot slot = ring.get(index);
        slot.input(kind, sessionId, buffer, offset, length, large);
        if (slot.isJournaled()) {
            if (FrameLayout.templateId(slot.input(), 0) == CreateCampaignDecoder.TEMPLATE_ID) {
                FrameLayout.salt(slot.input(), 0, random.getAsLong(), random.getAsLong());
            }
            sequence++;
            slot.journaled(sequence, timestampNs, principal);
            counters.sequence.setRelease(sequence);
        }
        ring.publish(index);
        published++;
        counters.published.setRelease(published);
        return true;
    }

    /** There is room. Not {@code next()}, which wants one thread for ever: the first input comes from another. */
    private long claim() {
        try {
            return ring.tryNext();
        } catch (final InsufficientCapacityException e) {
            throw new IllegalStateException("the room that was in the ring is gone", e);
        }
    }

    private boolean refuse() {
        refused++;
        counters.ringFull.setRelease(refused);
        return false;
    }
}
