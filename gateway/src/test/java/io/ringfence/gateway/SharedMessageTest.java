package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.client.ClientConfig;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.protocol.codec.SessionEventDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replies that share a message: as if each had come alone. */
@Timeout(30)
class SharedMessageTest {
    private static final long AWAIT_NS = TimeUnit.SECONDS.toNanos(15);
    private static final int WINDOW = 2_000;

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
    }

    @Test
    void shouldSendTheRepliesOfATurnInFewMessages() {
        final TestGateway gateway = gateway(config);
        final RawClient raw = connected(9, true);
        final int before = raw.messages();
        sendHeld(gateway, raw, 1_000);
        await(() -> raw.answered().size() == 1_000);
        assertEquals(ids(1_000), raw.answered());
        assertEquals(1_000, raw.countOutcome(OutcomeCode.OK));
        final int messages = raw.messages() - before;
        assertTrue(messages < 100, "messages: " + messages);
        assertEquals(16 * FrameLayout.REPLY_LENGTH, raw.messageLengthMax());
        assertEquals(1_001, gateway.counts().get(GatewayCounter.REPLIES_OUT));
    }

    @Test
    void shouldNeverSendRepliesInPieces() {
        final TestGateway gateway = gateway(withTransport(4 << 20, 512));
        final RawClient raw = connected(9, true);
        sendHeld(gateway, raw, 1_000);
        await(() -> raw.answered().size() == 1_000);
        assertEquals(ids(1_000), raw.answered());
        assertEquals((512 - 32) / FrameLayout.REPLY_LENGTH * FrameLayout.REPLY_LENGTH, raw.messageLengthMax());
    }

    @Test
    void shouldKeepTheOrderAmongAnswersOfOtherSorts() {
        node.queryReplyLength(3_000);
        final TestGateway gateway = gateway(config);
        final RawClient raw = connected(9, true);
        node.isHolding(true);
        for (int i = 1; i <= 300; i++) {
            assertTrue(raw.send(i % 7 == 0 ? raw.getStateHash(i) : raw.openPlayer(i, i)));
        }
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_IN) == 301);
        node.isHolding(false);
        await(() -> raw.answered().size() == 300);
        assertEquals(ids(300), raw.answered());
    }

    @Test
    void shouldAnswerEverythingBeforeTheLastFrameOfTheSession() {
        final TestGateway gateway = gateway(config);
        final RawClient raw = connected(9, true);
        final int sessionId = raw.event(SessionCode.OK).sessionId();
        node.isHolding(true);
        for (int i = 1; i <= 10; i++) {
            assertTrue(raw.send(raw.openPlayer(i, i)));
        }
        assertTrue(raw.send(raw.closeSession(sessionId)));
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_IN) == 12);
        node.isHolding(false);
        await(() -> raw.event(SessionCode.CLOSED) != null);
        assertEquals(ids(10), raw.answered());
        final byte[] last = raw.received().get(raw.received().size() - 1);
        assertEquals(SessionEventDecoder.TEMPLATE_ID, FrameLayout.templateId(new UnsafeBuffer(last), 0));
        assertEquals(0, gateway.counts().get(GatewayCounter.SESSIONS_DROPPED));
    }

    @Test
    void shouldKeepTheRepliesOfTwoSessionsApart() {
        final TestGateway gateway = gateway(config);
        final RawClient first = connected(1, true);
        final RawClient second = connected(2, true);
        node.isHolding(true);
        for (int i = 1; i <= 500; i++) {
            assertTrue(first.send(first.openPlayer(i, i)));
            assertTrue(second.send(second.openPlayer(1_000 + i, i)));
            work();
        }
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_IN) == 1_002);
        node.isHolding(false);
        await(() -> first.answered().size() == 500 && second.answered().size() == 500);
        assertEquals(ids(500), first.answered());
        assertEquals(LongStream.rangeClosed(1_001, 1_500).boxed().toList(), second.answered());
        assertTrue(first.messages() < 60 && second.messages() < 60, "each reply came alone");
    }

    @Test
    void shouldLoseNothingOfAClientThatReadsAgain() {
        node.queryReplyLength(3_000);
        final TestGateway gateway = gateway(withTransport(512 * 1024, 8 * 1024));
        final RawClient raw = connected(9, false);
        final int count = (int) raw.event(SessionCode.OK).window();
        sendMixed(raw, 0, count);
        await(() -> gateway.counts().get(GatewayCounter.EGRESS_BACK_PRESSURED) > 100);
        assertEquals(0, raw.answered().size());
        duties.add(raw::poll);
        await(() -> raw.answered().size() == count);
        // The window is whole again: as many as before find room.
        sendMixed(raw, count, 2L * count);
        await(() -> raw.answered().size() == 2 * count);
        assertEquals(ids(2 * count), raw.answered());
        assertEquals(0, raw.countOutcome(OutcomeCode.BUSY));
        assertEquals(2L * count + 1, gateway.counts().get(GatewayCounter.REPLIES_OUT));
    }

    @Test
    void shouldCallTheListenerOnceForEachReply() {
        final TestGateway gateway = gateway(config);
        final Replies replies = new Replies();
        final RingfenceClient client = RingfenceClient.launch(ClientConfig.of("127.0.0.1", port), replies);
        resources.add(client);
        duties.add(client::poll);
        await(client::isConnected);
        node.isHolding(true);
        for (int i = 1; i <= 1_000; i++) {
            assertTrue(client.openPlayer().txId(0, i).player(i).offer() > 0);
        }
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_IN) >= 1_001);
        node.isHolding(false);
        await(() -> client.inFlight() == 0);
        assertEquals(ids(1_000), replies.answered());
        assertEquals(1_000, client.answeredCount());
        assertEquals(0, client.staleCount());
    }

    private static List<Long> ids(final int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private void sendMixed(final RawClient raw, final long after, final long last) {
        for (long i = after + 1; i <= last; i++) {
            final long id = i;
            await(() -> raw.send(id % 3 == 0 ? raw.getStateHash(id) : raw.openPlayer(id, id)));
        }
    }

    private GatewayConfig withTransport(final int responseTermLength, final int mtu) {
        final GatewayConfig.Transport sizes = config.transport();
        return config.withTransport(new GatewayConfig.Transport(
                responseTermLength,
                mtu,
                sizes.receiverWindow(),
                sizes.socketReceiveBuffer(),
                sizes.socketSendBuffer()));
    }

    /** Sends commands, of which none is answered before all are there. */
    private void sendHeld(final TestGateway gateway, final RawClient raw, final int count) {
        node.isHolding(true);
        for (int i = 1; i <= count; i++) {
            final long id = i;
            await(() -> raw.send(raw.openPlayer(id, id)));
        }
        await(() -> gateway.counts().get(GatewayCounter.FRAMES_IN) == count + 1);
        node.isHolding(false);
    }

    private TestGateway gateway(final GatewayConfig gatewayConfig) {
        final TestGateway gateway = new TestGateway(gatewayConfig, node);
        resources.add(gateway);
        duties.add(gateway::doWork);
        return gateway;
    }

    private RawClient connected(final long clientId, final boolean keepsReading) {
        final RawClient raw = new RawClient(port);
        resources.add(raw);
        duties.add(raw::poll);
        await(raw::isReady);
        assertTrue(raw.send(raw.connect(clientId, WINDOW)));
        await(() -> raw.event(SessionCode.OK) != null);
        if (!keepsReading) {
            duties.remove(duties.size() - 1);
            duties.add(raw::invoke);
        }
        return raw;
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
}
