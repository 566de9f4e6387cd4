package io.ringfence.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The tables of the page, as Markdown, from the result of a set. Any thread. */
final class Tables {
    private static final String MEDIAN = "median";
    private static final double TEN = 10;

    private final JsonNode result;

    Tables(final JsonNode result) {
        this.result = result;
    }

    /** By the name that stands in the page's markers. */
    Map<String, String> all() {
        final Map<String, String> tables = new LinkedHashMap<>();
        tables.put("environment", environment());
        tables.put("goals", goals());
        tables.put("most", layers("layers-max"));
        tables.put("forced", layers("layers-batch"));
        tables.put("cached", layers("layers-none"));
        tables.put("crowd", layers("crowd") + "\n" + layers("steady"));
        tables.put("long", longLoad());
        tables.put("parts", parts());
        tables.put("peers", peers());
        tables.put("jdks", jdks());
        return tables;
    }

    private String environment() {
        final StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        final JsonNode machine = result.path("machine");
        row(text, "commit", "`" + result.path("commit").asText() + "`");
        row(text, "set", result.path("set").asText());
        row(
                text,
                "machine",
                machine.path("cpu").asText() + ", " + machine.path("cores").asInt() + " cores, "
                        + machine.path("os").asText() + "; client, node and references share them; loopback");
        row(text, "JDK", result.path("jdk").asText());
        row(text, "echo", steps().path("layers-max").path("echo").asText("not measured"));
        for (final Map.Entry<String, JsonNode> step : steps().properties()) {
            if (!step.getValue().path("valid").asBoolean()) {
                row(text, "FAILED", step.getKey() + ": its figures do not count");
            }
        }
        return text.toString();
    }

    private String goals() {
        final StringBuilder text =
                new StringBuilder("| goal | measured | target | reference | met |\n|---|--:|--:|--:|---|\n");
        for (final JsonNode goal : result.path("goals")) {
            row(
                    text,
                    goal.path("name").asText(),
                    number(goal.path("value")),
                    number(goal.path("target")),
                    number(goal.path("reference")),
                    goal.path("met").asBoolean() ? "yes" : "**no**");
        }
        return text.toString();
    }

    private String layers(final String step) {
        final JsonNode node = steps().path(step);
        if (node.isMissingNode()) {
            return "Not measured.\n";
        }
        final StringBuilder text = new StringBuilder("sync `"
                + node.path("configuration").path("sync").asText()
                + "`, profile `" + node.path("configuration").path("profile").asText("compact")
                + "`, mix `" + node.path("configuration").path("mix").asText() + "`, "
                + number(node.path("configuration").path("players")) + " players\n\n"
                + "| layer | rate | answered/s | p50 µs | p99 µs | B/command | beside it | ratio |\n"
                + "|---|---|--:|--:|--:|--:|---|--:|\n");
        for (final JsonNode row : node.path("rows")) {
            final boolean isClosed = row.path("ratePerSec").asInt() == 0;
            if (!row.path("valid").asBoolean()) {
                row(text, row.path("layer").asText(), rate(row), "FAILED", "", "", "", "", "");
                continue;
            }
            row(
                    text,
                    row.path("layer").asText(),
                    rate(row),
                    spread(row.path("answeredPerSec")),
                    isClosed ? "" : spread(row.path("p50Us")),
                    isClosed ? "" : spread(row.path("p99Us")),
                    number(row.path("bytesPerCommand").path(MEDIAN)),
                    beside(row.path("reference"), isClosed),
                    isClosed ? spread(row.path("ratioOfRate")) : spread(row.path("ratioOfP50")));
        }
        return text.toString();
    }

    private static String rate(final JsonNode row) {
        return row.path("ratePerSec").asInt() == 0 ? "closed loop, the most" : number(row.path("ratePerSec")) + "/s";
    }

    private static String beside(final JsonNode reference, final boolean isClosed) {
        if (reference.isMissingNode()) {
            return "";
        }
        return reference.path("name").asText()
                + (isClosed
                        ? " " + number(reference.path("perSec").path(MEDIAN)) + "/s"
                        : " p50 " + number(reference.path("p50Us").path(MEDIAN)) + ", p99 "
                                + number(reference.path("p99Us").path(MEDIAN)));
    }

    private String longLoad() {
        final JsonNode run =
                steps().path("steady").path("rows").path(0).path("runs").path(0);
        final JsonNode heap = run.path("heap");
        if (!heap.isObject()) {
            return "Not measured.\n";
        }
        final StringBuilder text = new StringBuilder("| of the long load | figure |\n|---|--:|\n");
        row(
                text,
                "heap in use when it began; a minute later; in the end; at most, MiB",
                number(heap.path("firstMiB")) + "; " + number(heap.path("settledMiB")) + "; "
                        + number(heap.path("lastMiB")) + "; " + number(heap.path("mostMiB")));
        row(text, "heap that it took after the first minute, MiB a minute", number(heap.path("grownMiBPerMinute")));
        row(text, "collections", number(heap.path("collections")));
        final JsonNode longest = run.path("longestUs");
        row(text, "longest step of applying, processor time, µs", number(longest.path("engineStep")));
        row(
                text,
                "longest step of journaling but for the force, processor time, µs",
                number(longest.path("journalStep")));
        row(
                text,
                "tenths of a second with a step above a millisecond: applying, journaling, of all",
                number(longest.path("tenthsWithLongEngineStep")) + ", "
                        + number(longest.path("tenthsWithLongJournalStep")) + ", " + number(heap.path("notes")));
        row(
                text,
                "stops of the whole JVM; the longest, µs",
                number(longest.path("jvmStops")) + "; " + number(longest.path("jvmStop")));
        row(
                text,
                "journal on the disk at most, MiB",
                number(run.path("journal").path("peakMiB"))
                        + (run.path("journal").path("followed").asBoolean()
                                ? ", followed, " + number(run.path("journal").path("filesRemoved")) + " files removed"
                                : ", all of it kept until the end"));
        return text.toString();
    }

    private String jdks() {
        final JsonNode jdks = steps().path("jdks");
        if (jdks.has("absent")) {
            return "Absent: " + jdks.path("absent").asText() + ".\n";
        }
        if (jdks.path("rows").isEmpty()) {
            return "Not measured.\n";
        }
        final StringBuilder text = new StringBuilder("""
                | JDK, of client and node | the most end to end, answered/s | its part of the first | recovered/s |
                |---|--:|--:|--:|
                """);
        boolean isFirst = true;
        for (final JsonNode row : jdks.path("rows")) {
            row(
                    text,
                    row.path("jdk").asText() + (row.path("valid").asBoolean() ? "" : " FAILED"),
                    spread(row.path("answeredPerSec")),
                    isFirst ? "" : spread(jdks.path("ratio")),
                    spread(row.path("recoverPerSec")));
            isFirst = false;
        }
        return text.toString();
    }

    private String parts() {
        final StringBuilder text = new StringBuilder("| part | figure |\n|---|--:|\n");
        for (final String mix : new String[] {"transfer", "bet-win", "match-night"}) {
            final JsonNode engine = steps().path("engine-" + mix);
            if (engine.path("valid").asBoolean()) {
                row(
                        text,
                        "engine alone, " + mix + ", " + number(engine.path("players")) + " players",
                        number(engine.path("commandsPerSec")) + "/s, " + number(engine.path("bytesPerCommand"))
                                + " B/command");
            }
        }
        final JsonNode journal = steps().path("journal");
        if (journal.path("valid").asBoolean()) {
            row(text, "journal, Transfers, page cache", number(journal.path("noneRecordsPerSec")) + "/s");
            row(text, "journal, Transfers, forced", number(journal.path("batchRecordsPerSec")) + "/s");
            row(text, "bytes of a Transfer", number(journal.path("bytesPerTransfer")));
        }
        final JsonNode references = steps().path("references");
        if (references.path("valid").asBoolean()) {
            row(
                    text,
                    "fdatasync of " + number(references.path("appendBytes")) + " bytes",
                    "p50 " + number(references.path("fdatasyncP50Us")) + " µs, p99 "
                            + number(references.path("fdatasyncP99Us")) + " µs");
        }
        return text.toString();
    }

    private String peers() {
        final JsonNode peers = steps().path("peers");
        if (peers.isMissingNode()) {
            return "Not measured.\n";
        }
        final StringBuilder text =
                new StringBuilder("| what both do | theirs, transfers/s | p50 µs | ours, transfers/s |"
                        + " p50 µs | ours : theirs |\n|---|--:|--:|--:|--:|--:|\n");
        for (final JsonNode row : peers.path("rows")) {
            if (!row.path("valid").asBoolean()) {
                row(text, row.path("name").asText() + " FAILED", "", "", "", "", "");
                continue;
            }
            final JsonNode theirs = row.path("theirRuns").path(0);
            row(
                    text,
                    row.path("name").asText() + ": " + row.path("tier").asText() + " (theirs: "
                            + theirs.path("note").asText() + "; ours: layer `"
                            + row.path("ourLayer").asText() + "`)",
                    spread(row.path("theirTransfersPerSec")),
                    theirs.path("p50Us").asDouble() > 0 ? number(theirs.path("p50Us")) : "",
                    spread(row.path("ourTransfersPerSec")),
                    number(row.path("ourRuns").path(0).path("latencyUs").path("p50")),
                    spread(row.path("ratio")));
        }
        for (final JsonNode absent : peers.path("absent")) {
            row(
                    text,
                    absent.path("name").asText() + ": absent, "
                            + absent.path("reason").asText(),
                    "",
                    "",
                    "",
                    "",
                    "");
        }
        return text.toString();
    }

    private JsonNode steps() {
        return result.path("steps");
    }

    private static void row(final StringBuilder text, final String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Median with its range. */
    private static String spread(final JsonNode node) {
        if (!node.has(MEDIAN)) {
            return "";
        }
        return number(node.path(MEDIAN)) + " (" + number(node.path("min")) + "–" + number(node.path("max")) + ")";
    }

    private static String number(final JsonNode node) {
        if (!node.isNumber()) {
            return "";
        }
        final double value = node.asDouble();
        if (Math.abs(value) >= TEN * TEN || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= TEN ? "%.1f" : "%.3f", value);
    }
}
