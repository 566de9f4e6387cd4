package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.references.EchoReference;
import io.ringfence.benchmarks.references.ForceReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What transport and disk of this machine do by themselves. */
@Command(
        name = "references",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Raw Aeron UDP echo with the driver settings of node and client, and fdatasync of small appends.")
public final class ReferencesBench implements Callable<Integer> {
    private static final int WARM_UP_MS = 1_500;

    @Option(names = "--rate", defaultValue = "8333", description = "of the paced echo (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--millis", defaultValue = "1500", description = "of each run (default: ${DEFAULT-VALUE})")
    private int milliseconds;

    @Option(names = "--runs", defaultValue = "5", description = "the median counts (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--append",
            defaultValue = "512",
            description = "bytes forced at a time (default: ${DEFAULT-VALUE})")
    private int appendLength;

    @Option(names = "--dir", description = "on the disk to force (default: the directory for temporary files)")
    private Path directory;

    @Mixin
    private Report report;

    @Override
    public Integer call() throws IOException {
        final Path disk = directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
        final double[] echoP50 = new double[runs];
        final double[] echoP99 = new double[runs];
        final double[] echoPerSecond = new double[runs];
        final double[] forceP50 = new double[runs];
        final double[] forceP99 = new double[runs];
        boolean isValid = true;
        try (EchoReference echo = EchoReference.launch()) {
            echo.run(0, WARM_UP_MS);
            for (int i = 0; i < runs; i++) {
                final EchoReference.Measured paced = echo.run(rate, milliseconds);
                final EchoReference.Measured full = echo.run(0, milliseconds);
                final Histogram force = ForceReference.run(disk, appendLength, milliseconds);
                isValid &= paced.isValid() && full.isValid();
                echoP50[i] = Report.us(paced.latencyNs(), 50);
                echoP99[i] = Report.us(paced.latencyNs(), 99);
                echoPerSecond[i] = full.perSecond();
                forceP50[i] = Report.us(force, 50);
                forceP99[i] = Report.us(force, 99);
                report.line(
                        "  run %d: echo at %,d/s p50 %.0f us p99 %,.0f us; at most %,.0f/s;"
                                + " fdatasync p50 %.0f us p99 %,.0f us",
                        i + 1, rate, echoP50[i], echoP99[i], echoPerSecond[i], forceP50[i], forceP99[i]);
            }
        }
        final ObjectNode json = report.json();
        json.put("bench", "references").put("rate", rate).put("appendBytes", appendLength);
        json.put("frameBytes", EchoReference.FRAME_LENGTH);
        json.put("echoP50Us", Report.median(echoP50)).put("echoP99Us", Report.median(echoP99));
        json.put("echoPerSec", Math.round(Report.median(echoPerSecond)));
        json.put("fdatasyncP50Us", Report.median(forceP50)).put("fdatasyncP99Us", Report.median(forceP99));
        json.put("valid", isValid);
        report.line(
                "median: echo at %,d/s p50 %.0f us p99 %,.0f us; at most %,.0f/s;"
                        + " fdatasync of %d bytes p50 %.0f us p99 %,.0f us",
                rate,
                Report.median(echoP50),
                Report.median(echoP99),
                Report.median(echoPerSecond),
                appendLength,
                Report.median(forceP50),
                Report.median(forceP99));
        return report.finish(isValid);
    }
}
