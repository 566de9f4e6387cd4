package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.HdrHistogram.Histogram;

/**
 * Percentiles of a histogram of nanoseconds, in microseconds, as deep as the number of samples allows: p99 needs a
 * thousand of them, each further nine ten times as many.
 */
final class Percentiles {
    private static final double[] DEPTHS = {50, 90, 99, 99.9, 99.99, 99.999};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "p99.99", "p99.999"};
    private static final long SAMPLES_OF_P99 = 1_000;

    private Percentiles() {}

    /** Fills an object. */
    static void put(final ObjectNode node, final Histogram histogram) {
        long needed = SAMPLES_OF_P99 / 100;
        for (int i = 0; i < DEPTHS.length; i++) {
            if (histogram.getTotalCount() >= needed) {
                node.put(NAMES[i], us(histogram.getValueAtPercentile(DEPTHS[i])));
            }
            needed *= 10;
        }
        node.put("max", us(histogram.getMaxValue()));
        node.put("samples", histogram.getTotalCount());
    }

    private static double us(final long nanoseconds) {
        return Math.round(nanoseconds / 10.0) / 100.0;
    }
}
