package io.ringfence.protocol;

import io.ringfence.protocol.codec.CreateCampaignDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.ReplyDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Where things are in a frame, so that whoever only passes frames on needs no codec. Offsets count from the first byte
 * of the message header; everything is little endian.
 *
 * <pre>
 *   0        2          4         6        8              16        24       32            40      42
 *  +--------+----------+---------+--------+--------------+---------+--------+-------------+-------+------
 *  | block  | template | schema  | version| correlation  | txId    | txId   | originatedAt| source| fields
 *  | length | id       | id      |        | id           | high    | low    | ms          |       | ...
 *  +--------+----------+---------+--------+--------------+---------+--------+-------------+-------+------
 *  |            message header            |     the head of every command and query               |
 * </pre>
 *
 * The correlation id is at the same place in sessions' messages and replies too. Reads do not check bounds beyond those
 * of the buffer: {@link FrameCheck} comes first.
 */
public final class FrameLayout {
    /** Length of the message header in bytes. */
    public static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    /** uint16: length of the fixed block behind the header. */
    public static final int BLOCK_LENGTH_OFFSET = 0;

    /** uint16: what message it is. */
    public static final int TEMPLATE_ID_OFFSET = 2;

    /** uint16: whose message it is. */
    public static final int SCHEMA_ID_OFFSET = 4;

    /** uint16: the version of the schema it was written with. */
    public static final int VERSION_OFFSET = 6;

    /** int64. */
    public static final int CORRELATION_ID_OFFSET = HEADER_LENGTH;

    /** uint64; commands and queries. */
    public static final int TX_ID_HIGH_OFFSET = 16;

    /** uint64; commands and queries. */
    public static final int TX_ID_LOW_OFFSET = 24;

    /** int64, milliseconds since the epoch; commands and queries. */
    public static final int ORIGINATED_AT_OFFSET = 32;

    /** uint16; commands and queries. */
    public static final int SOURCE_OFFSET = 40;

    /** Where the fields of a command or query begin. */
    public static final int FIELDS_OFFSET = 42;

    /** No command or query but a Batch is longer than this many bytes. */
    public static final int SINGLE_LENGTH_MAX = 384;

    /** No command or query at all, a Batch of the longest commands included; room to size buffers with. */
    public static final int COMMAND_LENGTH_MAX = 6_336;

    /** Length of a Reply, which has no variable part. */
    public static final int REPLY_LENGTH = HEADER_LENGTH + ReplyDecoder.BLOCK_LENGTH;

    /** The null value of optional 64-bit integers. */
    public static final long NULL_INT64 = Long.MIN_VALUE;

    private FrameLayout() {}

    /** The template id of the frame at this offset. */
    public static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * Where the frame at this offset of a message from the node ends. A Reply ends with its block, and another may come
     * right behind it; every other frame is the last of its message.
     *
     * @param buffer    that holds the message.
     * @param offset    of the frame, with at least a message header behind it.
     * @param remaining bytes of the message from the offset on.
     * @return the length of the frame, which may be more than remains when the message is cut off.
     */
    public static int frameLength(final DirectBuffer buffer, final int offset, final int remaining) {
        return templateId(buffer, offset) == ReplyDecoder.TEMPLATE_ID
                ? HEADER_LENGTH + (buffer.getShort(offset + BLOCK_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF)
                : remaining;
    }

    /** The schema version of the frame at this offset. */
    public static int version(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** The correlation id of the frame at this offset. */
    public static long correlationId(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + CORRELATION_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Overwrites the correlation id of the frame at this offset. */
    public static void correlationId(final MutableDirectBuffer buffer, final int offset, final long correlationId) {
        buffer.putLong(offset + CORRELATION_ID_OFFSET, correlationId, ByteOrder.LITTLE_ENDIAN);
    }

    /** The first half of the id of the command or query at this offset. */
    public static long txIdHigh(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + TX_ID_HIGH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** The second half of the id of the command or query at this offset. */
    public static long txIdLow(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + TX_ID_LOW_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** When the caller first sent the command at this offset, in milliseconds since the epoch. */
    public static long originatedAtMs(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + ORIGINATED_AT_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** The source of the command or query at this offset. */
    public static int source(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + SOURCE_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Overwrites the salt of the CreateCampaign frame at this offset. */
    public static void salt(final MutableDirectBuffer buffer, final int offset, final long high, final long low) {
        final int block = offset + HEADER_LENGTH;
        buffer.putLong(block + CreateCampaignDecoder.saltHighEncodingOffset(), high, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(block + CreateCampaignDecoder.saltLowEncodingOffset(), low, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The first field of a command of its own, where that is an int64: the player of every command about money.
     *
     * @param buffer that holds the frame.
     * @param offset of the frame.
     * @return the field.
     */
    public static long firstField(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + FIELDS_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }
}
