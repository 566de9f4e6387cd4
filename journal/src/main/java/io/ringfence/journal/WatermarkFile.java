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
 * The writer of a {@link Watermark}. Journal thread only.
 *
 * <p>The file is made with a valid slot that says "nothing yet", and forced with its name before there is a journal; it
 * is forced again at each start. So a journal whose watermark is gone, or has no valid slot, was damaged: no power cut
 * leaves that. What is written between two starts is not forced.
 */
public final class WatermarkFile implements AutoCloseable {
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer slotBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Watermark.SLOT_LENGTH));
    private final ByteBuffer checked = slotBuffer.byteBuffer();
    private final Path path;
    private final JournalDisk disk;
    private final FileChannel channel;
    private final UnsafeBuffer buffer;
    private MappedByteBuffer mapped;
    private int slot;

    private WatermarkFile(final Path path, final JournalDisk disk, final FileChannel channel) throws IOException {
        this.path = path;
        this.disk = disk;
        this.channel = channel;
        if (!hasValidSlot()) {
            encode(0, 0, -1, 0);
            final ByteBuffer fresh = ByteBuffer.allocate(Watermark.FILE_LENGTH);
            slotBuffer.getBytes(0, fresh, 0, Watermark.SLOT_LENGTH);
            channel.truncate(0);
            disk.write(channel, path, 0, fresh);
        }
        disk.force(channel, path, true);
        disk.forceDirectory(path.toAbsolutePath().getParent());
        this.mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, Watermark.FILE_LENGTH);
        this.buffer = new UnsafeBuffer(mapped);
        mapped.order(ByteOrder.LITTLE_ENDIAN);
        final Watermark first = Watermark.slot(mapped, 0);
        this.slot = first.isNewerThan(Watermark.slot(mapped, Watermark.SLOT_LENGTH)) ? 1 : 0;
    }

    /** Opens the file, or makes it; durable with its name on return. */
    public static WatermarkFile open(final Path path, final JournalDisk disk) {
        try {
            final FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                return new WatermarkFile(path, disk, channel);
            } catch (final Throwable t) {
                channel.close();
                throw t;
            }
        } catch (final IOException e) {
            throw new JournalException("cannot open the watermark " + path + ": " + e.getMessage(), e);
        }
    }

    /** Says that everything up to {@code sequence} is forced. Call it only after the force has returned. */
    public void write(final long incarnation, final long sequence, final int cycle, final long position) {
        encode(incarnation, sequence, cycle, position);
        buffer.putBytes(slot * Watermark.SLOT_LENGTH, slotBuffer, 0, Watermark.SLOT_LENGTH);
        slot ^= 1;
    }

    /** Makes what was written durable. */
    public void force() throws IOException {
        disk.force(channel, path, false);
    }

    @Override
    public void close() {
        if (mapped == null) {
            return;
        }
        IoUtil.unmap(mapped);
        mapped = null;
        try {
            channel.close();
        } catch (final IOException e) {
            throw new JournalException("cannot close the watermark " + path, e);
        }
    }

    private boolean hasValidSlot() throws IOException {
        final ByteBuffer found = ByteBuffer.allocate(Watermark.FILE_LENGTH);
        return channel.size() == Watermark.FILE_LENGTH
                && channel.read(found, 0) == Watermark.FILE_LENGTH
                && Watermark.newest(found).isKnown();
    }

    private void encode(final long incarnation, final long sequence, final int cycle, final long position) {
        slotBuffer.putLong(Watermark.SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        slotBuffer.putLong(Watermark.INCARNATION_OFFSET, incarnation, ByteOrder.LITTLE_ENDIAN);
        slotBuffer.putLong(Watermark.POSITION_OFFSET, position, ByteOrder.LITTLE_ENDIAN);
        slotBuffer.putInt(Watermark.CYCLE_OFFSET, cycle, ByteOrder.LITTLE_ENDIAN);
        crc.reset();
        checked.limit(Watermark.CRC_OFFSET).position(0);
        crc.update(checked);
        slotBuffer.putInt(Watermark.CRC_OFFSET, (int) crc.getValue(), ByteOrder.LITTLE_ENDIAN);
    }
}
