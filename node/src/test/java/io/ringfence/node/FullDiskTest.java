package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.node.counters.NodeCounter;
import io.ringfence.node.counters.NodeCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up: commands are answered BUSY, queries are served, and it goes on when there is room again. */
@Timeout(60)
class FullDiskTest {
    private static final String QUERY = "{'command':'GetBalance','player':1,'wallet':'CASH','currency':'EUR'}";
    private static final int COMMANDS_MAX = 50_000;
    private static final long MIB = 1 << 20;

    @TempDir
    private Path temp;

    private final TestNodes nodes = new TestNodes();

    @Test
    void shouldAnswerBusyWhileThereIsTooLittleRoomAndGoOnAfterwards() {
        final FailingDisk disk = new FailingDisk();
        final NodeConfig config = TestNodes.config(temp);
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config).journalDisk(disk));
                TestClient client = new TestClient(config).connect()) {
            open(client);
            assertEquals("OK", deposit(client, 1));
            disk.isFull = true;
            awaitOutcome(client, "BUSY");
            assertEquals("OK", outcome(client, QUERY));
            assertEquals(1, counter(NodeCounter.SPACE_LOW));
            assertTrue(counter(NodeCounter.NO_SPACE) > 0);
            disk.isFull = false;
            awaitOutcome(client, "OK");
            assertEquals(0, counter(NodeCounter.SPACE_LOW));
            assertNull(node.failure());
        }
    }

    @Test
    void shouldEndInRefusalsAtFullRateOnANearlyFullDisk() throws IOException, InterruptedException {
        final Path small = Files.createDirectory(temp.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", small.toString()),
                "a file system can only be mounted by root, and not in every container");
        try {
            final NodeConfig config = TestNodes.config(small.resolve("data"))
                    .withJournal(new NodeConfig.Journaling(SyncPolicy.BATCH, 1, 32, 2));
            try (RingfenceNode node = RingfenceNode.launch(nodes.context(config));
                    TestClient client = new TestClient(config).connect()) {
                open(client);
                final Path ballast = fillUpToTheNextFileButOne(small, config);
                final int first = depositUntilBusy(client);
                assertEquals("OK", outcome(client, QUERY));
                Files.delete(ballast);
                awaitOutcome(client, "OK");
                assertTrue(depositUntilBusy(client) > first / 2);
                assertEquals("OK", outcome(client, QUERY));
                assertNull(node.failure());
            }
            RingfenceNode.launch(new TestNodes().context(config)).close();
        } finally {
            assertTrue(run("umount", "--lazy", small.toString()));
        }
    }

    /** Leaves the spare room and half a file, and says what to remove to make room for one more file. */
    private static Path fillUpToTheNextFileButOne(final Path small, final NodeConfig config) throws IOException {
        final Path ahead = CycleName.aheadFile(config.journalDirectory(), 1);
        for (int i = 0; i < 5_000 && (!Files.exists(ahead) || Files.size(ahead) < MIB); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        final long free = small.toFile().getUsableSpace();
        Files.write(small.resolve("others"), new byte[(int) (free - 3 * MIB - MIB / 2)]);
        return Files.write(small.resolve("ballast"), new byte[(int) MIB]);
    }

    private static void open(final TestClient client) {
        client.ask("{'command':'DefineSource','source':1,'name':'test'}");
        client.ask("{'command':'DefineCurrency','currency':'EUR','exponent':2}");
        client.ask("{'command':'DefineWallet','wallet':'CASH','kind':'CASH'}");
        client.ask("{'command':'OpenPlayer','player':1}");
    }

    private static int depositUntilBusy(final TestClient client) {
        for (int i = 1; i < COMMANDS_MAX; i++) {
            final String outcome = deposit(client, i);
            if (outcome.equals("BUSY")) {
                return i;
            }
            assertEquals("OK", outcome);
        }
        throw new AssertionError("never busy");
    }

    private static String deposit(final TestClient client, final int amount) {
        return outcome(
                client,
                "{'command':'Deposit','player':1,'currency':'EUR','amount':" + amount + ",'ref':'" + "x".repeat(60)
                        + "'}");
    }

    private static void awaitOutcome(final TestClient client, final String outcome) {
        for (int i = 0; i < COMMANDS_MAX; i++) {
            if (deposit(client, 1).equals(outcome)) {
                return;
            }
        }
        throw new AssertionError("never " + outcome);
    }

    private static String outcome(final TestClient client, final String line) {
        return client.ask(line).path("outcome").asText();
    }

    private long counter(final NodeCounter counter) {
        try (NodeCounters counters = NodeCounters.open(temp)) {
            return counters.value(counter);
        }
    }

    private static boolean run(final String... command) throws IOException, InterruptedException {
        try {
            final Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
