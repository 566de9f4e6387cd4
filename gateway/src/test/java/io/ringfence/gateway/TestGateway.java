package io.ringfence.gateway;

import io.aeron.Aeron;
import io.aeron.RethrowingErrorHandler;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ringfence.gateway.session.AllowAll;
import io.ringfence.gateway.session.Authenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/** A gateway on one thread, as in the compact profile: driver, conductor, ingress and egress in turn. */
final class TestGateway implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int DRIVER_INVOCATIONS = 8;

    private final MediaDriver driver;
    private final Aeron aeron;
    private final Gateway gateway;
    private final Counts counts = new Counts();

    TestGateway(final GatewayConfig config, final FakeNode node) {
        this(config, node, new AllowAll());
    }

    TestGateway(final GatewayConfig config, final FakeNode node, final Authenticator authenticator) {
        this(config, node, authenticator, new SystemEpochNanoClock());
    }

    TestGateway(
            final GatewayConfig config,
            final FakeNode node,
            final Authenticator authenticator,
            final EpochNanoClock clock) {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(newDirectory())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.INVOKER));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driver.sharedAgentInvoker())
                .errorHandler(RethrowingErrorHandler.INSTANCE)
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE));
        try {
            gateway = Gateway.launch(config, aeron, clock, node, node, counts, authenticator);
        } catch (final RuntimeException e) {
            CloseHelper.closeAll(aeron, driver);
            throw e;
        }
    }

    static String newDirectory() {
        return "/dev/shm/ringfence-gateway-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    }

    /** A port that is free, and the one after it. */
    static int freePort() {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < 100; i++) {
            try (DatagramSocket first = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
                final int port = first.getLocalPort();
                try (DatagramSocket second = new DatagramSocket(new InetSocketAddress(loopback, port + 1))) {
                    return second.getLocalPort() - 1;
                }
            } catch (final IOException e) {
                if (i == 99) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("no two free ports in a row");
    }

    Counts counts() {
        return counts;
    }

    int doWork() {
        int workCount = 0;
        for (int i = 0; i < DRIVER_INVOCATIONS; i++) {
            final int work = driver.sharedAgentInvoker().invoke();
            workCount += work;
            if (work == 0) {
                break;
            }
        }
        workCount += aeron.conductorAgentInvoker().invoke();
        return workCount + serve();
    }

    private int serve() {
        try {
            return gateway.ingressAgent().doWork() + gateway.egressAgent().doWork();
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops without a word to the clients, as a killed process does. */
    @Override
    public void close() {
        // The driver first: nothing that the others give back can leave any more.
        CloseHelper.closeAll(driver, aeron);
    }
}
