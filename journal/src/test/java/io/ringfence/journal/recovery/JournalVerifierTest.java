package io.ringfence.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.CycleScan;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.Watermark;
import io.ringfence.journal.WatermarkFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalVerifierTest {
    private static final int RECORDS = 20_000;
    private static final int WRITE_POSITION_OFFSET = 64;

    @TempDir
    private Path data;

    private JournalFixture fixture;
    private int lastCycle;

    @BeforeEach
    void writeThreeFiles() {
        fixture = new JournalFixture(data);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, RECORDS, 500);
            lastCycle = (int) journal.rolls();
        }
        assertEquals(2, lastCycle);
    }

    @Test
    void shouldRefuseAFlippedByteInAPayload() throws IOException {
        final long[] batch = batchOf(9_000);
        flip(file(1), batch[0] + 4 + 72 + 40);
        assertRefused(file(1), 1, batch[1], "CRC");
    }

    @Test
    void shouldRefuseAFlippedByteInABatchHeader() throws IOException {
        final long[] batch = batchOf(9_000);
        flip(file(1), batch[0] + 4 + 48);
        assertRefused(file(1), 1, batch[1], "CRC");
    }

    @Test
    void shouldRefuseAFlippedByteInTheHeaderOfAnExcerpt() throws IOException {
        final long[] batch = batchOf(9_000);
        flip(file(1), batch[0]);
        assertRefused(file(1), 1, batch[1], "bytes in an excerpt of");
        flip(file(1), batch[0]);
        flip(file(1), batch[0] + 3);
        assertRefused(file(1), 1, batch[1], "");
    }

    @Test
    void shouldRefuseAFlippedByteInTheHeaderOfAFile() throws IOException {
        flip(file(1), 0);
        assertRefused(file(1), 1, -1, "");
        flip(file(1), 0);
        flip(file(1), 16);
        assertRefused(file(1), 1, -1, "does not begin like a file of this journal");
    }

    @Test
    void shouldRefuseATruncatedFile() throws IOException {
        final long[] batch = batchOf(RECORDS);
        try (FileChannel channel = FileChannel.open(file(2), StandardOpenOption.WRITE)) {
            channel.truncate(batch[0] + 200);
        }
        assertRefused(file(2), 2, batch[1], "passes the end");
        try (FileChannel channel = FileChannel.open(file(2), StandardOpenOption.WRITE)) {
            channel.truncate(batch[0]);
        }
        assertRefused(file(2), 2, batch[1], "the tail of the file is lost");
    }

    /** A directory can be opened like a file, and gives nothing back: to a reader as good as a bad block. */
    @Test
    void shouldRefuseAFileThatTheDiskDoesNotGiveBack() throws IOException {
        final long first = firstSequenceOf(1);
        Files.delete(file(1));
        Files.createDirectory(file(1));
        assertRefused(file(1), 1, first, "the disk does not give the file back: Is a directory (at or below the water");
        final JournalReport report = JournalInspection.inspect(fixture.directory(), fixture.watermark());
        final Finding finding = report.findings(Judgement.REFUSE).get(0);
        assertEquals(FindingCode.UNREADABLE, finding.code());
        assertEquals(Judgement.REFUSE, finding.judgement());
        assertEquals(first - 1, report.tail().lastSequence());
        assertNull(report.cut());
    }

    @Test
    void shouldSayOfDamageWhetherItWasDurable() throws IOException {
        final long[] batch = batchOf(9_000);
        final long[] later = batchOf(15_000);
        flip(file(1), later[0] + 200);
        assertRefused(file(1), 1, later[1], "at or below the watermark " + RECORDS);
        final long[] next = batchOf(batch[1] + 200);
        writeWatermark(1, next[1] - 1, 1, next[0]);
        assertRefused(file(1), 1, later[1], "was forced: this was durable, and the watermark is old");
        flip(file(1), later[0] + 200);
        flip(file(2), batchOf(RECORDS)[0] + 200);
        assertRefused(file(2), 2, batchOf(RECORDS - 500)[1] + 500, "beyond the watermark");
    }

    @Test
    void shouldRefuseAMissingFileWhereverItIs() throws IOException {
        for (int cycle = 0; cycle <= lastCycle; cycle++) {
            final Path hidden = data.resolve("hidden");
            Files.move(file(cycle), hidden);
            assertRefused(file(cycle), cycle, -1, "missing");
            Files.move(hidden, file(cycle));
        }
        fixture.verify();
        Files.delete(CycleName.aheadFile(fixture.directory(), lastCycle + 1));
        Files.move(file(lastCycle), data.resolve("hidden"));
        assertRefused(file(lastCycle - 1), lastCycle - 1, -1, "was durable");
    }

    @Test
    void shouldRefuseAZeroedPage() throws IOException {
        final long[] batch = batchOf(9_000);
        overwrite(file(1), batch[0] & -4096, new byte[8192]);
        final JournalDamagedException refused = assertThrows(JournalDamagedException.class, fixture::verify);
        assertEquals(file(1), refused.file());
        assertTrue(refused.sequence() <= 9_000 && refused.sequence() > 8_000, refused.getMessage());
    }

    @Test
    void shouldRefuseALostFirstPage() throws IOException {
        for (int cycle = 0; cycle <= lastCycle; cycle++) {
            final byte[] page = new byte[4096];
            try (FileChannel channel = FileChannel.open(file(cycle), StandardOpenOption.READ)) {
                channel.read(ByteBuffer.wrap(page), 0);
            }
            overwrite(file(cycle), 0, new byte[4096]);
            assertRefused(file(cycle), cycle, -1, "first header");
            overwrite(file(cycle), 0, page);
        }
        fixture.verify();
    }

    @Test
    void shouldRefuseSwappedFiles() throws IOException {
        final Path hidden = data.resolve("hidden");
        Files.move(file(0), hidden);
        Files.move(file(1), file(0));
        Files.move(hidden, file(1));
        assertRefused(file(0), 0, 1, "begins with sequence");
    }

    @Test
    void shouldRefuseForeignFiles() throws IOException {
        final Path note = fixture.directory().resolve("notes.txt");
        Files.writeString(note, "hello");
        assertRefused(note, -1, -1, "not part of a journal");
        Files.delete(note);
        final Path discarded = fixture.directory().resolve("20000101-0010V.cq4-1700000000000.discard");
        Files.createFile(discarded);
        assertRefused(discarded, -1, -1, "not part of a journal");
        Files.delete(discarded);
        Files.write(file(lastCycle + 1), new byte[] {1, 0, 0, 0x40, 1, 2, 3, 4});
        assertRefused(file(lastCycle + 1), lastCycle + 1, -1, "");
    }

    @Test
    void shouldRefuseAWatermarkThatIsAheadOrOfAnotherJournalOrGone() throws IOException {
        final Watermark found = Watermark.read(fixture.watermark());
        writeWatermark(found.incarnation(), found.sequence() + 1, found.cycle(), found.position() + 128);
        assertRefused(file(2), 2, RECORDS + 1, "was durable");
        Files.delete(fixture.watermark());
        assertRefused(fixture.watermark(), -1, 1, "no watermark");
        writeWatermark(1, 9_000, 1, 77_777);
        assertRefused(file(1), 1, 9_000, "no such batch ends");
        Files.write(fixture.watermark(), new byte[64]);
        assertRefused(fixture.watermark(), -1, 1, "no valid slot");
        writeWatermark(found.incarnation(), found.sequence(), found.cycle(), found.position());
        assertEquals(RECORDS, fixture.verify().lastSequence());
    }

    @Test
    void shouldUseTheOtherSlotOfATornWatermark() throws IOException {
        final Watermark found = Watermark.read(fixture.watermark());
        for (int slot = 0; slot < 2; slot++) {
            final byte[] bytes = Files.readAllBytes(fixture.watermark());
            bytes[slot * 32 + 5] ^= 1;
            Files.write(fixture.watermark(), bytes);
            final Watermark read = Watermark.read(fixture.watermark());
            assertTrue(read.isKnown());
            assertTrue(read.sequence() == found.sequence() || read.sequence() < found.sequence());
            assertEquals(RECORDS, fixture.verify().lastSequence());
            bytes[slot * 32 + 5] ^= 1;
            Files.write(fixture.watermark(), bytes);
        }
    }

    @Test
    void shouldRefuseAWritePositionThatIsAheadOfTheData() throws IOException {
        final long position = fixture.verify().endPosition();
        overwrite(file(2), WRITE_POSITION_OFFSET, longBytes(position + 4_096));
        assertRefused(file(2), 2, RECORDS + 1, "write position");
        overwrite(file(2), WRITE_POSITION_OFFSET, longBytes(batchOf(RECORDS)[0] + 32));
        assertRefused(file(2), 2, RECORDS + 1, "write position");
    }

    @Test
    void shouldGoOnWhenTheWritePositionLagsBehindTheLastExcerpt() throws IOException {
        overwrite(file(2), WRITE_POSITION_OFFSET, longBytes(batchOf(RECORDS - 500)[0]));
        assertGoesOn();
    }

    @Test
    void shouldGoOnOverAnExcerptThatWasNeverPublished() throws IOException {
        final byte[] garbage = new byte[5_000];
        Arrays.fill(garbage, (byte) 0x5A);
        overwrite(file(2), fixture.verify().endPosition() + 4, garbage);
        assertGoesOn();
    }

    @Test
    void shouldGoOnOverFilesLeftHalfMade() throws IOException {
        final Path ahead = CycleName.aheadFile(fixture.directory(), lastCycle + 1);
        Files.write(ahead, new byte[12_345]);
        Files.write(file(lastCycle + 1), new byte[0]);
        assertEquals(2, fixture.verify().leftovers().size());
        assertGoesOn();
    }

    @Test
    void shouldGoOnOverANextFileWithoutItsFirstHeader() throws IOException {
        final byte[] half = new byte[JournalFixture.ROLL_BYTES];
        half[3] = (byte) 0x80;
        half[4] = (byte) 0xb9;
        Files.write(file(lastCycle + 1), half);
        assertTrue(fixture.verify().leftovers().contains(file(lastCycle + 1)));
        assertGoesOn();
    }

    @Test
    void shouldGoOnInANewFileWhenTheLastOneHasItsEndMark() throws IOException {
        overwrite(file(2), fixture.verify().endPosition(), new byte[] {0, 0, 0, (byte) 0xC0});
        assertTrue(fixture.verify().isLastCycleEnded());
        assertGoesOn();
        assertTrue(Files.exists(file(3)));
    }

    @Test
    void shouldGoOnWhenChroniclesNotesAreGoneOrBroken() throws IOException {
        final Path metadata = fixture.directory().resolve(CycleName.METADATA);
        Files.write(metadata, new byte[] {1, 2, 3});
        assertGoesOn();
        Files.delete(metadata);
        assertEquals(RECORDS + 2_000, fixture.verify().lastSequence());
    }

    @Test
    void shouldFindAnEmptyJournal() {
        final JournalFixture empty = new JournalFixture(data.resolve("empty"));
        assertTrue(empty.verify().isEmpty());
        try (Journal journal = empty.open()) {
            assertEquals(1, journal.nextSequence());
        }
        assertTrue(empty.verify().isEmpty());
        assertFalse(empty.verify().isLastCycleEnded());
        empty.writeFiles(10);
        assertEquals(10, empty.verify().lastSequence());
        assertEquals(2, empty.verify().lastIncarnation());
    }

    private void assertGoesOn() {
        final long before = fixture.verify().lastSequence();
        assertEquals(RECORDS, before);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 2_000, 300);
        }
        assertEquals(RECORDS + 2_000, fixture.verify().lastSequence());
        assertEquals(RECORDS + 2_000, fixture.readAll());
    }

    /** A negative sequence is not looked at. */
    private void assertRefused(final Path file, final long cycle, final long sequence, final String reason) {
        final var before = fixture.content();
        final JournalDamagedException refused = assertThrows(JournalDamagedException.class, fixture::verify);
        assertEquals(before, fixture.content(), "bytes were changed");
        assertEquals(file, refused.file(), refused.getMessage());
        assertEquals(cycle, refused.cycle(), refused.getMessage());
        if (sequence >= 0) {
            assertEquals(sequence, refused.sequence(), refused.getMessage());
        }
        assertTrue(refused.reason().contains(reason), refused.getMessage());
        assertTrue(refused.getMessage().contains("next: ringfence replay verify --data " + data), refused.getMessage());
    }

    private Path file(final int cycle) {
        return CycleName.file(fixture.directory(), cycle);
    }

    private long firstSequenceOf(final int cycle) throws IOException {
        try (CycleScan scan = CycleScan.open(file(cycle), cycle)) {
            assertEquals(CycleScan.Step.BATCH, scan.next());
            return scan.firstSequence();
        }
    }

    /** Position and first sequence of the batch that holds {@code sequence}. */
    private long[] batchOf(final long sequence) {
        try (JournalReader reader = JournalReader.open(fixture.directory(), sequence, sequence)) {
            assertTrue(reader.nextBatch());
            return new long[] {reader.batchPosition(), reader.firstSequence()};
        }
    }

    private void writeWatermark(final long incarnation, final long sequence, final int cycle, final long position)
            throws IOException {
        Files.deleteIfExists(fixture.watermark());
        try (WatermarkFile file = WatermarkFile.open(fixture.watermark(), JournalDisk.real())) {
            file.write(incarnation, sequence, cycle, position);
        }
    }

    private static void flip(final Path file, final long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
            channel.write(one, position);
        }
    }

    private static void overwrite(final Path file, final long position, final byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }

    private static byte[] longBytes(final long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
