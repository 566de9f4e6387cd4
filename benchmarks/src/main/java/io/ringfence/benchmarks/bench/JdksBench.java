package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.BenchCommand;
import io.ringfence.benchmarks.report.ResultFile;
import io.ringfence.benchmarks.rig.JavaProcess;
import io.ringfence.benchmarks.rig.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The most that a whole node can do on two JDKs, in turn; client and node are both on the JDK that is measured. */
@Command(
        name = "jdks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "The most end to end on the JDK of this process and on another, run by run in turn, with the gate.")
public final class JdksBench implements Callable<Integer> {
    private static final int HEAP_MIB = 2_560;
    private static final int RUN_SECONDS_MAX = 90;

    @Option(
            names = "--feature",
            defaultValue = "25",
            description =
                    "feature number of the other JDK, where the environment says (JAVA25_HOME) or beside the own one"
                            + " (default: ${DEFAULT-VALUE})")
    private int feature;

    @Option(names = "--runs", defaultValue = "4", description = "on each (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--millis", defaultValue = "5000", description = "of each run (default: ${DEFAULT-VALUE})")
    private int millis;

    @Option(
            names = "--warm-up",
            paramLabel = "MILLIS",
            defaultValue = "5000",
            description = "at full speed before each run (default: ${DEFAULT-VALUE})")
    private int warmUpMillis;

    @Option(names = "--players", defaultValue = "100000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Mixin
    private Report report;

    /** What the runs on a JDK came to; those that failed are kept apart. */
    private static final class Side {
        private final Jdk jdk;
        private final List<Double> answeredPerSecond = new ArrayList<>();
        private final List<Double> recoveredPerSecond = new ArrayList<>();
        private final List<String> against = new ArrayList<>();
        private String version = "";

        Side(final Jdk jdk) {
            this.jdk = jdk;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final ObjectNode json = report.json();
        json.put("bench", "jdks").put("feature", feature).put("millis", millis);
        json.put("warmUpMillis", warmUpMillis).put("players", players);
        json.put("on", "client and node both on the JDK that is measured");
        final List<Side> sides = Jdk.ownAnd(feature).stream().map(Side::new).toList();
        if (sides.size() == 1) {
            final String reason = sides.get(0).jdk.feature() == feature
                    ? "it is the one of this process"
                    : "no JDK " + feature + " beside the own one or at JAVA" + feature + "_HOME";
            json.put("absent", "JDK " + feature + ": " + reason);
            report.line("absent: JDK %d: %s", feature, reason);
            json.put("valid", true);
            return report.finish(true);
        }
        final List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            final double own = run(sides.get(0), i);
            final double other = run(sides.get(1), i);
            if (own > 0 && other > 0) {
                ratios.add(other / own);
            }
        }
        boolean isValid = !ratios.isEmpty();
        for (final Side side : sides) {
            final ObjectNode row = json.withArray("rows").addObject();
            row.put("jdk", side.version).put("valid", side.against.isEmpty());
            if (!side.answeredPerSecond.isEmpty()) {
                Report.spread(row.putObject("answeredPerSec"), side.answeredPerSecond, 1);
                Report.spread(row.putObject("recoverPerSec"), side.recoveredPerSecond, 1);
            }
            side.against.forEach(row.withArray("against")::add);
            isValid &= side.against.isEmpty();
        }
        if (!ratios.isEmpty()) {
            Report.spread(json.putObject("ratio"), ratios, 1_000);
            report.line(
                    "JDK %d : own, median of %d pairs: %.3f",
                    feature, ratios.size(), json.path("ratio").path("median").asDouble());
        }
        json.put("valid", isValid);
        return report.finish(isValid);
    }

    /** Answered a second of a run on a JDK; 0 if it failed. */
    private double run(final Side side, final int run) throws IOException, InterruptedException {
        final Path file = Files.createTempFile("ringfence-jdks-", ".json");
        try {
            final String failure = runInto(file, side.jdk, report.seed() + run);
            final JsonNode json = failure.isEmpty() ? ResultFile.read(file) : null;
            if (json == null || !json.path("valid").asBoolean()) {
                side.against.add("run " + (run + 1) + ": "
                        + (json == null ? failure : json.findPath("against").toString()));
                report.line("  JDK %d FAILED: %s", side.jdk.feature(), side.against);
                return 0;
            }
            final JsonNode row = json.path("rows").path(0);
            side.version = json.path("jdk").asText();
            side.answeredPerSecond.add(row.path("answeredPerSec").path("median").asDouble());
            side.recoveredPerSecond.add(row.path("recoverPerSec").path("median").asDouble());
            return row.path("answeredPerSec").path("median").asDouble();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Empty, or why there is no result. */
    private String runInto(final Path file, final Jdk jdk, final long seed) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(
                JavaProcess.command(jdk, JavaProcess.servingFlags(HEAP_MIB), BenchCommand.class.getName()));
        command.addAll(List.of("layers", "--layers", "udp", "--rate", "max", "--runs", "1", "--no-references"));
        command.addAll(List.of("--millis", Integer.toString(millis), "--warm-up", Integer.toString(warmUpMillis)));
        command.addAll(List.of("--players", Integer.toString(players), "--seed", Long.toString(seed)));
        command.addAll(List.of("--json", file.toString()));
        report.line("JDK %d", jdk.feature());
        final Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)) {
                return "it took longer than " + RUN_SECONDS_MAX + " s";
            }
            return Files.size(file) > 0 ? "" : "it ended with " + process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
        }
    }
}
