package io.ringfence.benchmarks.load;

import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies of a run: all of them, and by the time at which their commands were due. One thread; allocates nothing
 * after construction.
 */
public final class Latencies {
    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int INTERVALS_MAX = 200;
    private static final int DIGITS = 3;
    private static final int INTERVAL_DIGITS = 2;

    private final Histogram all = new Histogram(MAX_NS, DIGITS);
    private final Histogram[] intervals;
    private final long intervalNs;

    /** For a run of so many milliseconds. */
    public Latencies(final int millis) {
        final int count = Math.max(1, Math.min(INTERVALS_MAX, millis / 100));
        intervalNs = TimeUnit.MILLISECONDS.toNanos(millis) / count;
        intervals = new Histogram[count];
        for (int i = 0; i < count; i++) {
            intervals[i] = new Histogram(MAX_NS, INTERVAL_DIGITS);
        }
    }

    /** Notes one that was due so long after the start. */
    void record(final long latencyNs, final long dueNs) {
        final long value = Math.min(MAX_NS, Math.max(1, latencyNs));
        all.recordValue(value);
        intervals[(int) Math.min(intervals.length - 1L, Math.max(0, dueNs) / intervalNs)].recordValue(value);
    }

    /** All of them, nanoseconds. */
    public Histogram all() {
        return all;
    }

    /** How many stretches of time the run is cut into. */
    public int intervals() {
        return intervals.length;
    }

    /** Length of such a stretch. */
    public long intervalNs() {
        return intervalNs;
    }

    /** Those that were due in a stretch. */
    public Histogram interval(final int index) {
        return intervals[index];
    }

    /** Writes all stretches as an HdrHistogram log. */
    public void write(final Path file) throws FileNotFoundException {
        try (PrintStream stream = new PrintStream(file.toFile())) {
            final HistogramLogWriter writer = new HistogramLogWriter(stream);
            writer.outputLogFormatVersion();
            writer.outputLegend();
            for (int i = 0; i < intervals.length; i++) {
                intervals[i].setStartTimeStamp(TimeUnit.NANOSECONDS.toMillis(i * intervalNs));
                intervals[i].setEndTimeStamp(TimeUnit.NANOSECONDS.toMillis((i + 1) * intervalNs));
                writer.outputIntervalHistogram(intervals[i]);
            }
        }
    }
}
