package io.ringfence.journal.chronicle;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the next cycle file ahead: full length, zeros on the disk, forced, so that neither space nor allocation is
 * needed when the journal gets there. One thread of its own that works for one file at a time, in small steps with
 * pauses while there is time; what fails there is thrown in the journal thread. A full disk does not fail: the maker
 * waits for room and the {@link SpaceGuard} says so, as long as the journal has another file to write to. All methods:
 * journal thread only.
 */
final class FileMaker implements AutoCloseable {
    /**
     * A few pages a write. A file system with large folios (seen with ext4 on Linux 6.18) caches what one write brings
     * as one unit, and a store through the mapping makes the whole unit dirty: filled by the mebibyte, a commit of a
     * hundred bytes sends a mebibyte to the disk. Single pages cost more to fill and gain nothing measurable.
     */
    private static final int FILL_BYTES = 16 << 10;

    /** Forced a little at a time: a commit's force that falls into a longer one waits for it. */
    private static final long STEP_BYTES = 1L << 20;

    /** The step while the journal waits for the file. */
    private static final long AWAITED_STEP_BYTES = 16L << 20;

    /** How many times the length of a step the thread sleeps behind it. */
    private static final int PAUSE_PER_STEP = 3;

    private static final long PAUSE_NS_MAX = 50_000_000;

    /** How far the new file is made, at least, beside how far the current one is used; then there is time to pause. */
    private static final int AHEAD_FACTOR = 2;

    /** Between two looks for room, and after an attempt that met a full disk all the same. */
    private static final long ROOM_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long FULL_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long TAKE_TIMEOUT_S = 120;
    private static final long CLOSE_TIMEOUT_S = 30;

    private final Path directory;
    private final long fileBytes;
    private final JournalDisk disk;
    private final SpaceGuard space;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(FILL_BYTES);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        final Thread made = new Thread(task, "ringfence-journal-maker");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean isClosing;
    private volatile boolean isAwaited;
    private volatile long usedBytes;
    private Future<Path> made;
    private long cycle;

    FileMaker(final Path directory, final long fileBytes, final JournalDisk disk, final SpaceGuard space) {
        this.directory = directory;
        this.fileBytes = fileBytes;
        this.disk = disk;
        this.space = space;
    }

    /**
     * Begins to make the file of {@code nextCycle}; without another file to write to, a full disk is a failure. Whether
     * there is room is looked at here, while all of the current file is left for what was let in: the other thread may
     * come to it late.
     */
    void begin(final long nextCycle, final boolean hasOther) throws IOException {
        cycle = nextCycle;
        isAwaited = false;
        usedBytes = 0;
        if (hasOther && !space.hasRoomForFile(false)) {
            space.waiting(true);
        }
        made = thread.submit(() -> make(nextCycle, hasOther));
    }

    /** The current file is used up to {@code position}: sets the pace. */
    void used(final long position) {
        usedBytes = position;
    }

    /** Throws when the file could not be made. */
    void check() {
        if (made != null && made.isDone()) {
            await();
        }
    }

    /** Waits until the file is made, and gives it its name. Its name is not durable yet. */
    void take() throws IOException {
        isAwaited = true;
        final Path ahead = await();
        made = null;
        disk.rename(ahead, CycleName.file(directory, cycle));
    }

    @Override
    public void close() {
        isClosing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new JournalException("making the next journal file did not stop in " + CLOSE_TIMEOUT_S + " s");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("the journal thread was interrupted", e);
        }
    }

    private Path await() {
        try {
            return made.get(TAKE_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            throw cannotMake("free space on its disk, then start again", e.getCause());
        } catch (final TimeoutException e) {
            final String why = space.isShort() ? "there was no room on the disk for " : "the disk did not take it in ";
            throw cannotMake(why + TAKE_TIMEOUT_S + " s; free space on its disk, then start again", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("the journal thread was interrupted", e);
        }
    }

    private JournalException cannotMake(final String advice, final Throwable cause) {
        return new JournalException(
                "cannot make the next journal file " + CycleName.file(directory, cycle) + " of " + fileBytes
                        + " bytes: " + cause.getMessage() + "; " + advice,
                cause);
    }

    private Path make(final long nextCycle, final boolean hasOther) throws IOException {
        final Path ahead = CycleName.aheadFile(directory, nextCycle);
        boolean hasFailed = false;
        while (true) {
            if (hasOther) {
                awaitRoom(hasFailed);
            }
            try {
                fill(ahead);
                space.waiting(false);
                return ahead;
            } catch (final IOException e) {
                final boolean isFull = space.isFull(e);
                // What little room is left belongs to what was let in.
                disk.delete(ahead);
                if (!hasOther || !isFull) {
                    throw e;
                }
                hasFailed = true;
            }
        }
    }

    private void awaitRoom(final boolean hasFailed) throws IOException {
        if (hasFailed) {
            space.waiting(true);
            LockSupport.parkNanos(FULL_PAUSE_NS);
        }
        while (!isClosing && !space.hasRoomForFile(isAwaited)) {
            space.waiting(true);
            LockSupport.parkNanos(ROOM_LOOK_NS);
        }
    }

    private void fill(final Path ahead) throws IOException {
        try (FileChannel channel = FileChannel.open(ahead, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long forced = 0;
            long startNs = System.nanoTime();
            for (long position = 0; position < fileBytes && !isClosing; position += FILL_BYTES) {
                zeros.clear().limit((int) Math.min(FILL_BYTES, fileBytes - position));
                disk.fill(channel, ahead, position, zeros);
                if (position - forced >= (isAwaited ? AWAITED_STEP_BYTES : STEP_BYTES)) {
                    disk.force(channel, ahead, false);
                    forced = position;
                    pause(position, System.nanoTime() - startNs);
                    startNs = System.nanoTime();
                }
            }
            // A stop does not wait for the disk: nobody will use this file, the next start removes it.
            if (!isClosing) {
                disk.force(channel, ahead, true);
            }
        }
    }

    /** Leaves disk and core to the commits, as long as the file will be there in time. */
    private void pause(final long madeBytes, final long stepNs) {
        if (!isAwaited && !isClosing && madeBytes > AHEAD_FACTOR * usedBytes) {
            LockSupport.parkNanos(Math.min(PAUSE_PER_STEP * stepNs, PAUSE_NS_MAX));
        }
    }
}
