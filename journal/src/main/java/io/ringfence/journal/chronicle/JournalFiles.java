package io.ringfence.journal.chronicle;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.WatermarkFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;

/**
 * The files of a writer: the current cycle file with the channel that forces it, the next one, and the watermark.
 * Journal thread only. A throw of any method is final.
 */
final class JournalFiles implements AutoCloseable {
    private static final int METADATA_BYTES = 128 << 10;

    private final JournalDisk disk;
    private final Path directory;
    private final BatchStaging staging;
    private final long incarnation;
    private final ExcerptWriter writer;
    private final SpaceGuard space;
    private final FileMaker maker;
    private final WatermarkFile watermark;
    private OpenCycle current;
    private OpenCycle next;
    private long cycle;
    private boolean isFresh;
    private long endPosition;
    private long writtenSequence;
    private long rolls;

    private JournalFiles(
            final JournalConfig config, final JournalDisk disk, final JournalTail tail, final WatermarkFile watermark) {
        this.disk = disk;
        this.directory = config.directory();
        this.watermark = watermark;
        this.staging = new BatchStaging(config.batchBytesMax(), config.schemaVersion());
        this.incarnation = tail.lastIncarnation() + 1;
        this.isFresh = tail.lastCycle() < 0 || tail.isLastCycleEnded();
        this.cycle = isFresh ? tail.lastCycle() + 1 : tail.lastCycle();
        this.endPosition = tail.endCycle() == cycle ? tail.endPosition() : 0;
        this.writtenSequence = tail.lastSequence();
        this.writer = new ExcerptWriter(directory, disk, config.rollBytes(), staging.bytes(), cycle);
        this.space = new SpaceGuard(directory, disk, config.rollBytes(), config.spareBytes());
        this.maker = new FileMaker(directory, config.rollBytes(), disk, space);
    }

    static JournalFiles open(final JournalConfig config, final JournalDisk disk, final JournalTail tail) {
        try {
            Files.createDirectories(config.directory());
            disk.forceDirectory(config.directory().toAbsolutePath().getParent());
            removeLeftovers(config.directory(), disk, tail);
            RecoveredTail.settle(disk, config.directory(), tail, config.rollBytes());
            final WatermarkFile watermark = WatermarkFile.open(config.watermark(), disk);
            final JournalFiles files = new JournalFiles(config, disk, tail, watermark);
            try {
                files.begin(tail);
                return files;
            } catch (final Throwable t) {
                files.close();
                throw t;
            }
        } catch (final IOException e) {
            throw new JournalException("cannot open the journal in " + config.directory() + ": " + e.getMessage(), e);
        }
    }

    BatchStaging staging() {
        return staging;
    }

    long incarnation() {
        return incarnation;
    }

    long rolls() {
        return rolls;
    }

    Path current() {
        return CycleName.file(directory, cycle);
    }

    /** Behind the last batch in the current file; zero in a new one. */
    long endPosition() {
        return endPosition;
    }

    /**
     * Makes ready for the first batch. The queue is opened before a new file gets its name: Chronicle would wait for
     * the first header of an empty one.
     */
    void start() throws IOException {
        if (current != null) {
            return;
        }
        writer.open();
        if (isFresh) {
            maker.take();
            disk.forceDirectory(directory);
            maker.begin(cycle + 1, true);
        }
        current = OpenCycle.open(directory, cycle);
    }

    /** Publishes a batch in the current file. */
    void write(final int length) throws IOException {
        start();
        current.checkLength();
        endPosition = writer.write(length, current);
        maker.used(endPosition);
    }

    /** Ends the current file, makes all of it durable, and publishes a batch in the next one. */
    void roll(final int length) throws IOException {
        start();
        current.checkLength();
        maker.take();
        next = OpenCycle.open(directory, cycle + 1);
        writer.rollTo(cycle + 1);
        final long newEnd = writer.write(length, next);
        disk.force(current.channel(), current.file(), isFresh);
        current.checkLength();
        disk.forceDirectory(directory);
        watermark.write(incarnation, writtenSequence, (int) cycle, endPosition);
        current.close();
        current = next;
        next = null;
        endPosition = newEnd;
        cycle++;
        rolls++;
        isFresh = true;
        maker.begin(cycle + 1, true);
    }

    /** What is written ends with {@code sequence}. */
    void written(final long sequence) {
        writtenSequence = sequence;
    }

    /** Makes everything written durable, then moves the watermark. */
    void force() throws IOException {
        disk.force(current.channel(), current.file(), isFresh);
        current.checkLength();
        if (isFresh) {
            disk.forceDirectory(directory);
            isFresh = false;
        }
        watermark.write(incarnation, writtenSequence, (int) cycle, endPosition);
    }

    /** What somebody has cut off the current file, in words; null if it has its length, or nobody can tell. */
    String missing() {
        return current == null ? null : current.missing();
    }

    /** Whether nothing more should be let in. Any thread. */
    boolean isShortOfSpace() {
        return space.isShort();
    }

    /** Throws when the next file could not be made. */
    void checkNextFile() {
        maker.check();
    }

    /** Lets go of everything; the first failure is thrown when all is done. */
    @Override
    public void close() {
        CloseHelper.closeAll(space, maker, writer, current, next, watermark);
    }

    private void begin(final JournalTail tail) throws IOException {
        if (tail.isEmpty()) {
            watermark.write(incarnation, 0, -1, 0);
        } else {
            watermark.write(incarnation, tail.lastSequence(), tail.endCycle(), tail.endPosition());
        }
        watermark.force();
        maker.begin(isFresh ? cycle : cycle + 1, !isFresh);
        space.start();
    }

    private static void removeLeftovers(final Path directory, final JournalDisk disk, final JournalTail tail)
            throws IOException {
        for (final Path leftover : tail.leftovers()) {
            disk.delete(leftover);
            disk.forceDirectory(directory);
        }
        // Chronicle's notes may be stale, or hold the lock of a process that is gone. It makes them anew in a file that
        // already has its room on the disk: a mapped page without room would be a fault in the middle of a write.
        final Path metadata = directory.resolve(CycleName.METADATA);
        disk.delete(metadata);
        try (FileChannel channel =
                FileChannel.open(metadata, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            disk.fill(channel, metadata, 0, ByteBuffer.allocate(METADATA_BYTES));
        }
    }
}
