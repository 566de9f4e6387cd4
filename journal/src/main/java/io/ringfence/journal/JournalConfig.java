package io.ringfence.journal;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a journal lives and how it is written.
 *
 * @param directory of the cycle files; nothing else may be in it but what repairs kept.
 * @param watermark file that says up to where the journal is durable; not inside {@code directory}.
 * @param syncPolicy when the journal is forced.
 * @param rollBytes bytes of a cycle file after which the next one begins.
 * @param batchBytesMax bytes of a batch at which it is closed; also bounds one record.
 * @param schemaVersion written into every record, 0 to 65,535.
 * @param spareBytes room on the disk that is left when a file is made ahead; with less nothing more should be let in.
 */
public record JournalConfig(
        Path directory,
        Path watermark,
        SyncPolicy syncPolicy,
        long rollBytes,
        int batchBytesMax,
        int schemaVersion,
        long spareBytes) {
    /** The smallest cycle file; a node's are of whole mebibytes, tests that roll often take less. */
    public static final long ROLL_BYTES_MIN = 256L << 10;

    /** The largest cycle file: one mapping of the reader holds it with room to spare. */
    public static final long ROLL_BYTES_MAX = 1L << 30;

    /** The smallest cap of a batch. */
    public static final int BATCH_BYTES_MIN = 4 << 10;

    /** A batch takes at most this part of a file, which keeps it far below Chronicle's quarter of a block. */
    public static final int BATCHES_PER_FILE_MIN = 8;

    /** Without spare room. */
    public JournalConfig(
            final Path directory,
            final Path watermark,
            final SyncPolicy syncPolicy,
            final long rollBytes,
            final int batchBytesMax,
            final int schemaVersion) {
        this(directory, watermark, syncPolicy, rollBytes, batchBytesMax, schemaVersion, 0);
    }

    /** Checks the bounds. */
    public JournalConfig {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(watermark, "watermark");
        Objects.requireNonNull(syncPolicy, "syncPolicy");
        if (rollBytes < ROLL_BYTES_MIN || rollBytes > ROLL_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "journal roll bytes must be " + ROLL_BYTES_MIN + " to " + ROLL_BYTES_MAX + ": " + rollBytes);
        }
        if (batchBytesMax < BATCH_BYTES_MIN || batchBytesMax > rollBytes / BATCHES_PER_FILE_MIN) {
            throw new IllegalArgumentException("journal batch bytes must be " + BATCH_BYTES_MIN + " to "
                    + rollBytes / BATCHES_PER_FILE_MIN + " with this file size: " + batchBytesMax);
        }
        if ((batchBytesMax & 7) != 0) {
            throw new IllegalArgumentException("journal batch bytes must be a multiple of 8: " + batchBytesMax);
        }
        if (spareBytes < 0) {
            throw new IllegalArgumentException("spare bytes must not be negative: " + spareBytes);
        }
        if (schemaVersion < 0 || schemaVersion > 0xFFFF) {
            throw new IllegalArgumentException("schema version must be 0 to 65535: " + schemaVersion);
        }
        if (watermark
                .toAbsolutePath()
                .normalize()
                .startsWith(directory.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("the watermark may not lie in the journal directory: " + watermark);
        }
    }

    /** The largest payload that {@link Journal#append} takes. */
    public int payloadBytesMax() {
        return batchBytesMax - BatchDescriptor.HEADER_LENGTH - RecordDescriptor.HEADER_LENGTH;
    }
}
