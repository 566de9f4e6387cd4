package io.ringfence.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** The header of the current batch of a reader, and the checks that it stands alone. One thread. */
final class BatchHeader {
    private final CRC32C crc = new CRC32C();
    private UnsafeBuffer buffer;
    private int offset;

    /** Says what is wrong with the batch in the current document of {@code file}, or null. */
    String wrap(final CycleFile file, final boolean checkCrc) {
        buffer = file.buffer();
        offset = file.payloadOffset();
        final int available = file.payloadLength();
        if (available < BatchDescriptor.HEADER_LENGTH) {
            return "an excerpt of " + available + " bytes is no batch";
        }
        if (intAt(BatchDescriptor.MAGIC_OFFSET) != BatchDescriptor.MAGIC) {
            return "an excerpt without the magic of a batch";
        }
        final int version = buffer.getShort(offset + BatchDescriptor.VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int headerLength =
                buffer.getShort(offset + BatchDescriptor.HEADER_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (version != BatchDescriptor.VERSION || headerLength != BatchDescriptor.HEADER_LENGTH) {
            return "a batch of version " + version + " with a header of " + headerLength + " bytes";
        }
        if (length() != available) {
            return "a batch of " + length() + " bytes in an excerpt of " + available;
        }
        if (checkCrc && crcOf(file.checkedBytes()) != intAt(BatchDescriptor.CRC_OFFSET)) {
            return "the CRC of the batch at " + file.documentPosition() + " does not match";
        }
        return firstSequence() > 0 && count() == lastSequence() - firstSequence() + 1 && count() > 0
                ? null
                : "a batch of " + count() + " records from " + firstSequence() + " to " + lastSequence();
    }

    /** Whether what was wrong with the current document is that it came from a later version. */
    boolean isNewer(final CycleFile file) {
        return file.payloadLength() >= BatchDescriptor.HEADER_LENGTH
                && intAt(BatchDescriptor.MAGIC_OFFSET) == BatchDescriptor.MAGIC
                && buffer.getShort(offset + BatchDescriptor.VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN)
                        > BatchDescriptor.VERSION;
    }

    int recordsOffset() {
        return offset + BatchDescriptor.HEADER_LENGTH;
    }

    int end() {
        return offset + length();
    }

    int length() {
        return intAt(BatchDescriptor.LENGTH_OFFSET);
    }

    int count() {
        return intAt(BatchDescriptor.COUNT_OFFSET);
    }

    long incarnation() {
        return longAt(BatchDescriptor.INCARNATION_OFFSET);
    }

    long firstSequence() {
        return longAt(BatchDescriptor.FIRST_SEQUENCE_OFFSET);
    }

    long lastSequence() {
        return longAt(BatchDescriptor.LAST_SEQUENCE_OFFSET);
    }

    long timestampNs() {
        return longAt(BatchDescriptor.TIMESTAMP_OFFSET);
    }

    /** Up to where the journal was forced when this batch was closed; -1 when it does not say so. */
    long forcedSequence() {
        final int unforced = intAt(BatchDescriptor.UNFORCED_OFFSET);
        return unforced > 0 ? firstSequence() - unforced : -1;
    }

    long proofSequence() {
        return longAt(BatchDescriptor.PROOF_SEQUENCE_OFFSET);
    }

    long proofHash() {
        return longAt(BatchDescriptor.PROOF_HASH_OFFSET);
    }

    private int crcOf(final ByteBuffer bytes) {
        crc.reset();
        bytes.limit(offset + BatchDescriptor.CRC_OFFSET).position(offset);
        crc.update(bytes);
        bytes.limit(end()).position(offset + BatchDescriptor.LENGTH_OFFSET);
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private int intAt(final int field) {
        return buffer.getInt(offset + field, ByteOrder.LITTLE_ENDIAN);
    }

    private long longAt(final int field) {
        return buffer.getLong(offset + field, ByteOrder.LITTLE_ENDIAN);
    }
}
