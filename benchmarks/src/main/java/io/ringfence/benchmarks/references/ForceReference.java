package io.ringfence.benchmarks.references;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latency of an append to a file that was filled with zeros before, and its {@code force(false)}: what a commit of the
 * journal cannot be faster than. One thread.
 */
public final class ForceReference {
    private static final int FILE_LENGTH = 64 << 20;
    private static final int FILL_LENGTH = 1 << 20;

    private ForceReference() {}

    /** Appends and forces for so long in a file of this directory, which is removed again; nanoseconds. */
    public static Histogram run(final Path directory, final int appendLength, final int milliseconds)
            throws IOException {
        final Path file = Files.createTempFile(directory, "ringfence-force-", ".bin");
        final Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            final ByteBuffer zeros = ByteBuffer.allocateDirect(FILL_LENGTH);
            for (int position = 0; position < FILE_LENGTH; position += FILL_LENGTH) {
                zeros.clear();
                channel.write(zeros, position);
            }
            channel.force(true);
            final ByteBuffer append = ByteBuffer.allocateDirect(appendLength);
            final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            long position = 0;
            long startNs = System.nanoTime();
            while (startNs < endNs) {
                append.clear();
                append.putLong(0, startNs);
                channel.write(append, position);
                channel.force(false);
                final long nowNs = System.nanoTime();
                histogram.recordValue(nowNs - startNs);
                startNs = nowNs;
                position = (position + appendLength) % (FILE_LENGTH - appendLength);
            }
        } finally {
            Files.delete(file);
        }
        return histogram;
    }
}
