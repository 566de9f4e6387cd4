package io.ringfence.benchmarks.references;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latency of an append to a file that was filled with zeros before, and its {@code force(false)}: what a commit of the
 * journal cannot be faster than. One thread.
 */
public final class ForceReference {
    private static final int FILE_LENGTH = 64 << 20;
    private static final int FILL_LENGTH = 1 << 20;
    private static final int TRACE_MIN = 1 << 14;

    private ForceReference() {}

    /** Appends and forces for so long in a file of this directory, which is removed again; nanoseconds. */
    public static Histogram run(final Path directory, final int appendLength, final int milliseconds)
            throws IOException {
        final Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        for (final long durationNs : trace(directory, appendLength, milliseconds)) {
            histogram.recordValue(durationNs);
        }
        return histogram;
    }

    /** The same, one after the other as they came. */
    public static long[] trace(final Path directory, final int appendLength, final int milliseconds)
            throws IOException {
        final Path file = Files.createTempFile(directory, "ringfence-force-", ".bin");
        long[] trace = new long[TRACE_MIN];
        int count = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            fill(channel);
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
                if (count == trace.length) {
                    trace = Arrays.copyOf(trace, 2 * count);
                }
                trace[count++] = nowNs - startNs;
                startNs = nowNs;
                position = (position + appendLength) % (FILE_LENGTH - appendLength);
            }
        } finally {
            Files.delete(file);
        }
        return Arrays.copyOf(trace, count);
    }

    private static void fill(final FileChannel channel) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(FILL_LENGTH);
        for (int position = 0; position < FILE_LENGTH; position += FILL_LENGTH) {
            zeros.clear();
            channel.write(zeros, position);
        }
        channel.force(true);
    }
}
