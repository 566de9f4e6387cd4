package io.ringfence.journal;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What Chronicle notes in a cycle file about its own excerpts: the position and number of the last one, and index
 * arrays with the position of every 256th. It trusts them when it goes on writing, and they lie in other pages than the
 * excerpts, so after a power cut they may speak of excerpts that are gone. Here they are compared with what is there.
 * One thread.
 *
 * <p>Numbers are read before the documents that they speak of, so the comparison holds beside a live writer too.
 */
final class ChronicleNotes {
    private static final int ARRAY_LENGTH = 2048;
    private static final int SEQUENCE_SHIFT = 32;
    private static final int NAME_CODE = 0xB9;
    private static final int PADDING_CODE = 0x8F;
    private static final int PADDING_LENGTH_CODE = 0x8E;
    private static final int ARRAY_CODE = 0x8D;
    private static final String INDEX = "index";
    private static final String INDEX_OF_INDEX = "index2index";

    private final CycleFile file;
    private final long writePosition;
    private final long writeNumber;
    private final LongHashSet expected = new LongHashSet();
    private final List<int[]> arrays = new ArrayList<>();
    private boolean isWritePositionMet;
    private long lastDocument = -1;
    private long documents;
    private String fault;

    ChronicleNotes(final CycleFile file) {
        this.file = file;
        this.writePosition = file.longAt(CycleFile.WRITE_POSITION_OFFSET);
        this.writeNumber = file.longAt(CycleFile.WRITE_POSITION_OFFSET + Long.BYTES);
    }

    /** The current document of the file is an excerpt. */
    void onExcerpt() {
        lastDocument = file.documentPosition();
        documents++;
        meet(lastDocument);
        final boolean isNumbered =
                lastDocument == writePosition && writeNumber >>> SEQUENCE_SHIFT == (writePosition & 0xFFFF_FFFFL);
        if (isNumbered && (writeNumber & 0xFFFF_FFFFL) != documents - 1) {
            fault = "Chronicle numbers the excerpt at " + lastDocument + " as " + (writeNumber & 0xFFFF_FFFFL)
                    + ", it is " + (documents - 1);
        }
    }

    /** The current document of the file is a note; says what is wrong with it, or null. */
    String onNote() {
        final int at = file.documentPosition();
        meet(at);
        if (at == 0) {
            return null;
        }
        final int values = arrayValues();
        if (values < 0) {
            return "a note at " + at + " that Chronicle does not make";
        }
        arrays.add(new int[] {values - Long.BYTES, values + ARRAY_LENGTH * Long.BYTES});
        for (int i = 0; i < ARRAY_LENGTH; i++) {
            final long position = file.longAt(values + i * Long.BYTES);
            // The first of a later array is that of the excerpt just before it.
            if (position != 0 && position != lastDocument) {
                expected.add(position);
            }
        }
        return null;
    }

    /**
     * What the notes say that is not so, when the documents end at {@code end}; null: all is as they say. A power cut
     * can only leave notes that are {@linkplain #isAhead ahead}.
     */
    String fault(final long end) {
        if (fault != null) {
            return fault;
        }
        if (!isWritePositionMet && writePosition < end) {
            return "Chronicle's write position " + writePosition + " is not at a document";
        }
        for (final LongHashSet.LongIterator positions = expected.iterator(); positions.hasNext(); ) {
            final long position = positions.nextValue();
            if (position < end) {
                return "Chronicle's index names " + position + ", which is not an excerpt";
            }
        }
        return isAhead(end)
                ? "Chronicle's write position or index is ahead of the data: the tail of the file is lost"
                : null;
    }

    /** Whether they speak of documents behind {@code end}, where there are none. */
    boolean isAhead(final long end) {
        boolean isAhead = !isWritePositionMet && writePosition >= end;
        for (final LongHashSet.LongIterator positions = expected.iterator(); positions.hasNext(); ) {
            isAhead |= positions.nextValue() >= end;
        }
        return isAhead;
    }

    /** From the count to behind the last value, of each index array so far. */
    List<int[]> arrays() {
        return arrays;
    }

    /** Header position of the last excerpt; -1 when there was none. */
    long lastDocument() {
        return lastDocument;
    }

    /** What Chronicle keeps behind the write position for the last excerpt so far. */
    long lastDocumentNumber() {
        return (lastDocument << SEQUENCE_SHIFT) | (documents - 1);
    }

    private void meet(final long position) {
        isWritePositionMet |= position == writePosition;
        expected.remove(position);
    }

    /** Offset of the values of the array in the current document, or -1 if it does not hold one. */
    private int arrayValues() {
        final UnsafeBuffer buffer = file.buffer();
        final int end = file.payloadOffset() + file.payloadLength();
        int at = file.payloadOffset();
        if (file.payloadLength() < ARRAY_LENGTH * Long.BYTES || (buffer.getByte(at) & 0xFF) != NAME_CODE) {
            return -1;
        }
        final int nameLength = buffer.getByte(at + 1);
        final boolean isNamed = (nameLength == INDEX.length() || nameLength == INDEX_OF_INDEX.length())
                && INDEX_OF_INDEX.startsWith(buffer.getStringWithoutLengthAscii(at + 2, nameLength));
        at += 2 + nameLength;
        if (!isNamed) {
            return -1;
        }
        while ((buffer.getByte(at) & 0xFF) == PADDING_CODE) {
            at++;
        }
        if ((buffer.getByte(at) & 0xFF) == PADDING_LENGTH_CODE) {
            at += 1 + Integer.BYTES + (buffer.getInt(at + 1, ByteOrder.LITTLE_ENDIAN) & Byte.MAX_VALUE);
        }
        final int values = at + 1 + 2 * Long.BYTES;
        final boolean isArray = (buffer.getByte(at) & 0xFF) == ARRAY_CODE
                && values + ARRAY_LENGTH * Long.BYTES == end
                && file.longAt(at + 1) == ARRAY_LENGTH
                && file.longAt(at + 1 + Long.BYTES) >= 0
                && file.longAt(at + 1 + Long.BYTES) <= ARRAY_LENGTH;
        return isArray ? values : -1;
    }
}
