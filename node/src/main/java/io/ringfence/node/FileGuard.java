package io.ringfence.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A lock file that is removed in the end. Whoever got the lock of a file that its holder was just removing finds that
 * the name no longer leads to what it wrote (the file has another length, drawn by lot), and does not have the lock.
 */
final class FileGuard implements AutoCloseable {
    private static final int SIZE_MAX = 1 << 20;

    private final Path file;
    private final FileChannel channel;

    private FileGuard(final Path file, final FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The lock, or null if somebody holds it. */
    static FileGuard tryLock(final Path file) throws IOException {
        final FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        boolean isHeld = false;
        try {
            final FileLock lock = channel.tryLock();
            isHeld = lock != null && isReached(file, channel);
        } catch (final OverlappingFileLockException e) {
            isHeld = false;
        } finally {
            if (!isHeld) {
                channel.close();
            }
        }
        return isHeld ? new FileGuard(file, channel) : null;
    }

    /** Asks for the size only: to open the file again, and to close it, would drop the lock. */
    private static boolean isReached(final Path file, final FileChannel channel) throws IOException {
        final int size = ThreadLocalRandom.current().nextInt(1, SIZE_MAX);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), size - 1L);
        return Files.exists(file) && Files.size(file) == size;
    }

    /** Removes the file and lets go. Idempotent. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
