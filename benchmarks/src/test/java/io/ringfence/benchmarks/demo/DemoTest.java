package io.ringfence.benchmarks.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.benchmarks.rig.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real nodes and real clients in processes of their own, real kills; the verdict must hold, and must be able to
 * fail.
 */
@Timeout(120)
class DemoTest {
    private static final List<String> KEYS = List.of(
            "verdict",
            "seed",
            "commit",
            "jdk",
            "machine",
            "profile",
            "sync",
            "sent",
            "answered",
            "acknowledgedMissing",
            "appliedTwice",
            "unanswered",
            "checkedPlayers",
            "conserved",
            "stateHashEqual",
            "proofsMet",
            "kills",
            "inFlightAtKill",
            "rolls",
            "achievedPerSec",
            "latencyUs",
            "outageMs",
            "recovery");

    @TempDir
    Path directory;

    private String printed = "";

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertEquals(
                0,
                ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .count(),
                printed);
        final Path sharedMemory = Path.of("/dev/shm");
        if (!Files.isDirectory(sharedMemory)) {
            return;
        }
        final String driver =
                Workspace.nodeDriverName(directory.toRealPath().resolve("run").resolve("data"));
        try (Stream<Path> files = Files.list(sharedMemory)) {
            final List<String> left = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(driver) || isOfDeadClient(name))
                    .toList();
            assertEquals(List.of(), left, printed);
        }
    }

    /** Clients of other processes on this machine may well be running. */
    private static boolean isOfDeadClient(final String name) {
        final String prefix = "ringfence-client-";
        if (!name.startsWith(prefix)) {
            return false;
        }
        final String pid = name.substring(prefix.length(), name.lastIndexOf('-'));
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    @Test
    void shouldPassOnAnHonestNode() throws IOException {
        final JsonNode verdict = demo(0, "--players", "2000", "--rate", "4000", "--seconds", "2", "--sync", "batch");
        final List<String> keys = new ArrayList<>();
        verdict.fieldNames().forEachRemaining(keys::add);
        assertEquals(KEYS, keys);
        assertEquals("PASS", verdict.get("verdict").asText());
        assertEquals(verdict.get("sent").asLong(), verdict.get("answered").asLong());
        assertEquals(2000, verdict.get("checkedPlayers").asInt());
        assertTrue(verdict.get("stateHashEqual").asBoolean(), printed);
        assertTrue(verdict.get("proofsMet").asInt() > 0, printed);
        assertTrue(verdict.get("inFlightAtKill").asInt() > 0, printed);
        assertTrue(verdict.get("recovery").get("commands").asLong() > 0, printed);
    }

    @Test
    void shouldPassAfterTenKillsAtSeededMomentsWithRollsInBetween() throws IOException {
        final String seed = Long.toString(System.nanoTime() & 0xFFFFFF);
        final JsonNode verdict =
                demo(0, "--players", "3000", "--rate", "4000", "--seconds", "8", "--kills", "10", "--seed", seed);
        assertEquals(10, verdict.get("kills").asInt(), printed);
        assertTrue(verdict.get("rolls").asInt() >= 3, printed);
    }

    @Test
    void shouldFailWhenRepeatsHappenAgain() throws IOException {
        final JsonNode verdict = sabotaged("no-dedupe", "1");
        assertTrue(verdict.get("appliedTwice").asLong() > 0, printed);
        assertFalse(verdict.get("stateHashEqual").asBoolean(), printed);
    }

    @Test
    void shouldFailWhenAnAnswerNeverLeaves() throws IOException {
        assertTrue(sabotaged("drop-reply", "1").get("unanswered").asLong() > 0, printed);
    }

    @Test
    void shouldFailWhenAnAnsweredCommandIsNotInTheJournal() throws IOException {
        assertTrue(sabotaged("skip-record", "0").get("acknowledgedMissing").asLong() > 0, printed);
    }

    @Test
    void shouldFailWhenALiveRuleIsNotThatOfTheReplay() throws IOException {
        assertFalse(sabotaged("change-rule", "1").get("stateHashEqual").asBoolean(), printed);
    }

    private JsonNode sabotaged(final String name, final String kills) throws IOException {
        final JsonNode verdict =
                demo(1, "--players", "1000", "--rate", "4000", "--seconds", "2", "--kills", kills, "--sabotage", name);
        assertEquals("FAIL", verdict.get("verdict").asText(), printed);
        assertTrue(verdict.get("answered").asLong() > 1000, printed);
        return verdict;
    }

    private JsonNode demo(final int exitCode, final String... options) throws IOException {
        final Path json = directory.resolve("verdict.json");
        final List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of(
                "--json", json.toString(), "--keep", directory.resolve("run").toString()));
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final int code =
                DemoCommand.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), args.toArray(String[]::new));
        printed = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(exitCode, code, printed);
        return new ObjectMapper().readTree(json.toFile());
    }
}
