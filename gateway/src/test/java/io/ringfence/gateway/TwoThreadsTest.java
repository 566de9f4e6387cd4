package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.RethrowingErrorHandler;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.RingfenceClient;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TwoThreadsTest {
    private static final int COUNT = 20_000;

    @Test
    void shouldServeWithIngressAndEgressOnThreadsOfTheirOwn() {
        final int port = TestGateway.freePort();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final Replies replies = new Replies();
        final FakeNode node = new FakeNode(1 << 16);
        try (MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                        .aeronDirectoryName(TestGateway.newDirectory())
                        .dirDeleteOnStart(true)
                        .dirDeleteOnShutdown(true)
                        .threadingMode(ThreadingMode.SHARED));
                Aeron aeron = Aeron.connect(new Aeron.Context()
                        .aeronDirectoryName(driver.aeronDirectoryName())
                        .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE));
                Gateway gateway = Gateway.launch(
                        GatewayConfig.defaults().withEndpoint("127.0.0.1", port),
                        aeron,
                        new SystemEpochNanoClock(),
                        node,
                        node,
                        new Counts());
                AgentRunner ingress = new AgentRunner(idle(), failure::set, null, gateway.ingressAgent());
                AgentRunner egress = new AgentRunner(idle(), failure::set, null, gateway.egressAgent())) {
            AgentRunner.startOnThread(ingress);
            AgentRunner.startOnThread(egress);
            try (RingfenceClient client = RingfenceClient.launch(ClientConfig.of("127.0.0.1", port), replies)) {
                offerAll(client, replies);
            }
        }
        assertNull(failure.get());
        assertEquals(LongStream.rangeClosed(1, COUNT).boxed().toList(), replies.answered());
    }

    private static void offerAll(final RingfenceClient client, final Replies replies) {
        final long startNs = System.nanoTime();
        long next = 1;
        while (replies.answered().size() < COUNT) {
            while (next <= COUNT && client.openPlayer().txId(0, next).player(1).offer() > 0) {
                next++;
            }
            client.poll();
            assertTrue(
                    System.nanoTime() - startNs < 20_000_000_000L,
                    "answered: " + replies.answered().size());
        }
    }

    private static BackoffIdleStrategy idle() {
        return new BackoffIdleStrategy(10, 10, 1_000, 100_000);
    }
}
