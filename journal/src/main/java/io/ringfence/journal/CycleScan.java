package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks one cycle file and says what it finds instead of throwing: for whoever judges a journal. Read only; one thread.
 *
 * <p>The walk follows the documents of the file from its start. It ends at the first place where there is none
 * ({@link Step#NOTHING}), at the end mark, or at the first thing that is not right; behind that, {@link #findBatch}
 * looks for batches wherever they lie.
 */
public final class CycleScan implements AutoCloseable {
    /** What the next document of the file is. */
    public enum Step {
        /** A batch that holds what its checksum says; where it stands in the journal is not judged here. */
        BATCH,
        /** Nothing has been published here. */
        NOTHING,
        /** The end mark. */
        END_MARK,
        /** A document that cannot be framed: the words around excerpts are wrong. */
        BAD_FRAME,
        /** An excerpt that is not a whole batch. */
        BAD_BATCH,
        /** A batch of a version that came later. */
        NEWER_BATCH
    }

    private static final int HEADER_LENGTH = Integer.BYTES;
    private static final int READ_LENGTH = 256 << 10;

    private final CycleFile file;
    private final BatchHeader batch = new BatchHeader();
    private final JournalRecord record;
    private ChronicleNotes notes;
    private String fault;
    private long end;
    private long faultPosition;

    private CycleScan(final CycleFile file) {
        this.file = file;
        this.record = new JournalRecord(file.buffer());
    }

    /** Opens a file for a walk from its start. */
    public static CycleScan open(final Path path, final long cycle) throws IOException {
        return new CycleScan(new CycleFile(path, cycle));
    }

    /**
     * Reads a file through once and says why the disk does not give it back, or null. A page that cannot be read is an
     * error code here. Behind a mapping it is a fault, which in the middle of a checksum ends the process without a
     * word.
     *
     * @throws IOException if the file cannot be opened.
     */
    public static String readFault(final Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return readFault(channel);
        }
    }

    private static String readFault(final FileChannel channel) {
        final ByteBuffer bytes = ByteBuffer.allocate(READ_LENGTH);
        try {
            while (channel.read(bytes) >= 0) {
                bytes.clear();
            }
            return null;
        } catch (final IOException e) {
            return "the disk does not give the file back: " + e.getMessage();
        }
    }

    /** Whether the file has its first header: without it, it is being made, was left half-made, or is damaged. */
    public boolean isReady() {
        return file.isReady();
    }

    /** Whether it begins like a file of this journal; asked before the walk. */
    public boolean isMadeByUs() {
        if (notes == null && file.isReady() && file.isMadeByUs()) {
            notes = new ChronicleNotes(file);
        }
        return notes != null;
    }

    /** Whether it would begin so if a power cut had not taken a part of its first page. */
    public boolean isHeadTorn() {
        return file.isHeadTorn();
    }

    /** Moves to the next batch, or stays and says why there is none. */
    public Step next() throws IOException {
        if (!isMadeByUs()) {
            throw new IllegalStateException("not a file of this journal");
        }
        final long tried = file.position();
        int found;
        try {
            found = file.step(0);
            while (found == CycleFile.NOTE) {
                final String bad = notes.onNote();
                if (bad != null) {
                    return bad(Step.BAD_FRAME, bad, file.documentPosition());
                }
                found = file.step(0);
            }
        } catch (final JournalDamagedException e) {
            return bad(Step.BAD_FRAME, e.reason(), Math.max(tried, file.position()));
        }
        if (found != CycleFile.DOCUMENT) {
            return found == CycleFile.END ? Step.END_MARK : Step.NOTHING;
        }
        final String bad = batch.wrap(file, true);
        if (bad != null) {
            return bad(batch.isNewer(file) ? Step.NEWER_BATCH : Step.BAD_BATCH, bad, file.documentPosition());
        }
        notes.onExcerpt();
        end = file.position();
        return Step.BATCH;
    }

    /** Whether there is still nothing where the walk stands: a live writer may have published something. */
    public boolean isNothingHere() {
        return file.isNothingHere();
    }

    /** Says what is wrong with the records of the current batch, or null. */
    public String recordsFault(final long previousTimestampNs) {
        final int batchEnd = batch.end();
        long sequence = batch.firstSequence();
        long timestampNs = previousTimestampNs;
        int offset = batch.recordsOffset();
        while (offset < batchEnd) {
            record.wrap(offset);
            final int left = batchEnd - offset;
            if (left < RecordDescriptor.HEADER_LENGTH
                    || record.recordLength() < RecordDescriptor.HEADER_LENGTH
                    || record.recordLength() > left) {
                return "a record that does not fit its batch";
            }
            if (record.sequence() != sequence || record.timestampNs() < timestampNs) {
                return "a record with sequence " + record.sequence() + " and time " + record.timestampNs();
            }
            timestampNs = record.timestampNs();
            offset += RecordDescriptor.alignedLength(record.recordLength() - RecordDescriptor.HEADER_LENGTH);
            sequence++;
        }
        return sequence == batch.lastSequence() + 1 && timestampNs == batch.timestampNs() && offset == batchEnd
                ? null
                : "the records are not those that the header of the batch promises";
    }

    /**
     * Looks for a whole batch at any place from {@code from} on, whatever the words around it say. What it finds is the
     * current batch then, until the walk goes on where it was.
     *
     * @return behind the batch; -1 when there is none.
     */
    public long findBatch(final long from) {
        final UnsafeBuffer buffer = file.buffer();
        final int last = (buffer.capacity() & -4) - BatchDescriptor.HEADER_LENGTH;
        for (int at = (int) Math.max(HEADER_LENGTH, (from + 3) & -4); at <= last; at += Integer.BYTES) {
            if (buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) == BatchDescriptor.MAGIC) {
                final int length = buffer.getInt(at + BatchDescriptor.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
                if (length >= BatchDescriptor.HEADER_LENGTH && length <= buffer.capacity() - at) {
                    file.lookAt(at - HEADER_LENGTH, length);
                    if (batch.wrap(file, true) == null) {
                        return at + ((length + 3L) & -4);
                    }
                }
            }
        }
        return -1;
    }

    /** Behind the last byte of the file that is not zero. */
    public long usedLength() {
        final UnsafeBuffer buffer = file.buffer();
        int length = buffer.capacity();
        while (length > 0 && buffer.getByte(length - 1) == 0) {
            length = (length & 7) == 0 && length >= Long.BYTES && buffer.getLong(length - Long.BYTES) == 0
                    ? length - Long.BYTES
                    : length - 1;
        }
        return length;
    }

    /** The last sequence that a torn batch at the end of the walk claims to hold; -1 if not even that can be read. */
    public long claimedLastSequence(final long expectedFirst) {
        final boolean isHeader = file.payloadLength() >= BatchDescriptor.HEADER_LENGTH
                && batch.firstSequence() == expectedFirst
                && batch.count() == batch.lastSequence() - expectedFirst + 1
                && batch.count() > 0;
        return isHeader ? batch.lastSequence() : -1;
    }

    /** What Chronicle's notes about the file say that is not so, or null; when the walk has ended. */
    public String notesFault() {
        return notes.fault(file.position());
    }

    /** Whether Chronicle's notes speak of documents behind the end of the walk. */
    public boolean areNotesAhead() {
        return notes.isAhead(file.position());
    }

    /** What is wrong at the end of the walk. */
    public String fault() {
        return fault;
    }

    /** Where that is. */
    public long faultPosition() {
        return faultPosition;
    }

    /** Behind the last batch of the walk; zero before the first. */
    public long end() {
        return end;
    }

    /** Where the next document would begin. */
    public long position() {
        return file.position();
    }

    /** Bytes of the file. */
    public long length() {
        return file.buffer().capacity();
    }

    /** Where the excerpt of the current batch begins. */
    public long batchPosition() {
        return file.documentPosition();
    }

    /** First sequence of the current batch. */
    public long firstSequence() {
        return batch.firstSequence();
    }

    /** Last sequence of the current batch. */
    public long lastSequence() {
        return batch.lastSequence();
    }

    /** Time of the last record of the current batch, nanoseconds since the epoch. */
    public long timestampNs() {
        return batch.timestampNs();
    }

    /** Incarnation of the node that wrote the current batch. */
    public long incarnation() {
        return batch.incarnation();
    }

    /** Up to where the journal was forced when the current batch was closed; -1 when it does not say so. */
    public long forcedSequence() {
        return batch.forcedSequence();
    }

    /** Sequence of the state proof in the current batch, or {@link BatchDescriptor#NO_PROOF}. */
    public long proofSequence() {
        return batch.proofSequence();
    }

    /** Hash of the state after {@link #proofSequence}. */
    public long proofHash() {
        return batch.proofHash();
    }

    /** Bytes of the current batch. */
    public int batchLength() {
        return batch.length();
    }

    /** Index arrays of the walk, each from its count to behind its last value: what a copy leaves empty. */
    public List<int[]> indexArrays() {
        return notes.arrays();
    }

    /** Header position of the last batch of the walk; -1 before the first. */
    public long lastBatchPosition() {
        return notes.lastDocument();
    }

    /** How Chronicle numbers that batch, in the form it keeps behind its write position. */
    public long lastBatchNumber() {
        return notes.lastDocumentNumber();
    }

    @Override
    public void close() {
        file.close();
    }

    private Step bad(final Step step, final String what, final long at) {
        fault = what;
        faultPosition = at;
        return step;
    }
}
