package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.load.Layer;
import io.ringfence.benchmarks.load.LayerRun;
import io.ringfence.benchmarks.load.LoadPlan;
import io.ringfence.benchmarks.load.Witnesses;
import io.ringfence.benchmarks.references.EchoReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The node in layers, each with the same load: what one costs is the difference of two rows. */
@Command(
        name = "layers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The same load on engine, ring, journal, ipc and udp, each beside its reference of the same run.")
public final class LayersBench implements Callable<Integer> {
    @Option(
            names = "--layers",
            split = ",",
            defaultValue = "null,engine,ring,journal,ipc,udp",
            description = "which (default: ${DEFAULT-VALUE})")
    private List<String> layers;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "N|max",
            defaultValue = "max,83333",
            description = "commands a second, or the most it can do (default: ${DEFAULT-VALUE})")
    private List<String> rates;

    @Option(names = "--runs", defaultValue = "3", description = "median and range count (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--balances",
            paramLabel = "N",
            defaultValue = "0",
            description = "balance queries a second by a second client, beside the load on udp")
    private int balancesPerSecond;

    @Option(
            names = "--watch",
            description = "the node of layer udp notes its heap and the longest steps of its engine's thread")
    private boolean isWatched;

    @Option(names = "--no-references", description = "without what is measured beside")
    private boolean isAlone;

    @Option(names = "--label", defaultValue = "", description = "kept with the figures")
    private String label;

    @Option(names = "--out", paramLabel = "DIR", description = "where each run's histograms go (.hdr)")
    private Path out;

    @Mixin
    private LoadOptions load;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final ObjectNode json = report.json();
        json.put("bench", "layers").put("label", label).put("echo", EchoReference.settings());
        json.put("balancesPerSec", balancesPerSecond).put("watched", isWatched);
        load.describe(json.putObject("configuration"));
        boolean isValid = true;
        if (out != null) {
            Files.createDirectories(out);
        }
        try {
            for (final String rate : rates) {
                final int ratePerSecond = "max".equals(rate) ? LoadOptions.MAX : Integer.parseInt(rate);
                report.line(
                        "%s, sync %s",
                        ratePerSecond == LoadOptions.MAX
                                ? "closed loop: the most it can do; latency is time in the window"
                                : "open loop at " + rate + "/s",
                        load.sync());
                for (final String name : layers) {
                    final LayerRow row = row(Layer.of(name), ratePerSecond);
                    row.put(json.withArray("rows").addObject());
                    isValid &= row.isValid();
                }
            }
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        json.put("valid", isValid);
        return report.finish(isValid);
    }

    private LayerRow row(final Layer layer, final int ratePerSecond) throws IOException {
        final LayerRow row = new LayerRow(layer, ratePerSecond);
        for (int i = 0; i < runs; i++) {
            final LoadPlan plan = load.plan(report.seed() + i, ratePerSecond);
            final Witnesses witnesses = new Witnesses(balancesPerSecond, load.followedBytesMax(layer, plan), isWatched);
            final Beside beside = isAlone ? null : Beside.measure(layer, plan);
            try {
                final LayerRun.Measured measured = LayerRun.run(layer, plan, witnesses);
                row.add(measured, beside);
                report.line("  %-9s %s", layer.label(), LayerRow.line(measured, beside));
                keep(measured, ratePerSecond, i + 1);
            } catch (final IllegalStateException e) {
                row.broke(e.toString());
                report.line("  %-9s FAILED: %s", layer.label(), e);
            }
        }
        return row;
    }

    private void keep(final LayerRun.Measured measured, final int ratePerSecond, final int run) throws IOException {
        if (out != null) {
            final String name = measured.layer().label() + "-" + (ratePerSecond == 0 ? "max" : ratePerSecond) + "-"
                    + load.sync().replace(':', '-') + "-" + run;
            measured.latencies().write(out.resolve(name + (measured.isValid() ? ".hdr" : ".FAILED.hdr")));
        }
    }
}
