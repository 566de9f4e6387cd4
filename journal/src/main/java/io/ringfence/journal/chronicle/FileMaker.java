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

/**
 * Makes the next cycle file ahead: full length, zeros on the disk, forced, so that neither space nor allocation is
 * needed when the journal gets there. One thread of its own that works for one file at a time; what fails there is
 * thrown in the journal thread. All methods: journal thread only.
 */
final class FileMaker implements AutoCloseable {
    private static final int FILL_BYTES = 1 << 20;
    private static final long FORCE_EVERY_BYTES = 16L << 20;
    private static final long TAKE_TIMEOUT_S = 120;
    private static final long CLOSE_TIMEOUT_S = 30;

    private final Path directory;
    private final long fileBytes;
    private final JournalDisk disk;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(FILL_BYTES);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        final Thread made = new Thread(task, "ringfence-journal-maker");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean isClosing;
    private Future<Path> made;
    private long cycle;

    FileMaker(final Path directory, final long fileBytes, final JournalDisk disk) {
        this.directory = directory;
        this.fileBytes = fileBytes;
        this.disk = disk;
    }

    /** Begins to make the file of {@code nextCycle}. */
    void begin(final long nextCycle) {
        cycle = nextCycle;
        made = thread.submit(() -> make(nextCycle));
    }

    /** Throws when the file could not be made. */
    void check() {
        if (made != null && made.isDone()) {
            await();
        }
    }

    /** Waits until the file is made, and gives it its name. Its name is not durable yet. */
    void take() throws IOException {
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
            throw cannotMake("the disk did not take it in " + TAKE_TIMEOUT_S + " s", e);
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

    private Path make(final long nextCycle) throws IOException {
        final Path ahead = CycleName.aheadFile(directory, nextCycle);
        try {
            fill(ahead);
        } catch (final IOException e) {
            // What little room is left belongs to whoever stops in order.
            disk.delete(ahead);
            throw e;
        }
        return ahead;
    }

    private void fill(final Path ahead) throws IOException {
        try (FileChannel channel = FileChannel.open(ahead, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long forced = 0;
            for (long position = 0; position < fileBytes && !isClosing; position += zeros.capacity()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), fileBytes - position));
                disk.fill(channel, ahead, position, zeros);
                if (position - forced >= FORCE_EVERY_BYTES) {
                    disk.force(channel, ahead, false);
                    forced = position;
                }
            }
            disk.force(channel, ahead, true);
        }
    }
}
