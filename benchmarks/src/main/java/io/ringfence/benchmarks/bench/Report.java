package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.rig.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Option;

/** The options that every measurement has, and how it says what it found: lines for people, a file for programs. */
public final class Report {
    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, with machine and commit")
    private Path file;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the traffic (default: ${DEFAULT-VALUE})")
    private long seed;

    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private ObjectNode node;

    long seed() {
        return seed;
    }

    /** The object that ends in the file. */
    ObjectNode json() {
        if (node == null) {
            node = Machine.describe(mapper, seed);
        }
        return node;
    }

    /** One line for people. */
    void line(final String format, final Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
        System.out.flush();
    }

    /** Writes the file, if one was asked for; the exit code. */
    int finish(final boolean isValid) throws IOException {
        if (!isValid) {
            line("FAILED: the figures above do not count");
        }
        if (file != null) {
            mapper.writeValue(file.toFile(), json());
        }
        return isValid ? 0 : 1;
    }

    /** A percentile of nanoseconds, in microseconds. */
    static double us(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    /** Median and range, rounded to a part. */
    static void spread(final ObjectNode node, final List<Double> figures, final double scale) {
        final double[] values =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        node.put("median", Math.round(median(values) * scale) / scale);
        node.put("min", Math.round(values[0] * scale) / scale);
        node.put("max", Math.round(values[values.length - 1] * scale) / scale);
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
