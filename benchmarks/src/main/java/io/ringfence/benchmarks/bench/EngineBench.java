package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.ringfence.benchmarks.rig.EngineRun;
import io.ringfence.benchmarks.rig.Traffic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The engine alone: one thread, no journal, no wire. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Commands a second of the engine on one thread, with its full rules and state.")
public final class EngineBench implements Callable<Integer> {
    private static final int NOTHING_TO_APPLY = 0;

    @Option(names = "--players", defaultValue = "1000000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(
            names = "--seconds",
            defaultValue = "2",
            description = "measured time of each run (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--runs", defaultValue = "5", description = "the median counts (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = {"--workload", "--mix"},
            defaultValue = "transfer",
            description = "transfer, bet-win or match-night (default: ${DEFAULT-VALUE})")
    private String workload;

    @Mixin
    private Report report;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long chunkBytes;

    @Override
    public Integer call() throws Exception {
        final EngineRun run = new EngineRun(players, Traffic.named(workload, players, report.seed()));
        report.line("engine, %s, %,d players, one thread, %d runs of %d s", workload, players, runs, seconds);
        measure(run);
        final double[] perSecond = new double[runs];
        double bytesPerCommand = 0;
        for (int i = 0; i < runs; i++) {
            final long allocatedBefore = allocated();
            final long before = run.sequence();
            perSecond[i] = measure(run);
            bytesPerCommand = Math.max(
                    bytesPerCommand, (double) (allocated() - allocatedBefore - chunkBytes) / (run.sequence() - before));
            report.line("  run %d: %,.0f commands/s", i + 1, perSecond[i]);
        }
        final Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
        time(run, histogram);
        return finish(run, perSecond, bytesPerCommand, histogram);
    }

    /** Applies chunk after chunk for the measured time; commands a second. */
    private double measure(final EngineRun run) {
        chunkBytes = 0;
        final long budgetNs = TimeUnit.SECONDS.toNanos(seconds);
        long spentNs = 0;
        long commands = 0;
        while (spentNs < budgetNs) {
            final long allocatedBefore = allocated();
            run.encode();
            chunkBytes += allocated() - allocatedBefore;
            final long startNs = System.nanoTime();
            run.applyChunk();
            spentNs += System.nanoTime() - startNs;
            commands += EngineRun.CHUNK;
        }
        return commands * 1e9 / spentNs;
    }

    /** One more run with a look at the clock around every command, which would slow the others down. */
    private void time(final EngineRun run, final Histogram histogram) {
        final long budgetNs = TimeUnit.SECONDS.toNanos(seconds);
        long spentNs = 0;
        while (spentNs < budgetNs) {
            run.encode();
            long lastNs = System.nanoTime();
            final long startNs = lastNs;
            for (int i = 0; i < EngineRun.CHUNK; i++) {
                run.apply(i);
                final long nowNs = System.nanoTime();
                histogram.recordValue(nowNs - lastNs);
                lastNs = nowNs;
            }
            spentNs += lastNs - startNs;
        }
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private Integer finish(
            final EngineRun run, final double[] perSecond, final double bytesPerCommand, final Histogram histogram)
            throws IOException {
        run.engine().checkInvariants();
        final boolean isValid = run.refusals() == NOTHING_TO_APPLY;
        final double median = Report.median(perSecond);
        report.line(
                "median %,.0f commands/s; apply p50 %,d ns, p99.99 %,d ns, longest %,d ns;"
                        + " %.3f bytes allocated/command",
                median,
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99.99),
                histogram.getMaxValue(),
                bytesPerCommand);
        report.line(
                "%,d commands, %,d with a wrong answer, hash and conservation scanned", run.sequence(), run.refusals());
        final ObjectNode json = report.json();
        json.put("bench", "engine").put("workload", workload).put("players", players);
        final ArrayNode all = json.putArray("runsPerSec");
        for (final double one : perSecond) {
            all.add(Math.round(one));
        }
        json.put("commandsPerSec", Math.round(median));
        json.putObject("applyNs")
                .put("p50", histogram.getValueAtPercentile(50))
                .put("p99", histogram.getValueAtPercentile(99))
                .put("p9999", histogram.getValueAtPercentile(99.99))
                .put("max", histogram.getMaxValue());
        json.put("bytesPerCommand", bytesPerCommand);
        json.put("commands", run.sequence()).put("refused", run.refusals()).put("valid", isValid);
        return report.finish(isValid);
    }
}
