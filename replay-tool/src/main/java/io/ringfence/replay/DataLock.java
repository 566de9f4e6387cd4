package io.ringfence.replay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock of a data directory, which a running node holds. Whoever writes into a journal holds it instead.
 *
 * <p>A process loses its lock when it closes any channel on the file. So the file is not opened when the node is in
 * this very process, which {@code node.pid} tells; a node in another process is not disturbed by a try.
 */
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws ReplayException if a node, or another repair, has it.
     */
    static DataLock take(final Path data) {
        if (String.valueOf(ProcessHandle.current().pid()).equals(holder(data))) {
            throw inUse(data);
        }
        try {
            final FileChannel channel =
                    FileChannel.open(data.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isHeld = false;
            try {
                isHeld = channel.tryLock() != null;
            } catch (final OverlappingFileLockException e) {
                throw inUse(data);
            } finally {
                if (!isHeld) {
                    channel.close();
                }
            }
            if (!isHeld) {
                throw inUse(data);
            }
            return new DataLock(channel);
        } catch (final IOException e) {
            throw new ReplayException(ExitCode.DISK, "cannot lock " + data + ": " + e, e);
        }
    }

    /** What the pid file says; empty when there is none. */
    private static String holder(final Path data) {
        try {
            return Files.readString(data.resolve("node.pid")).strip();
        } catch (final IOException e) {
            return "";
        }
    }

    private static ReplayException inUse(final Path data) {
        final String pid = holder(data);
        return new ReplayException(
                ExitCode.DATA_IN_USE,
                "the data directory " + data + " is held by "
                        + (pid.isEmpty() ? "another process" : "the node with process id " + pid)
                        + "; next: stop it, it repairs by itself when it starts");
    }

    /** Throws if the lock was let go. */
    void checkHeld() {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the lock was let go");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new ReplayException(ExitCode.DISK, "cannot let the lock go: " + e, e);
        }
    }
}
