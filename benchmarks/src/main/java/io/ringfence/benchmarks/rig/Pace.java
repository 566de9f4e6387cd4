package io.ringfence.benchmarks.rig;

import io.ringfence.testkit.match.RateCurve;
import java.util.concurrent.TimeUnit;

/**
 * When each command of the load is due, whether or not the node keeps up: latency counts from there, so that a node
 * that stalls does not hide it by being asked less. Asked in rising order. One thread.
 */
public interface Pace {
    /** When a command is due, in nanoseconds since the start of the load; never falls. */
    long plannedNs(long index);

    /** How many commands there are. */
    long total();

    /** As fast as the window lets through: everything is due at once. */
    static Pace full(final long total) {
        return new Pace() {
            @Override
            public long plannedNs(final long index) {
                return 0;
            }

            @Override
            public long total() {
                return total;
            }
        };
    }

    /** Evenly. */
    static Pace steady(final int ratePerSecond, final long total) {
        return new Pace() {
            @Override
            public long plannedNs(final long index) {
                return (long) (index * (1e9 / ratePerSecond));
            }

            @Override
            public long total() {
                return total;
            }
        };
    }

    /** Evenly at one rate, but for a crowd: at another rate from a moment on, for so long. */
    static Pace burst(
            final int ratePerSecond,
            final int burstPerSecond,
            final long fromNs,
            final long lengthNs,
            final long durationNs) {
        final long before = (long) (fromNs / 1e9 * ratePerSecond);
        final long within = (long) (lengthNs / 1e9 * burstPerSecond);
        final long after = (long) ((durationNs - fromNs - lengthNs) / 1e9 * ratePerSecond);
        return new Pace() {
            @Override
            public long plannedNs(final long index) {
                if (index < before) {
                    return (long) (index * (1e9 / ratePerSecond));
                }
                return index < before + within
                        ? fromNs + (long) ((index - before) * (1e9 / burstPerSecond))
                        : fromNs + lengthNs + (long) ((index - before - within) * (1e9 / ratePerSecond));
            }

            @Override
            public long total() {
                return before + within + after;
            }
        };
    }

    /** By the crowds of a match, evenly within each millisecond. */
    static Pace of(final RateCurve curve) {
        return new Pace() {
            private static final long MS_NS = TimeUnit.MILLISECONDS.toNanos(1);
            private long ms;

            @Override
            public long plannedNs(final long index) {
                long next = curve.due((ms + 1) * MS_NS);
                while (next <= index && next < curve.total()) {
                    ms++;
                    next = curve.due((ms + 1) * MS_NS);
                }
                final long first = curve.due(ms * MS_NS);
                return ms * MS_NS + (index - first) * MS_NS / Math.max(1, next - first);
            }

            @Override
            public long total() {
                return curve.total();
            }
        };
    }
}
