package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.benchmarks.BenchCommand;
import io.ringfence.benchmarks.report.ResultFile;
import io.ringfence.benchmarks.rig.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every measurement one after the other, each in a JVM of its own and with a bound of time, into one result. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Layers, references, parts and peers into DIR/result.json with goals, histograms and plots.")
public final class AllBench implements Callable<Integer> {
    @Option(names = "--quick", description = "five minutes at most; without it, the set behind docs/benchmarks.md")
    private boolean isQuick;

    @Option(names = "--runs", defaultValue = "3", description = "of the full set (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "STEP",
            description = "these steps alone; what else DIR has from before stays in the result")
    private List<String> only = List.of();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where everything goes")
    private Path out;

    @Mixin
    private Report report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(out);
        final Thread hook = new Thread(AllBench::endAll, "bench-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        final Map<String, JsonNode> steps = new LinkedHashMap<>();
        for (final BenchStep step : isQuick ? BenchStep.quick() : BenchStep.full(runs)) {
            if (only.isEmpty() || only.contains(step.name())) {
                run(step);
            }
            if (Files.isReadable(file(step))) {
                steps.put(step.name(), ResultFile.read(file(step)));
            }
        }
        report.json().put("set", isQuick ? "quick: for a look, too short to be quoted" : "full");
        final Path result = out.resolve("result.json");
        ResultFile.write(report.json(), steps, result);
        final JsonNode written = ResultFile.read(result);
        ResultFile.plots(written, out, name -> true);
        for (final JsonNode goal : written.path("goals")) {
            report.line(
                    "%-62s %,14.3f  target %,14.3f  %s",
                    goal.path("name").asText(),
                    goal.path("value").asDouble(),
                    goal.path("target").asDouble(),
                    goal.path("met").asBoolean() ? "met" : "missed");
        }
        report.line("wrote %s", result);
        Runtime.getRuntime().removeShutdownHook(hook);
        return report.finish(written.path("valid").asBoolean());
    }

    private Path file(final BenchStep step) {
        return out.resolve(step.name() + ".json");
    }

    private static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    /** Runs one; what it has not written when its time is over is a failure. */
    private void run(final BenchStep step) throws IOException, InterruptedException {
        report.line("--- %s: bench %s", step.name(), String.join(" ", step.arguments()));
        Files.deleteIfExists(file(step));
        final List<String> command = new ArrayList<>(
                JavaProcess.command(JavaProcess.servingFlags(step.heapMiB()), BenchCommand.class.getName()));
        command.addAll(step.arguments());
        command.add("--json");
        command.add(file(step).toString());
        command.add("--seed");
        command.add(Long.toString(report.seed()));
        if ("layers".equals(step.arguments().get(0))) {
            command.add("--out");
            command.add(out.resolve("hdr-" + step.name()).toString());
        }
        final Process process = new ProcessBuilder(command).inheritIO().start();
        String against = "";
        if (!process.waitFor(step.secondsMax(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
            against = "it took longer than " + step.secondsMax() + " s";
        }
        if (!Files.isReadable(file(step))) {
            against = against.isEmpty() ? "it ended with " + process.exitValue() : against;
            report.line("FAILED: %s", against);
            Files.writeString(file(step), "{\"valid\": false, \"against\": \"" + against + "\"}");
        }
    }
}
