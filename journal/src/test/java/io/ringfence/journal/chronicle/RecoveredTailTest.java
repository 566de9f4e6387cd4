package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.FaultyDisk;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.LoggingDisk;
import io.ringfence.journal.LoggingDisk.Call;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.Watermark;
import io.ringfence.journal.WatermarkFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was read back is made durable before anybody builds on it, and nothing is left behind it. */
@Timeout(60)
class RecoveredTailTest {
    @TempDir
    private Path data;

    @Test
    void shouldWriteAgainWhatLiesBeyondTheWatermarkAfterAForceThatFailed() throws IOException {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk failing = new FaultyDisk();
        final Journal journal = fixture.open(failing);
        fixture.append(journal, 1_000, 100);
        failing.failNextForce();
        for (int i = 0; i < 100; i++) {
            fixture.append(journal);
        }
        try {
            journal.commit();
        } catch (final JournalException e) {
            CloseHelper.close(journal);
        }
        final Watermark found = Watermark.read(fixture.watermark());
        assertEquals(1_000, found.sequence());
        final JournalTail tail = fixture.verify();
        assertEquals(1_100, tail.lastSequence());
        final byte[] before = Files.readAllBytes(CycleName.file(fixture.directory(), 0));
        final LoggingDisk disk = new LoggingDisk();
        try (Journal again = ChronicleJournal.open(fixture.config(), disk, tail)) {
            assertCovered(disk.calls(), 0, found.position() & -4096, tail.openPosition() + 4);
            assertCovered(disk.calls(), 0, 0, 4096);
            assertEquals(1_100, Watermark.read(fixture.watermark()).sequence());
            final byte[] after = Files.readAllBytes(CycleName.file(fixture.directory(), 0));
            assertArrayEquals(before, after);
            fixture.append(again, 100, 10);
        }
        assertEquals(1_200, fixture.verify().lastSequence());
    }

    @Test
    void shouldWriteAgainEveryFileFromThatOfTheWatermarkOn() throws IOException {
        final JournalFixture fixture = new JournalFixture(data, SyncPolicy.NONE);
        final Watermark found;
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 100, 10);
        }
        found = Watermark.read(fixture.watermark());
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 20_000, 500);
            assertEquals(2, journal.rolls());
        }
        Files.delete(fixture.watermark());
        try (WatermarkFile file = WatermarkFile.open(fixture.watermark(), JournalDisk.real())) {
            file.write(found.incarnation(), found.sequence(), found.cycle(), found.position());
        }
        final JournalTail tail = fixture.verify();
        assertEquals(20_100, tail.lastSequence());
        final LoggingDisk disk = new LoggingDisk();
        ChronicleJournal.open(fixture.config(), disk, tail).close();
        assertCovered(disk.calls(), 0, found.position() & -4096, JournalFixture.ROLL_BYTES);
        assertCovered(disk.calls(), 1, 0, JournalFixture.ROLL_BYTES);
        assertCovered(disk.calls(), 2, 0, tail.openPosition() + 4);
    }

    @Test
    void shouldClearWhatWasNeverPublished() throws IOException {
        final JournalFixture fixture = new JournalFixture(data);
        fixture.writeFiles(1_000);
        final JournalTail tail = fixture.verify();
        final byte[] garbage = new byte[50_000];
        Arrays.fill(garbage, (byte) 0x5A);
        final Path file = CycleName.file(fixture.directory(), 0);
        write(file, tail.openPosition() + 4, garbage);
        fixture.open().close();
        final byte[] bytes = Files.readAllBytes(file);
        for (int i = (int) tail.openPosition(); i < bytes.length; i++) {
            assertEquals(0, bytes[i], "at " + i);
        }
        assertEquals(1_000, fixture.verify().lastSequence());
    }

    @Test
    void shouldFillUpAFileThatIsShort() throws IOException {
        final JournalFixture fixture = new JournalFixture(data);
        fixture.writeFiles(1_000);
        final Path file = CycleName.file(fixture.directory(), 0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(fixture.verify().openPosition());
        }
        final LoggingDisk disk = new LoggingDisk();
        try (Journal journal = fixture.open(disk)) {
            assertTrue(Files.size(file) >= JournalFixture.ROLL_BYTES);
            assertTrue(disk.calls().stream()
                    .anyMatch(call -> "fill".equals(call.what())
                            && file.equals(call.file())
                            && call.to() == JournalFixture.ROLL_BYTES));
            fixture.append(journal, 10_000, 500);
        }
        assertEquals(11_000, fixture.verify().lastSequence());
    }

    @Test
    void shouldForceTheWatermarkAtEachStartAndNeverBetween() {
        final JournalFixture fixture = new JournalFixture(data);
        for (int start = 1; start <= 2; start++) {
            final LoggingDisk disk = new LoggingDisk();
            try (Journal journal = fixture.open(disk)) {
                final long atOpen = forcesOfWatermark(disk);
                assertEquals(2, atOpen);
                fixture.append(journal, 1_000, 10);
                assertEquals(atOpen, forcesOfWatermark(disk));
            }
        }
    }

    private long forcesOfWatermark(final LoggingDisk disk) {
        return disk.calls().stream()
                .filter(call -> "force".equals(call.what()) && call.file().endsWith("watermark"))
                .count();
    }

    /** Every byte of a range was written, then the file was forced, both before the watermark was touched. */
    private void assertCovered(final List<Call> calls, final int cycle, final long from, final long to) {
        long covered = from;
        boolean isForced = false;
        for (final Call call : calls) {
            final boolean isFile =
                    CycleName.file(data.resolve("journal"), cycle).equals(call.file());
            if (isFile && "write".equals(call.what()) && call.from() <= covered) {
                covered = Math.max(covered, call.to());
            }
            isForced |= isFile && "force".equals(call.what()) && covered >= to;
            if (call.file().endsWith("watermark")) {
                break;
            }
        }
        assertTrue(covered >= to, "cycle " + cycle + " from " + from + " to " + covered + ", not to " + to);
        assertTrue(isForced, "not forced before the watermark");
    }

    private static void write(final Path file, final long position, final byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }
}
