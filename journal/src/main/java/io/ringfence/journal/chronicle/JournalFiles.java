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
    private FileChannel channel;
    private Path file;
    private long fileLength;
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
        this.writer = new ExcerptWriter(directory, config.rollBytes(), staging.bytes(), cycle);
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
        if (channel != null) {
            return;
        }
        writer.open();
        if (isFresh) {
            maker.take();
            disk.forceDirectory(directory);
            maker.begin(cycle + 1, true);
        }
        openChannel();
    }

    /** Publishes a batch in the current file. */
    void write(final int length) throws IOException {
        start();
        checkLength();
        endPosition = writer.write(length);
        maker.used(endPosition);
    }

    /** Ends the current file, makes all of it durable, and publishes a batch in the next one. */
    void roll(final int length) throws IOException {
        start();
        checkLength();
        maker.take();
        writer.rollTo(cycle + 1);
        final long newEnd = writer.write(length);
        disk.force(channel, file, isFresh);
        checkLength();
        disk.forceDirectory(directory);
        watermark.write(incarnation, writtenSequence, (int) cycle, endPosition);
        channel.close();
        cycle++;
        rolls++;
        endPosition = newEnd;
        isFresh = true;
        openChannel();
        maker.begin(cycle + 1, true);
    }

    /** What is written ends with {@code sequence}. */
    void written(final long sequence) {
        writtenSequence = sequence;
    }

    /** Makes everything written durable, then moves the watermark. */
    void force() throws IOException {
        disk.force(channel, file, isFresh);
        checkLength();
        if (isFresh) {
            disk.forceDirectory(directory);
            isFresh = false;
        }
        watermark.write(incarnation, writtenSequence, (int) cycle, endPosition);
    }

    /** What somebody has cut off the current file, in words; null if it has its length, or nobody can tell. */
    String missing() {
        try {
            return channel == null ? null : missing(channel.size());
        } catch (final IOException e) {
            return null;
        }
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
        CloseHelper.closeAll(space, maker, writer, channel, watermark);
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

    private void openChannel() throws IOException {
        file = CycleName.file(directory, cycle);
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        fileLength = channel.size();
    }

    /**
     * Asked before a store, because one behind the end of a file that somebody has shortened may end the process
     * without a word; and after a force, because up to the end of the last page such a store is lost in silence, and
     * the force has nothing to do.
     */
    private void checkLength() throws IOException {
        final long length = channel.size();
        if (length < fileLength) {
            throw new IOException(missing(length));
        }
    }

    private String missing(final long length) {
        return length < fileLength
                ? "the file has " + length + " bytes of " + fileLength + ", somebody cut it off"
                : null;
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
