package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Up to where a journal is durable. One meaning for recovery, shadow, replay and downstream: everything up to
 * {@code sequence} was forced. Exact after a killed process, only ever behind after a power cut, because it is written
 * after a force has returned and is forced itself only at each start.
 *
 * <p>The file has two slots, written in turn after a force has returned; the newest valid one counts, so that a slot
 * that was caught half-written costs one step. Little endian.
 *
 * <pre>
 *   0                   4                   8
 *   +---------------------------------------+
 *   | sequence                              |  0 / 32
 *   +---------------------------------------+
 *   | incarnation                           |  8 / 40
 *   +---------------------------------------+
 *   | position in the file of the cycle     | 16 / 48
 *   +-------------------+-------------------+
 *   | cycle             | crc32c of 28 bytes| 24 / 56
 *   +-------------------+-------------------+
 * </pre>
 *
 * @param incarnation of the node that wrote it.
 * @param sequence last durable sequence; 0 when nothing is durable yet.
 * @param cycle of the file that holds it; -1 when nothing is durable yet.
 * @param position in that file behind the last durable batch.
 */
public record Watermark(long incarnation, long sequence, int cycle, long position) {
    /** There is no such file. */
    public static final Watermark ABSENT = new Watermark(-1, -1, -1, -1);

    /** There is a file, and neither slot is valid. */
    public static final Watermark UNREADABLE = new Watermark(-2, -1, -1, -1);

    /** Bytes of the file. */
    public static final int FILE_LENGTH = 64;

    static final int SLOT_LENGTH = 32;
    static final int SEQUENCE_OFFSET = 0;
    static final int INCARNATION_OFFSET = 8;
    static final int POSITION_OFFSET = 16;
    static final int CYCLE_OFFSET = 24;
    static final int CRC_OFFSET = 28;

    /** Whether it says anything: false for {@link #ABSENT} and {@link #UNREADABLE}. */
    public boolean isKnown() {
        return sequence >= 0;
    }

    /**
     * Reads the newest valid slot. Any thread, also beside a live writer; allocates, so a follower uses
     * {@link WatermarkReader}.
     *
     * @return {@link #ABSENT} or {@link #UNREADABLE} when there is nothing to read.
     * @throws JournalException if the file cannot be read.
     */
    public static Watermark read(final Path path) {
        try {
            if (!Files.exists(path)) {
                return ABSENT;
            }
            final byte[] bytes = Files.readAllBytes(path);
            return bytes.length == FILE_LENGTH ? newest(ByteBuffer.wrap(bytes)) : UNREADABLE;
        } catch (final IOException e) {
            throw new JournalException("cannot read the watermark " + path, e);
        }
    }

    static Watermark newest(final ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        final Watermark first = slot(file, 0);
        final Watermark second = slot(file, SLOT_LENGTH);
        return second.isNewerThan(first) ? second : first;
    }

    boolean isNewerThan(final Watermark other) {
        return sequence != other.sequence ? sequence > other.sequence : incarnation > other.incarnation;
    }

    static Watermark slot(final ByteBuffer file, final int offset) {
        final CRC32C crc = new CRC32C();
        crc.update(file.slice(offset, CRC_OFFSET));
        if ((int) crc.getValue() != file.getInt(offset + CRC_OFFSET)) {
            return UNREADABLE;
        }
        return new Watermark(
                file.getLong(offset + INCARNATION_OFFSET),
                file.getLong(offset + SEQUENCE_OFFSET),
                file.getInt(offset + CYCLE_OFFSET),
                file.getLong(offset + POSITION_OFFSET));
    }
}
