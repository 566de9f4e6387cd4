package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.demo.LoadRun;
import io.ringfence.benchmarks.references.EchoReference;
import io.ringfence.benchmarks.references.ForceReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * A whole node with a client in another process, beside what transport and disk do by themselves in the same
 * minute.
 */
@Command(
        name = "end-to-end",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Answered commands a second, and latency beside (echo + fdatasync), node and client as processes.")
public final class EndToEndBench implements Callable<Integer> {
    private static final int REFERENCE_MS = 1_500;
    private static final int APPEND_LENGTH = 512;

    @Option(names = "--rate", paramLabel = "N|max", defaultValue = "max", description = "default: ${DEFAULT-VALUE}")
    private String rate;

    @Option(names = "--sync", defaultValue = "batch", description = "sync policy (default: ${DEFAULT-VALUE})")
    private String sync;

    @Option(
            names = "--profile",
            defaultValue = "compact",
            description = "of the node: compact or single (default: ${DEFAULT-VALUE})")
    private String profile;

    @Option(names = "--players", defaultValue = "100000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description = "seconds at full speed before each run, not counted (default: ${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(names = "--seconds", defaultValue = "5", description = "of each run (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--runs", defaultValue = "5", description = "the median counts (default: ${DEFAULT-VALUE})")
    private int runs;

    @Mixin
    private Report report;

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final int ratePerSecond = ratePerSecond();
        final double[] perSecond = new double[runs];
        final double[] p50 = new double[runs];
        final double[] p99 = new double[runs];
        final double[] ratio = new double[runs];
        boolean isValid = true;
        for (int i = 0; i < runs; i++) {
            final double[] reference = reference(ratePerSecond);
            final LoadRun.Measured measured =
                    LoadRun.run(report.seed() + i, players, ratePerSecond, warmUpSeconds, seconds, sync, profile);
            isValid &= measured.isValid();
            perSecond[i] = measured.perSecond();
            p50[i] = measured.p50Us();
            p99[i] = measured.p99Us();
            ratio[i] = ratePerSecond == 0 ? perSecond[i] / reference[1] : p50[i] / reference[0];
            report.line(
                    "  run %d: %,.0f/s, p50 %,.0f us, p99 %,.0f us, p99.9 %,.0f us, max %,.0f us;"
                            + " beside echo + fdatasync p50"
                            + " %,.0f us, echo %,.0f/s: %.2f %s",
                    i + 1,
                    perSecond[i],
                    p50[i],
                    p99[i],
                    measured.p999Us(),
                    measured.maxUs(),
                    reference[0],
                    reference[1],
                    ratio[i],
                    measured.against());
        }
        report.line(
                "median: %,.0f answered/s, p50 %,.0f us, p99 %,.0f us, %.2f of the %s",
                Report.median(perSecond),
                Report.median(p50),
                Report.median(p99),
                Report.median(ratio),
                ratePerSecond == 0 ? "raw echo's rate" : "reference's p50");
        final ObjectNode json = report.json();
        json.put("bench", "end-to-end")
                .put("rate", rate)
                .put("sync", sync)
                .put("profile", profile)
                .put("players", players);
        json.put("warmUpSeconds", warmUpSeconds).put("seconds", seconds);
        json.put("achievedPerSec", Math.round(Report.median(perSecond)));
        json.put("p50Us", Report.median(p50)).put("p99Us", Report.median(p99));
        json.put(ratePerSecond == 0 ? "ratioToEchoRate" : "ratioToReferenceP50", Report.median(ratio));
        json.put("valid", isValid);
        return report.finish(isValid);
    }

    private int ratePerSecond() {
        if ("max".equals(rate)) {
            return 0;
        }
        try {
            return Integer.parseInt(rate);
        } catch (final NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), "--rate is a number or max: " + rate, e);
        }
    }

    /** The p50 of echo and force added up, in microseconds (the force only where it is waited for); the echo's rate. */
    private double[] reference(final int ratePerSecond) throws IOException {
        try (EchoReference echo = EchoReference.launch()) {
            echo.run(0, REFERENCE_MS);
            final EchoReference.Measured measured = echo.run(ratePerSecond, REFERENCE_MS);
            double p50 = Report.us(measured.latencyNs(), 50);
            if ("batch".equals(sync)) {
                p50 += Report.us(
                        ForceReference.run(Path.of(System.getProperty("java.io.tmpdir")), APPEND_LENGTH, REFERENCE_MS),
                        50);
            }
            return new double[] {p50, measured.perSecond()};
        }
    }
}
