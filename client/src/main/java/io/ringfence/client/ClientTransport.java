package io.ringfence.client;

import io.aeron.Aeron;
import io.aeron.RethrowingErrorHandler;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.File;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;

/** Aeron, and the media driver where it is embedded, both driven by the client's thread. */
final class ClientTransport implements AutoCloseable {
    /** A driver sends one datagram per stream and takes one per socket each time, so a burst needs several. */
    private static final int INVOCATIONS_MAX = 16;

    /** The client's thread may stay away this long before Aeron gives up on it. */
    private static final long PAUSE_NS_MAX = TimeUnit.MINUTES.toNanos(5);

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final MediaDriver driver;
    private final AgentInvoker driverInvoker;
    private final Aeron aeron;
    private final AgentInvoker conductorInvoker;

    private ClientTransport(final MediaDriver driver, final Aeron aeron) {
        this.driver = driver;
        this.driverInvoker = driver == null ? null : driver.sharedAgentInvoker();
        this.aeron = aeron;
        this.conductorInvoker = aeron.conductorAgentInvoker();
    }

    static ClientTransport launch(final ClientConfig config) {
        if (!config.aeronDirectory().isEmpty()) {
            return new ClientTransport(null, Aeron.connect(context(config.aeronDirectory())));
        }
        final MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(newDirectory())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .clientLivenessTimeoutNs(PAUSE_NS_MAX)
                .publicationUnblockTimeoutNs(2 * PAUSE_NS_MAX)
                .threadingMode(ThreadingMode.INVOKER));
        try {
            final Aeron.Context context =
                    context(driver.aeronDirectoryName()).driverAgentInvoker(driver.sharedAgentInvoker());
            return new ClientTransport(driver, Aeron.connect(context));
        } catch (final RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    private static Aeron.Context context(final String directory) {
        return new Aeron.Context()
                .aeronDirectoryName(directory)
                .useConductorAgentInvoker(true)
                .errorHandler(RethrowingErrorHandler.INSTANCE)
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE);
    }

    private static String newDirectory() {
        final File sharedMemory = new File("/dev/shm");
        final String base = sharedMemory.isDirectory() ? sharedMemory.getPath() : System.getProperty("java.io.tmpdir");
        return base + File.separator + "ringfence-client-"
                + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    }

    Aeron aeron() {
        return aeron;
    }

    /** Lets the driver send and receive what is there. */
    int invokeDriver() {
        if (driverInvoker == null) {
            return 0;
        }
        int workCount = 0;
        for (int i = 0; i < INVOCATIONS_MAX; i++) {
            final int work = driverInvoker.invoke();
            if (work <= 0) {
                break;
            }
            workCount += work;
        }
        return workCount;
    }

    /** Lets the Aeron client do its housekeeping. */
    int invokeConductor() {
        return conductorInvoker.invoke();
    }

    /** Whether Aeron gave up, for example because this thread did not come back to it for seconds. */
    boolean isClosed() {
        return aeron.isClosed();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
