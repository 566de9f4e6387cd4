package io.ringfence.journal;

/**
 * Layout of one record. Little endian; a record begins at a multiple of {@link #ALIGNMENT} from the start of its batch
 * and is filled up with zeros to the next one.
 *
 * <pre>
 *   0                   4         6         8
 *   +-------------------+---------+---------+
 *   | length            | schema  |principal|   length: header and payload, without the padding
 *   +-------------------+---------+---------+
 *   | sequence                              |
 *   +---------------------------------------+
 *   | timestampNs                           |
 *   +-------------------+-------------------+
 *   | sessionId         | payload ...       |
 *   +-------------------+-------------------+
 * </pre>
 */
public final class RecordDescriptor {
    /** Records begin at multiples of this many bytes. */
    public static final int ALIGNMENT = 4;

    /** int32: bytes of header and payload. */
    public static final int LENGTH_OFFSET = 0;

    /** uint16: version of the schema that the payload was encoded with. */
    public static final int SCHEMA_VERSION_OFFSET = 4;

    /** uint16: who sent it, as the gateway authenticated it. */
    public static final int PRINCIPAL_OFFSET = 6;

    /** int64: dense, one more than that of the record before. */
    public static final int SEQUENCE_OFFSET = 8;

    /** int64: nanoseconds since the epoch; never less than that of the record before. */
    public static final int TIMESTAMP_OFFSET = 16;

    /** int32: the session it came from. */
    public static final int SESSION_ID_OFFSET = 24;

    /** Bytes of the header: the payload begins here. */
    public static final int HEADER_LENGTH = 28;

    private RecordDescriptor() {}

    /** Bytes that a record with {@code payloadLength} bytes of payload takes in a batch, padding included. */
    public static int alignedLength(final int payloadLength) {
        return (HEADER_LENGTH + payloadLength + (ALIGNMENT - 1)) & -ALIGNMENT;
    }
}
