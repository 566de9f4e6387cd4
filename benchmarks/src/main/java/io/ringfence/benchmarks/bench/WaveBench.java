package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.codec.Split;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The longest single apply when much falls due at once. */
@Command(
        name = "waves",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The longest single command or tick while holds expire, ids are forgotten, campaigns open and close:",
            "all of one size at one moment, on one thread. Beside each the longest gap in an idle loop that ran for as"
                    + " long right after it: what the machine itself does."
        })
public final class WaveBench implements Callable<Integer> {
    private static final long AIM_NS = 1_000_000;
    /** An idle loop no shorter than this, or it has no chance to meet what the machine does. */
    private static final long IDLE_MIN_NS = 20_000_000;

    private static final int COMPILE_RUNS = 3;

    @Option(
            names = "--size",
            defaultValue = "100000",
            description = "holds, ids, shares of each wave (default: ${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--runs", defaultValue = "9", description = "of each wave (default: ${DEFAULT-VALUE})")
    private int runs;

    @Mixin
    private Report report;

    private WaveRun waves;
    private ArrayNode results;

    @Override
    public Integer call() throws IOException {
        report.line("engine with %,d players, waves of %,d, %d runs of each", size, size, runs);
        results = report.json()
                .put("bench", "waves")
                .put("size", size)
                .put("runs", runs)
                .putArray("waves");
        waves = new WaveRun(size, report.seed());
        wave("holds expire", waves::expiry);
        wave("holds expire, a Batch among them", waves::expiryWithBatch);
        wave("ids are forgotten", waves::eviction);
        wave("ids are forgotten, one comes again", waves::evictionWithRepeat);
        campaign("LUCKY", Split.LUCKY);
        campaign("EQUAL", Split.EQUAL);
        waves.check();
        final boolean isValid = waves.refusals() == 0;
        report.line(
                "%,d commands and ticks, %,d refused, hash and conservation scanned",
                waves.sequence(), waves.refusals());
        report.json()
                .put("commands", waves.sequence())
                .put("refused", waves.refusals())
                .put("aimNs", AIM_NS)
                .put("valid", isValid);
        return report.finish(isValid);
    }

    private void wave(final String name, final LongSupplier wave) {
        final long[] longestNs = new long[runs];
        final long[] idleNs = new long[runs];
        for (int run = -COMPILE_RUNS; run < runs; run++) {
            final long longest = wave.getAsLong();
            if (run >= 0) {
                longestNs[run] = longest;
                idleNs[run] = longestGapNs(waves.spentNs());
            }
        }
        say(name, longestNs, idleNs);
    }

    /** Opening and both ends of a campaign, in turn. */
    private void campaign(final String name, final Split split) {
        final long[][] longestNs = new long[3][runs];
        final long[][] idleNs = new long[3][runs];
        for (int run = -COMPILE_RUNS; run < runs; run++) {
            final int place = Math.max(run, 0);
            longestNs[0][place] = waves.open(split);
            idleNs[0][place] = longestGapNs(0);
            longestNs[1][place] = waves.close();
            idleNs[1][place] = longestGapNs(waves.spentNs());
            waves.open(split);
            longestNs[2][place] = waves.closeByTime();
            idleNs[2][place] = longestGapNs(waves.spentNs());
        }
        say(name + " campaign opens", longestNs[0], idleNs[0]);
        say(name + " campaign is closed, half claimed", longestNs[1], idleNs[1]);
        say(name + " campaign ends by time and is forgotten", longestNs[2], idleNs[2]);
    }

    private void say(final String name, final long[] longestNs, final long[] idleNs) {
        final long median = median(longestNs);
        final long idle = median(idleNs);
        report.line(
                "  %-46s longest apply %,8.0f us (most %,8.0f); idle loop %,6.0f us (most %,6.0f)  %s",
                name,
                median / 1e3,
                max(longestNs) / 1e3,
                idle / 1e3,
                max(idleNs) / 1e3,
                median < AIM_NS ? "below 1 ms" : "NOT below 1 ms");
        final ObjectNode one = results.addObject().put("wave", name);
        one.put("longestNs", median).put("longestNsMax", max(longestNs));
        one.put("idleNs", idle).put("idleNsMax", max(idleNs));
        one.put("withinAim", median < AIM_NS);
    }

    /** The longest time between two looks at the clock in a loop that does nothing else. */
    private static long longestGapNs(final long durationNs) {
        final long endNs = System.nanoTime() + Math.max(durationNs, IDLE_MIN_NS);
        long longest = 0;
        long lastNs = System.nanoTime();
        while (lastNs < endNs) {
            final long nowNs = System.nanoTime();
            longest = Math.max(longest, nowNs - lastNs);
            lastNs = nowNs;
        }
        return longest;
    }

    private static long median(final long[] values) {
        return Math.round(Report.median(Arrays.stream(values).asDoubleStream().toArray()));
    }

    private static long max(final long[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
