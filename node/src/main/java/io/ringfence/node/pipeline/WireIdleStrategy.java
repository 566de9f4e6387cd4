package io.ringfence.node.pipeline;

import com.lmax.disruptor.RingBuffer;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * For a thread that polls: yields while there was something in the ring a moment ago, and sleeps in short naps when
 * there was not. Nobody can wake a thread that polls a socket, so the nap bounds the latency of the first command
 * after a silence. Signs of life of idle sessions do not keep it awake. One thread; single-use.
 */
public final class WireIdleStrategy implements IdleStrategy {
    /**
     * How long after the last input the thread stays awake: longer than the gaps of steady traffic at a few hundred a
     * second.
     */
    static final long AWAKE_NS = 5_000_000;

    /** One nap; the kernel adds about 60 us of its own. */
    static final long NAP_NS = 1_000_000;

    private final RingBuffer<Slot> ring;
    private final NanoClock clock;
    private long cursor = -1;
    private long awakeUntilNs;

    public WireIdleStrategy(final RingBuffer<Slot> ring, final NanoClock clock) {
        this.ring = ring;
        this.clock = clock;
        awakeUntilNs = clock.nanoTime();
    }

    @Override
    public void idle(final int workCount) {
        final long newCursor = ring.getCursor();
        if (newCursor != cursor) {
            cursor = newCursor;
            awakeUntilNs = clock.nanoTime() + AWAKE_NS;
        }
        if (workCount <= 0) {
            idle();
        }
    }

    /** Yields, because on two cores the client, or the other thread of the node, waits for this one. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public void idle() {
        if (clock.nanoTime() - awakeUntilNs < 0 || isBusy()) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(NAP_NS);
        }
    }

    @Override
    public void reset() {
        // Nothing is kept between two turns but the time of the last input.
    }

    /** Something in the ring is not answered yet. */
    private boolean isBusy() {
        return ring.getMinimumGatingSequence() < ring.getCursor();
    }
}
