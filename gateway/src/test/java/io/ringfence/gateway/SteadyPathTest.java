package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.client.command.BatchWriter;
import io.ringfence.protocol.BatchLayout;
import io.ringfence.protocol.Codes;
import java.lang.management.ManagementFactory;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteadyPathTest {
    private static final int WARM_UP_COUNT = 400_000;
    private static final int COUNT = 1_000_000;

    /** What the media driver and timers of the JVM may allocate in a run, whatever its length. */
    private static final long ALLOCATED_BYTES_MAX = COUNT / 10;

    private static final int BATCH_COUNT = 50_000;
    private static final long EUR = Codes.pack("EUR");

    private final UnsafeBuffer ref = new UnsafeBuffer(new byte[64]);
    private long answered;

    @Test
    void shouldAllocateNothingPerCommandInGatewayAndClient() {
        final int port = TestGateway.freePort();
        final GatewayConfig config = GatewayConfig.defaults().withEndpoint("127.0.0.1", port);
        try (TestGateway gateway = new TestGateway(config, new FakeNode(1 << 22));
                RingfenceClient client = RingfenceClient.launch(ClientConfig.of("127.0.0.1", port), new Counter())) {
            final long startNs = System.nanoTime();
            while (!client.isConnected()) {
                gateway.doWork();
                client.poll();
                assertTrue(System.nanoTime() - startNs < 10_000_000_000L, "no session");
            }
            run(gateway, client, WARM_UP_COUNT);
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            final long beforeBytes = threads.getCurrentThreadAllocatedBytes();
            run(gateway, client, WARM_UP_COUNT + COUNT);
            final long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - beforeBytes;
            assertTrue(allocatedBytes < ALLOCATED_BYTES_MAX, "allocated bytes: " + allocatedBytes);
            assertEquals(1, client.connectCount());
        }
    }

    @Test
    void shouldAllocateNothingPerBatchInPiecesEither() {
        final int port = TestGateway.freePort();
        final GatewayConfig config = GatewayConfig.defaults().withEndpoint("127.0.0.1", port);
        final ClientConfig base = ClientConfig.of("127.0.0.1", port);
        final ClientConfig.Transport inPieces =
                new ClientConfig.Transport(4 << 20, 1408, 1 << 20, 2 << 20, 2 << 20, 256);
        try (TestGateway gateway = new TestGateway(config, new FakeNode(1 << 22));
                RingfenceClient client = RingfenceClient.launch(base.withTransport(inPieces), new Counter())) {
            final long startNs = System.nanoTime();
            while (!client.isConnected()) {
                gateway.doWork();
                client.poll();
                assertTrue(System.nanoTime() - startNs < 10_000_000_000L, "no session");
            }
            runBatches(gateway, client, BATCH_COUNT);
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            final long beforeBytes = threads.getCurrentThreadAllocatedBytes();
            runBatches(gateway, client, 2 * BATCH_COUNT);
            final long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - beforeBytes;
            assertTrue(allocatedBytes < BATCH_COUNT, "allocated bytes: " + allocatedBytes);
        }
    }

    private void runBatches(final TestGateway gateway, final RingfenceClient client, final long until) {
        long next = answered + client.inFlight() + 1;
        while (answered < until) {
            while (next <= until && offerBatch(client, next) > 0) {
                next++;
            }
            client.poll();
            gateway.doWork();
        }
    }

    private long offerBatch(final RingfenceClient client, final long id) {
        final BatchWriter batch = client.batch().txId(0, id).player(1);
        for (int i = 0; i < BatchLayout.COUNT_MAX; i++) {
            batch.commands()
                    .deposit()
                    .txId(id, i + 1)
                    .player(1)
                    .currency(EUR)
                    .amount(5)
                    .ref(ref, 0, 64)
                    .offer();
        }
        return batch.offer();
    }

    private void run(final TestGateway gateway, final RingfenceClient client, final long until) {
        long next = answered + client.inFlight() + 1;
        while (answered < until) {
            while (next <= until
                    && client.deposit()
                                    .txId(0, next)
                                    .player(next)
                                    .currency(Codes.pack("EUR"))
                                    .amount(5)
                                    .offer()
                            > 0) {
                next++;
            }
            client.poll();
            gateway.doWork();
        }
    }

    private final class Counter implements ReplyListener {
        @Override
        public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            answered++;
        }

        @Override
        public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            throw new IllegalStateException("unknown: " + correlationId);
        }
    }
}
