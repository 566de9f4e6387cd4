package io.ringfence.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochNanoClock;

/** A clock that stands still until a test moves it. Thread safe: any thread may read it or move it. */
public final class ManualClock implements EpochNanoClock {
    /** Where {@code simulate} starts: 2026-01-01T00:00:00Z. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final AtomicLong nowNs;

    /** Stands at {@link #START}. */
    public ManualClock() {
        this(nanos(START));
    }

    /** Stands at a time in nanoseconds since the epoch. */
    public ManualClock(final long nowNs) {
        this.nowNs = new AtomicLong(nowNs);
    }

    @Override
    public long nanoTime() {
        return nowNs.get();
    }

    /** Moves on, or back when the duration is negative, and says what time it is then. */
    public long advance(final Duration duration) {
        return advanceNs(duration.toNanos());
    }

    /** Moves on by nanoseconds and says what time it is then. */
    public long advanceNs(final long durationNs) {
        return nowNs.addAndGet(durationNs);
    }

    /** Moves to a time, which may lie in its past. */
    public void moveTo(final Instant time) {
        nowNs.set(nanos(time));
    }

    private static long nanos(final Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NS_PER_SECOND), time.getNano());
    }
}
