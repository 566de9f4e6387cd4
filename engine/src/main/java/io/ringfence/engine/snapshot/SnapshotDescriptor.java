package io.ringfence.engine.snapshot;

import java.nio.ByteOrder;

/**
 * Layout of the fixed parts of a snapshot, little-endian.
 *
 * <pre>
 *   header                            section
 *    0  magic            int64         0  name           16 bytes ASCII, zero padded
 *    8  format version   int32        16  version        int32
 *   12  rules version    int32        20  cells a row    int32
 *   16  sequence         int64        24  rows           int64
 *   24  time, ns         int64        32  CRC32C         int32
 *   32  state hash       int64
 *   40  sections         int32        block
 *   44  length of Configure int32      0  rows           as many as fit 64 KiB, the last ones of the section fewer
 *   48  Configure                         CRC32C         int32
 *       CRC32C           int32
 * </pre>
 *
 * <p>Each CRC covers its section from the beginning up to itself: blocks that are damaged, missing or in another order
 * are known before any of their rows is used.
 */
public final class SnapshotDescriptor {
    /** "RINGFNCE" as little-endian bytes. */
    public static final long MAGIC = 0x45434E46474E4952L;

    /** Version of this layout. */
    public static final int FORMAT_VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int FORMAT_VERSION_OFFSET = 8;
    static final int RULES_VERSION_OFFSET = 12;
    static final int SEQUENCE_OFFSET = 16;
    static final int TIMESTAMP_NS_OFFSET = 24;
    static final int STATE_HASH_OFFSET = 32;
    static final int SECTIONS_OFFSET = 40;
    static final int CONFIGURE_LENGTH_OFFSET = 44;
    static final int HEADER_LENGTH = 48;

    static final int NAME_OFFSET = 0;
    static final int NAME_LENGTH = 16;
    static final int VERSION_OFFSET = 16;
    static final int COLUMNS_OFFSET = 20;
    static final int ROWS_OFFSET = 24;
    static final int SECTION_LENGTH = 32;

    static final int CRC_LENGTH = Integer.BYTES;

    /** Bytes of rows of a block, at most. */
    static final int BLOCK_LENGTH = 64 * 1024;

    /** A section's header, a block and their CRCs. */
    static final int CHUNK_LENGTH = BLOCK_LENGTH + SECTION_LENGTH + 2 * CRC_LENGTH;

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private SnapshotDescriptor() {}

    /** Rows of a block, of so many cells each. */
    static int rowsPerBlock(final int columns) {
        return BLOCK_LENGTH / (columns * Long.BYTES);
    }
}
