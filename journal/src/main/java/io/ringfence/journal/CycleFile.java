package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One cycle file mapped for reading: Chronicle's framing, and nothing of what an excerpt holds.
 *
 * <pre>
 *   header (int32)  0                     nothing here yet
 *                   01LL..  (meta data)   queue header, index: skipped
 *                   00LL..  (data)        an excerpt of LL bytes
 *                   1100..  (end mark)    the file is full
 *                   10....                being made: at the start of a file only
 * </pre>
 *
 * A header is published after the bytes that it covers, at a multiple of four. One thread.
 */
final class CycleFile implements AutoCloseable {
    /** There is an excerpt at {@link #payloadOffset}. */
    static final int DOCUMENT = 1;

    /** Nothing has been published here yet. */
    static final int NOT_YET = 0;

    /** The end mark. */
    static final int END = -1;

    private static final int HEADER_LENGTH = Integer.BYTES;
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int END_MARK = NOT_COMPLETE | META_DATA;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    private static final int STORE_NAME_OFFSET = 14;
    private static final long STORE_NAME = 0x65726F7453514353L; // "SCQStore"
    private static final int WRITE_POSITION_COUNT_OFFSET = 48;
    private static final int WRITE_POSITION_OFFSET = 64;
    private static final int FIRST_BYTES = 80;

    private final Path path;
    private final long cycle;
    private final FileChannel channel;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private MappedByteBuffer mapped;
    private ByteBuffer checked;
    private int position;
    private int documentPosition = -1;
    private int payloadLength;
    private boolean isWritePositionMet;

    CycleFile(final Path path, final long cycle) throws IOException {
        this.path = path;
        this.cycle = cycle;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            map();
        } catch (final Throwable t) {
            channel.close();
            throw t;
        }
    }

    /** False while the file is only being made, or was left half-made. */
    boolean isReady() {
        if (buffer.capacity() < HEADER_LENGTH) {
            return false;
        }
        final int header = header(0);
        return header != 0 && (header & END_MARK) != NOT_COMPLETE;
    }

    /** Refuses a file that this version of the journal did not make. */
    void checkMadeByUs(final long sequence) {
        final boolean isOurs = buffer.capacity() >= FIRST_BYTES
                && (header(0) & END_MARK) == META_DATA
                && longAt(STORE_NAME_OFFSET) == STORE_NAME
                && longAt(WRITE_POSITION_COUNT_OFFSET) == 2
                && longAt(WRITE_POSITION_COUNT_OFFSET + Long.BYTES) == 2;
        if (!isOurs) {
            throw damaged(sequence, "the file does not begin like a file of this journal");
        }
    }

    /** Moves to the next excerpt if there is one; otherwise stays where it is. */
    int next(final long sequence) throws IOException {
        while (true) {
            if (position > buffer.capacity() - HEADER_LENGTH && !remap()) {
                return NOT_YET;
            }
            final int header = header(position);
            if (header == 0) {
                return NOT_YET;
            }
            if (header == END_MARK) {
                return END;
            }
            if ((header & NOT_COMPLETE) != 0) {
                throw damaged(sequence, "unfinished header at " + position);
            }
            final int length = header & LENGTH_MASK;
            final long end = (long) position + HEADER_LENGTH + length;
            if (end > buffer.capacity() && !(remap() && end <= buffer.capacity())) {
                throw damaged(sequence, "the document at " + position + " of " + length + " bytes passes the end");
            }
            documentPosition = position;
            payloadLength = length;
            isWritePositionMet |= position == longAt(WRITE_POSITION_OFFSET);
            position = (int) ((end + 3) & -4);
            if ((header & META_DATA) == 0) {
                return DOCUMENT;
            }
        }
    }

    /** Whether Chronicle's own write position is one of the documents seen: appending behind it is safe. */
    boolean isWritePositionMet() {
        return isWritePositionMet;
    }

    /** Whether any aligned word of the file is the magic of a batch: tells a file never used from a lost first page. */
    boolean holdsBatch() {
        final int end = buffer.capacity() & -4;
        for (int i = 0; i < end; i += Integer.BYTES) {
            if (buffer.getInt(i, ByteOrder.LITTLE_ENDIAN) == BatchDescriptor.MAGIC) {
                return true;
            }
        }
        return false;
    }

    JournalDamagedException damaged(final long sequence, final String reason) {
        return new JournalDamagedException(path, cycle, sequence, reason);
    }

    Path path() {
        return path;
    }

    long cycle() {
        return cycle;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** A view of the same bytes for CRC32C; limit and position are the caller's. */
    ByteBuffer checkedBytes() {
        return checked;
    }

    /** Of the header of the current document. */
    int documentPosition() {
        return documentPosition;
    }

    int payloadOffset() {
        return documentPosition + HEADER_LENGTH;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** Where the next document begins. */
    int position() {
        return position;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
        mapped = null;
        buffer.wrap(0, 0);
        try {
            channel.close();
        } catch (final IOException e) {
            throw new JournalException("cannot close " + path, e);
        }
    }

    private int header(final int at) {
        return buffer.getIntVolatile(at);
    }

    private long longAt(final int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }

    private boolean remap() throws IOException {
        if (channel.size() <= buffer.capacity()) {
            return false;
        }
        final MappedByteBuffer old = mapped;
        map();
        IoUtil.unmap(old);
        return true;
    }

    private void map() throws IOException {
        mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
        checked = mapped.duplicate();
        buffer.wrap(mapped);
    }
}
