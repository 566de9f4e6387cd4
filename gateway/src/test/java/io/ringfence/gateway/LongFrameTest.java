package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.client.ClientConfig;
import io.ringfence.client.RingfenceClient;
import io.ringfence.client.command.BatchWriter;
import io.ringfence.protocol.BatchLayout;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameCheck;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.SessionCode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of the greatest length, in datagrams that hold them and in such that do not. */
@Timeout(30)
class LongFrameTest {
    private static final long AWAIT_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long EUR = Codes.pack("EUR");

    private final int port = TestGateway.freePort();
    private final GatewayConfig config = GatewayConfig.defaults().withEndpoint("127.0.0.1", port);
    private final FakeNode node = new FakeNode(1 << 20);
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<Runnable> duties = new ArrayList<>();
    private final Replies replies = new Replies();
    private TestGateway gateway;

    @AfterEach
    void closeAll() throws Exception {
        for (int i = resources.size() - 1; i >= 0; i--) {
            resources.get(i).close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1408, 4096, 8192})
    void shouldTakeTheLongestBatchWhole(final int mtu) {
        final RingfenceClient client = start(mtu);
        for (int i = 1; i <= 100; i++) {
            final int id = i;
            await(() -> offer(client, id) > 0);
        }
        await(() -> replies.answered().size() == 100);
        final FrameCheck check = new FrameCheck();
        for (int i = 1; i <= 100; i++) {
            final UnsafeBuffer frame = node.frames().get(i - 1);
            assertEquals(i, FrameLayout.txIdLow(frame, 0));
            assertEquals(FrameCheck.COMMAND, check.check(frame, 0, frame.capacity()), check::reason);
            if (isBatch(i)) {
                assertEquals(CommandKind.BATCH.templateId(), FrameLayout.templateId(frame, 0));
                assertTrue(frame.capacity() > 4096, "length " + frame.capacity());
                assertEquals(15, FrameLayout.txIdLow(frame, BatchLayout.offset(frame, 0, 15)));
            }
        }
    }

    @Test
    void shouldLoseAndReorderNothingWhileTheSinkIsFull() {
        final RingfenceClient client = start(1408);
        final Random random = new Random(7);
        int next = 1;
        while (replies.answered().size() < 2_000) {
            node.isRefusing(random.nextInt(3) > 0);
            while (next <= 2_000 && offer(client, next) > 0) {
                next++;
            }
            work();
        }
        assertEquals(LongStream.rangeClosed(1, 2_000).boxed().toList(), node.decided());
        assertEquals(LongStream.rangeClosed(1, 2_000).boxed().toList(), replies.answered());
        assertTrue(gateway.counts().get(GatewayCounter.ABORTS) > 0);
    }

    @Test
    void shouldRefuseAFrameThatIsTooLongOnceAndGoOn() {
        start(1408);
        final RawClient raw = new RawClient(port);
        resources.add(raw);
        duties.add(raw::poll);
        await(raw::isReady);
        assertTrue(raw.send(raw.connect(9, 10)));
        await(() -> raw.event(SessionCode.OK) != null);
        raw.openPlayer(4711, 1);
        await(() -> raw.send(20_000));
        await(() -> raw.countOutcome(OutcomeCode.MALFORMED) == 1);
        final byte[] last = raw.received().get(raw.received().size() - 1);
        assertEquals(4711, FrameLayout.correlationId(new UnsafeBuffer(last), 0));
        final int length = raw.openPlayer(4712, 2);
        await(() -> raw.send(length));
        await(() -> raw.countOutcome(OutcomeCode.OK) == 1);
        assertEquals(1, raw.countOutcome(OutcomeCode.MALFORMED));
    }

    private RingfenceClient start(final int mtu) {
        node.isRecording(true);
        gateway = new TestGateway(config, node);
        resources.add(gateway);
        duties.add(gateway::doWork);
        final ClientConfig base = ClientConfig.of("127.0.0.1", port);
        final ClientConfig.Transport sizes = base.transport();
        final RingfenceClient client = RingfenceClient.launch(
                base.withTransport(new ClientConfig.Transport(
                        sizes.requestTermLength(),
                        mtu,
                        sizes.receiverWindow(),
                        sizes.socketReceiveBuffer(),
                        sizes.socketSendBuffer(),
                        sizes.fragmentLimit())),
                replies);
        resources.add(client);
        duties.add(client::poll);
        await(client::isConnected);
        return client;
    }

    private static boolean isBatch(final int id) {
        return id % 3 != 0;
    }

    private static long offer(final RingfenceClient client, final int id) {
        if (!isBatch(id)) {
            return client.openPlayer().txId(0, id).player(id).offer();
        }
        final BatchWriter batch = client.batch().txId(0, id).player(1).ref("r".repeat(64));
        for (int i = 0; i < BatchLayout.COUNT_MAX; i++) {
            batch.commands()
                    .win()
                    .txId(1, i)
                    .player(1)
                    .currency(EUR)
                    .amount(1)
                    .report(1, 2, "g".repeat(32), "f".repeat(64))
                    .ref("r".repeat(64))
                    .offer();
        }
        return batch.offer();
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
