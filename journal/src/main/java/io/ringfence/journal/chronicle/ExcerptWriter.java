package io.ringfence.journal.chronicle;

import io.ringfence.journal.CycleName;
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
 */
final class ExcerptWriter implements AutoCloseable {
    private static final long LOCK_TIMEOUT_MS = 2_000;

    private final ChronicleFaults faults = new ChronicleFaults();
    private final Path directory;
    private final long blockBytes;
    private final BytesStore<?, ?> staging;
    private volatile long cycle;
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;

    /**
     * @param staging direct buffer that every excerpt is copied from, from its start.
     * @param cycle where writing begins.
     */
    ExcerptWriter(final Path directory, final long rollBytes, final ByteBuffer staging, final long cycle) {
        this.directory = directory;
        this.blockBytes = Long.highestOneBit(rollBytes) == rollBytes ? rollBytes : Long.highestOneBit(rollBytes) << 1;
        this.staging = BytesStore.wrap(staging);
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
     * @return the position behind it in the file.
     */
    long write(final int length) {
        final long end;
        final DocumentContext excerpt = appender.writingDocument();
        boolean isWritten = false;
        try {
            final Bytes<?> bytes = excerpt.wire().bytes();
            bytes.write(staging, 0L, (long) length);
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
