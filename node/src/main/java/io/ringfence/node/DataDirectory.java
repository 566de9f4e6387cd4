package io.ringfence.node;

import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data directory while this node holds it. The lock is the file's, so it dies with the process; nobody else opens
 * that file, because closing any other channel on it in this process would drop the lock.
 */
final class DataDirectory implements AutoCloseable {
    /** Locks held by this process, by real path: a file lock does not keep out its own process. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(final Path path, final FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes the directory if it is not there, locks it and writes the pid file. Throws {@link NodeException}. */
    static DataDirectory lock(final Path data) {
        try {
            Files.createDirectories(data);
            final Path real = data.toRealPath();
            if (!HELD.add(real)) {
                throw inUse(real);
            }
            boolean isLocked = false;
            try {
                final DataDirectory directory = new DataDirectory(real, openLocked(real));
                directory.writePid();
                isLocked = true;
                return directory;
            } finally {
                if (!isLocked) {
                    HELD.remove(real);
                }
            }
        } catch (final IOException e) {
            throw new NodeException(
                    ExitCode.DISK,
                    "the data directory " + data + " cannot be made or written: " + e,
                    "make it writable for the user of this process, or choose another with --data DIR",
                    e);
        }
    }

    private static FileChannel openLocked(final Path real) throws IOException {
        final FileChannel channel =
                FileChannel.open(real.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            final FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (final OverlappingFileLockException e) {
            channel.close();
            throw inUse(real);
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw inUse(real);
    }

    private static NodeException inUse(final Path real) {
        String holder = "another node";
        try {
            holder = "the node with process id "
                    + Files.readString(real.resolve("node.pid")).strip();
        } catch (final IOException e) {
            holder += " (node.pid cannot be read: " + e.getMessage() + ")";
        }
        return new NodeException(
                ExitCode.DATA_IN_USE,
                "the data directory " + real + " is held by " + holder,
                "stop that node, or choose another directory with --data DIR");
    }

    private void writePid() throws IOException {
        Files.writeString(
                path.resolve("node.pid"),
                ProcessHandle.current().pid() + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /** The directory without links. */
    Path path() {
        return path;
    }

    /** Removes the pid file and lets go of the lock. Idempotent. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(path.resolve("node.pid"));
            channel.close();
        } catch (final IOException e) {
            throw new NodeException(
                    ExitCode.DISK, "the lock of " + path + " cannot be let go: " + e, "look at the disk", e);
        } finally {
            HELD.remove(path);
        }
    }
}
