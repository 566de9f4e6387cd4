package io.ringfence.journal.chronicle;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalTail;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes what was recovered beyond the watermark as durable as what lies below it, before anybody builds on it.
 *
 * <p>What was read back may be in the page cache alone, and a force may not be enough to bring it to the disk: when a
 * force fails, Linux drops the mark that says a page is still to be written, and the next force finds nothing to do. So
 * each page that may be concerned is written again, with the bytes it has, and then forced. A stop in between changes
 * nothing.
 *
 * <p>Behind the last document of the file that is written on there may be bytes that were never published. They are
 * overwritten with zeros: otherwise a later power cut could bring an old page back that looks like the next batch. What
 * the file is short of its full length is filled up, because a page without room on the disk is a fault in the middle
 * of a write.
 */
final class RecoveredTail {
    private static final int PAGE_BYTES = 4096;
    private static final int CHUNK_BYTES = 1 << 20;

    /** As small as the maker of files writes, for the same reason. */
    private static final int FILL_BYTES = 16 << 10;

    /** Of the first pages of a file, which hold Chronicle's notes. */
    private static final int HEAD_BYTES = 64 << 10;

    private final JournalDisk disk;
    private final Path directory;
    private final JournalTail tail;
    private final long fileBytes;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(FILL_BYTES);

    private RecoveredTail(final JournalDisk disk, final Path directory, final JournalTail tail, final long fileBytes) {
        this.disk = disk;
        this.directory = directory;
        this.tail = tail;
        this.fileBytes = fileBytes;
    }

    /** Returns when every file from that of the watermark on is durable up to its end. */
    static void settle(final JournalDisk disk, final Path directory, final JournalTail tail, final long fileBytes)
            throws IOException {
        final RecoveredTail recovered = new RecoveredTail(disk, directory, tail, fileBytes);
        for (int cycle = Math.max(0, tail.durable().cycle()); cycle <= tail.lastCycle(); cycle++) {
            recovered.settle(cycle);
        }
        disk.forceDirectory(directory);
    }

    private void settle(final int cycle) throws IOException {
        final Path file = CycleName.file(directory, cycle);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long size = channel.size();
            final boolean isLast = cycle == tail.lastCycle();
            final long end = isLast ? Math.min(size, tail.openPosition() + Integer.BYTES) : size;
            final long durable =
                    cycle == tail.durable().cycle() ? tail.durable().position() & -PAGE_BYTES : 0;
            rewrite(channel, file, 0, Math.min(Math.min(HEAD_BYTES, durable), end));
            rewrite(channel, file, durable, end);
            if (isLast && !tail.isLastCycleEnded()) {
                clear(channel, file, tail.openPosition(), size);
                fill(channel, file, size, fileBytes);
            }
            disk.force(channel, file, true);
        }
    }

    private void rewrite(final FileChannel channel, final Path file, final long from, final long to)
            throws IOException {
        for (long at = from; at < to; at += CHUNK_BYTES) {
            read(channel, at, (int) Math.min(CHUNK_BYTES, to - at));
            disk.write(channel, file, at, chunk);
        }
    }

    /** Zeros over whatever is not zero. */
    private void clear(final FileChannel channel, final Path file, final long from, final long to) throws IOException {
        for (long at = from; at < to; at += FILL_BYTES) {
            final int length = (int) Math.min(FILL_BYTES, to - at);
            read(channel, at, length);
            if (!isZero(length)) {
                fill(channel, file, at, at + length);
            }
        }
    }

    private void fill(final FileChannel channel, final Path file, final long from, final long to) throws IOException {
        for (long at = from; at < to; at += FILL_BYTES) {
            zeros.clear().limit((int) Math.min(FILL_BYTES, to - at));
            disk.fill(channel, file, at, zeros);
        }
    }

    private boolean isZero(final int length) {
        int at = 0;
        while (at <= length - Long.BYTES && chunk.getLong(at) == 0) {
            at += Long.BYTES;
        }
        while (at < length && chunk.get(at) == 0) {
            at++;
        }
        return at == length;
    }

    private void read(final FileChannel channel, final long from, final int length) throws IOException {
        chunk.clear().limit(length);
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, from + chunk.position()) < 0) {
                throw new EOFException("the file shrank while the journal was opened");
            }
        }
        chunk.flip();
    }
}
