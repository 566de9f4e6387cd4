package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.EngineConfig;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.Failure;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a node from starting, and what it says then. */
@Timeout(60)
class NodeStartTest {
    @TempDir
    private Path temp;

    private final TestNodes nodes = new TestNodes();

    private Failure refusal(final NodeContext context) {
        final Throwable thrown = assertThrows(RuntimeException.class, () -> RingfenceNode.launch(context));
        assertFalse(nodes.output().contains("READY"), "it never served");
        return Failure.of(thrown);
    }

    private static void assertSays(final Failure failure, final ExitCode exitCode, final String... words) {
        assertEquals(exitCode, failure.exitCode(), failure.reason());
        for (final String word : words) {
            assertTrue(failure.reason().contains(word), word + " in: " + failure.reason());
        }
        assertFalse(failure.advice().isBlank());
    }

    @Test
    void shouldNameTheProcessThatHoldsTheDirectory() {
        final NodeConfig config = TestNodes.config(temp);
        try (RingfenceNode holder = RingfenceNode.launch(new TestNodes().context(config))) {
            final Failure failure = refusal(nodes.context(config.withEndpoint("127.0.0.1", TestNodes.freePort())));
            assertSays(
                    failure,
                    ExitCode.DATA_IN_USE,
                    temp.getFileName().toString(),
                    Long.toString(ProcessHandle.current().pid()));
            assertNull(holder.failure(), "the holder is not disturbed");
        }
    }

    @Test
    void shouldSayWhenThePortOrTheOneBehindItIsTaken() throws IOException {
        final NodeConfig config = TestNodes.config(temp);
        for (int next = 0; next < 2; next++) {
            final int port = config.gateway().port() + next;
            try (DatagramSocket taken = TestNodes.bound(port)) {
                assertSays(
                        refusal(nodes.context(config)),
                        ExitCode.ADDRESS_IN_USE,
                        Integer.toString(taken.getLocalPort()));
            }
        }
    }

    @Test
    void shouldSayWhenTheDirectoryCannotBeWritten() throws IOException {
        final Path file = Files.createFile(temp.resolve("file"));
        final NodeConfig config = TestNodes.config(file.resolve("data"));
        assertSays(refusal(nodes.context(config)), ExitCode.DISK, "file");
    }

    @Test
    void shouldRefuseToServeBeyondLoopbackUnlessTold() {
        final NodeConfig config = TestNodes.config(temp).withEndpoint("0.0.0.0", TestNodes.freePort());
        assertSays(refusal(nodes.context(config)), ExitCode.CONFIGURATION, "0.0.0.0", "not loopback");
    }

    @Test
    void shouldRefuseAHostThatDoesNotExist() {
        final NodeConfig config = TestNodes.config(temp).withEndpoint("no such host", TestNodes.freePort());
        assertSays(refusal(nodes.context(config)), ExitCode.CONFIGURATION, "no such host");
    }

    @Test
    void shouldRefuseAConfigurationThatShrinksTheState() {
        final NodeConfig config = TestNodes.config(temp);
        RingfenceNode.launch(new TestNodes().context(config)).close();
        final EngineConfig engine = config.engine();
        final NodeConfig smaller = config.withEngine(new EngineConfig(
                engine.rulesVersion(),
                engine.hashSeed(),
                engine.playersMax() - 1,
                engine.accountsMax(),
                engine.transactionsMax(),
                engine.roundsMax(),
                engine.betsPerRoundMax(),
                engine.currenciesMax(),
                engine.walletsMax(),
                engine.sourcesMax(),
                engine.idHorizonSeconds(),
                engine.skewMs(),
                engine.things()));
        assertSays(refusal(nodes.context(smaller)), ExitCode.CONFIGURATION, "playersMax");
    }

    @Test
    void shouldRefuseADamagedJournalAndChangeNothing() throws IOException {
        final NodeConfig config = TestNodes.config(temp);
        serve(config, 20);
        final Path file = firstCycle(config);
        flipAByteNearTheEnd(file);
        final Map<String, Long> before = sums(config.journalDirectory());
        assertSays(
                refusal(nodes.context(config)),
                ExitCode.JOURNAL_DAMAGED,
                file.getFileName().toString(),
                "cycle 0",
                "sequence ");
        assertEquals(before, sums(config.journalDirectory()));
        assertFalse(Files.exists(temp.resolve("node.pid")), "the directory is free again");
    }

    @Test
    void shouldCutATornEndThatWasNeverForcedAndSayWhatWasCut() throws IOException {
        final NodeConfig config =
                TestNodes.config(temp).withJournal(new NodeConfig.Journaling(SyncPolicy.interval(60_000), 1, 32));
        final byte[] early;
        try (RingfenceNode node = RingfenceNode.launch(new TestNodes().context(config));
                TestClient client = new TestClient(config).connect()) {
            early = Files.readAllBytes(config.watermark());
            client.ask("{'command':'DefineSource','source':1,'name':'test'}");
            client.ask("{'command':'DefineCurrency','currency':'EUR','exponent':2}");
            assertNull(node.failure());
        }
        // As a power cut leaves it: the last page is torn, and the watermark is that of the start.
        Files.write(config.watermark(), early);
        final Path file = firstCycle(config);
        flipAByteBeforeTheEnd(file, 20);
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config));
                TestClient client = new TestClient(config).connect()) {
            final String said = nodes.errors();
            assertTrue(said.contains("TORN_BATCH: " + file + ", sequence 3"), said);
            assertTrue(said.contains("journal repaired: sequences 3 to 3"), said);
            assertTrue(said.contains("damaged/" + file.getFileName()), said);
            assertTrue(said.contains("as sync interval:60000 allows"), said);
            client.ask("{'command':'DefineCurrency','currency':'EUR','exponent':2}");
            assertNull(node.failure());
        }
        RingfenceNode.launch(new TestNodes().context(config)).close();
    }

    @Test
    void shouldRefuseAJournalThatLeadsToAnotherState() {
        final NodeConfig config = TestNodes.config(temp);
        serve(config, 20);
        final NodeContext changed = nodes.context(config).stateMachine(WrongHashMachine::new);
        assertSays(
                refusal(changed), ExitCode.INVARIANT, "state proof not met", "cycle 0", "batch", "20000101-0000V.cq4");
    }

    @Test
    void shouldNotStartLongAfterTheLastRecord() {
        final NodeConfig config = TestNodes.config(temp);
        RingfenceNode.launch(new TestNodes().context(config)).close();
        final long laterNs = System.currentTimeMillis() * 1_000_000L + TimeUnit.DAYS.toNanos(31);
        assertSays(refusal(nodes.context(config).clock(() -> laterNs)), ExitCode.CONFIGURATION, "clock.downMaxSeconds");
    }

    @Test
    void shouldStopWhenTheClockIsSetAheadWhileItRuns() throws InterruptedException {
        final NodeConfig config = TestNodes.config(temp).withClock(new NodeConfig.Clock(60, 2_592_000));
        final long[] offsetNs = {0};
        final NodeContext context =
                nodes.context(config).clock(() -> System.currentTimeMillis() * 1_000_000L + offsetNs[0]);
        try (RingfenceNode node = RingfenceNode.launch(context)) {
            offsetNs[0] = TimeUnit.MINUTES.toNanos(2);
            assertSays(nodes.awaitFailure(), ExitCode.INVARIANT, "clock", "clock.jumpMaxSeconds");
            assertEquals(ExitCode.INVARIANT, node.failure().exitCode());
        }
    }

    private static void serve(final NodeConfig config, final int currencies) {
        try (RingfenceNode node = RingfenceNode.launch(new TestNodes().context(config));
                TestClient client = new TestClient(config).connect()) {
            client.ask("{'command':'DefineSource','source':1,'name':'test'}");
            for (int i = 0; i < currencies; i++) {
                client.ask("{'command':'DefineCurrency','currency':'C" + i % 4 + "','exponent':2}");
            }
            assertNull(node.failure());
        }
    }

    private static Path firstCycle(final NodeConfig config) throws IOException {
        try (Stream<Path> files = Files.list(config.journalDirectory())) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Damages a byte of a record in the middle of the file: some batches before the last. */
    private static void flipAByteNearTheEnd(final Path file) throws IOException {
        flipAByteBeforeTheEnd(file, 300);
    }

    private static void flipAByteBeforeTheEnd(final Path file, final int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer all = ByteBuffer.allocate((int) Math.min(channel.size(), 1 << 20));
            channel.read(all, 0);
            int last = all.position() - 1;
            while (last > 0 && all.get(last) == 0) {
                last--;
            }
            final int at = last - bytes;
            assertTrue(at > 0, file.toString());
            channel.write(ByteBuffer.wrap(new byte[] {(byte) ~all.get(at)}), at);
        }
    }

    private static Map<String, Long> sums(final Path directory) throws IOException {
        final Map<String, Long> sums = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                final CRC32C crc = new CRC32C();
                crc.update(Files.readAllBytes(file));
                sums.put(file.getFileName().toString(), crc.getValue());
            }
        }
        return sums;
    }
}
