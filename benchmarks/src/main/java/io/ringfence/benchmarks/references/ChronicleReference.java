package io.ringfence.benchmarks.references;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** A plain Chronicle Queue, one excerpt for each message of a command's size, into the page cache. One thread. */
public final class ChronicleReference {
    private static final int MESSAGE_LENGTH = 112;
    private static final long BLOCK_LENGTH = 64L << 20;
    private static final int LOOK_EVERY = 1 << 10;
    private static final long BYTES_MAX = 2L << 30;

    private ChronicleReference() {}

    /** Messages a second, for so long or 2 GiB in a directory of this one that is removed again. */
    public static double run(final Path directory, final int milliseconds) throws IOException {
        final Path home = Files.createTempDirectory(directory, "ringfence-chronicle-");
        final Bytes<?> message = Bytes.allocateElasticDirect(MESSAGE_LENGTH);
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(home.toFile())
                        .blockSize(BLOCK_LENGTH)
                        .build();
                ExcerptAppender appender = queue.createAppender()) {
            final long startNs = System.nanoTime();
            final long budgetNs = TimeUnit.MILLISECONDS.toNanos(milliseconds);
            long count = 0;
            long spentNs = 0;
            while (spentNs < budgetNs && count * MESSAGE_LENGTH < BYTES_MAX) {
                for (int i = 0; i < LOOK_EVERY; i++) {
                    message.clear();
                    message.writeLong(count++);
                    message.writePosition(MESSAGE_LENGTH);
                    appender.writeBytes(message);
                }
                spentNs = System.nanoTime() - startNs;
            }
            return count * 1e9 / spentNs;
        } finally {
            message.releaseLast();
            remove(home);
        }
    }

    private static void remove(final Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
