package io.ringfence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a journal in order and checks all that its writer promised: magic, CRC, lengths, dense sequences across
 * batches and files, times that never fall, incarnations that never fall.
 *
 * <p>It reads the raw cycle files, read only, and neither needs nor trusts what Chronicle notes about them elsewhere,
 * so that nothing stale can hide a file. It works beside a live writer: what is not there yet is looked for again by
 * the next {@link #nextBatch}. One thread; allocates only where a file begins. Whatever is wrong ends in a
 * {@link JournalDamagedException}, after which the reader must be closed.
 *
 * <pre>{@code
 * try (JournalReader reader = JournalReader.open(directory, 1, Long.MAX_VALUE)) {
 *     while (reader.nextBatch()) {
 *         reader.forEachRecord(handler);
 *     }
 * }
 * }</pre>
 */
public final class JournalReader implements AutoCloseable {
    private static final RecordHandler NO_HANDLER = record -> {};

    private final Path directory;
    private final long fromSequence;
    private final boolean isAtRest;
    private final BatchHeader batch = new BatchHeader();
    private WatermarkReader watermark;
    private long toSequence;
    private CycleFile file;
    private JournalRecord record;
    private boolean isEnded;
    private boolean hasBatch;
    private long lastSequence;
    private long lastBatchTimestampNs = Long.MIN_VALUE;
    private long lastIncarnation;
    private long previousTimestampNs = Long.MIN_VALUE;

    private JournalReader(
            final Path directory,
            final long fromSequence,
            final long toSequence,
            final WatermarkReader watermark,
            final boolean isAtRest) {
        if (fromSequence < 1) {
            throw new IllegalArgumentException("the first sequence is 1: " + fromSequence);
        }
        this.directory = directory;
        this.fromSequence = fromSequence;
        this.toSequence = toSequence;
        this.watermark = watermark;
        this.isAtRest = isAtRest;
    }

    /**
     * Reads whatever is visible: what was written, but perhaps not forced yet.
     *
     * @param fromSequence first record handed on, from 1; the batch that holds it is the first one.
     * @param toSequenceInclusive last record handed on; {@link Long#MAX_VALUE} for all.
     */
    public static JournalReader open(final Path directory, final long fromSequence, final long toSequenceInclusive) {
        return new JournalReader(directory, fromSequence, toSequenceInclusive, null, false);
    }

    /**
     * Reads what is durable: up to the watermark, which is looked at again whenever its end is reached. That something
     * at or below it cannot be read is damage.
     */
    public static JournalReader openDurable(final Path directory, final Path watermark, final long fromSequence) {
        return new JournalReader(directory, fromSequence, 0, new WatermarkReader(watermark), false);
    }

    /**
     * Reads a journal that nobody writes, from its first record, and is stricter: Chronicle's own write position must
     * be in step with the batches of every file, otherwise later appends would vanish.
     */
    public static JournalReader openAtRest(final Path directory) {
        return new JournalReader(directory, 1, Long.MAX_VALUE, null, true);
    }

    /**
     * Reads behind a live writer from the first record, what is durable, and is as strict as {@link #openAtRest} with
     * every file that it leaves; {@link #rest} ends the following. The files that it has left may be removed.
     */
    public static JournalReader openFollowing(final Path directory, final Path watermark) {
        return new JournalReader(directory, 1, 0, new WatermarkReader(watermark), true);
    }

    /** Whether a cycle file has its first header: without it, it is being made, was left half-made, or is damaged. */
    public static boolean isReady(final Path cycleFile) throws IOException {
        try (CycleFile candidate = new CycleFile(cycleFile, -1)) {
            return candidate.isReady();
        }
    }

    /** Whether anything in a file looks like a batch; reads all of it. */
    public static boolean holdsBatch(final Path cycleFile) throws IOException {
        try (CycleFile candidate = new CycleFile(cycleFile, -1)) {
            return candidate.holdsBatch();
        }
    }

    /** Nobody writes any more: from now on reads all that is left, whatever the watermark says. */
    public void rest() {
        if (watermark != null) {
            watermark.close();
            watermark = null;
            toSequence = Long.MAX_VALUE;
        }
    }

    /**
     * Moves to the next batch.
     *
     * @return false when there is none yet, or none up to the bound.
     * @throws JournalDamagedException if what comes next is not valid.
     */
    public boolean nextBatch() {
        hasBatch = false;
        if (lastSequence >= toSequence) {
            if (watermark == null) {
                return false;
            }
            toSequence = watermark.poll();
            if (lastSequence >= toSequence) {
                return false;
            }
        }
        try {
            hasBatch = findBatchAnew();
        } catch (final IOException e) {
            throw new JournalException("cannot read the journal in " + directory, e);
        } catch (final InternalError e) {
            throw new JournalDamagedException(
                    file(), cycle(), lastSequence + 1, "the file shrank or cannot be read from the disk", e);
        }
        if (!hasBatch && watermark != null) {
            throw endsEarly();
        }
        return hasBatch;
    }

    /**
     * Hands the records of the current batch to {@code handler}, those within the bounds, after checking each.
     *
     * @return how many were handed on.
     */
    public int forEachRecord(final RecordHandler handler) {
        return forEachRecord(handler, 1, NO_HANDLER);
    }

    /**
     * Like {@link #forEachRecord(RecordHandler)}, and shows groups of records to {@code ahead} before the first of the
     * group is handed on, so that memory can be touched for several at once. The last group of a batch may be smaller.
     *
     * @param handler    takes each record after it was checked.
     * @param groupCount records of a group, at least 1.
     * @param ahead      takes each record before that: covered by the checksum of the batch, but not checked by itself.
     * @return how many were handed on.
     */
    public int forEachRecord(final RecordHandler handler, final int groupCount, final RecordHandler ahead) {
        if (!hasBatch) {
            throw new IllegalStateException("there is no current batch");
        }
        try {
            return walkRecords(handler, groupCount, ahead);
        } catch (final InternalError e) {
            throw new JournalDamagedException(
                    file.path(), file.cycle(), batch.firstSequence(), "the file cannot be read from the disk", e);
        }
    }

    /** Checks the records of the current batch without handing them on. */
    public void checkRecords() {
        forEachRecord(NO_HANDLER);
    }

    /** The cycle file of the current batch. */
    public Path file() {
        return file == null ? directory : file.path();
    }

    /** The cycle of that file; -1 before the first one. */
    public long cycle() {
        return file == null ? -1 : file.cycle();
    }

    /** Where the excerpt of the current batch begins in its file. */
    public long batchPosition() {
        return file.documentPosition();
    }

    /** Behind the last batch in its file. */
    public long endPosition() {
        return file == null ? 0 : file.position();
    }

    /** Whether the current file is at its end mark. */
    public boolean isFileEnded() {
        return isEnded;
    }

    /** The last sequence of the batches so far; 0 before the first one. */
    public long lastSequence() {
        return lastSequence;
    }

    /** First sequence of the current batch. */
    public long firstSequence() {
        return batch.firstSequence();
    }

    /** Incarnation of the node that wrote the current batch. */
    public long incarnation() {
        return batch.incarnation();
    }

    /** Records in the current batch. */
    public int count() {
        return batch.count();
    }

    /** Time of the last record of the current batch, nanoseconds since the epoch. */
    public long timestampNs() {
        return batch.timestampNs();
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
    public int length() {
        return batch.length();
    }

    @Override
    public void close() {
        hasBatch = false;
        if (watermark != null) {
            watermark.close();
        }
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** A start may have cut the file that is being read, behind what is durable: then its copy goes on. */
    private boolean findBatchAnew() throws IOException {
        final CycleFile before = file;
        final int position = before == null ? 0 : before.position();
        try {
            return findBatch();
        } catch (final JournalDamagedException e) {
            if (before == null || before != file || !before.isReplaced()) {
                throw e;
            }
        }
        final CycleFile copy = openReady(file.cycle());
        if (copy == null) {
            throw file.damaged(lastSequence + 1, "the file was replaced by one without its first header");
        }
        file.close();
        use(copy);
        file.seek(position);
        return findBatch();
    }

    private boolean findBatch() throws IOException {
        if (file == null && !openFirst()) {
            return false;
        }
        while (true) {
            int found = file.next(lastSequence + 1);
            if (found == CycleFile.NOT_YET) {
                if (!Files.exists(CycleName.file(directory, file.cycle() + 1))) {
                    checkAtRest();
                    return false;
                }
                // The writer may have gone on between the two looks: what it published last is in this file.
                found = file.next(lastSequence + 1);
            }
            if (found == CycleFile.DOCUMENT) {
                if (accept()) {
                    return true;
                }
            } else {
                isEnded |= found == CycleFile.END;
                checkAtRest();
                if (!openNext()) {
                    return false;
                }
            }
        }
    }

    /** Takes the current document as the next batch; false if it lies before the first sequence asked for. */
    private boolean accept() {
        final long expected = lastSequence + 1;
        final boolean isSkipped = BatchPeek.lastSequence(file) < fromSequence;
        final String fault = batch.wrap(file, !isSkipped);
        if (fault != null) {
            throw file.damaged(expected, fault);
        }
        final boolean isAnyStart = lastSequence == 0 && fromSequence > 1;
        if (batch.firstSequence() != expected && !isAnyStart) {
            throw file.damaged(expected, "the next batch begins with sequence " + batch.firstSequence());
        }
        if (isAnyStart && batch.firstSequence() > fromSequence) {
            throw file.damaged(fromSequence, "the journal begins with sequence " + batch.firstSequence());
        }
        if (batch.timestampNs() < lastBatchTimestampNs) {
            throw file.damaged(expected, "time falls from " + lastBatchTimestampNs + " to " + batch.timestampNs());
        }
        if (batch.incarnation() < lastIncarnation) {
            throw file.damaged(
                    expected, "the incarnation falls from " + lastIncarnation + " to " + batch.incarnation());
        }
        previousTimestampNs = lastBatchTimestampNs;
        lastSequence = batch.lastSequence();
        lastBatchTimestampNs = batch.timestampNs();
        lastIncarnation = batch.incarnation();
        return !isSkipped;
    }

    private int walkRecords(final RecordHandler handler, final int groupCount, final RecordHandler ahead) {
        final int end = batch.end();
        long sequence = batch.firstSequence();
        long timestampNs = previousTimestampNs;
        int handedOn = 0;
        int offset = batch.recordsOffset();
        while (offset < end) {
            if (end - offset < RecordDescriptor.HEADER_LENGTH) {
                throw file.damaged(sequence, "a record passes the end of its batch");
            }
            record.wrap(offset);
            final int length = record.recordLength();
            if (length < RecordDescriptor.HEADER_LENGTH || length > end - offset) {
                throw file.damaged(sequence, "a record of " + length + " bytes");
            }
            final long recordTimestampNs = record.timestampNs();
            if (record.sequence() != sequence || recordTimestampNs < timestampNs) {
                throw file.damaged(
                        sequence, "a record with sequence " + record.sequence() + " and time " + recordTimestampNs);
            }
            if (sequence >= fromSequence && sequence <= toSequence) {
                if (ahead != NO_HANDLER && handedOn % groupCount == 0) {
                    lookAhead(offset, end, Math.min(groupCount, toSequence - sequence + 1), ahead);
                    record.wrap(offset);
                }
                handler.onRecord(record);
                handedOn++;
            }
            timestampNs = recordTimestampNs;
            offset += RecordDescriptor.alignedLength(length - RecordDescriptor.HEADER_LENGTH);
            sequence++;
        }
        if (sequence != batch.lastSequence() + 1 || timestampNs != batch.timestampNs() || offset != end) {
            throw file.damaged(sequence, "the records are not those that the header of the batch promises");
        }
        return handedOn;
    }

    /** Shows so many records from an offset on; ends where one does not fit, which is found when its turn comes. */
    private void lookAhead(final int from, final int end, final long count, final RecordHandler ahead) {
        int offset = from;
        for (long i = 0; i < count && end - offset >= RecordDescriptor.HEADER_LENGTH; i++) {
            record.wrap(offset);
            final int length = record.recordLength();
            if (length < RecordDescriptor.HEADER_LENGTH || length > end - offset) {
                return;
            }
            ahead.onRecord(record);
            offset += RecordDescriptor.alignedLength(length - RecordDescriptor.HEADER_LENGTH);
        }
    }

    /** Opens the last file that begins at or before the first sequence asked for. */
    private boolean openFirst() throws IOException {
        final long[] cycles = CycleName.list(directory);
        for (int i = cycles.length - 1; i > 0 && fromSequence > 1; i--) {
            if (beginsAtOrBefore(cycles[i])) {
                return tryUse(cycles[i]);
            }
        }
        return cycles.length > 0 && tryUse(cycles[0]);
    }

    private boolean tryUse(final long cycle) throws IOException {
        final CycleFile first = openReady(cycle);
        if (first == null) {
            return false;
        }
        use(first);
        return true;
    }

    private boolean beginsAtOrBefore(final long cycle) throws IOException {
        try (CycleFile candidate = openReady(cycle)) {
            return candidate != null && BatchPeek.beginsAtOrBefore(candidate, fromSequence);
        }
    }

    private boolean openNext() throws IOException {
        final long nextCycle = file.cycle() + 1;
        if (!Files.exists(CycleName.file(directory, nextCycle))) {
            final long[] cycles = CycleName.list(directory);
            if (cycles.length > 0 && cycles[cycles.length - 1] > nextCycle) {
                throw new JournalDamagedException(
                        CycleName.file(directory, nextCycle), nextCycle, lastSequence + 1, "the file is missing");
            }
            return false;
        }
        final CycleFile next = openReady(nextCycle);
        if (next == null) {
            return false;
        }
        file.close();
        use(next);
        return true;
    }

    private void use(final CycleFile next) {
        file = next;
        record = new JournalRecord(next.buffer());
        isEnded = false;
    }

    /** The file of a cycle, or null while it is half-made. */
    private CycleFile openReady(final long cycle) throws IOException {
        final CycleFile candidate = new CycleFile(CycleName.file(directory, cycle), cycle);
        if (!candidate.isReady()) {
            candidate.close();
            return null;
        }
        try {
            candidate.checkMadeByUs(lastSequence + 1);
        } catch (final JournalDamagedException e) {
            candidate.close();
            throw e;
        }
        return candidate;
    }

    private void checkAtRest() {
        if (isAtRest && !file.isWritePositionMet()) {
            throw file.damaged(
                    lastSequence + 1, "Chronicle's write position is not at a document: the tail of the file is lost");
        }
    }

    private JournalDamagedException endsEarly() {
        return new JournalDamagedException(
                file(), cycle(), lastSequence + 1, "the watermark says that " + toSequence + " is durable");
    }
}
