package io.ringfence.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.protocol.json.ReplyJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayCommandTest {
    private static final int DEPOSITS = 10;
    /** Configure, source, currency, wallet, player. */
    private static final int BEFORE = 5;

    private static final int LAST = BEFORE + DEPOSITS;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayWhatIsThere() throws Exception {
        writeJournal();
        final JsonNode info = json("info", "--json");
        assertEquals(LAST, info.path("records").asLong());
        assertEquals(1, info.path("firstSequence").asLong());
        assertEquals(LAST, info.path("visibleSequence").asLong());
        assertEquals(LAST, info.path("durableSequence").asLong());
        assertEquals(6, info.path("batches").asLong());
        assertEquals(5, info.path("proofs").asLong());
        assertEquals(1, info.path("incarnations").asLong());
        assertTrue(info.path("watermark").path("known").asBoolean());
        assertEquals("2026-01-01T00:00:00.001Z", info.path("firstTime").asText());
        assertEquals("2026-01-01T00:00:00.015Z", info.path("lastTime").asText());
        assertEquals(0, replay("info"));
        assertTrue(text().contains("records            " + LAST), text());
    }

    @Test
    void shouldVerifyAndReachTheHashOfTheEngine() throws Exception {
        final long hash = writeJournal();
        final JsonNode result = json("verify", "--json");
        assertEquals(LAST, result.path("sequence").asLong());
        assertEquals(LAST, result.path("records").asLong());
        assertEquals(5, result.path("proofsMet").asLong());
        assertEquals(ReplyJson.hash(hash), result.path("hash").asText());
        assertEquals(0, replay("verify"));
        assertTrue(text().contains("hash               " + ReplyJson.hash(hash)), text());
    }

    @Test
    void shouldRefuseAProofThatIsNotMet() throws Exception {
        try (RecordedNode node = RecordedNode.withDeposits(data, SyncPolicy.BATCH, DEPOSITS)) {
            node.lie();
            node.command("{'command':'OpenPlayer','player':8}");
            node.commit();
        }
        assertEquals(ExitCode.DAMAGED, replay("verify"));
        assertTrue(errors().contains("cycle 0, sequence " + (LAST + 1)), errors());
        assertTrue(errors().contains("after sequence " + LAST + ", but the state has hash"), errors());
        assertEquals("", text());
    }

    @Test
    void shouldSayWhereTheEngineStops() throws Exception {
        try (RecordedNode node = RecordedNode.withDeposits(data, SyncPolicy.BATCH, DEPOSITS)) {
            node.stray();
            node.commit();
        }
        assertEquals(ExitCode.INVARIANT, replay("verify"));
        assertTrue(errors().contains("the engine stopped on sequence " + (LAST + 1)), errors());
        assertEquals(0, replay("state", "--at", "" + LAST), this::errors);
        assertEquals(0, replay("dump", "--from", "" + (LAST + 1)));
        assertTrue(text().contains("\"unknown\":\"template 4369 is not a command\",\"bytes\":\"1111"), text());
    }

    @Test
    void shouldNameTheFileAndSequenceOfDamage() throws Exception {
        writeJournal();
        final Path file = flip("deposit 5");
        for (final String command : List.of("verify", "info", "dump", "state")) {
            assertEquals(ExitCode.DAMAGED, replay(command), command);
            assertTrue(errors().contains(file.getFileName().toString()), errors());
            assertTrue(errors().contains("sequence 9"), errors());
        }
    }

    @Test
    void shouldMissWhatWasDurable() throws Exception {
        writeJournal();
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertEquals(ExitCode.DAMAGED, replay("verify"));
        assertTrue(errors().contains("sequence " + LAST + " was durable"), errors());
        assertEquals(ExitCode.DAMAGED, replay("info"));
    }

    @Test
    void shouldNotGuessWhatIsDurable() throws Exception {
        writeJournal();
        Files.delete(data.resolve("watermark"));
        assertEquals(ExitCode.DAMAGED, replay("verify"));
        assertTrue(errors().contains("--visible"), errors());
        assertEquals(
                LAST, json("verify", "--visible", "--json").path("sequence").asLong());
        assertEquals(ExitCode.DAMAGED, replay("info", "--json"));
        final JsonNode info = MAPPER.readTree(text());
        assertFalse(info.path("watermark").path("known").asBoolean(true));
        assertEquals("REFUSE", info.path("judgement").asText());
        assertEquals(1, findingOf(info, "WATERMARK_ABSENT").path("sequence").asLong());
    }

    @Test
    void shouldStopAtTheWatermarkBesideALiveWriter() throws Exception {
        try (RecordedNode node = RecordedNode.withDeposits(data, SyncPolicy.NONE, DEPOSITS)) {
            final JsonNode info = json("info", "--json");
            final long durable = info.path("durableSequence").asLong();
            assertTrue(durable < LAST, info.toString());
            assertEquals(LAST, info.path("visibleSequence").asLong());
            assertEquals(durable, json("verify", "--json").path("sequence").asLong());
            final JsonNode visible = json("verify", "--visible", "--json");
            assertEquals(LAST, visible.path("sequence").asLong());
            assertEquals(
                    ReplyJson.hash(node.engine().stateHash()),
                    visible.path("hash").asText());
        }
        assertEquals(LAST, json("verify", "--json").path("sequence").asLong());
    }

    @Test
    void shouldNameWhatIsTornAndRepairItWhenToldTo() throws Exception {
        final byte[] early;
        try (RecordedNode node = RecordedNode.withDeposits(data, SyncPolicy.NONE, DEPOSITS)) {
            early = Files.readAllBytes(data.resolve("watermark"));
            assertEquals(LAST, node.engine().sequence());
        }
        // As a power cut leaves it: the watermark of the start, and a page that is lost.
        Files.write(data.resolve("watermark"), early);
        final Path file = flip("deposit 9");
        final Map<Path, Integer> before = contents();
        final JsonNode info = json("info", "--json");
        assertEquals("CUT", info.path("judgement").asText());
        assertEquals(11, info.path("visibleSequence").asLong());
        final JsonNode plan = json("repair", "--json");
        assertFalse(plan.path("repaired").asBoolean(true));
        assertEquals(12, plan.path("cut").path("firstSequence").asLong());
        assertEquals(LAST, plan.path("cut").path("lastSequence").asLong());
        final JsonNode torn = findingOf(plan, "TORN_BATCH");
        assertEquals(file.toString(), torn.path("file").asText());
        assertEquals(12, torn.path("sequence").asLong());
        assertEquals(before, contents());
        Files.writeString(data.resolve("node.pid"), ProcessHandle.current().pid() + "\n");
        assertEquals(ExitCode.DATA_IN_USE, replay("repair", "--yes"));
        Files.delete(data.resolve("node.pid"));
        try (FileChannel lock = FileChannel.open(
                        data.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            assertTrue(held.isValid());
            assertEquals(ExitCode.DATA_IN_USE, replay("repair", "--yes"));
        }
        final JsonNode done = json("repair", "--yes", "--json");
        assertTrue(done.path("repaired").asBoolean());
        assertTrue(Files.exists(Path.of(done.path("damaged").path(0).asText())), done.toString());
        final JsonNode verified = json("verify", "--visible", "--json");
        assertEquals("CLEAN", verified.path("judgement").asText());
        assertEquals(11, verified.path("sequence").asLong());
        assertEquals(0, replay("repair", "--yes"));
        assertTrue(text().contains("judgement          CLEAN"), text());
    }

    @Test
    void shouldNotRepairWhatWasDurable() throws Exception {
        writeJournal();
        final Path file = flip("deposit 5");
        final Map<Path, Integer> before = contents();
        assertEquals(ExitCode.DAMAGED, replay("repair", "--yes", "--json"));
        final JsonNode refused = findingOf(MAPPER.readTree(text()), "TORN_BATCH");
        assertEquals("REFUSE", refused.path("judgement").asText());
        assertTrue(errors().contains(file.getFileName().toString()), errors());
        Files.delete(data.resolve("node.lock"));
        assertEquals(before, contents());
    }

    @Test
    void shouldDumpRecordsAsLines() throws Exception {
        writeJournal();
        assertEquals(0, replay("dump"));
        final List<String> lines = text().lines().toList();
        assertEquals(LAST, lines.size());
        final JsonNode configure = MAPPER.readTree(lines.get(0));
        assertEquals("Configure", configure.path("command").asText());
        assertEquals(0, configure.path("session").asInt(-1));
        assertEquals(
                "{\"sequence\":8,\"time\":\"2026-01-01T00:00:00.008Z\",\"session\":3,\"principal\":1,"
                        + "\"command\":\"Deposit\",\"source\":1,\"txId\":\"00000000000000010000000000000008\","
                        + "\"originatedAt\":\"2026-01-01T00:00:00.007Z\",\"player\":7,\"currency\":\"EUR\","
                        + "\"amount\":\"3\",\"settled\":false,\"ref\":\"deposit 3\"}",
                lines.get(7));
    }

    @Test
    void shouldDumpARange() throws Exception {
        writeJournal();
        assertEquals(0, replay("dump", "--from", "7", "--to", "9"));
        assertEquals(List.of(7L, 8L, 9L), sequences());
        assertEquals(0, replay("dump", "--from", "7", "--to", "9", "--with-replies"));
        assertEquals(List.of(7L, 8L, 9L), sequences());
        final JsonNode reply = MAPPER.readTree(text().lines().toList().get(2)).path("reply");
        assertEquals("OK", reply.path("outcome").asText());
        assertEquals("10", reply.path("available").asText());
        assertEquals(9, reply.path("seq").asLong());
        assertEquals(0, replay("dump", "--from", "100"));
        assertEquals("", text());
        assertEquals(ExitCode.USAGE, replay("dump", "--from", "0"));
    }

    @Test
    void shouldShowTheStateAfterASequence() throws Exception {
        final long hash = writeJournal();
        final JsonNode state = json("state", "--at", "9", "--player", "7", "--json");
        assertEquals(9, state.path("sequence").asLong());
        assertEquals(4, state.path("counts").path("Deposit").path("OK").asLong());
        final JsonNode currency = state.path("currencies").path(0);
        assertEquals("EUR", currency.path("currency").asText());
        assertEquals("0", currency.path("sum").asText());
        assertTrue(currency.path("accounts").toString().contains("{\"account\":\"PLAYERS\",\"balance\":\"10\"}"));
        assertTrue(currency.path("accounts").toString().contains("{\"account\":\"CASHIER\",\"balance\":\"-10\"}"));
        assertEquals(
                "[{\"wallet\":\"CASH\",\"currency\":\"EUR\",\"available\":\"10\",\"held\":\"0\"}]",
                state.path("player").path("balances").toString());
        assertEquals(ReplyJson.hash(hash), json("state", "--json").path("hash").asText());
        assertEquals(0, replay("state", "--player", "7"));
        assertTrue(text().contains("PLAYERS                                         55"), text());
        assertTrue(text().contains("player 7: OK"), text());
    }

    @Test
    void shouldRefuseASequenceThatIsNotThere() throws Exception {
        writeJournal();
        assertEquals(ExitCode.USAGE, replay("state", "--at", "1000"));
        assertTrue(errors().contains("durable up to " + LAST), errors());
        assertEquals(ExitCode.USAGE, replay("state", "--at", "1000", "--visible"));
        assertEquals(ExitCode.USAGE, replay("state", "--at", "0"));
    }

    @Test
    void shouldChangeNothing() throws Exception {
        writeJournal();
        final Map<Path, Integer> before = contents();
        for (final String command : List.of("verify", "info", "dump", "state", "repair")) {
            assertEquals(0, replay(command), command);
        }
        assertEquals(before, contents());
    }

    @Test
    void shouldExplainItself() {
        assertEquals(ExitCode.USAGE, replay("verify"));
        assertTrue(errors().contains("no journal in"), errors());
        assertEquals(ExitCode.USAGE, ReplayCommand.run(stream(out), stream(err)));
        assertTrue(errors().contains("say what to do"), errors());
        assertEquals(ExitCode.USAGE, ReplayCommand.run(stream(out), stream(err), "verify"));
        assertEquals(ExitCode.USAGE, replay("verify", "--colour"));
        assertEquals(0, ReplayCommand.run(stream(out), stream(err), "--help"));
        assertTrue(text().contains("verify"), text());
    }

    @Test
    void shouldTakeAnEmptyJournalForWhatItIs() throws Exception {
        Files.createDirectory(data.resolve("journal"));
        assertEquals(0, json("verify", "--json").path("records").asLong(-1));
        assertEquals(0, json("info", "--json").path("records").asLong(-1));
        assertEquals(0, replay("dump"));
    }

    private static JsonNode findingOf(final JsonNode report, final String code) {
        for (final JsonNode finding : report.path("findings")) {
            if (finding.path("code").asText().equals(code)) {
                return finding;
            }
        }
        throw new AssertionError(code + " in " + report);
    }

    private long writeJournal() throws Exception {
        try (RecordedNode node = RecordedNode.withDeposits(data, SyncPolicy.BATCH, DEPOSITS)) {
            return node.engine().stateHash();
        }
    }

    /** Changes one byte of a text in the journal. */
    private Path flip(final String text) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            for (final Path file :
                    files.filter(path -> path.toString().endsWith(".cq4")).toList()) {
                final byte[] bytes = Files.readAllBytes(file);
                final int index = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
                if (index >= 0) {
                    bytes[index] ^= 1;
                    Files.write(file, bytes);
                    return file;
                }
            }
        }
        throw new AssertionError("no " + text);
    }

    private Map<Path, Integer> contents() throws IOException {
        final Map<Path, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private List<Long> sequences() throws IOException {
        return text().lines()
                .map(line -> line.replaceAll("^\\{\"sequence\":([0-9]+),.*", "$1"))
                .map(Long::valueOf)
                .toList();
    }

    private JsonNode json(final String... args) throws IOException {
        assertEquals(0, replay(args), this::errors);
        return MAPPER.readTree(text());
    }

    private int replay(final String... args) {
        out.reset();
        err.reset();
        final String[] all = Stream.concat(Stream.of(args), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
        return ReplayCommand.run(stream(out), stream(err), all);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(final ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
