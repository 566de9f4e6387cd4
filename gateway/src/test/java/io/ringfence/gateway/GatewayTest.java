package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.exceptions.RegistrationException;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.KeepAliveDecoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.SessionCode;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GatewayTest {
    private static final long AWAIT_NS = TimeUnit.SECONDS.toNanos(15);

    private final int port = TestGateway.freePort();
    private final GatewayConfig config = GatewayConfig.defaults().withEndpoint("127.0.0.1", port);
    private final FakeNode node = new FakeNode(1 << 20);
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<Runnable> duties = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = resources.size() - 1; i >= 0; i--) {
            resources.get(i).close();
        }
        final String pid = "-" + ProcessHandle.current().pid() + "-";
        final String[] left = new File("/dev/shm").list((directory, name) -> name.contains(pid));
        assertEquals(List.of(), left == null ? List.of() : List.of(left));
    }

    @Test
    void shouldAnswerCommandsAndQueriesInOrder() {
        final TestGateway gateway = gateway(config);
        final Replies replies = new Replies();
        final RingfenceClient client = client(replies);
        await(client::isConnected);
        for (int i = 1; i <= 500; i++) {
            final boolean isQuery = i % 5 == 0;
            final long id = isQuery
                    ? client.getPlayer().player(1).offer()
                    : client.openPlayer().txId(0, i).player(i).offer();
            assertEquals(i, id);
        }
        await(() -> replies.answered().size() == 500);
        assertEquals(LongStream.rangeClosed(1, 500).boxed().toList(), replies.answered());
        assertEquals(0, client.inFlight());
        assertEquals(0, client.staleCount());
        assertEquals(1, gateway.counts().get(GatewayCounter.SESSIONS_OPENED));
    }

    @Test
    void shouldGrantTheWindowAndRefuseBusyBeyondIt() {
        final TestGateway gateway = gateway(config);
        final RawClient raw = connected(9, 8);
        assertEquals(8, raw.event(SessionCode.OK).window());
        node.isHolding(true);
        for (int i = 1; i <= 30; i++) {
            assertTrue(raw.send(raw.openPlayer(i, i)));
        }
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_IN) >= 31);
        node.isHolding(false);
        await(() -> raw.countOutcome(OutcomeCode.OK) == 8);
        await(() -> raw.countOutcome(OutcomeCode.BUSY) == 8);
        assertEquals(14, gateway.counts().get(GatewayCounter.FRAMES_DROPPED));
        assertTrue(raw.send(raw.openPlayer(31, 31)));
        await(() -> raw.countOutcome(OutcomeCode.OK) == 9);
    }

    @Test
    void shouldGrantNoMoreThanFits() {
        gateway(config);
        final RawClient raw = connected(9, 1_000_000);
        assertEquals(config.windowThatFits(), raw.event(SessionCode.OK).window());
    }

    @Test
    void shouldSurviveMalformedFramesOfEverySort() {
        final TestGateway gateway = gateway(config);
        final RawClient raw = connected(9, 100);
        final Replies replies = new Replies();
        final RingfenceClient client = client(replies);
        await(client::isConnected);
        final Random random = new Random(42);
        final int count = 2_000;
        int offered = 0;
        for (int i = 0; i < count; i++) {
            final int whole = raw.openPlayer(1_000 + i, i + 1);
            final int length = mutate(raw, random, whole);
            awaitSent(raw, length);
            if (i % 10 == 0) {
                assertTrue(client.openPlayer().txId(1, i + 1).player(1).offer() > 0);
                offered++;
            }
        }
        final int expected = offered;
        await(() -> replies.answered().size() == expected);
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_MALFORMED) > count / 4);
        assertTrue(raw.countOutcome(OutcomeCode.MALFORMED) > 0, "no refusal was heard");
        assertTrue(client.isConnected());
    }

    @Test
    void shouldRefuseAFrameLongerThanADatagramWithItsCorrelationId() {
        gateway(config);
        final RawClient raw = connected(9, 100);
        raw.openPlayer(4711, 1);
        awaitSent(raw, 3_000);
        await(() -> raw.countOutcome(OutcomeCode.MALFORMED) == 1);
        final byte[] last = raw.received().get(raw.received().size() - 1);
        assertEquals(4711, FrameLayout.correlationId(new UnsafeBuffer(last), 0));
    }

    @Test
    void shouldLoseAndReorderNothingWhileTheSinkIsFull() {
        final TestGateway gateway = gateway(config);
        node.isRecording(true);
        final Replies replies = new Replies();
        final RingfenceClient client = client(replies);
        await(client::isConnected);
        final Random random = new Random(7);
        long next = 1;
        for (int round = 0; round < 200; round++) {
            node.isRefusing(random.nextBoolean());
            for (int i = 0; i < 50; i++) {
                if (client.openPlayer().txId(0, next).player(1).offer() > 0) {
                    next++;
                }
            }
            work();
        }
        node.isRefusing(false);
        final long total = next - 1;
        await(() -> replies.answered().size() == total);
        assertEquals(LongStream.rangeClosed(1, total).boxed().toList(), node.decided());
        assertEquals(LongStream.rangeClosed(1, total).boxed().toList(), replies.answered());
        assertTrue(gateway.counts().get(GatewayCounter.ABORTS) > 0);
        assertEquals(1, client.connectCount());
    }

    @Test
    void shouldDropAStuckClientAndDelayNobody() {
        final TestGateway gateway =
                gateway(config.withTimeouts(new GatewayConfig.Timeouts(5_000_000_000L, 10_000_000_000L, 300_000_000L)));
        final RawClient stuck = connected(9, 8_192);
        final Replies replies = new Replies();
        final RingfenceClient client = client(replies);
        await(client::isConnected);
        duties.remove(duties.size() - 2);
        duties.add(stuck::invoke);
        long sent = 0;
        long answered = 0;
        final long startNs = System.nanoTime();
        while (gateway.counts().get(GatewayCounter.SESSIONS_DROPPED) == 0) {
            assertTrue(System.nanoTime() - startNs < AWAIT_NS, "the stuck client was not dropped");
            stuck.send(stuck.openPlayer(++sent, sent));
            if (client.inFlight() == 0) {
                assertEquals(answered, replies.answered().size());
                assertTrue(client.openPlayer().txId(1, ++answered).player(1).offer() > 0);
            }
            work();
        }
        assertTrue(answered > 100, "the other client was delayed: " + answered);
        await(() -> client.inFlight() == 0);
        assertEquals(1, client.connectCount());
        assertTrue(gateway.counts().get(GatewayCounter.EGRESS_BACK_PRESSURED) > 0);
    }

    @Test
    void shouldSilenceTheOlderSessionOfTheSameClient() {
        node.isRecording(true);
        final TestGateway gateway = gateway(config);
        final RawClient older = connected(9, 100);
        final RawClient newer = connected(9, 100);
        await(() -> older.event(SessionCode.SUPERSEDED) != null);
        final int heard = older.received().size();
        for (int i = 1; i <= 10; i++) {
            assertTrue(older.send(older.openPlayer(i, 100 + i)));
        }
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_DROPPED) == 10);
        assertTrue(newer.send(newer.openPlayer(1, 1)));
        await(() -> newer.countOutcome(OutcomeCode.OK) == 1);
        assertEquals(List.of(1L), node.decided());
        assertEquals(heard, older.received().size());
    }

    @Test
    void shouldNotLetAnAbandonedAttemptSupersedeTheLaterOne() {
        gateway(config);
        final RawClient later = ready();
        assertTrue(later.send(later.connect(9, 10, 1, 200)));
        await(() -> later.event(SessionCode.OK) != null);
        final RawClient abandoned = ready();
        assertTrue(abandoned.send(abandoned.connect(9, 10, 1, 100)));
        await(() -> abandoned.event(SessionCode.SUPERSEDED) != null);
        assertNull(later.event(SessionCode.SUPERSEDED));
        assertTrue(later.send(later.openPlayer(1, 1)));
        await(() -> later.countOutcome(OutcomeCode.OK) == 1);
    }

    @Test
    void shouldTimeOutASilentSessionButNotOneThatShowsLife() {
        gateway(config.withTimeouts(new GatewayConfig.Timeouts(5_000_000_000L, 500_000_000L, 5_000_000_000L)));
        final RawClient silent = connected(9, 100);
        final RawClient alive = connected(10, 100);
        final int aliveId = alive.event(SessionCode.OK).sessionId();
        final long[] lastNs = {0};
        duties.add(() -> {
            if (System.nanoTime() - lastNs[0] > 100_000_000L) {
                lastNs[0] = System.nanoTime();
                alive.send(alive.keepAlive(aliveId));
            }
        });
        await(() -> silent.event(SessionCode.TIMED_OUT) != null);
        await(() -> alive.received().stream()
                .anyMatch(bytes -> FrameLayout.templateId(new UnsafeBuffer(bytes), 0) == KeepAliveDecoder.TEMPLATE_ID));
        assertNull(alive.event(SessionCode.TIMED_OUT));
    }

    @Test
    void shouldNotTimeOutWhileTheSinkIsFull() {
        final TestGateway gateway =
                gateway(config.withTimeouts(new GatewayConfig.Timeouts(5_000_000_000L, 300_000_000L, 5_000_000_000L)));
        final RawClient raw = connected(9, 100);
        node.isRefusing(true);
        assertTrue(raw.send(raw.openPlayer(1, 1)));
        await(() -> gateway.counts().get(GatewayCounter.ABORTS) > 0);
        final long startNs = System.nanoTime();
        await(() -> System.nanoTime() - startNs > 1_000_000_000L);
        assertEquals(0, gateway.counts().get(GatewayCounter.SESSIONS_ENDED));
        node.isRefusing(false);
        await(() -> raw.countOutcome(OutcomeCode.OK) == 1);
        assertNull(raw.event(SessionCode.TIMED_OUT));
        await(() -> raw.event(SessionCode.TIMED_OUT) != null);
    }

    @Test
    void shouldConnectAgainAndResendInOrderAfterARestartOnTheSamePort() {
        node.isRecording(true);
        TestGateway gateway = gateway(config);
        final Replies replies = new Replies();
        final RingfenceClient client = client(replies);
        await(client::isConnected);
        node.isHolding(true);
        for (int i = 1; i <= 1_000; i++) {
            assertTrue(client.openPlayer().txId(0, i).player(1).offer() > 0);
        }
        final TestGateway first = gateway;
        await(() -> first.counts().get(GatewayCounter.FRAMES_IN) > 500);
        duties.remove(0);
        gateway.close();
        resources.remove(gateway);
        final FakeNode second = new FakeNode(1 << 20);
        second.isRecording(true);
        await(() -> !client.isConnected());
        gateway = new TestGateway(config, second);
        resources.add(gateway);
        duties.add(0, gateway::doWork);
        await(() -> client.inFlight() == 0);
        assertEquals(LongStream.rangeClosed(1, 1_000).boxed().toList(), second.decided());
        assertEquals(LongStream.rangeClosed(1, 1_000).boxed().toList(), replies.answered());
        assertEquals(1_000, client.resentCount());
        assertEquals(2, client.connectCount());
        assertEquals(List.of(), replies.unknown());
    }

    @Test
    void shouldSayUnknownAtTheDeadlineAndCountTheLateAnswer() {
        gateway(config);
        final Replies replies = new Replies();
        final ClientConfig base = ClientConfig.of("127.0.0.1", port);
        final RingfenceClient client =
                RingfenceClient.launch(base.withTiming(base.timing().withDeadlineNs(100_000_000L)), replies);
        resources.add(client);
        duties.add(client::poll);
        await(client::isConnected);
        node.isHolding(true);
        assertEquals(1, client.openPlayer().txId(0, 1).player(1).offer());
        await(() -> !replies.unknown().isEmpty());
        node.isHolding(false);
        await(() -> client.staleCount() == 1);
        assertEquals(List.of(1L), replies.unknown());
        assertEquals(List.of(), replies.answered());
        assertEquals(2, client.openPlayer().txId(0, 2).player(1).offer());
        await(() -> replies.answered().equals(List.of(2L)));
    }

    @Test
    void shouldSendLargeRepliesAndRefuseThemToWhoeverDoesNotKeepUp() {
        final TestGateway gateway = gateway(config.withLimits(new GatewayConfig.Limits(4, 64, 512 << 10, 384, 64, 64)));
        node.queryReplyLength(GatewayConfig.REPLY_LENGTH_MAX);
        final RawClient raw = connected(9, 64);
        duties.remove(duties.size() - 1);
        duties.add(raw::invoke);
        final int length = raw.getStateHash(1);
        for (int i = 1; i <= 60; i++) {
            awaitSent(raw, length);
        }
        await(() -> gateway.counts().get(GatewayCounter.REPLIES_REFUSED) > 0);
        duties.add(raw::poll);
        await(() -> raw.received().size() == 61);
        final long whole = raw.received().stream()
                .filter(bytes -> bytes.length == GatewayConfig.REPLY_LENGTH_MAX)
                .count();
        assertEquals(60, whole + raw.countOutcome(OutcomeCode.BUSY));
        assertTrue(whole > 0);
    }

    @Test
    void shouldRefuseAnotherVersionAndOneSessionTooMany() {
        gateway(config.withLimits(new GatewayConfig.Limits(1, 64, 1 << 20, 384, 64, 64)));
        final RawClient wrong = ready();
        assertTrue(wrong.send(wrong.connect(1, 10, 999)));
        await(() -> wrong.event(SessionCode.VERSION_UNSUPPORTED) != null);
        connected(2, 10);
        final RawClient surplus = ready();
        assertTrue(surplus.send(surplus.connect(3, 10)));
        await(() -> surplus.event(SessionCode.TOO_MANY_SESSIONS) != null);
        assertNull(surplus.event(SessionCode.OK));
    }

    @Test
    void shouldIgnoreCommandsWithoutASessionAndSessionsOfOthers() {
        node.isRecording(true);
        final TestGateway gateway = gateway(config);
        final RawClient first = connected(1, 10);
        final RawClient second = ready();
        assertTrue(second.send(second.openPlayer(1, 1)));
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_DROPPED) == 1);
        assertTrue(second.send(second.connect(2, 10)));
        await(() -> second.event(SessionCode.OK) != null);
        final int foreign = first.event(SessionCode.OK).sessionId();
        assertTrue(second.send(second.keepAlive(foreign)));
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_DROPPED) == 2);
        assertEquals(List.of(), node.decided());
    }

    @Test
    void shouldCloseASessionInOrder() {
        final TestGateway gateway = gateway(config);
        final Replies replies = new Replies();
        final RingfenceClient client = RingfenceClient.launch(ClientConfig.of("127.0.0.1", port), replies);
        duties.add(client::poll);
        await(client::isConnected);
        duties.remove(duties.size() - 1);
        final Thread gatewayThread = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                gateway.doWork();
            }
        });
        gatewayThread.start();
        client.close();
        client.close();
        gatewayThread.interrupt();
        join(gatewayThread);
        assertEquals(List.of(SessionCode.CLOSED), replies.lost());
        assertEquals(
                RingfenceClient.CLOSED, client.openPlayer().txId(0, 1).player(1).offer());
        await(() -> gateway.counts().get(GatewayCounter.SESSIONS_ENDED) == 1);
        assertEquals(0, gateway.counts().get(GatewayCounter.SESSIONS_DROPPED));
    }

    @Test
    void shouldRefuseATakenAddressAndOneThatIsNotLoopback() {
        gateway(config);
        assertThrows(RegistrationException.class, () -> new TestGateway(config, node));
        final IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new TestGateway(config.withEndpoint("0.0.0.0", port), node));
        assertTrue(refused.getMessage().contains("allowRemote"));
        assertFalse(config.allowRemote());
        assertNotNull(config.transport());
    }

    private TestGateway gateway(final GatewayConfig gatewayConfig) {
        final TestGateway gateway = new TestGateway(gatewayConfig, node);
        resources.add(gateway);
        duties.add(gateway::doWork);
        return gateway;
    }

    private RingfenceClient client(final Replies replies) {
        final RingfenceClient client = RingfenceClient.launch(ClientConfig.of("127.0.0.1", port), replies);
        resources.add(client);
        duties.add(client::poll);
        return client;
    }

    private RawClient ready() {
        final RawClient raw = new RawClient(port);
        resources.add(raw);
        duties.add(raw::poll);
        await(raw::isReady);
        return raw;
    }

    private RawClient connected(final long clientId, final int window) {
        final RawClient raw = ready();
        assertTrue(raw.send(raw.connect(clientId, window)));
        await(() -> raw.event(SessionCode.OK) != null);
        return raw;
    }

    /** Flips bytes, cuts, or extends; the first bytes more often than the last. */
    private static int mutate(final RawClient raw, final Random random, final int length) {
        final int sort = random.nextInt(4);
        if (sort == 0) {
            return random.nextInt(length);
        }
        if (sort == 1) {
            return length + 1 + random.nextInt(100);
        }
        final int flips = 1 + random.nextInt(3);
        for (int i = 0; i < flips; i++) {
            final int index = random.nextInt(random.nextBoolean() ? FrameLayout.HEADER_LENGTH : length);
            raw.frame().putByte(index, (byte) random.nextInt(256));
        }
        return length;
    }

    private void awaitSent(final RawClient raw, final int length) {
        if (length > 0) {
            await(() -> raw.send(length));
        }
    }

    private void work() {
        for (int i = 0; i < duties.size(); i++) {
            duties.get(i).run();
        }
    }

    private void await(final BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            work();
            assertTrue(System.nanoTime() - startNs < AWAIT_NS, "it did not come to pass");
            Thread.onSpinWait();
        }
    }

    private static void join(final Thread thread) {
        try {
            thread.join(5_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertFalse(thread.isAlive());
    }
}
