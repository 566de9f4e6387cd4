package io.ringfence.journal;

/**
 * Layout of a batch: one excerpt, covered by one CRC32C. Little endian; the records of {@link RecordDescriptor} follow
 * the header without gaps.
 *
 * <pre>
 *   0         2         4         6         8
 *   +-------------------+---------+---------+
 *   | magic "RFB1"      | version | header  |   header: bytes of this header
 *   +-------------------+---------+---------+
 *   | crc32c            | length            |   crc over everything but itself; length of header and records
 *   +-------------------+-------------------+
 *   | count             | unforced          |   firstSequence - unforced was forced before this was closed
 *   +-------------------+-------------------+
 *   | incarnation                           |   of the node that wrote it; never falls
 *   +---------------------------------------+
 *   | firstSequence                         |
 *   +---------------------------------------+
 *   | lastSequence                          |
 *   +---------------------------------------+
 *   | timestampNs                           |   of the last record
 *   +---------------------------------------+
 *   | proofSequence                         |   state proof: whoever replays must have this hash
 *   +---------------------------------------+   after this sequence
 *   | proofHash                             |
 *   +---------------------------------------+
 * </pre>
 */
public final class BatchDescriptor {
    /** "RFB1" when the bytes are read as text. */
    public static final int MAGIC = 0x31424652;

    /** The version that is written. */
    public static final int VERSION = 1;

    /** Value of proofSequence when no state has been proved yet. */
    public static final long NO_PROOF = -1;

    /** int32. */
    public static final int MAGIC_OFFSET = 0;

    /** uint16. */
    public static final int VERSION_OFFSET = 4;

    /** uint16. */
    public static final int HEADER_LENGTH_OFFSET = 6;

    /** int32: CRC-32C of bytes [0, 8) and [12, length). */
    public static final int CRC_OFFSET = 8;

    /** int32: bytes of header and records. */
    public static final int LENGTH_OFFSET = 12;

    /** int32: records in the batch, at least one. */
    public static final int COUNT_OFFSET = 16;

    /**
     * int32: everything up to firstSequence minus this was forced when the batch was closed. So each batch says of
     * those before it whether they were durable, and an old watermark hides nothing that has a batch behind it. Zero:
     * not said (batches of older versions).
     */
    public static final int UNFORCED_OFFSET = 20;

    /** int64. */
    public static final int INCARNATION_OFFSET = 24;

    /** int64. */
    public static final int FIRST_SEQUENCE_OFFSET = 32;

    /** int64. */
    public static final int LAST_SEQUENCE_OFFSET = 40;

    /** int64: nanoseconds since the epoch. */
    public static final int TIMESTAMP_OFFSET = 48;

    /** int64: {@link #NO_PROOF} when there is none. */
    public static final int PROOF_SEQUENCE_OFFSET = 56;

    /** int64: zero when there is no proof. */
    public static final int PROOF_HASH_OFFSET = 64;

    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 72;

    private BatchDescriptor() {}
}
