package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The writer of a {@link Watermark}. Journal thread only. The file and its name are forced once, when it is opened;
 * what is written later is not.
 */
public final class WatermarkFile implements AutoCloseable {
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer slotBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Watermark.SLOT_LENGTH));
    private final ByteBuffer checked = slotBuffer.byteBuffer();
    private final UnsafeBuffer buffer;
    private MappedByteBuffer mapped;
    private int slot;

    private WatermarkFile(final MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.buffer = new UnsafeBuffer(mapped);
        mapped.order(ByteOrder.LITTLE_ENDIAN);
        final Watermark first = Watermark.slot(mapped, 0);
        this.slot = first.isNewerThan(Watermark.slot(mapped, Watermark.SLOT_LENGTH)) ? 1 : 0;
    }

    /** Opens the file, or makes it and makes its name durable. */
    public static WatermarkFile open(final Path path, final JournalDisk disk) {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != Watermark.FILE_LENGTH) {
                channel.truncate(0);
                disk.fill(channel, path, 0, ByteBuffer.allocate(Watermark.FILE_LENGTH));
            }
            disk.force(channel, path, true);
            disk.forceDirectory(path.toAbsolutePath().getParent());
            return new WatermarkFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, Watermark.FILE_LENGTH));
        } catch (final IOException e) {
            throw new JournalException("cannot open the watermark " + path, e);
        }
    }

    /** Says that everything up to {@code sequence} is forced. Call it only after the force has returned. */
    public void write(final long incarnation, final long sequence, final int cycle, final long position) {
        slotBuffer.putLong(Watermark.SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        slotBuffer.putLong(Watermark.INCARNATION_OFFSET, incarnation, ByteOrder.LITTLE_ENDIAN);
        slotBuffer.putLong(Watermark.POSITION_OFFSET, position, ByteOrder.LITTLE_ENDIAN);
        slotBuffer.putInt(Watermark.CYCLE_OFFSET, cycle, ByteOrder.LITTLE_ENDIAN);
        crc.reset();
        checked.limit(Watermark.CRC_OFFSET).position(0);
        crc.update(checked);
        slotBuffer.putInt(Watermark.CRC_OFFSET, (int) crc.getValue(), ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(slot * Watermark.SLOT_LENGTH, slotBuffer, 0, Watermark.SLOT_LENGTH);
        slot ^= 1;
    }

    @Override
    public void close() {
        if (mapped != null) {
            IoUtil.unmap(mapped);
            mapped = null;
        }
    }
}
