package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.RingfenceClient;
import io.ringfence.gateway.session.AllowAll;
import io.ringfence.protocol.codec.SessionCode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Client and node lose touch in ways that neither hears of at once. */
@Timeout(30)
class LostTouchTest {
    private static final long AWAIT_NS = TimeUnit.SECONDS.toNanos(15);

    private final int port = TestGateway.freePort();
    private final GatewayConfig config = GatewayConfig.defaults().withEndpoint("127.0.0.1", port);
    private final FakeNode node = new FakeNode(1 << 20);

    @Test
    void shouldEndSessionsWhileJournalTimeStandsStill() {
        final GatewayConfig one = config.withLimits(new GatewayConfig.Limits(1, 64, 1 << 20, 384, 256, 512))
                .withTimeouts(new GatewayConfig.Timeouts(
                        TimeUnit.SECONDS.toNanos(5), TimeUnit.MILLISECONDS.toNanos(500), TimeUnit.SECONDS.toNanos(5)));
        try (TestGateway gateway = new TestGateway(one, node, new AllowAll(), () -> 1_000_000_000L)) {
            try (RawClient first = new RawClient(port)) {
                connect(gateway, first, 1);
            }
            await(() -> gateway.counts().get(GatewayCounter.SESSIONS_ENDED) == 1, gateway::doWork);
            try (RawClient second = new RawClient(port)) {
                connect(gateway, second, 2);
            }
        }
    }

    @Test
    void shouldConnectAgainWhenItsStreamWasReplacedBehindItsBack() {
        final MediaDriver.Context context = new MediaDriver.Context()
                .aeronDirectoryName(TestGateway.newDirectory())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .imageLivenessTimeoutNs(TimeUnit.MILLISECONDS.toNanos(300))
                .threadingMode(ThreadingMode.SHARED);
        final Replies replies = new Replies();
        try (TestGateway gateway = new TestGateway(config, node, new AllowAll());
                MediaDriver driver = MediaDriver.launch(context);
                RingfenceClient client = RingfenceClient.launch(external(driver.aeronDirectoryName()), replies)) {
            await(client::isConnected, gateway::doWork, client::poll);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(900));
            final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
            await(() -> System.nanoTime() - untilNs > 0, gateway::doWork);
            await(() -> client.connectCount() == 2 && client.isConnected(), gateway::doWork, client::poll);
            assertTrue(client.openPlayer().txId(0, 1).player(1).offer() > 0);
            await(() -> client.answeredCount() == 1, gateway::doWork, client::poll);
            assertEquals(0, client.inFlight());
        }
    }

    private ClientConfig external(final String aeronDirectory) {
        final ClientConfig base = ClientConfig.of("127.0.0.1", port);
        return new ClientConfig(base.host(), port, aeronDirectory, 64, 1, "", "", base.transport(), base.timing());
    }

    private static void connect(final TestGateway gateway, final RawClient raw, final long clientId) {
        await(raw::isReady, gateway::doWork, raw::poll);
        assertTrue(raw.send(raw.connect(clientId, 8)));
        await(() -> raw.event(SessionCode.OK) != null, gateway::doWork, raw::poll);
    }

    private static void await(final BooleanSupplier condition, final Runnable... duties) {
        final long deadlineNs = System.nanoTime() + AWAIT_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadlineNs < 0, "waited in vain");
            for (final Runnable duty : duties) {
                duty.run();
            }
        }
    }
}
