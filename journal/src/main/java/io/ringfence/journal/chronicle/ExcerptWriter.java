package io.ringfence.journal.chronicle;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle's appender with the clock that makes it roll when we say so. One mapping holds a whole file. Journal thread
 * only: Chronicle binds an appender to the thread that uses it first, so it is made at the first write.
 *
 * <p>What a larger excerpt holds is written to the file by a call, within the excerpt; Chronicle then publishes its
 * header through the mapping, which sees the same page cache. Stored through the mapping, every page would fault once
 * after each force, and each force would have to make every page read-only again, on every core. A small excerpt lies
 * where the store of its header makes the memory writable anyway: there a call would only cost more.
 */
final class ExcerptWriter implements AutoCloseable {
    private static final long LOCK_TIMEOUT_MS = 2_000;

    /** A page: less than that faults once or twice. */
    private static final int CALL_BYTES_MIN = 4 << 10;

    private final ChronicleFaults faults = new ChronicleFaults();
    private final Path directory;
    private final long blockBytes;
    private final JournalDisk disk;
    private final BytesStore<?, ?> mapped;
    private final ByteBuffer called;
    private volatile long cycle;
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;

    /**
     * @param staging direct buffer that every excerpt is copied from, from its start.
     * @param cycle where writing begins.
     */
    ExcerptWriter(
            final Path directory,
            final JournalDisk disk,
            final long rollBytes,
            final ByteBuffer staging,
            final long cycle) {
        this.directory = directory;
        this.disk = disk;
        this.blockBytes = Long.highestOneBit(rollBytes) == rollBytes ? rollBytes : Long.highestOneBit(rollBytes) << 1;
        this.mapped = BytesStore.wrap(staging);
        this.called = staging.duplicate();
        this.cycle = cycle;
    }

    /** Opens the queue, in the thread that will write. */
    void open() {
        queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(RollCycles.FIVE_MINUTELY)
                .blockSize(blockBytes)
                .syncMode(SyncMode.NONE)
                .timeProvider(() -> CycleName.timeMs(cycle))
                .timeoutMS(LOCK_TIMEOUT_MS)
                .build();
        appender = queue.createAppender();
    }

    /** Later excerpts go to {@code nextCycle}; Chronicle marks the end of the file before it. */
    void rollTo(final long nextCycle) {
        cycle = nextCycle;
    }

    /**
     * Publishes the first {@code length} bytes of the staging buffer as one excerpt, all or nothing.
     *
     * @param file of the cycle.
     * @return the position behind it in the file.
     */
    long write(final int length, final OpenCycle file) throws IOException {
        final long end;
        final DocumentContext excerpt = appender.writingDocument();
        boolean isWritten = false;
        try {
            final Bytes<?> bytes = excerpt.wire().bytes();
            if (length < CALL_BYTES_MIN) {
                bytes.write(mapped, 0L, (long) length);
            } else {
                called.limit(length).position(0);
                disk.write(file.channel(), file.file(), bytes.writePosition(), called);
                bytes.writeSkip(length);
            }
            end = bytes.writePosition();
            isWritten = true;
        } finally {
            if (!isWritten) {
                excerpt.rollbackOnClose();
            }
            excerpt.close();
        }
        faults.check();
        return end;
    }

    @Override
    public void close() {
        if (queue != null) {
            appender.close();
            queue.close();
            queue = null;
            faults.check();
        }
    }
}
