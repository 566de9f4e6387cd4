package io.ringfence.node;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.ThingBounds;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.node.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Small nodes for tests: little memory, free ports, output kept, failures caught instead of halting the test. */
final class TestNodes {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final AtomicReference<Failure> failure = new AtomicReference<>();
    final CountDownLatch isFailed = new CountDownLatch(1);

    static NodeConfig config(final Path data) {
        final EngineConfig base = EngineConfig.defaults();
        return NodeConfig.defaults()
                .withData(data)
                .withEndpoint("127.0.0.1", freePort())
                .withJournal(new NodeConfig.Journaling(SyncPolicy.BATCH, 1, 32))
                .withRing(new NodeConfig.Ring(1024, 512, 4, 8))
                .withEngine(new EngineConfig(
                        base.rulesVersion(),
                        base.hashSeed(),
                        1000,
                        4000,
                        10_000,
                        1000,
                        50,
                        8,
                        8,
                        8,
                        base.idHorizonSeconds(),
                        base.skewMs(),
                        ThingBounds.small()));
    }

    /** Two neighbouring ports of the loopback address that were free a moment ago. */
    static int freePort() {
        for (int i = 0; i < 100; i++) {
            final int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (DatagramSocket first = bound(port);
                    DatagramSocket second = bound(port + 1)) {
                if (first.isBound() && second.isBound()) {
                    return port;
                }
            } catch (final IOException e) {
                // Taken: another draw.
            }
        }
        throw new UncheckedIOException(new IOException("no free port"));
    }

    static DatagramSocket bound(final int port) throws IOException {
        final DatagramSocket socket = new DatagramSocket(null);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    NodeContext context(final NodeConfig config) {
        return new NodeContext(config)
                .output(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .terminator(cause -> {
                    failure.set(cause);
                    isFailed.countDown();
                });
    }

    Failure awaitFailure() throws InterruptedException {
        if (!isFailed.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the node did not fail: " + errors());
        }
        return failure.get();
    }

    String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
