package io.ringfence.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.benchmarks.BenchCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Modes of the suite for a moment: what they write, that what cannot be is refused, that what is absent is named. */
@Timeout(60)
class SuiteSmokeTest {
    @TempDir
    Path directory;

    private JsonNode run(final int exitCode, final Callable<Integer> bench, final String arguments) throws IOException {
        final Path file = directory.resolve("one.json");
        assertEquals(exitCode, new CommandLine(bench).execute((arguments + " --json " + file).split(" ")));
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void layersSayAllThatARunIsJudgedBy() throws IOException {
        final JsonNode json = run(
                0,
                new LayersBench(),
                "--layers engine,ring --rate max --runs 2 --millis 100 --warm-up 50 --players 100 --ids 400000"
                        + " --repeats 10 --refusals 10 --no-references --label smoke --out "
                        + directory.resolve("hdr"));
        assertTrue(json.path("valid").asBoolean(), json::toString);
        final JsonNode row = json.path("rows").path(1);
        assertEquals("ring", row.path("layer").asText());
        assertEquals(2, row.path("runs").size());
        for (final String key : List.of("sent", "answered", "lateSends", "bytesPerCommand", "gcPauseMs", "latencyUs")) {
            assertTrue(row.path("runs").path(0).has(key), key);
        }
        assertTrue(Files.exists(directory.resolve("hdr").resolve("ring-max-batch-2.hdr")));
    }

    @Test
    void aRunThatMissesItsRateFails() throws IOException {
        final JsonNode json = run(
                1,
                new LayersBench(),
                "--layers null --rate 2000000000 --runs 1 --millis 5 --warm-up 0 --players 10 --no-references --out "
                        + directory.resolve("hdr"));
        assertTrue(json.path("rows").path(0).path("failedRuns").size() == 1, json::toString);
        assertTrue(json.path("rows").path(0).path("runs").isMissingNode(), json::toString);
        assertTrue(Files.exists(directory.resolve("hdr").resolve("null-2000000000-batch-1.FAILED.hdr")));
    }

    @Test
    void aRunThatHasNoRoomEvenIfItsJournalIsFollowedIsNotBegun() {
        assertEquals(
                2,
                new CommandLine(new LayersBench())
                        .execute("--layers", "journal", "--rate", "1000000", "--millis", "3600000", "--disk-gib", "0"));
    }

    @Test
    void aRunThatCouldOutgrowItsBoundIsFollowed() throws IOException {
        final JsonNode json = run(
                0,
                new LayersBench(),
                "--layers journal --rate 5000 --runs 1 --millis 300 --warm-up 1500 --players 100 --ids 190000"
                        + " --disk-gib 1 --no-references");
        final JsonNode journal = json.path("rows").path(0).path("runs").path(0).path("journal");
        assertTrue(journal.path("followed").asBoolean(), json::toString);
        assertTrue(journal.path("filesRemoved").asInt() > 0, json::toString);
        assertTrue(journal.path("peakMiB").asDouble() > 1, json::toString);
    }

    @Test
    void aJdkThatIsNotThereIsNamed() throws IOException {
        final JsonNode json = run(0, new JdksBench(), "--feature 9999 --runs 1");
        assertTrue(json.path("absent").asText().contains("9999"), json::toString);
        assertTrue(json.path("rows").isMissingNode(), json::toString);
    }

    @Test
    void peersThatAreNotThereAreNamed() throws IOException {
        final JsonNode json = run(0, new PeersBench(), "--players 10 --module " + directory.resolve("none"));
        assertEquals(1, json.path("absent").size(), json::toString);
        assertTrue(json.path("rows").isMissingNode(), json::toString);
    }

    @Test
    void everyStepOfASetIsACommandWithItsBound() {
        for (final List<BenchStep> steps : List.of(BenchStep.quick(), BenchStep.full(3))) {
            for (final BenchStep step : steps) {
                assertTrue(step.secondsMax() > 0, step::name);
                BenchCommand.line().parseArgs(step.arguments().toArray(new String[0]));
            }
        }
        final int quickSeconds =
                BenchStep.quick().stream().mapToInt(BenchStep::secondsMax).sum();
        assertTrue(quickSeconds <= 450, "bounds have room, but not endlessly: " + quickSeconds);
    }
}
