package io.ringfence.protocol;

import io.ringfence.protocol.codec.BatchDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Where the commands of a Batch frame are. Each is a complete frame of its own, so whoever reads commands reads these
 * by their offset and length, with the codecs it has. Everything is little endian; the group entries have no block.
 *
 * <pre>
 *   0             50        52       54        56              56 + length
 *  +-------------+---------+--------+---------+---------------+---------+-----  -+------+------
 *  | header,     | group   | count  | length  | frame of      | length  | frame  | ref  | ref
 *  | head, player| block 0 |        | uint16  | command 0     | uint16  | ...    | len  |
 *  +-------------+---------+--------+---------+---------------+---------+-----  -+------+------
 * </pre>
 *
 * Reads do not check bounds beyond those of the buffer: {@link FrameCheck} comes first. Thread safe; nothing here
 * allocates.
 */
public final class BatchLayout {
    /** No batch has more commands. */
    public static final int COUNT_MAX = 16;

    static final int GROUP_HEADER_LENGTH = 2 * Short.BYTES;

    /** The most bytes of the group: its header, and every command with its length. */
    static final int LENGTH_MAX = GROUP_HEADER_LENGTH + COUNT_MAX * (Short.BYTES + FrameLayout.SINGLE_LENGTH_MAX);

    static final int GROUP_OFFSET = FrameLayout.HEADER_LENGTH + BatchDecoder.BLOCK_LENGTH;
    private static final int COUNT_OFFSET = GROUP_OFFSET + Short.BYTES;
    private static final int FIRST_OFFSET = COUNT_OFFSET + 2 * Short.BYTES;

    private BatchLayout() {}

    /** How many commands the Batch frame at this offset has. */
    public static int count(final DirectBuffer buffer, final int offset) {
        return uint16(buffer, offset + COUNT_OFFSET);
    }

    /** Where the frame of the first command of the Batch frame at this offset begins. */
    public static int first(final int offset) {
        return offset + FIRST_OFFSET;
    }

    /** The length of the inner frame at this offset, which {@link #first}, {@link #next} or {@link #offset} gave. */
    public static int length(final DirectBuffer buffer, final int innerOffset) {
        return uint16(buffer, innerOffset - Short.BYTES);
    }

    /** Where the inner frame behind the one at this offset begins; meaningless behind the last one. */
    public static int next(final DirectBuffer buffer, final int innerOffset) {
        return innerOffset + length(buffer, innerOffset) + Short.BYTES;
    }

    /** Where the frame of command {@code index} of the Batch frame at this offset begins; walks over the others. */
    public static int offset(final DirectBuffer buffer, final int offset, final int index) {
        int innerOffset = first(offset);
        for (int i = 0; i < index; i++) {
            innerOffset = next(buffer, innerOffset);
        }
        return innerOffset;
    }

    private static int uint16(final DirectBuffer buffer, final int index) {
        return buffer.getShort(index, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
