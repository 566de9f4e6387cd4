package io.ringfence.benchmarks.references;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a perfect group commit would make commands wait on a disk whose forces took as long as a trace says: a command
 * waits for the force in progress, then for its own, which takes along all that came meanwhile. Nothing else takes
 * time.
 */
public final class GroupCommitModel {
    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int DRAWS = 1 << 18;

    private GroupCommitModel() {}

    /**
     * Latencies of commands that come evenly.
     *
     * @param forcesNs how long forces took, in their order
     */
    public static Histogram run(final long[] forcesNs, final int ratePerSecond) {
        final Histogram histogram = new Histogram(MAX_NS, 3);
        final double gapNs = 1e9 / ratePerSecond;
        long arrived = 0;
        double nowNs = 0;
        for (final long forceNs : forcesNs) {
            // Idle until the next command comes; what has come by then is forced together.
            nowNs = Math.max(nowNs, arrived * gapNs);
            final long next = (long) (nowNs / gapNs) + 1;
            nowNs += forceNs;
            for (; arrived < next; arrived++) {
                histogram.recordValue(Math.min(MAX_NS, Math.max(1, (long) (nowNs - arrived * gapNs))));
            }
        }
        return histogram;
    }

    /** Latencies of what waits for one and then for the other, if they know nothing of each other: drawn at random. */
    public static Histogram sum(final Histogram one, final Histogram other, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Histogram histogram = new Histogram(MAX_NS, 3);
        final long[] first = quantiles(one);
        final long[] second = quantiles(other);
        for (int i = 0; i < DRAWS; i++) {
            histogram.recordValue(
                    Math.min(MAX_NS, first[random.nextInt(first.length)] + second[random.nextInt(second.length)]));
        }
        return histogram;
    }

    private static long[] quantiles(final Histogram histogram) {
        final long[] values = new long[1 << 14];
        for (int i = 0; i < values.length; i++) {
            values[i] = histogram.getValueAtPercentile(100.0 * (i + 0.5) / values.length);
        }
        return values;
    }
}
