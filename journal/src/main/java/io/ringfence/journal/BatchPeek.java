package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteOrder;

/** Looks at sequences of batches before they are checked: good enough to find the place where reading begins. */
final class BatchPeek {
    private BatchPeek() {}

    /** Last sequence of the batch in the current document; {@link Long#MAX_VALUE} if it cannot be one. */
    static long lastSequence(final CycleFile file) {
        return field(file, BatchDescriptor.LAST_SEQUENCE_OFFSET);
    }

    /** Whether the first batch of a newly opened file begins at or before {@code sequence}. */
    static boolean beginsAtOrBefore(final CycleFile file, final long sequence) throws IOException {
        return file.next(sequence) == CycleFile.DOCUMENT
                && field(file, BatchDescriptor.FIRST_SEQUENCE_OFFSET) <= sequence;
    }

    private static long field(final CycleFile file, final int offset) {
        return file.payloadLength() < BatchDescriptor.HEADER_LENGTH
                ? Long.MAX_VALUE
                : file.buffer().getLong(file.payloadOffset() + offset, ByteOrder.LITTLE_ENDIAN);
    }
}
