package io.ringfence.journal.chronicle;

import io.ringfence.journal.BatchDescriptor;
import io.ringfence.journal.RecordDescriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The open batch: records are copied here, then the header is filled in and one CRC taken. Journal thread only. */
final class BatchStaging {
    private final ByteBuffer bytes;
    private final ByteBuffer checked;
    private final UnsafeBuffer buffer;
    private final int capacity;
    private final short schemaVersion;
    private final CRC32C crc = new CRC32C();
    private int length = BatchDescriptor.HEADER_LENGTH;
    private int count;
    private long lastSequence;
    private long lastTimestampNs;
    private long proofSequence = BatchDescriptor.NO_PROOF;
    private long proofHash;

    BatchStaging(final int capacity, final int schemaVersion) {
        this.bytes = ByteBuffer.allocateDirect(capacity + BitUtil.CACHE_LINE_LENGTH);
        this.checked = bytes.duplicate();
        this.buffer = new UnsafeBuffer(bytes, 0, capacity);
        this.capacity = capacity;
        this.schemaVersion = (short) schemaVersion;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int remaining() {
        return capacity - length;
    }

    long lastSequence() {
        return lastSequence;
    }

    void checkFits(final int alignedRecordLength) {
        if (alignedRecordLength > capacity - BatchDescriptor.HEADER_LENGTH) {
            throw new IllegalArgumentException(
                    "a record of " + alignedRecordLength + " bytes never fits a batch of " + capacity);
        }
    }

    void stateProof(final long sequence, final long hash) {
        proofSequence = sequence;
        proofHash = hash;
    }

    void add(
            final long sequence,
            final long timestampNs,
            final int sessionId,
            final int principal,
            final DirectBuffer source,
            final int sourceOffset,
            final int payloadLength) {
        final int at = length;
        final int end = at + RecordDescriptor.alignedLength(payloadLength);
        // Zeros under the padding first: the payload covers what is not padding.
        buffer.putInt(end - RecordDescriptor.ALIGNMENT, 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + RecordDescriptor.HEADER_LENGTH, source, sourceOffset, payloadLength);
        buffer.putInt(
                at + RecordDescriptor.LENGTH_OFFSET,
                RecordDescriptor.HEADER_LENGTH + payloadLength,
                ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + RecordDescriptor.SCHEMA_VERSION_OFFSET, schemaVersion, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + RecordDescriptor.PRINCIPAL_OFFSET, (short) principal, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + RecordDescriptor.SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + RecordDescriptor.TIMESTAMP_OFFSET, timestampNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + RecordDescriptor.SESSION_ID_OFFSET, sessionId, ByteOrder.LITTLE_ENDIAN);
        length = end;
        count++;
        lastSequence = sequence;
        lastTimestampNs = timestampNs;
    }

    /** Fills in the header; returns the bytes of the batch. Everything up to {@code forcedSequence} is forced. */
    int seal(final long incarnation, final long forcedSequence) {
        final long firstSequence = lastSequence - count + 1;
        final long unforced = firstSequence - forcedSequence;
        buffer.putInt(BatchDescriptor.MAGIC_OFFSET, BatchDescriptor.MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(BatchDescriptor.VERSION_OFFSET, (short) BatchDescriptor.VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(
                BatchDescriptor.HEADER_LENGTH_OFFSET, (short) BatchDescriptor.HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(BatchDescriptor.LENGTH_OFFSET, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(BatchDescriptor.COUNT_OFFSET, count, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(
                BatchDescriptor.UNFORCED_OFFSET,
                unforced <= Integer.MAX_VALUE ? (int) unforced : 0,
                ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.INCARNATION_OFFSET, incarnation, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.FIRST_SEQUENCE_OFFSET, firstSequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.LAST_SEQUENCE_OFFSET, lastSequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.TIMESTAMP_OFFSET, lastTimestampNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.PROOF_SEQUENCE_OFFSET, proofSequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BatchDescriptor.PROOF_HASH_OFFSET, proofHash, ByteOrder.LITTLE_ENDIAN);
        crc.reset();
        checked.limit(BatchDescriptor.CRC_OFFSET).position(0);
        crc.update(checked);
        checked.limit(length).position(BatchDescriptor.LENGTH_OFFSET);
        crc.update(checked);
        buffer.putInt(BatchDescriptor.CRC_OFFSET, (int) crc.getValue(), ByteOrder.LITTLE_ENDIAN);
        return length;
    }

    void clear() {
        length = BatchDescriptor.HEADER_LENGTH;
        count = 0;
    }
}
