package io.ringfence.node.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import org.agrona.concurrent.Agent;

/**
 * One stage of the pipeline: takes the slots that the stage before it has let go, in portions, and lets a portion go
 * only after all of it succeeded.
 *
 * <p>One thread runs a stage. A throw leaves its sequence where it was, so nothing of the failed portion is seen behind
 * it; the stage must not be run again after a throw (its {@link StageThread} ends and the node stops).
 *
 * <p>Neither of the Disruptor's own ways says this: {@code BatchEventProcessor} moves on after an exception handler
 * returned, {@code EventPoller} publishes what came before a throw.
 */
public abstract class StageAgent implements Agent {
    private final RingBuffer<Slot> ring;
    private final SequenceBarrier upstream;
    private final Sequence sequence = new Sequence();
    private final int cycleSlotsMax;
    private final int portionSlotsMax;

    /**
     * @param upstream        what this stage may take
     * @param cycleSlotsMax   most slots of one duty cycle
     * @param portionSlotsMax slots that are let go together; at most {@code cycleSlotsMax}
     */
    StageAgent(
            final RingBuffer<Slot> ring,
            final SequenceBarrier upstream,
            final int cycleSlotsMax,
            final int portionSlotsMax) {
        this.ring = ring;
        this.upstream = upstream;
        this.cycleSlotsMax = cycleSlotsMax;
        this.portionSlotsMax = portionSlotsMax;
    }

    @Override
    public final int doWork() {
        final long first = sequence.get() + 1;
        final long last = Math.min(upstream.getCursor(), first + cycleSlotsMax - 1);
        onDutyCycle();
        long next = first;
        while (next <= last) {
            final long portionLast = Math.min(last, next + portionSlotsMax - 1);
            process(next, portionLast);
            sequence.set(portionLast);
            next = portionLast + 1;
        }
        return (int) (next - first);
    }

    /** Last slot that this stage has let go. Any thread may read it. */
    public final Sequence sequence() {
        return sequence;
    }

    /** What the stage waits for; for idle strategies. */
    final SequenceBarrier upstream() {
        return upstream;
    }

    final Slot slot(final long index) {
        return ring.get(index);
    }

    /** Called in each duty cycle, after the upstream sequence was read and before the slots are processed. */
    abstract void onDutyCycle();

    /** Processes the slots {@code first} to {@code last}, both included. A throw stops the node. */
    abstract void process(long first, long last);
}
