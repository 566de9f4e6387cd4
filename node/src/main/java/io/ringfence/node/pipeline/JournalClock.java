package io.ringfence.node.pipeline;

import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * The one reading of the time that decides: taken once per duty cycle of the ingress thread, never back, journaled with
 * every input.
 *
 * <p>The wall clock is compared with the monotonic one. When it runs ahead of it by more than a bound, somebody set it:
 * believing it would expire every hold and every id at once, so the node stops instead. When it is set back, journal
 * time stands still until the wall clock has caught up.
 *
 * <p>{@link #update()} on the ingress thread only; {@link #nanoTime()} from any thread, it may be a duty cycle behind.
 */
public final class JournalClock implements EpochNanoClock {
    private final EpochNanoClock wall;
    private final NanoClock monotonic;
    private final long jumpNsMax;
    private long wallNs;
    private long monotonicNs;
    private volatile long nowNs;

    /**
     * @param startNs  time of the last journaled input, in nanoseconds since the epoch; this clock is never before it
     * @param jumpNsMax how far the wall clock may run ahead of the monotonic one between two readings
     */
    public JournalClock(
            final EpochNanoClock wall, final NanoClock monotonic, final long startNs, final long jumpNsMax) {
        this.wall = wall;
        this.monotonic = monotonic;
        this.jumpNsMax = jumpNsMax;
        wallNs = wall.nanoTime();
        monotonicNs = monotonic.nanoTime();
        nowNs = Math.max(startNs, wallNs);
    }

    /** Reads the clocks. Throws {@link NodeException} if the wall clock jumped ahead. */
    public long update() {
        final long newWallNs = wall.nanoTime();
        final long newMonotonicNs = monotonic.nanoTime();
        final long aheadNs = (newWallNs - wallNs) - (newMonotonicNs - monotonicNs);
        if (aheadNs > jumpNsMax) {
            throw jumped(aheadNs);
        }
        wallNs = newWallNs;
        monotonicNs = newMonotonicNs;
        long now = nowNs;
        if (newWallNs > now) {
            now = newWallNs;
            nowNs = now;
        }
        return now;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    private NodeException jumped(final long aheadNs) {
        return new NodeException(
                ExitCode.INVARIANT,
                "the clock of this machine jumped ahead by " + aheadNs / 1_000_000_000L + " s, more than "
                        + jumpNsMax / 1_000_000_000L + " s (clock.jumpMaxSeconds)",
                "set the clock right, then start the node again; nothing was stamped with the new time");
    }
}
