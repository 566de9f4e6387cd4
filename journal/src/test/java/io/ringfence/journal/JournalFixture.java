package io.ringfence.journal;

import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.journal.recovery.JournalVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** A data directory with a journal of small files, and records whose content follows from their sequence. */
public final class JournalFixture {
    public static final int BATCH_BYTES = 16 << 10;
    public static final int ROLL_BYTES = 1 << 20;
    public static final int PAYLOAD_LENGTH = 93;

    private final Path data;
    private final JournalConfig config;
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[BATCH_BYTES]);

    public JournalFixture(final Path data) {
        this(data, SyncPolicy.BATCH);
    }

    public JournalFixture(final Path data, final SyncPolicy policy) {
        this.data = data;
        this.config = new JournalConfig(
                data.resolve("journal"), data.resolve("watermark"), policy, ROLL_BYTES, BATCH_BYTES, 3);
    }

    public JournalConfig config() {
        return config;
    }

    public Path directory() {
        return config.directory();
    }

    public Path watermark() {
        return config.watermark();
    }

    public JournalTail verify() {
        return JournalVerifier.verify(directory(), watermark());
    }

    public Journal open() {
        return open(JournalDisk.real());
    }

    public Journal open(final JournalDisk disk) {
        return ChronicleJournal.open(config, disk, verify());
    }

    /** Appends {@code count} records and commits after each {@code perCommit} of them. */
    public void append(final Journal journal, final int count, final int perCommit) {
        for (int i = 1; i <= count; i++) {
            append(journal);
            if (i % perCommit == 0 || i == count) {
                journal.commit();
            }
        }
    }

    public void append(final Journal journal) {
        final long sequence = journal.nextSequence();
        fill(sequence, PAYLOAD_LENGTH);
        journal.append(
                sequence, 1_000 + sequence, (int) sequence * 7, (int) sequence & 0xFFFF, payload, 0, PAYLOAD_LENGTH);
    }

    /** A journal of several files, closed; the bytes of a file are about a seventh of a thousand records. */
    public void writeFiles(final int count) {
        try (Journal journal = open()) {
            append(journal, count, 50);
        }
    }

    /** The sequences that a reader hands on, after checking what each record holds. */
    public List<Long> read(final JournalReader reader) {
        final List<Long> sequences = new ArrayList<>();
        while (reader.nextBatch()) {
            reader.forEachRecord(record -> {
                check(record);
                sequences.add(record.sequence());
            });
        }
        return sequences;
    }

    public long readAll() {
        try (JournalReader reader = JournalReader.open(directory(), 1, Long.MAX_VALUE)) {
            return read(reader).size();
        }
    }

    public void check(final JournalRecord record) {
        final long sequence = record.sequence();
        fill(sequence, record.length());
        for (int i = 0; i < record.length(); i++) {
            if (record.buffer().getByte(record.offset() + i) != payload.getByte(i)) {
                throw new AssertionError("record " + sequence + " differs at " + i);
            }
        }
        final boolean isHeaderRight = record.timestampNs() == 1_000 + sequence
                && record.sessionId() == (int) sequence * 7
                && record.principal() == ((int) sequence & 0xFFFF)
                && record.schemaVersion() == 3
                && record.length() == PAYLOAD_LENGTH;
        if (!isHeaderRight) {
            throw new AssertionError("header of record " + sequence);
        }
    }

    /** Every file under the data directory with its content. */
    public SortedMap<String, String> content() {
        final SortedMap<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final CRC32C crc = new CRC32C();
                crc.update(Files.readAllBytes(file));
                content.put(
                        data.relativize(file).toString(),
                        Files.size(file) + ":" + HexFormat.of().toHexDigits(crc.getValue()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return content;
    }

    private void fill(final long sequence, final int length) {
        for (int i = 0; i < length; i++) {
            payload.putByte(i, (byte) (sequence * 31 + i));
        }
    }
}
