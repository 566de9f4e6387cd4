package io.ringfence.node.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.LiteTimeoutBlockingWaitStrategy;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/**
 * For the thread of the first stage: sleeps until the sink puts something into the ring, or for a moment, so that
 * what is due by time (an interval's force) is not forgotten. One thread; single-use.
 */
public final class RingIdleStrategy implements IdleStrategy {
    /** Longest sleep in milliseconds; also how late the force of an interval may come. */
    static final long SLEEP_MS_MAX = 5;

    private final StageAgent firstStage;

    public RingIdleStrategy(final StageAgent firstStage) {
        this.firstStage = firstStage;
    }

    /** What the ring must be made with, so that this strategy can be woken. */
    public static WaitStrategy waitStrategy() {
        return new LiteTimeoutBlockingWaitStrategy(SLEEP_MS_MAX, TimeUnit.MILLISECONDS);
    }

    @Override
    public void idle(final int workCount) {
        if (workCount <= 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        try {
            firstStage.upstream().waitFor(firstStage.sequence().get() + 1);
        } catch (final TimeoutException e) {
            // Nothing came: the duty cycle looks at what is due by time.
        } catch (final AlertException e) {
            throw new IllegalStateException("nobody alerts this barrier", e);
        } catch (final InterruptedException e) {
            throw new IllegalStateException("the journal thread may not be interrupted", e);
        }
    }

    @Override
    public void reset() {
        // Nothing is kept between two turns.
    }
}
