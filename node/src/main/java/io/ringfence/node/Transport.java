package io.ringfence.node;

import io.aeron.Aeron;
import io.aeron.RethrowingErrorHandler;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The embedded media driver and the node's one Aeron client, both without threads of their own: the profile says who
 * runs {@link #driver()} and {@link #conductor()}.
 *
 * <p>The Aeron directory derives from the data directory, in shared memory where there is some. It is removed at start
 * without asking whether a driver lives in it, which is right only because a lock beside it is held first.
 */
final class Transport implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** A pause of the whole process shorter than this does not end the client. */
    private static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(30);

    private static final long UNBLOCK_NS = TimeUnit.SECONDS.toNanos(45);
    private static final long DRIVER_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(30);

    private final AeronDirectory directory;
    private final MediaDriver driver;
    private final Aeron aeron;

    private Transport(final AeronDirectory directory, final MediaDriver driver, final Aeron aeron) {
        this.directory = directory;
        this.driver = driver;
        this.aeron = aeron;
    }

    /**
     * Launches driver and client on the calling thread.
     *
     * @param onFatal takes what the client cannot go on after
     * @param errors  counts what the driver reports and goes on after
     */
    static Transport launch(
            final DataDirectory data,
            final int streamSessionsMax,
            final Consumer<Throwable> onFatal,
            final AtomicCounter errors) {
        final AeronDirectory directory = AeronDirectory.lock(directoryOf(data.path()));
        MediaDriver driver = null;
        try {
            driver = MediaDriver.launch(new MediaDriver.Context()
                    .aeronDirectoryName(directory.path().toString())
                    .threadingMode(ThreadingMode.INVOKER)
                    .dirDeleteOnStart(true)
                    .dirDeleteOnShutdown(true)
                    .asyncExecutorEnabled(false)
                    .warnIfDirectoryExists(false)
                    .clientLivenessTimeoutNs(LIVENESS_NS)
                    .publicationUnblockTimeoutNs(UNBLOCK_NS)
                    .streamSessionLimit(streamSessionsMax)
                    .spiesSimulateConnection(false)
                    .errorHandler(onDriverError(onFatal, errors)));
            final Aeron aeron = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(directory.path().toString())
                    .driverAgentInvoker(driver.sharedAgentInvoker())
                    .useConductorAgentInvoker(true)
                    .clientLock(new ReentrantLock())
                    .driverTimeoutMs(DRIVER_TIMEOUT_MS)
                    .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                    .errorHandler(onFatal::accept));
            return new Transport(directory, driver, aeron);
        } catch (final RuntimeException | Error e) {
            if (driver != null) {
                driver.close();
            }
            directory.close();
            throw e;
        }
    }

    /** Where the driver of a data directory keeps its files. */
    static Path directoryOf(final Path data) {
        if (!Files.isDirectory(SHARED_MEMORY) || !Files.isWritable(SHARED_MEMORY)) {
            return data.resolve("aeron");
        }
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(data.toString().getBytes(StandardCharsets.UTF_8));
            return SHARED_MEMORY.resolve("ringfence-" + HexFormat.of().formatHex(digest, 0, 8));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ErrorHandler onDriverError(final Consumer<Throwable> onFatal, final AtomicCounter errors) {
        return error -> {
            errors.increment();
            // A datagram that makes no sense is a warning; anything else the driver also keeps in its own error log.
            if (error instanceof Error) {
                onFatal.accept(error);
            }
        };
    }

    Aeron aeron() {
        return aeron;
    }

    Agent driver() {
        return new Agent() {
            @Override
            public int doWork() {
                return driver.sharedAgentInvoker().invoke();
            }

            @Override
            public String roleName() {
                return "driver";
            }
        };
    }

    Agent conductor() {
        return new Agent() {
            @Override
            public int doWork() {
                return aeron.conductorAgentInvoker().invoke();
            }

            @Override
            public String roleName() {
                return "conductor";
            }
        };
    }

    /**
     * Removes the Aeron directory under a driver that may still run, if it lies in shared memory: on a disk that fails,
     * removing might not return. The lock beside it stays until the process ends.
     */
    void abandon() {
        if (directory.path().startsWith(SHARED_MEMORY)) {
            IoUtil.delete(directory.path().toFile(), true);
        }
    }

    /** No other thread may run the agents any more. Removes the Aeron directory. Idempotent. */
    @Override
    public void close() {
        try (directory) {
            aeron.close();
            driver.close();
        }
    }

    /** The Aeron directory while this node holds the lock beside it. */
    private record AeronDirectory(Path path, FileGuard guard) implements AutoCloseable {
        static AeronDirectory lock(final Path path) {
            try {
                final FileGuard guard = FileGuard.tryLock(path.resolveSibling(path.getFileName() + ".lock"));
                if (guard == null) {
                    throw new NodeException(
                            ExitCode.DATA_IN_USE,
                            "the Aeron directory " + path
                                    + " is held by another node, though the data directory is not:"
                                    + " two machines or containers share one shared memory",
                            "give this node a data directory with another path, with --data DIR");
                }
                return new AeronDirectory(path, guard);
            } catch (final IOException e) {
                throw new NodeException(
                        ExitCode.DISK,
                        "the lock of the Aeron directory " + path + " cannot be made: " + e,
                        "make " + path.getParent() + " writable for the user of this process",
                        e);
            }
        }

        @Override
        public void close() {
            guard.close();
        }
    }
}
