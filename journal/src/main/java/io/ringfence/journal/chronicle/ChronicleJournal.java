package io.ringfence.journal.chronicle;

import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.RecordDescriptor;
import io.ringfence.journal.SyncPolicy;
import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * The journal on Chronicle Queue. See {@link Journal} for what it promises.
 *
 * <p>Order of a commit: close the batch, force, move the watermark, then report it committed. Order of a roll: the old
 * file is forced behind its end mark, the new one with its length, the directory; only then anything in the new file
 * counts as durable.
 */
public final class ChronicleJournal implements Journal {
    /** Room for what Chronicle puts between excerpts: headers, the end mark, and index arrays of 16 KiB. */
    private static final long FRAMING_BYTES = 64 << 10;

    private final SyncPolicy syncPolicy;
    private final long rollAtPosition;
    private final long intervalNs;
    private final BatchStaging staging;
    private final JournalFiles files;
    private long nextSequence;
    private long lastTimestampNs;
    private long writtenSequence;
    private long committedSequence;
    private long durableSequence;
    private long position;
    private long lastNowNs;
    private long lastForceNs;
    private Throwable failure;
    private boolean isClosed;

    private ChronicleJournal(final JournalConfig config, final JournalTail tail, final JournalFiles files) {
        this.syncPolicy = config.syncPolicy();
        this.intervalNs = syncPolicy.intervalNs();
        this.rollAtPosition = config.rollBytes() - FRAMING_BYTES;
        this.staging = files.staging();
        this.files = files;
        this.nextSequence = tail.nextSequence();
        this.lastTimestampNs = tail.lastTimestampNs();
        this.writtenSequence = tail.lastSequence();
        this.committedSequence = tail.lastSequence();
        this.durableSequence = tail.lastSequence();
    }

    /**
     * Opens a verified journal for writing: removes what a killed process left half-made, forces what was recovered but
     * may only be in the page cache, moves the watermark there, and makes the next file.
     *
     * @param tail what {@code JournalVerifier} found in the same directory; nothing may have written to it since.
     * @throws JournalException if the disk fails or is full.
     */
    public static Journal open(final JournalConfig config, final JournalDisk disk, final JournalTail tail) {
        return new ChronicleJournal(config, tail, JournalFiles.open(config, disk, tail));
    }

    @Override
    public long nextSequence() {
        return nextSequence;
    }

    @Override
    public void append(
            final long sequence,
            final long timestampNs,
            final int sessionId,
            final int principal,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (sequence != nextSequence || timestampNs < lastTimestampNs || failure != null || isClosed) {
            throw refuse(sequence, timestampNs);
        }
        final int recordLength = RecordDescriptor.alignedLength(length);
        if (recordLength > staging.remaining()) {
            staging.checkFits(recordLength);
            closeBatch();
        }
        staging.add(sequence, timestampNs, sessionId, principal, buffer, offset, length);
        nextSequence = sequence + 1;
        lastTimestampNs = timestampNs;
    }

    @Override
    public void stateProof(final long sequence, final long hash) {
        staging.stateProof(sequence, hash);
    }

    @Override
    public void commit() {
        checkAlive();
        closeBatch();
        switch (syncPolicy.mode()) {
            case BATCH -> force();
            case INTERVAL -> forceWhenDue();
            case NONE -> {}
        }
        committedSequence = writtenSequence;
    }

    @Override
    public int doWork(final long nowNs) {
        checkAlive();
        lastNowNs = nowNs;
        try {
            files.start();
            files.checkNextFile();
        } catch (final IOException | RuntimeException | Error e) {
            throw die("the next file cannot be made", e);
        }
        return forceWhenDue();
    }

    @Override
    public long appendedSequence() {
        return nextSequence - 1;
    }

    @Override
    public long committedSequence() {
        return committedSequence;
    }

    @Override
    public long durableSequence() {
        return durableSequence;
    }

    @Override
    public long incarnation() {
        return files.incarnation();
    }

    @Override
    public boolean isShortOfSpace() {
        return files.isShortOfSpace();
    }

    @Override
    public long rolls() {
        return files.rolls();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (files) {
            if (failure == null) {
                closeBatch();
                force();
                committedSequence = writtenSequence;
            }
        }
    }

    /** Publishes the open batch as one excerpt, in a new file if this one is full. */
    private void closeBatch() {
        if (staging.isEmpty()) {
            return;
        }
        try {
            final int length = staging.seal(files.incarnation(), durableSequence);
            if (files.endPosition() + length > rollAtPosition) {
                files.roll(length);
                durableSequence = writtenSequence;
            } else {
                files.write(length);
            }
            position += length;
            writtenSequence = staging.lastSequence();
            staging.clear();
            files.written(writtenSequence);
        } catch (final IOException | RuntimeException | Error e) {
            throw die("cannot write a batch", e);
        }
    }

    private int forceWhenDue() {
        if (intervalNs == 0 || writtenSequence == durableSequence || lastNowNs - lastForceNs < intervalNs) {
            return 0;
        }
        force();
        return 1;
    }

    private void force() {
        if (writtenSequence == durableSequence) {
            return;
        }
        try {
            files.force();
        } catch (final IOException | RuntimeException | Error e) {
            throw die("cannot force the file", e);
        }
        durableSequence = writtenSequence;
        lastForceNs = lastNowNs;
    }

    private JournalException refuse(final long sequence, final long timestampNs) {
        checkAlive();
        return die(
                "a record out of order",
                new JournalException("sequence " + sequence + " after " + (nextSequence - 1) + ", time " + timestampNs
                        + " after " + lastTimestampNs));
    }

    private void checkAlive() {
        if (failure != null) {
            throw new JournalException("the journal has failed before", failure);
        }
        if (isClosed) {
            throw new JournalException("the journal is closed");
        }
    }

    private JournalException die(final String what, final Throwable cause) {
        failure = cause;
        return new JournalException(
                "journal stopped after sequence " + committedSequence + ": " + what + " (current file "
                        + files.current() + "): " + cause.getMessage()
                        + (cause instanceof InternalError ? "; " + pageFault() : ""),
                cause);
    }

    /** Why a mapped page could not be written. */
    private String pageFault() {
        final String missing = files.missing();
        return missing == null ? "is the disk full, or failing?" : missing;
    }
}
