package io.ringfence.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ringfence.benchmarks.bench.ReportBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PageTest {
    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    Path directory;

    private int report(final String... more) {
        final CommandLine command = new CommandLine(new ReportBench());
        final String[] arguments = new String[more.length + 4];
        arguments[0] = "--page";
        arguments[1] = directory.resolve("page.md").toString();
        arguments[2] = "--result";
        arguments[3] = directory.resolve("result.json").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return command.execute(arguments);
    }

    @Test
    void thePageOfTheRepositoryIsThatOfItsResult() throws IOException {
        final Path page = DOCS.resolve("benchmarks.md");
        final JsonNode result = ResultFile.read(DOCS.resolve("benchmarks").resolve("result.json"));
        assertEquals(ResultFile.page(page, result), Files.readString(page), "run: ringfence bench report");
    }

    @Test
    void aPageIsFilledAndAnyChangeOfItOrOfItsResultIsSeen() throws IOException {
        Files.copy(DOCS.resolve("benchmarks.md"), directory.resolve("page.md"));
        Files.copy(DOCS.resolve("benchmarks").resolve("result.json"), directory.resolve("result.json"));
        assertEquals(0, report());
        assertEquals(0, report("--check"));
        final String page = Files.readString(directory.resolve("page.md"));
        Files.writeString(directory.resolve("page.md"), page.replaceFirst("(\\| commit \\| `)", "$1x"));
        assertEquals(1, report("--check"));
        Files.writeString(directory.resolve("page.md"), page);
        final Path result = directory.resolve("result.json");
        Files.writeString(result, Files.readString(result).replaceFirst("\"cores\" : \\d+", "\"cores\" : 1234"));
        assertEquals(1, report("--check"));
    }

    @Test
    void aTableThatThereIsNotAndAPageWithoutAnyAreErrors() {
        final Map<String, String> tables = Map.of("goals", "new\n");
        final String page = "a\n<!-- begin generated goals -->\nold\n<!-- end generated -->\nb\n";
        assertEquals(
                "a\n<!-- begin generated goals -->\n\nnew\n\n<!-- end generated -->\nb\n", Page.fill(page, tables));
        assertThrows(IllegalArgumentException.class, () -> Page.fill(page.replace("goals", "none"), tables));
        assertThrows(IllegalArgumentException.class, () -> Page.fill("a", tables));
    }

    @Test
    void aGoalIsMetOrNotAndAFailedStepHasNone() throws IOException {
        final ObjectMapper mapper = new ObjectMapper();
        final JsonNode steps = mapper.readTree("""
                {"journal": {"valid": true, "noneRecordsPerSec": 9000000, "bytesPerTransfer": 120.5},
                 "engine-transfer": {"valid": false, "commandsPerSec": 9000000, "bytesPerCommand": 0},
                 "layers-max": {"valid": false, "rows": [
                   {"layer": "udp", "ratePerSec": 0, "valid": true, "answeredPerSec": {"median": 1000000},
                    "ratioOfRate": {"median": 0.39}, "reference": {"perSec": {"median": 2564102}}}]}}
                """);
        final ArrayNode goals = mapper.createArrayNode();
        Goals.put(steps, goals);
        assertEquals(4, goals.size(), goals::toString);
        assertTrue(goals.get(0).path("met").asBoolean(), goals::toString);
        assertEquals(2_564_102, goals.get(0).path("reference").asLong());
        assertFalse(goals.get(1).path("met").asBoolean(), goals::toString);
        assertFalse(goals.get(2).path("met").asBoolean(), goals::toString);
        assertTrue(goals.get(3).path("met").asBoolean(), goals::toString);
    }

    @Test
    void aLongLoadIsJudgedByItsLongestStepAndByItsHeap() throws IOException {
        final ObjectMapper mapper = new ObjectMapper();
        final String steps = """
                {"steady": {"valid": true, "rows": [{"layer": "udp", "ratePerSec": 500000, "valid": true, "runs": [
                   {"gcPauseMs": 0.0,
                    "longestUs": {"engineStep": 300.0, "journalStep": 2400.0, "jvmStop": 200.0},
                    "heap": {"notes": 1800, "grownMiB": 0.4, "collections": 0}}]}]},
                 "jdks": {"valid": true, "ratio": {"median": 1.1, "min": 1, "max": 1.2}, "rows": [
                   {"jdk": "17.0.1", "valid": true, "answeredPerSec": {"median": 100, "min": 90, "max": 110}},
                   {"jdk": "25.0.1", "valid": true, "answeredPerSec": {"median": 110, "min": 90, "max": 120}}]}}
                """;
        final ArrayNode goals = mapper.createArrayNode();
        Goals.put(mapper.readTree(steps), goals);
        assertEquals(3, goals.size(), goals::toString);
        assertEquals(2.4, goals.get(1).path("value").asDouble());
        assertFalse(goals.get(1).path("met").asBoolean(), goals::toString);
        assertTrue(goals.get(2).path("met").asBoolean(), goals::toString);
        Goals.put(mapper.readTree(steps.replace("\"collections\": 0", "\"collections\": 1")), goals);
        assertFalse(goals.get(5).path("met").asBoolean(), "a heap that was collected is not flat");
        final Map<String, String> tables = new Tables(mapper.readTree("{\"steps\": " + steps + "}")).all();
        assertTrue(tables.get("jdks").contains("| 17.0.1 | 100 (90–110) |  |"), tables.get("jdks"));
        assertTrue(tables.get("jdks").contains("| 25.0.1 | 110 (90–120) | 1.100 (1–1.200) |"), tables.get("jdks"));
        assertTrue(tables.get("long").contains("2,400"), tables.get("long"));
    }
}
