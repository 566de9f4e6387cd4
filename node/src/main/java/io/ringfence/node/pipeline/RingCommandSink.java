package io.ringfence.node.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.ringfence.gateway.CommandSink;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.CreateCampaignDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Ingress thread only: the start of the ring. Gives every journaled input the next sequence and a time that never
 * falls, and puts a tick in front when something in the engine is due, one in a duty cycle at most. Fills in what is
 * random in a command, so that the journal has it. Never waits: no room is a return value.
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
    private final PipelineCounters counters;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[64]);
    private final int tickLength;

    private long sequence;
    private long timestampNs;
    private long tickIndex = NONE;
    private boolean hasTicked;
    private long published;
    private long ticks;
    private long refused;

    /**
     * @param largeInputs buffers for inputs that do not fit into a slot
     * @param random      64 bits that nobody can foresee
     * @param sequence    last sequence that the journal holds
     * @param timestampNs its time
     */
    public RingCommandSink(
            final RingBuffer<Slot> ring,
            final EngineStage engine,
            final LargeBuffers largeInputs,
            final LongSupplier random,
            final PipelineCounters counters,
            final long sequence,
            final long timestampNs) {
        this.ring = ring;
        this.engineSequence = engine.sequence();
        this.engineDueNs = engine.dueNs();
        this.largeInputs = largeInputs;
        this.random = random;
        this.counters = counters;
        this.sequence = sequence;
        this.timestampNs = timestampNs;
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
        return tickWhenDue() && publish(Slot.Kind.COMMAND, sessionId, principal, buffer, offset, length);
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
