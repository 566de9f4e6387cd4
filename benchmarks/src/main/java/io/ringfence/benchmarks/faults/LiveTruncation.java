package io.ringfence.benchmarks.faults;

import io.ringfence.journal.CycleName;
import io.ringfence.testkit.FileFaults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Somebody shortens the journal file that a live node writes to, once, between two commands: in the middle of a store
 * it could end the JVM before the node says a word. One thread.
 */
final class LiveTruncation {
    private static final long WRITTEN_MIN = 200_000;
    private static final long WRITTEN_MAX = 500_000;

    /** So much of the free part stays: nothing but the length of the file shows that the rest is gone. */
    private static final long FREE_KEPT = 200_000;

    /** Where Chronicle keeps the place of its last excerpt. */
    private static final int WRITE_POSITION_OFFSET = 64;

    private final Path data;
    private final boolean isAnsweredPart;
    private Path file;
    private long length;

    /** @param isAnsweredPart whether a half of what was written goes, too; otherwise only what is free */
    LiveTruncation(final Path data, final boolean isAnsweredPart) {
        this.data = data;
        this.isAnsweredPart = isAnsweredPart;
    }

    /** Strikes if the node is in the middle of a file; whether it did. */
    boolean strike() throws IOException {
        final Path journal = HostSettings.journal(data);
        final long[] cycles = CycleName.list(journal);
        final Path current = CycleName.file(journal, cycles[cycles.length - 1]);
        final long written = writePosition(current);
        if (written < WRITTEN_MIN || written > WRITTEN_MAX) {
            return false;
        }
        file = current;
        length = isAnsweredPart ? written / 2 : written + FREE_KEPT;
        FileFaults.truncate(file, length);
        return true;
    }

    /** Zero in a file that is just begun. */
    private static long writePosition(final Path current) throws IOException {
        final ByteBuffer position = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(current, StandardOpenOption.READ)) {
            channel.read(position, WRITE_POSITION_OFFSET);
        }
        return position.getLong(0);
    }

    /** The file that was shortened; null before. */
    Path file() {
        return file;
    }

    @Override
    public String toString() {
        return file == null ? "no file was cut off" : file + " was cut off at " + length;
    }
}
