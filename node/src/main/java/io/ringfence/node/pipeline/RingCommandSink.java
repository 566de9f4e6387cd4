package io.ringfence.node.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.ringfence.gateway.CommandSink;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Ingress thread only: the start of the ring. Gives every journaled input the next sequence and a time that never
 * falls, and puts a tick in front when something in the engine is due. Never waits: no room is a return value.
 */
public final class RingCommandSink implements CommandSink {
    private static final long NONE = -1;
    private static final int NODE_SESSION = 0;
    private static final int NODE_PRINCIPAL = 0;

    private final RingBuffer<Slot> ring;
    private final Sequence engineSequence;
    private final Sequence engineDueNs;
    private final PipelineCounters counters;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[64]);
    private final int tickLength;

    private long sequence;
    private long timestampNs;
    private long tickIndex = NONE;
    private long published;
    private long ticks;
    private long refused;

    /**
     * @param sequence    last sequence that the journal holds
     * @param timestampNs its time
     */
    public RingCommandSink(
            final RingBuffer<Slot> ring,
            final EngineStage engine,
            final PipelineCounters counters,
            final long sequence,
            final long timestampNs) {
        this.ring = ring;
        this.engineSequence = engine.sequence();
        this.engineDueNs = engine.dueNs();
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
        final long before = ticks;
        tickWhenDue();
        return (int) (ticks - before);
    }

    private void advance(final long nowNs) {
        if (nowNs > timestampNs) {
            timestampNs = nowNs;
        }
    }

    /** Puts a tick into the ring if it is due and none is on its way; false if it is due and there is no room. */
    private boolean tickWhenDue() {
        // In this order: the engine sets what is due before it lets the slot go.
        final boolean isOutstanding = tickIndex != NONE && engineSequence.get() < tickIndex;
        if (isOutstanding || engineDueNs.get() > timestampNs) {
            return true;
        }
        if (!publish(Slot.Kind.NODE, NODE_SESSION, NODE_PRINCIPAL, tick, 0, tickLength)) {
            return false;
        }
        tickIndex = ring.getCursor();
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
        if (length > Slot.INPUT_LENGTH_MAX) {
            throw new IllegalArgumentException("an input of " + length + " bytes; the gateway lets too long ones in");
        }
        final long index = tryClaim();
        if (index == NONE) {
            refused++;
            counters.ringFull.setRelease(refused);
            return false;
        }
        final Slot slot = ring.get(index);
        slot.input(kind, sessionId, buffer, offset, length);
        if (slot.isJournaled()) {
            sequence++;
            slot.journaled(sequence, timestampNs, principal);
            counters.sequence.setRelease(sequence);
        }
        ring.publish(index);
        published++;
        counters.published.setRelease(published);
        return true;
    }

    private long tryClaim() {
        if (!ring.hasAvailableCapacity(1)) {
            return NONE;
        }
        try {
            return ring.tryNext();
        } catch (final InsufficientCapacityException e) {
            return NONE;
        }
    }
}
