package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Objects;
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

    /** There is a note of Chronicle's own at {@link #payloadOffset}. */
    static final int NOTE = 2;

    /** Nothing has been published here yet. */
    static final int NOT_YET = 0;

    /** The end mark. */
    static final int END = -1;

    private static final int HEADER_LENGTH = Integer.BYTES;
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int END_MARK = NOT_COMPLETE | META_DATA;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    /** Where Chronicle keeps the header position of its last excerpt, and behind it that excerpt's number. */
    static final int WRITE_POSITION_OFFSET = 64;

    private static final int STORE_LENGTH_OFFSET = 23;
    private static final int WRITE_POSITION_END = 80;
    private static final int INDEXING_LENGTH_OFFSET = 104;
    private static final int INDEX_OF_INDEX_OFFSET = 152;
    private static final int LAST_INDEX_OFFSET = 176;
    private static final int LAST_INDEX_END = 184;

    /** How every file of this journal begins; its three numbers are zero here. */
    private static final byte[] HEAD = HexFormat.of()
            .parseHex("c1000040b906686561646572b60853435153746f726582aa000000cd7772697465506f736974696f6e8e01000000008d"
                    + "02000000000000000200000000000000" + "00000000000000000000000000000000"
                    + "c8696e646578696e67b60c53435153496e646578696e67824c000000ca696e646578436f756e74a50008cc696e646578"
                    + "53706163696e67a50001cb696e64657832496e6465788fa7c800000000000000c96c617374496e6465788e00000000a7"
                    + "0000000000000000" + "ca64617461466f726d6174a101000000");

    private final Path path;
    private final long cycle;
    private final FileChannel channel;
    private final Object key;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private MappedByteBuffer mapped;
    private ByteBuffer checked;
    private int position;
    private int documentPosition = -1;
    private int payloadLength;
    private long writePositionMet = -1;

    CycleFile(final Path path, final long cycle) throws IOException {
        this.path = path;
        this.cycle = cycle;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            key = keyOf(path);
            map();
        } catch (final Throwable t) {
            channel.close();
            throw t;
        }
    }

    /** Whether the name leads to another file by now: a repair has put a copy in its place. */
    boolean isReplaced() throws IOException {
        return Files.exists(path) && !Objects.equals(key, keyOf(path));
    }

    /** Goes on at a place where a document begins or will begin. */
    void seek(final int newPosition) {
        position = newPosition;
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
        if (!isMadeByUs()) {
            throw damaged(sequence, "the file does not begin like a file of this journal");
        }
    }

    /** Whether the file begins as this version of the journal makes it, byte by byte. */
    boolean isMadeByUs() {
        boolean isOurs = buffer.capacity() >= HEAD.length;
        for (int i = 0; i < HEAD.length && isOurs; i++) {
            final boolean isNumber = (i >= WRITE_POSITION_OFFSET && i < WRITE_POSITION_END)
                    || (i >= LAST_INDEX_OFFSET && i < LAST_INDEX_END);
            isOurs = isNumber || buffer.getByte(i) == HEAD[i];
        }
        return isOurs;
    }

    /**
     * Whether the first page is one of ours of which parts are not there yet: what a power cut leaves of a file that
     * was just begun. Every byte is as it should be, zero, or part of a number that Chronicle fills in.
     */
    boolean isHeadTorn() {
        boolean isTorn = buffer.capacity() >= HEAD.length;
        for (int i = 0; i < HEAD.length && isTorn; i++) {
            final byte found = buffer.getByte(i);
            isTorn = found == 0 || found == HEAD[i] || isNumber(i);
        }
        return isTorn;
    }

    private static boolean isNumber(final int at) {
        return at < HEADER_LENGTH
                || (at >= STORE_LENGTH_OFFSET && at < STORE_LENGTH_OFFSET + Integer.BYTES)
                || (at >= WRITE_POSITION_OFFSET && at < WRITE_POSITION_END)
                || (at >= INDEXING_LENGTH_OFFSET && at < INDEXING_LENGTH_OFFSET + Integer.BYTES)
                || (at >= INDEX_OF_INDEX_OFFSET && at < INDEX_OF_INDEX_OFFSET + Long.BYTES)
                || (at >= LAST_INDEX_OFFSET && at < LAST_INDEX_END);
    }

    /** Moves to the next excerpt if there is one; otherwise stays where it is. */
    int next(final long sequence) throws IOException {
        int found = step(sequence);
        while (found == NOTE) {
            found = step(sequence);
        }
        return found;
    }

    /** Moves to the next excerpt or note if there is one; otherwise stays where it is. */
    int step(final long sequence) throws IOException {
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
            throw damaged(
                    sequence,
                    "the document at " + position + " of " + length + " bytes passes the end of the file at "
                            + buffer.capacity());
        }
        documentPosition = position;
        payloadLength = length;
        if (position == longAt(WRITE_POSITION_OFFSET)) {
            writePositionMet = position;
        }
        position = (int) ((end + 3) & -4);
        return (header & META_DATA) == 0 ? DOCUMENT : NOTE;
    }

    /** Whether nothing has been published where the next document would begin. */
    boolean isNothingHere() {
        return position > buffer.capacity() - HEADER_LENGTH || header(position) == 0;
    }

    /** Looks at any place of the file as if a document of this length were there; only for a check of it. */
    void lookAt(final int headerPosition, final int length) {
        documentPosition = headerPosition;
        payloadLength = length;
    }

    /** Whether Chronicle's own write position is one of the documents seen: appending behind it is safe. */
    boolean isWritePositionMet() {
        return writePositionMet == longAt(WRITE_POSITION_OFFSET);
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

    private static Object keyOf(final Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private int header(final int at) {
        return buffer.getIntVolatile(at);
    }

    long longAt(final int at) {
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
