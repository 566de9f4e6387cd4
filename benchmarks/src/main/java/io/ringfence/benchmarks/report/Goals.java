package io.ringfence.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was aimed at, beside what was measured. A goal whose measurement is missing or failed is not there. */
final class Goals {
    private static final String MEDIAN = "median";

    private final JsonNode steps;
    private final ArrayNode goals;

    private Goals(final JsonNode steps, final ArrayNode goals) {
        this.steps = steps;
        this.goals = goals;
    }

    /** Adds every goal that the steps of a set have a figure for. */
    static void put(final JsonNode steps, final ArrayNode into) {
        new Goals(steps, into).put();
    }

    private void put() {
        final JsonNode most = row("layers-max", "udp", 0);
        atLeast(
                "durable commands a second, end to end, sync batch",
                most.path("answeredPerSec").path(MEDIAN),
                most.path("reference").path("perSec").path(MEDIAN),
                1_000_000);
        atLeast(
                "the same, share of the raw echo",
                most.path("ratioOfRate").path(MEDIAN),
                most.path("reference").path("perSec").path(MEDIAN),
                0.4);
        for (final int rate : new int[] {8_333, 83_333}) {
            final JsonNode cached = row("layers-none", "udp", rate);
            atMost(
                    "p50 at " + rate + "/s, page cache, times the echo",
                    cached.path("ratioOfP50").path(MEDIAN),
                    cached.path("reference").path("p50Us").path(MEDIAN),
                    1.2);
            final JsonNode forced = row("layers-batch", "udp", rate);
            atMost(
                    "p50 at " + rate + "/s, forced, times echo + group-commit model",
                    forced.path("ratioOfP50").path(MEDIAN),
                    forced.path("reference").path("p50Us").path(MEDIAN),
                    1.2);
            atMost(
                    "p99 at " + rate + "/s, forced, times echo + group-commit model",
                    forced.path("ratioOfP99").path(MEDIAN),
                    forced.path("reference").path("p99Us").path(MEDIAN),
                    1.2);
        }
        putEngine("match-night", 3_000_000);
        putEngine("transfer", 5_000_000);
        final JsonNode journal = step("journal");
        atLeast("journal appends a second, page cache", journal.path("noneRecordsPerSec"), null, 10_000_000);
        atMost("bytes of a Transfer in the journal", journal.path("bytesPerTransfer"), null, 128);
        atLeast(
                "recovery, commands a second, warm cache",
                most.path("recoverPerSec").path(MEDIAN),
                null,
                3_000_000);
        putBalances();
        putCrowd();
        final JsonNode steady = row("steady", "udp", 500_000);
        atMost(
                "collections' pauses in a steady load of 500,000/s, ms",
                steady.path("runs").path(0).path("gcPauseMs"),
                null,
                0);
        putLong(steady.path("runs").path(0));
    }

    /** Three minutes: whatever a run has of them is judged. */
    private void putLong(final JsonNode run) {
        final JsonNode steps = run.path("longestUs");
        if (steps.isObject()) {
            final double longestUs = Math.max(
                    steps.path("jvmStop").asDouble(),
                    Math.max(
                            steps.path("engineStep").asDouble(),
                            steps.path("journalStep").asDouble()));
            add("longest stop of ours on the engine's thread in that load, ms", longestUs / 1_000, null, 1)
                    .put("met", longestUs <= 1_000);
        }
        final JsonNode heap = run.path("heap");
        if (heap.isObject()) {
            final double grownMiB = heap.path("grownMiB").asDouble();
            add("heap that it takes after its first minute, MiB", grownMiB, null, 1)
                    .put("met", grownMiB < 1 && heap.path("collections").asInt() == 0);
        }
    }

    private void putEngine(final String mix, final double target) {
        final JsonNode engine = step("engine-" + mix);
        atLeast("engine alone, " + mix + ", commands a second", engine.path("commandsPerSec"), null, target);
        atMost("engine alone, " + mix + ", bytes a command", engine.path("bytesPerCommand"), null, 0.01);
    }

    /** A query waits for the batch in progress and for the one that it goes with, and the wire. */
    private void putBalances() {
        final JsonNode row = row("balances", "udp", 0);
        final JsonNode p95 = row.path("balanceP95Us").path(MEDIAN);
        if (p95.isNumber()) {
            final double echoUs = row("layers-none", "udp", 8_333)
                    .path("reference")
                    .path("p50Us")
                    .path(MEDIAN)
                    .asDouble();
            final JsonNode batchUs = row.path("batchUs").path(MEDIAN);
            final double bound = echoUs + 2 * batchUs.asDouble();
            add("balance query under full write load, p95 in us", p95.asDouble(), batchUs, bound)
                    .put("met", p95.asDouble() <= bound);
        }
    }

    /** How long after a crowd the p99 of a tenth of a second is again what it was at most before the crowd. */
    private void putCrowd() {
        final JsonNode step = step("crowd");
        final JsonNode run = row("crowd", "udp", 8_333).path("runs").path(0);
        if (run.isMissingNode()) {
            return;
        }
        final JsonNode configuration = step.path("configuration");
        final int millis = configuration.path("millis").asInt();
        final String[] burst = configuration.path("burst").asText().split(":", 2);
        if (burst.length != 2) {
            return;
        }
        final int length = Integer.parseInt(burst[1]);
        final int from = (millis - length) / 3;
        final double interval = run.path("overTime").path("intervalMillis").asDouble();
        final JsonNode p99 = run.path("overTime").path("p99Us");
        double quiet = 0;
        for (int i = 0; i < (int) (from / interval); i++) {
            quiet = Math.max(quiet, p99.path(i).asDouble());
        }
        int back = (int) Math.ceil((from + length) / interval);
        while (back < p99.size() && p99.path(back).asDouble() > quiet) {
            back++;
        }
        add("ms after a crowd of 83,333/s until p99 is that of before", back * interval - from - length, null, 1_000)
                .put("met", back * interval - from - length <= 1_000);
    }

    private JsonNode step(final String name) {
        final JsonNode step = steps.path(name);
        return step.path("valid").asBoolean() ? step : MissingNode.getInstance();
    }

    private JsonNode row(final String step, final String layer, final int rate) {
        for (final JsonNode row : steps.path(step).path("rows")) {
            if (layer.equals(row.path("layer").asText())
                    && row.path("ratePerSec").asInt() == rate
                    && row.path("valid").asBoolean()) {
                return row;
            }
        }
        return MissingNode.getInstance();
    }

    private void atLeast(final String name, final JsonNode value, final JsonNode reference, final double target) {
        if (value.isNumber()) {
            add(name, value.asDouble(), reference, target).put("met", value.asDouble() >= target);
        }
    }

    private void atMost(final String name, final JsonNode value, final JsonNode reference, final double target) {
        if (value.isNumber()) {
            add(name, value.asDouble(), reference, target).put("met", value.asDouble() <= target);
        }
    }

    private ObjectNode add(final String name, final double value, final JsonNode reference, final double target) {
        final ObjectNode goal = goals.addObject();
        goal.put("name", name).put("value", value);
        if (reference != null && reference.isNumber()) {
            goal.put("reference", reference.asDouble());
        } else {
            goal.putNull("reference");
        }
        return goal.put("target", target);
    }
}
