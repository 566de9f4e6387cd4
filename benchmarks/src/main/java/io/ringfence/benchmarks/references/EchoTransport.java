package io.ringfence.benchmarks.references;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.RethrowingErrorHandler;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.CloseHelper;

/**
 * An embedded driver, driven by the caller's thread, with one publication and one subscription over UDP on loopback:
 * term length, MTU, window and socket buffers as gateway and client set them. One thread.
 */
final class EchoTransport implements AutoCloseable {
    static final int PING_STREAM_ID = 7101;
    static final int PONG_STREAM_ID = 7102;

    private static final int INVOCATIONS_MAX = 16;
    static final String SIZES = "|mtu=8k|rcv-wnd=1m|so-rcvbuf=2m|so-sndbuf=2m";

    private final MediaDriver driver;
    private final Aeron aeron;
    private final Publication publication;
    private final Subscription subscription;

    private EchoTransport(
            final MediaDriver driver,
            final Aeron aeron,
            final Publication publication,
            final Subscription subscription) {
        this.driver = driver;
        this.aeron = aeron;
        this.publication = publication;
        this.subscription = subscription;
    }

    /** Sends to one port and listens on the other. */
    static EchoTransport launch(final int sendPort, final int sendStreamId, final int port, final int streamId) {
        final Path sharedMemory = Path.of("/dev/shm");
        final Path base =
                Files.isDirectory(sharedMemory) ? sharedMemory : Path.of(System.getProperty("java.io.tmpdir"));
        final MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(
                        base.resolve("ringfence-echo-" + ProcessHandle.current().pid() + "-" + port)
                                .toString())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.INVOKER));
        final Aeron aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .driverAgentInvoker(driver.sharedAgentInvoker())
                .useConductorAgentInvoker(true)
                .errorHandler(RethrowingErrorHandler.INSTANCE));
        final Subscription subscription =
                aeron.addSubscription("aeron:udp?endpoint=127.0.0.1:" + port + SIZES, streamId);
        final Publication publication = aeron.addExclusivePublication(
                "aeron:udp?endpoint=127.0.0.1:" + sendPort + "|term-length=4m" + SIZES, sendStreamId);
        return new EchoTransport(driver, aeron, publication, subscription);
    }

    Publication publication() {
        return publication;
    }

    Subscription subscription() {
        return subscription;
    }

    /** Lets driver and client work; what was done. */
    int invoke() {
        int workCount = 0;
        for (int i = 0; i < INVOCATIONS_MAX; i++) {
            final int work = driver.sharedAgentInvoker().invoke();
            if (work <= 0) {
                break;
            }
            workCount += work;
        }
        return workCount + aeron.conductorAgentInvoker().invoke();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
