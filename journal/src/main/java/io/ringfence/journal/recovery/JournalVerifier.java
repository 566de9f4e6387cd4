package io.ringfence.journal.recovery;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.Watermark;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a whole journal that nobody writes, and says where it ends or why it may not be used. Changes not one byte. Any
 * thread; single-use.
 */
public final class JournalVerifier {
    private final Path directory;
    private final Path watermarkPath;
    private final Watermark durable;
    private final List<Path> leftovers = new ArrayList<>();
    private long batches;
    private long bytes;
    private long timestampNs = Long.MIN_VALUE;
    private long incarnation;
    private long proofSequence = -1;
    private long proofHash;
    private int endCycle = -1;
    private long endPosition;
    private int lastCycle = -1;
    private boolean isWatermarkMet;

    private JournalVerifier(final Path directory, final Path watermarkPath) {
        this.directory = directory;
        this.watermarkPath = watermarkPath;
        this.durable = Watermark.read(watermarkPath);
    }

    /**
     * Verifies a journal against its watermark.
     *
     * @throws JournalDamagedException if the journal may not be used: file, cycle, sequence, reason, next command.
     * @throws JournalException if the files cannot be read.
     */
    public static JournalTail verify(final Path directory, final Path watermark) {
        try {
            return new JournalVerifier(directory, watermark).judge();
        } catch (final IOException e) {
            throw new JournalException("cannot read the journal in " + directory, e);
        }
    }

    /** Says of any damage whether somebody was promised what is lost. */
    private JournalTail judge() throws IOException {
        try {
            return verify();
        } catch (final JournalDamagedException e) {
            if (!durable.isKnown()) {
                throw e;
            }
            final String promise = e.sequence() <= durable.sequence()
                    ? " (at or below the watermark " + durable.sequence() + ": this was durable)"
                    : " (beyond the watermark " + durable.sequence() + ": this was written, but not forced)";
            throw new JournalDamagedException(e.file(), e.cycle(), e.sequence(), e.reason() + promise, e);
        }
    }

    private JournalTail verify() throws IOException {
        checkNames();
        try (JournalReader reader = JournalReader.openAtRest(directory)) {
            while (reader.nextBatch()) {
                reader.checkRecords();
                onBatch(reader);
            }
            checkWatermark(reader);
            return new JournalTail(
                    reader.lastSequence(),
                    timestampNs,
                    Math.max(incarnation, Math.max(0, durable.incarnation())),
                    lastCycle,
                    reader.isFileEnded(),
                    endPosition,
                    endCycle,
                    durable,
                    proofSequence,
                    proofHash,
                    batches,
                    bytes,
                    leftovers);
        }
    }

    private void onBatch(final JournalReader reader) {
        batches++;
        bytes += reader.length();
        timestampNs = reader.timestampNs();
        incarnation = reader.incarnation();
        endCycle = (int) reader.cycle();
        endPosition = reader.endPosition();
        if (reader.proofSequence() >= 0) {
            proofSequence = reader.proofSequence();
            proofHash = reader.proofHash();
        }
        if (reader.lastSequence() == durable.sequence()) {
            isWatermarkMet = durable.cycle() == reader.cycle() && durable.position() == reader.endPosition();
        }
    }

    private void checkWatermark(final JournalReader reader) {
        final long lastSequence = reader.lastSequence();
        if (!durable.isKnown()) {
            if (lastSequence > 0) {
                throw new JournalDamagedException(
                        watermarkPath,
                        -1,
                        1,
                        "there is a journal up to " + lastSequence
                                + " but "
                                + (durable.equals(Watermark.ABSENT) ? "no watermark" : "no valid slot in the watermark")
                                + ", so nobody can tell whether the end is missing");
            }
        } else if (durable.sequence() > lastSequence) {
            throw new JournalDamagedException(
                    reader.file(),
                    reader.cycle(),
                    lastSequence + 1,
                    "the journal ends with " + lastSequence + " but " + durable.sequence() + " was durable, in cycle "
                            + durable.cycle() + " up to " + durable.position());
        } else if (durable.sequence() > 0 && !isWatermarkMet) {
            throw new JournalDamagedException(
                    CycleName.file(directory, durable.cycle()),
                    durable.cycle(),
                    durable.sequence(),
                    "the watermark points to " + durable.position() + " in this file, where no such batch ends");
        }
    }

    /** Judges every name in the directory, and the first header of every file, before a batch is read. */
    private void checkNames() throws IOException {
        final long[] cycles = CycleName.list(directory);
        for (int i = 0; i < cycles.length; i++) {
            if (cycles[i] != i) {
                throw new JournalDamagedException(CycleName.file(directory, i), i, 1, "the file is missing");
            }
            final Path file = CycleName.file(directory, i);
            if (JournalReader.isReady(file)) {
                lastCycle = i;
            } else if (i == cycles.length - 1 && isUnused(file, i)) {
                leftovers.add(file);
            } else {
                throw new JournalDamagedException(file, i, durable.sequence(), "the first header of the file is lost");
            }
        }
        if (Files.isDirectory(directory)) {
            checkForeignFiles();
        }
    }

    /** Whether a file without a first header never held a batch: then a killed process left it half-made. */
    private boolean isUnused(final Path file, final int cycle) throws IOException {
        return durable.cycle() < cycle && !JournalReader.holdsBatch(file);
    }

    private void checkForeignFiles() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            for (final Path file : files) {
                final String name = String.valueOf(file.getFileName());
                if (name.endsWith(CycleName.AHEAD_SUFFIX)) {
                    leftovers.add(file);
                } else if (CycleName.cycle(name) < 0 && !CycleName.METADATA.equals(name)) {
                    throw new JournalDamagedException(file, -1, 1, "the file is not part of a journal");
                }
            }
        }
    }
}
