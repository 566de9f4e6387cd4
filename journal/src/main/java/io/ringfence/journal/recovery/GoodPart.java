package io.ringfence.journal.recovery;

import io.ringfence.journal.CycleScan;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalDisk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Copies the good part of a cycle file into a new file that ends with an end mark, so that nothing is ever written into
 * it again: writing goes on in the next file. Chronicle's notes in the copy say what is in the copy; its index is left
 * empty, which Chronicle allows.
 */
final class GoodPart {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int PAGE_BYTES = 4096;
    private static final int END_MARK = 0xC000_0000;
    private static final int WRITE_POSITION_OFFSET = 64;

    private GoodPart() {}

    /** Makes {@code copy} of the first {@code position} bytes of {@code file}, and makes it durable. */
    static void copy(final JournalDisk disk, final Path file, final long cycle, final long position, final Path copy)
            throws IOException {
        final ByteBuffer notes = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        final List<int[]> arrays;
        final long length;
        try (CycleScan scan = CycleScan.open(file, cycle)) {
            while (scan.end() < position) {
                if (scan.next() != CycleScan.Step.BATCH) {
                    throw new JournalDamagedException(
                            file, cycle, scan.lastSequence() + 1, "the file changed while it was repaired");
                }
            }
            notes.putLong(scan.lastBatchPosition())
                    .putLong(scan.lastBatchNumber())
                    .flip();
            arrays = scan.indexArrays();
            length = Math.max(scan.length(), (position + Integer.BYTES + PAGE_BYTES - 1) & -PAGE_BYTES);
        }
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(disk, from, to, copy, position);
            disk.write(to, copy, WRITE_POSITION_OFFSET, notes);
            for (final int[] array : arrays) {
                disk.fill(to, copy, array[0], ByteBuffer.allocate(array[1] - array[0]));
            }
            final ByteBuffer endMark = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            disk.write(to, copy, position, endMark.putInt(0, END_MARK));
            disk.fill(to, copy, length - 1, ByteBuffer.allocate(1));
            disk.force(to, copy, true);
        }
    }

    private static void copy(
            final JournalDisk disk, final FileChannel from, final FileChannel to, final Path copy, final long length)
            throws IOException {
        final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        for (long at = 0; at < length; ) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, length - at));
            while (chunk.hasRemaining()) {
                if (from.read(chunk, at + chunk.position()) < 0) {
                    throw new EOFException("the file ends before " + length);
                }
            }
            chunk.flip();
            final int copied = chunk.remaining();
            disk.write(to, copy, at, chunk);
            at += copied;
        }
    }
}
