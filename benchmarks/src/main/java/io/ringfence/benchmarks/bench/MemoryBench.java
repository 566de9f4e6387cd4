package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.rig.JavaProcess;
import io.ringfence.engine.MemoryNeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an engine of a given size takes of memory, in a process of its own. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fills an engine of that size by commands, in a JVM of its own whose heap just holds it, and measures.",
            "Bytes of a player, wallet or transaction are those of its tables over their number, the tenth that stays"
                    + " free of openings included."
        })
public final class MemoryBench implements Callable<Integer> {
    private static final double AIM_BYTES = 64;
    private static final long AIM_TOTAL = 8L << 30;
    private static final double GIB = 1L << 30;
    private static final int YOUNG_MIB = 64;
    /** Of the old generation besides the engine: classes, codecs, buffers. */
    private static final int BESIDES_MIB = 96;
    /** Measured and computed agree within this. */
    private static final double ALLOWED = 0.02;

    private static final long ALLOWED_BYTES = 16L << 20;

    @Option(names = "--players", defaultValue = "10000000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(names = "--wallets", defaultValue = "2", description = "of each player (default: ${DEFAULT-VALUE})")
    private int wallets;

    @Option(names = "--ids", defaultValue = "32000000", description = "remembered (default: ${DEFAULT-VALUE})")
    private int ids;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "remembered, each with a bet and a win (default: an eighth of --ids)")
    private Integer rounds;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    private double playerBytes;
    private double usageBytes;
    private double walletBytes;
    private double idBytes;
    private double playBytes;
    private double roundBytes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final MemoryPlan plan = plan();
        final MemoryNeed need = MemoryNeed.of(plan.config());
        report.line(
                "engine of %,d players with %,d wallets each, %,d remembered ids, %,d of them in %,d rounds",
                plan.players(), plan.wallets(), plan.ids(), 2L * plan.rounds(), plan.rounds());
        final JsonNode measured = run(plan, need);
        if (measured == null) {
            report.json().put("bench", "memory").put("valid", false);
            report.line("the process that was to be measured did not end well");
            return report.finish(false);
        }
        share(plan, need);
        tables(need, measured);
        perThing();
        return finish(plan, need, measured);
    }

    private MemoryPlan plan() {
        try {
            return new MemoryPlan(players, wallets, ids, rounds == null ? ids / 8 : rounds);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What the process said in its last line; null when it failed. */
    private JsonNode run(final MemoryPlan plan, final MemoryNeed need) throws IOException, InterruptedException {
        final long heapMiB = (need.totalBytes() >> 20) + 1 + BESIDES_MIB + YOUNG_MIB;
        final List<String> command = new ArrayList<>(JavaProcess.command(
                List.of(
                        "-Xms" + heapMiB + "m",
                        "-Xmx" + heapMiB + "m",
                        "-Xmn" + YOUNG_MIB + "m",
                        "-XX:+UseParallelGC",
                        "-XX:-UseAdaptiveSizePolicy"),
                MemoryProcess.class.getName()));
        for (final long argument :
                new long[] {plan.players(), plan.wallets(), plan.ids(), plan.rounds(), report.seed()}) {
            command.add(Long.toString(argument));
        }
        report.line("  heap of %,d MiB: %,.2f GiB of tables by their rows", heapMiB, need.totalBytes() / GIB);
        final Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            JsonNode last = null;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("{")) {
                    last = new ObjectMapper().readTree(line);
                } else {
                    report.line("%s", line);
                }
            }
            return process.waitFor() == 0 ? last : null;
        } finally {
            process.destroyForcibly();
        }
    }

    private void share(final MemoryPlan plan, final MemoryNeed need) {
        playerBytes = bytes(need, "players") / plan.players();
        usageBytes = bytes(need, "usages") / plan.players();
        walletBytes = bytes(need, "accounts") / ((double) plan.players() * plan.wallets());
        idBytes = bytes(need, "transactions") / plan.ids();
        playBytes = bytes(need, "plays") / plan.ids();
        roundBytes = plan.rounds() == 0 ? 0 : bytes(need, "rounds") / plan.rounds();
    }

    private static double bytes(final MemoryNeed need, final String table) {
        return need.table(table).bytes();
    }

    private void tables(final MemoryNeed need, final JsonNode measured) {
        report.line("  %-13s %12s %12s %10s %8s %10s", "table", "rows", "live", "row bytes", "+index", "MiB");
        for (final JsonNode table : measured.path("tables")) {
            final String name = table.path("name").asText();
            final long rows = table.path("rows").asLong();
            final int rowBytes = table.path("rowBytes").asInt();
            final int beside = need.tables().stream()
                    .filter(one -> one.name().equals(name))
                    .mapToInt(MemoryNeed.Table::besideBytes)
                    .sum();
            report.line(
                    "  %-13s %,12d %,12d %10d %8d %,10.1f",
                    name,
                    rows,
                    table.path("liveRows").asLong(),
                    rowBytes,
                    beside,
                    rows * (rowBytes + beside) / 1048576.0);
        }
    }

    private void perThing() {
        report.line(
                "a player      %6.1f bytes (row and index), %.1f with its sums of limits in one currency (aim %.0f)",
                playerBytes, playerBytes + usageBytes, AIM_BYTES);
        report.line("a wallet      %6.1f bytes (row; found through its player) (aim %.0f)", walletBytes, AIM_BYTES);
        report.line(
                "a transaction %6.1f bytes (row and index), %.1f with the place in rounds that is kept for each"
                        + " (aim %.0f)",
                idBytes, idBytes + playBytes, AIM_BYTES);
        report.line("a round       %6.1f bytes (row and index), besides its ids", roundBytes);
    }

    private Integer finish(final MemoryPlan plan, final MemoryNeed need, final JsonNode measured) throws IOException {
        final long heap = measured.path("heapOfFilledEngine").asLong();
        final long resident = measured.path("residentMax").asLong();
        final long refused = measured.path("refused").asLong();
        final boolean agrees = Math.abs(heap - need.totalBytes()) <= ALLOWED_BYTES + need.totalBytes() * ALLOWED;
        final boolean isValid = agrees && refused == 0 && liveRows(measured, "transactions") == plan.ids();
        final boolean isWithinAim = resident > 0 && resident <= AIM_TOTAL;
        report.line(
                "measured: engine %.2f GiB of heap (%.2f when empty), %.2f GiB by its rows; direct buffers %.3f GiB;"
                        + " process %.2f GiB at most: %s 8 GiB",
                heap / GIB,
                measured.path("heapOfEngine").asLong() / GIB,
                need.totalBytes() / GIB,
                measured.path("directBytes").asLong() / GIB,
                resident / GIB,
                isWithinAim ? "within" : "NOT within");
        report.line(
                "%,d commands in %.0f s, %,d refused, hash scanned",
                measured.path("commands").asLong(), measured.path("fillSeconds").asDouble(), refused);
        final ObjectNode json = report.json();
        json.put("bench", "memory").put("players", plan.players()).put("wallets", plan.wallets());
        json.put("ids", plan.ids()).put("rounds", plan.rounds());
        json.putObject("bytesPer")
                .put("player", playerBytes)
                .put("playerWithUsages", playerBytes + usageBytes)
                .put("wallet", walletBytes)
                .put("transaction", idBytes)
                .put("transactionWithPlay", idBytes + playBytes)
                .put("round", roundBytes);
        json.put("computedBytes", need.totalBytes()).put("withinEightGiB", isWithinAim);
        json.set("measured", measured);
        json.put("valid", isValid);
        final ArrayNode missed = json.putArray("aimsMissed");
        aim(missed, "player", playerBytes + usageBytes);
        aim(missed, "wallet", walletBytes);
        aim(missed, "transaction", idBytes + playBytes);
        return report.finish(isValid);
    }

    private static void aim(final ArrayNode missed, final String thing, final double bytes) {
        if (bytes > AIM_BYTES) {
            missed.add(thing);
        }
    }

    private static long liveRows(final JsonNode measured, final String name) {
        for (final JsonNode table : measured.path("tables")) {
            if (name.equals(table.path("name").asText())) {
                return table.path("liveRows").asLong();
            }
        }
        return -1;
    }
}
