package io.ringfence.journal.chronicle;

import io.ringfence.journal.JournalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the room on the disk of the journal, so that intake stops before anything fails. A file of the journal has
 * its room before it is used; what lacks when a disk is full is always the next one, while the current one can still
 * take what was let in.
 *
 * <p>Room is short while the next file waits for it, and while there is less than the spare bytes that are left for
 * what was already let in and for everything else on that disk. One thread of its own looks every tenth of a second;
 * the thread that makes files tells when it waits; {@link #isShort} may be asked by any thread.
 */
final class SpaceGuard implements AutoCloseable {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final Path directory;
    private final JournalDisk disk;
    private final long fileBytes;
    private final long spareBytes;
    private final Thread thread = new Thread(this::watch, "ringfence-journal-space");
    private volatile boolean isClosing;
    private volatile boolean isLow;
    private volatile boolean isWaiting;

    SpaceGuard(final Path directory, final JournalDisk disk, final long fileBytes, final long spareBytes) {
        this.directory = directory;
        this.disk = disk;
        this.fileBytes = fileBytes;
        this.spareBytes = spareBytes;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether nothing more should be let in. Any thread. */
    boolean isShort() {
        return isLow || isWaiting;
    }

    /** Whether a file can be made; what was let in may use the spare bytes. */
    boolean hasRoomForFile(final boolean isForWhatWasLetIn) throws IOException {
        return disk.usableBytes(directory) >= fileBytes + (isForWhatWasLetIn ? 0 : spareBytes);
    }

    /** The maker's thread: whether the next file waits for room. */
    void waiting(final boolean isNextFileWaiting) {
        isWaiting = isNextFileWaiting;
    }

    /** Whether a failure to write means that the disk is full, or this user's part of it. */
    boolean isFull(final IOException failure) throws IOException {
        final String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("quota") || !hasRoomForFile(true);
    }

    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!isClosing) {
            try {
                isLow = disk.usableBytes(directory) < spareBytes;
            } catch (final IOException e) {
                // A disk that cannot be asked tells the journal itself, at its next force.
                isLow = false;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }
}
