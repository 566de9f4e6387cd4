package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.journal.recovery.JournalVerifier;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyDecoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is stopped while a client keeps its window full. */
@Timeout(60)
class StopUnderLoadTest {
    private static final int WINDOW = 64;
    private static final int CONFIGURE_AND_SETUP = 5;

    @TempDir
    private Path temp;

    private final TestNodes nodes = new TestNodes();
    private volatile boolean isOver;
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong others = new AtomicLong();

    @Test
    void shouldAnswerAllThatItCommittedAndLoseNothingOverTheRestart() throws InterruptedException {
        final NodeConfig config = TestNodes.config(temp);
        final Thread load = new Thread(() -> load(config), "load");
        load.setDaemon(true);
        final long stopNs;
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config))) {
            setUp(config);
            load.start();
            awaitApplied(1_500);
            assertNull(node.failure());
            stopNs = System.nanoTime();
        }
        assertTrue(System.nanoTime() - stopNs < TimeUnit.SECONDS.toNanos(5), "it takes less than five seconds");
        // What it sent last may still be on its way through the client.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        final long committed = JournalVerifier.verify(config.journalDirectory(), config.watermark())
                .lastSequence();
        assertEquals(
                committed - CONFIGURE_AND_SETUP, applied.get(), "what was committed was answered, and nothing else");
        try (RingfenceNode node = RingfenceNode.launch(nodes.context(config))) {
            awaitApplied(applied.get() + 1_000);
            isOver = true;
            load.join(20_000);
            assertEquals(offered.get(), applied.get(), "every deposit has its answer");
            assertEquals(0, others.get());
            try (TestClient client = new TestClient(config).connect()) {
                final String balance = client.ask(
                                "{'command':'GetBalance','player':1,'wallet':'CASH','currency':'EUR'}")
                        .path("balances")
                        .path(0)
                        .path("available")
                        .textValue();
                assertEquals(Long.toString(offered.get()), balance, "each deposit of 1 counts once");
            }
            assertNull(node.failure());
        } finally {
            isOver = true;
        }
        assertNull(nodes.failure.get());
    }

    private static void setUp(final NodeConfig config) {
        try (TestClient client = new TestClient(config).connect()) {
            client.ask("{'command':'DefineSource','source':1,'name':'test'}");
            client.ask("{'command':'DefineCurrency','currency':'EUR','exponent':2}");
            client.ask("{'command':'DefineWallet','wallet':'CASH','kind':'CASH'}");
            client.ask("{'command':'OpenPlayer','player':1}");
        }
    }

    private void awaitApplied(final long count) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (applied.get() < count) {
            assertTrue(System.nanoTime() - deadlineNs < 0, () -> "applied: " + applied + ", others: " + others);
            LockSupport.parkNanos(100_000);
        }
    }

    private void load(final NodeConfig config) {
        final ClientConfig to = ClientConfig.of(
                        config.gateway().host(), config.gateway().port())
                .withWindow(WINDOW);
        final long currency = Codes.pack("EUR");
        try (RingfenceClient client = RingfenceClient.launch(to, new Answers())) {
            while (!isOver || client.inFlight() > 0) {
                long result = isOver ? -1 : 1;
                while (result > 0) {
                    result = client.deposit()
                            .txId(7, offered.get() + 1)
                            .player(1)
                            .currency(currency)
                            .amount(1)
                            .offer();
                    if (result > 0) {
                        offered.incrementAndGet();
                    }
                }
                if (client.poll() == 0) {
                    LockSupport.parkNanos(50_000);
                }
            }
        }
    }

    private final class Answers implements ReplyListener {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final ReplyDecoder reply = new ReplyDecoder();

        @Override
        public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            if (reply.wrapAndApplyHeader(buffer, offset, header).outcome() == OutcomeCode.OK) {
                applied.incrementAndGet();
            } else {
                others.incrementAndGet();
            }
        }

        @Override
        public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            others.incrementAndGet();
        }
    }
}
