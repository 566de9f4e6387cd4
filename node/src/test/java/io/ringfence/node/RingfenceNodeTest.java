package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.EngineConfig;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.node.counters.NodeCounter;
import io.ringfence.node.counters.NodeCounters;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.Failure;
import io.ringfence.node.failure.NodeException;
import io.ringfence.node.pipeline.Profile;
import io.ringfence.node.pipeline.Profile.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RingfenceNodeTest {
    private static final String[] SETUP = {
        "{'command':'DefineSource','source':1,'name':'test'}",
        "{'command':'DefineCurrency','currency':'EUR','exponent':2}",
        "{'command':'DefineWallet','wallet':'CASH','kind':'CASH'}",
        "{'command':'DefineWallet','wallet':'GAME','kind':'GAME'}",
        "{'command':'OpenPlayer','player':1}"
    };
    private static final Profile THREAD_EACH = new Profile(
            "thread-each",
            List.of(
                    List.of(Role.DRIVER),
                    List.of(Role.CONDUCTOR),
                    List.of(Role.INGRESS),
                    List.of(Role.JOURNAL),
                    List.of(Role.ENGINE),
                    List.of(Role.EGRESS)));

    @TempDir
    private Path temp;

    private final TestNodes nodes = new TestNodes();

    private static void setUp(final TestClient client) {
        for (final String line : SETUP) {
            assertEquals("OK", client.ask(line).path("outcome").textValue(), line);
        }
    }

    private static String available(final TestClient client) {
        return client.ask("{'command':'GetBalance','player':1,'wallet':'CASH','currency':'EUR'}")
                .path("balances")
                .path(0)
                .path("available")
                .textValue();
    }

    private static Profile profile(final String name) {
        return switch (name) {
            case "thread-each" -> THREAD_EACH;
            case "single" -> Profile.SINGLE;
            default -> Profile.COMPACT;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "thread-each", "single"})
    void shouldTellItsClientsThatItStopsBehindTheirAnswers(final String name) throws InterruptedException {
        final NodeConfig config = TestNodes.config(temp).withProfile(profile(name));
        final RingfenceNode node = RingfenceNode.launch(nodes.context(config));
        final Thread closer = new Thread(node::close, "closer");
        try (TestClient client = new TestClient(config).connect();
                TestClient idle = new TestClient(config).connect()) {
            setUp(client);
            final long last = client.send("{'command':'Deposit','player':1,'currency':'EUR','amount':'5'}");
            assertTrue(client.isAnswered(last, 10_000));
            closer.start();
            assertEquals("CLOSED: the node stops", client.awaitLoss());
            assertEquals("CLOSED: the node stops", idle.awaitLoss());
        } finally {
            closer.join();
        }
        assertNull(node.failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "thread-each", "single"})
    void shouldServeRestartAndReachTheSameStateInEveryProfile(final String name) {
        final NodeConfig config = TestNodes.config(temp).withProfile(profile(name));
        final ObjectNode before;
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config));
                TestClient client = new TestClient(config).connect()) {
            setUp(client);
            for (int i = 1; i <= 200; i++) {
                final ObjectNode reply =
                        client.ask("{'command':'Deposit','txId':'d" + i + "','player':1,'currency':'EUR','amount':5}");
                assertEquals("OK", reply.path("outcome").textValue());
            }
            assertEquals("1000", available(client));
            before = client.ask("{'command':'GetStateHash'}");
            assertNull(node.failure());
        }
        assertTrue(nodes.output().contains("READY endpoint=127.0.0.1:"), nodes.output());
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config));
                TestClient client = new TestClient(config).connect()) {
            final ObjectNode after = client.ask("{'command':'GetStateHash'}");
            assertEquals(before.path("hash"), after.path("hash"));
            assertEquals(before.path("seq"), after.path("seq"));
            assertEquals("1000", available(client));
            final ObjectNode repeat =
                    client.ask("{'command':'Deposit','txId':'d7','player':1,'currency':'EUR','amount':5}");
            assertTrue(repeat.path("replay").booleanValue(), "a repeat is known after a restart");
            assertNull(node.failure());
        }
        assertTrue(
                nodes.errors().matches("(?s).*recovered sequence 206, .* [1-9][0-9]* state proofs met.*"),
                nodes.errors());
        assertNull(nodes.failure.get());
    }

    @Test
    void shouldLeaveNothingInSharedMemoryAndNoPidFile() throws IOException {
        final NodeConfig config = TestNodes.config(temp);
        final Path aeron = Transport.directoryOf(temp.toRealPath());
        RingfenceNode.launch(nodes.context(config)).close();
        assertFalse(Files.exists(aeron), aeron.toString());
        assertFalse(Files.exists(aeron.resolveSibling(aeron.getFileName() + ".lock")));
        assertFalse(Files.exists(temp.resolve("node.pid")));
    }

    @Test
    void shouldCloseTwiceWithoutHarm() {
        final RingfenceNode node = RingfenceNode.launch(nodes.context(TestNodes.config(temp)));
        node.close();
        node.close();
        assertNull(nodes.failure.get());
    }

    @Test
    void shouldShowCountersBesideTheLiveNode() {
        final NodeConfig config = TestNodes.config(temp);
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config));
                TestClient client = new TestClient(config).connect();
                NodeCounters counters = NodeCounters.open(temp)) {
            setUp(client);
            client.ask("{'command':'Deposit','player':9,'currency':'EUR','amount':5}");
            client.ask("{'command':'GetStateHash'}");
            assertNull(node.failure());
            assertEquals(1, counters.value(NodeCounter.READY));
            assertEquals(ProcessHandle.current().pid(), counters.value(NodeCounter.PID));
            assertEquals(7, counters.value(NodeCounter.JOURNAL_SEQUENCE), "Configure and six commands");
            assertEquals(7, counters.value(NodeCounter.APPLIED_SEQUENCE));
            assertEquals(7, counters.value(NodeCounter.APPLIED));
            assertEquals(1, counters.value(NodeCounter.REFUSED), "player 9 is not there");
            assertEquals(1, counters.value(NodeCounter.QUERIES));
            assertTrue(counters.value(NodeCounter.COMMITS) >= 6);
        }
    }

    @Test
    void shouldStopAndAnswerNothingWhenTheForceFails() throws InterruptedException {
        final NodeConfig config = TestNodes.config(temp);
        final FailingDisk disk = new FailingDisk();
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config).journalDisk(disk));
                TestClient client = new TestClient(config).connect()) {
            setUp(client);
            disk.isFailing = true;
            final long lost = client.send("{'command':'Deposit','player':1,'currency':'EUR','amount':5}");
            assertFalse(client.isAnswered(lost, 500), "what is not forced is not answered");
            final Failure failure = nodes.awaitFailure();
            assertEquals(ExitCode.DISK, failure.exitCode(), failure.reason());
            assertEquals(failure, node.failure());
        }
    }

    @Test
    void shouldNotCallItAnOrderlyStopWhenTheLastForceFails() {
        final NodeConfig config = TestNodes.config(temp)
                .withJournal(new NodeConfig.Journaling(SyncPolicy.parse("interval:60000"), 1, 32));
        final FailingDisk disk = new FailingDisk();
        final RingfenceNode node = RingfenceNode.launch(nodes.context(config).journalDisk(disk));
        try (TestClient client = new TestClient(config).connect()) {
            setUp(client);
            disk.isFailing = true;
            final NodeException failed = assertThrows(NodeException.class, node::close);
            assertEquals(ExitCode.DISK, failed.exitCode(), failed.getMessage());
        }
        RingfenceNode.launch(nodes.context(config)).close();
        assertTrue(nodes.errors().contains("recovered sequence 6,"), "the directory was let go, nothing is missing");
    }

    @Test
    void shouldStopAndAnswerNothingWhenTheEngineThrows() throws InterruptedException {
        final NodeConfig config = TestNodes.config(temp);
        final AtomicLong failOn = new AtomicLong(Long.MAX_VALUE);
        final NodeContext context = nodes.context(config).stateMachine(machine -> new FailingMachine(machine, failOn));
        try (RingfenceNode node = RingfenceNode.launch(context);
                TestClient client = new TestClient(config).connect()) {
            setUp(client);
            failOn.set(7);
            final long lost = client.send("{'command':'Deposit','player':1,'currency':'EUR','amount':5}");
            assertFalse(client.isAnswered(lost, 500));
            assertEquals(ExitCode.INVARIANT, nodes.awaitFailure().exitCode());
            assertEquals(ExitCode.INVARIANT, node.failure().exitCode());
        }
    }

    @Test
    void shouldJournalAConfigurationThatGrewAndKeepWhatWasDecided() {
        final NodeConfig config = TestNodes.config(temp);
        RingfenceNode.launch(nodes.context(config)).close();
        final EngineConfig small = config.engine();
        final NodeConfig grown = config.withEngine(new EngineConfig(
                small.rulesVersion(),
                small.hashSeed(),
                small.playersMax() * 2,
                small.accountsMax(),
                small.transactionsMax(),
                small.roundsMax(),
                small.betsPerRoundMax(),
                small.currenciesMax(),
                small.walletsMax(),
                small.sourcesMax(),
                small.idHorizonSeconds(),
                small.skewMs(),
                small.things()));
        RingfenceNode.launch(nodes.context(grown)).close();
        assertTrue(nodes.output().contains(" sequence=2 "), nodes.output());
        RingfenceNode.launch(nodes.context(grown)).close();
        assertFalse(nodes.output().contains(" sequence=3 "), nodes.output());
    }

    @Test
    void shouldCloseAnIdleRoundInSilence() {
        final NodeConfig config = TestNodes.config(temp);
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config));
                TestClient client = new TestClient(config).connect();
                NodeCounters counters = NodeCounters.open(temp)) {
            setUp(client);
            client.ask("{'command':'DefineSource','source':1,'name':'test','policies':{'roundIdleSeconds':1}}");
            client.ask("{'command':'Deposit','player':1,'currency':'EUR','amount':5}");
            client.ask("{'command':'Bet','player':1,'currency':'EUR','amount':1,'round':'r'}");
            final String question = "{'command':'GetRound','player':1,'round':'r'}";
            assertEquals("OPEN", client.ask(question).path("state").textValue());
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (counters.value(NodeCounter.TICKS) == 0 && System.nanoTime() - deadlineNs < 0) {
                client.isAnswered(Long.MAX_VALUE, 50);
            }
            assertTrue(counters.value(NodeCounter.TICKS) > 0, "no input came, time alone did it");
            assertEquals("CLOSED", client.ask(question).path("state").textValue());
            assertNull(node.failure());
        }
    }
}
