package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Follows the {@link Watermark} of a live writer without allocating. Read only; one thread. */
public final class WatermarkReader implements AutoCloseable {
    private static final int SLOTS = Watermark.FILE_LENGTH / Watermark.SLOT_LENGTH;

    private final Path path;
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(Watermark.SLOT_LENGTH));
    private final ByteBuffer checked = copy.byteBuffer();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private MappedByteBuffer mapped;
    private long sequence;

    /** The file may not exist yet: nothing is durable then. */
    public WatermarkReader(final Path path) {
        this.path = path;
    }

    /** Looks again, and returns the last durable sequence; it never falls. Zero: nothing is durable. */
    public long poll() {
        if (mapped == null && !map()) {
            return sequence;
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            copy.putBytes(0, buffer, slot * Watermark.SLOT_LENGTH, Watermark.SLOT_LENGTH);
            crc.reset();
            checked.limit(Watermark.CRC_OFFSET).position(0);
            crc.update(checked);
            if ((int) crc.getValue() == copy.getInt(Watermark.CRC_OFFSET, ByteOrder.LITTLE_ENDIAN)) {
                sequence = Math.max(sequence, copy.getLong(Watermark.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN));
            }
        }
        return sequence;
    }

    @Override
    public void close() {
        if (mapped != null) {
            IoUtil.unmap(mapped);
            mapped = null;
            buffer.wrap(0, 0);
        }
    }

    private boolean map() {
        try {
            if (!Files.exists(path) || Files.size(path) != Watermark.FILE_LENGTH) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, Watermark.FILE_LENGTH);
                buffer.wrap(mapped);
                return true;
            }
        } catch (final IOException e) {
            throw new JournalException("cannot read the watermark " + path, e);
        }
    }
}
