package io.ringfence.journal;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Flyweight over one record of a mapped cycle file. Valid during {@link RecordHandler#onRecord} only; the reader's
 * thread only. After the reader is closed its {@link #buffer} must not be touched: the mapping is gone.
 */
public final class JournalRecord {
    private final UnsafeBuffer buffer;
    private int offset;

    JournalRecord(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    void wrap(final int recordOffset) {
        offset = recordOffset;
    }

    int recordLength() {
        return buffer.getInt(offset + RecordDescriptor.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Dense, one more than that of the record before. */
    public long sequence() {
        return buffer.getLong(offset + RecordDescriptor.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Nanoseconds since the epoch, never falling. */
    public long timestampNs() {
        return buffer.getLong(offset + RecordDescriptor.TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** The session it came from. */
    public int sessionId() {
        return buffer.getInt(offset + RecordDescriptor.SESSION_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Who sent it, 0 to 65,535. */
    public int principal() {
        return buffer.getShort(offset + RecordDescriptor.PRINCIPAL_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Version of the schema of the payload, 0 to 65,535. */
    public int schemaVersion() {
        return buffer.getShort(offset + RecordDescriptor.SCHEMA_VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** The mapped file; the payload lies at {@link #offset}. Read only: a write faults. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Where the payload begins in {@link #buffer}. */
    public int offset() {
        return offset + RecordDescriptor.HEADER_LENGTH;
    }

    /** Bytes of the payload. */
    public int length() {
        return recordLength() - RecordDescriptor.HEADER_LENGTH;
    }
}
