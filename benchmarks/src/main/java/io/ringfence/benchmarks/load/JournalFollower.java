package io.ringfence.benchmarks.load;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Checks the journal of a run while it is written, and removes each file that it is wholly through, so that a run may
 * write more than the disk holds. It reads behind the watermark, so the file in which it reads was begun by the writer,
 * and those before it are closed: neither the file that is written nor the one made ahead is ever touched.
 *
 * <p>One thread of its own from {@link #start} to {@link #hold}; all methods belong to the one that runs the load. Only
 * for a journal that the rig made for this run.
 */
final class JournalFollower implements AutoCloseable {
    private static final long NAP_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final double MIB = 1 << 20;

    private final Path journal;
    private final long bytesMax;
    private final Runnable onFailure;
    private final JournalReader reader;
    private final JournalCheck check = new JournalCheck();
    private final Thread thread = new Thread(this::follow, "load-journal-follower");
    private volatile boolean isHeld;
    private String against = "";
    private long firstCycle = -1;
    private long filesRemoved;
    private long bytesPeak;
    private long lookedNs;

    private JournalFollower(final Path journal, final Path watermark, final long bytesMax, final Runnable onFailure) {
        this.journal = journal;
        this.bytesMax = bytesMax;
        this.onFailure = onFailure;
        reader = JournalReader.openFollowing(journal, watermark);
    }

    /**
     * Begins to follow.
     *
     * @param bytesMax that the journal may have on the disk; more of it fails the run
     * @param onFailure called in the follower's thread, once, when the run need not go on
     */
    static JournalFollower start(
            final Path journal, final Path watermark, final long bytesMax, final Runnable onFailure) {
        final JournalFollower follower = new JournalFollower(journal, watermark, bytesMax, onFailure);
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    /**
     * Follows no further. To be called before the live state is asked for its hash: the answer is of a later sequence
     * then than any that was applied here.
     */
    void hold() {
        isHeld = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What spoke against the journal so far; empty if nothing did. After {@link #hold}. */
    String against() {
        return against;
    }

    /** Reads the rest of a journal that nobody writes any more, as strictly as one that was never followed. */
    String finish(final long sequence, final long hash) {
        hold();
        if (against.isEmpty()) {
            look();
        }
        if (against.isEmpty()) {
            reader.rest();
            against = check.finish(reader, sequence, hash);
        }
        return against;
    }

    /** Most bytes that the journal had on the disk. */
    long bytesPeak() {
        return bytesPeak;
    }

    /** Files that were checked and removed. */
    long filesRemoved() {
        return filesRemoved;
    }

    /** Bytes of all files of a journal, those made ahead too. */
    static long bytesOf(final Path journal) {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(journal)) {
            for (final Path file : files) {
                bytes += size(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    private static long size(final Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (final NoSuchFileException e) {
            // It was made ahead and has its name now; the next look sees it.
            return 0;
        }
    }

    private void follow() {
        try {
            while (!isHeld && against.isEmpty()) {
                final boolean hasBatch = reader.nextBatch();
                if (hasBatch) {
                    check.apply(reader);
                    removeBefore(reader.cycle());
                }
                if (System.nanoTime() - lookedNs > LOOK_NS) {
                    look();
                }
                if (!hasBatch) {
                    LockSupport.parkNanos(NAP_NS);
                }
            }
        } catch (final RuntimeException e) {
            against = JournalCheck.refusal(e);
        } catch (final IOException e) {
            against = "a checked file of the journal cannot be removed: " + e;
        }
        if (!against.isEmpty()) {
            onFailure.run();
        }
    }

    private void removeBefore(final long cycle) throws IOException {
        if (firstCycle < 0) {
            firstCycle = cycle;
        }
        if (firstCycle < cycle) {
            look();
        }
        while (firstCycle < cycle) {
            Files.delete(CycleName.file(journal, firstCycle));
            firstCycle++;
            filesRemoved++;
        }
    }

    private void look() {
        lookedNs = System.nanoTime();
        final long bytes = bytesOf(journal);
        bytesPeak = Math.max(bytesPeak, bytes);
        if (bytes > bytesMax && against.isEmpty()) {
            against = String.format(
                    Locale.ROOT,
                    "the check of the journal fell behind: %,.0f MiB of it on the disk, %,.0f may be",
                    bytes / MIB,
                    bytesMax / MIB);
        }
    }

    /** Lets go of the journal. Idempotent. */
    @Override
    public void close() {
        hold();
        reader.close();
    }
}
