package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.FaultyDisk;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.Watermark;
import io.ringfence.testkit.FileFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalFaultTest {
    @TempDir
    private Path data;

    @Test
    void shouldCommitNothingAfterAForceThatFailedOnce() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        try (Journal journal = fixture.open(disk)) {
            fixture.append(journal, 100, 10);
            disk.failNextForce();
            fixture.append(journal);
            final JournalException failed = assertThrows(JournalException.class, journal::commit);
            assertTrue(failed.getMessage().contains("after sequence 100"), failed.getMessage());
            final int forces = disk.forces();
            assertThrows(JournalException.class, journal::commit);
            assertThrows(JournalException.class, () -> fixture.append(journal));
            assertThrows(JournalException.class, () -> journal.doWork(1));
            assertEquals(100, journal.committedSequence());
            assertEquals(100, journal.durableSequence());
            CloseHelper.close(journal);
            assertEquals(forces, disk.forces(), "a force was tried again");
            assertEquals(100, Watermark.read(fixture.watermark()).sequence());
        }
    }

    /** Half of a large batch is in the file then, in front of which no header stands. */
    @Test
    void shouldCommitNothingAfterAWriteThatFailedAndGoOnInItsPlaceAfterAStart() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        try (Journal journal = fixture.open(disk)) {
            fixture.append(journal, 100, 10);
            disk.failNextWrite();
            final JournalException failed =
                    assertThrows(JournalException.class, () -> fixture.append(journal, 500, 500));
            assertTrue(failed.getMessage().contains("cannot write a batch"), failed.getMessage());
            assertThrows(JournalException.class, journal::commit);
            assertEquals(100, journal.committedSequence());
        }
        assertEquals(100, fixture.verify().lastSequence());
        fixture.writeFiles(60);
        assertEquals(160, fixture.readAll());
        assertEquals(160, fixture.verify().lastSequence());
    }

    @Test
    void shouldCommitNothingAfterAFailureInARoll() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        try (Journal journal = fixture.open(disk)) {
            fixture.append(journal, 1_000, 500);
            disk.failNextDirectoryForce();
            assertThrows(JournalException.class, () -> fixture.append(journal, 20_000, 500));
            assertTrue(journal.committedSequence() < 10_000);
            assertEquals(0, journal.rolls());
            assertEquals(
                    journal.committedSequence(),
                    Watermark.read(fixture.watermark()).sequence());
        }
        assertTrue(fixture.verify().lastSequence()
                >= Watermark.read(fixture.watermark()).sequence());
    }

    /** A byte less, in a page that nobody writes to: nothing but the length shows it. */
    @Test
    void shouldCommitNothingInAFileThatSomebodyHasCutOff() throws IOException {
        final JournalFixture fixture = new JournalFixture(data);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 100, 10);
            final Path file = CycleName.file(fixture.directory(), 0);
            final int length = JournalFixture.ROLL_BYTES;
            FileFaults.truncate(file, length - 1);
            fixture.append(journal);
            final JournalException failed = assertThrows(JournalException.class, journal::commit);
            final String missing = "the file has " + (length - 1) + " bytes of " + length + ", somebody cut it off";
            assertTrue(failed.getMessage().contains(missing), failed.getMessage());
            assertTrue(failed.getMessage().contains(file.toString()), failed.getMessage());
            assertEquals(100, journal.committedSequence());
            assertEquals(100, Watermark.read(fixture.watermark()).sequence());
        }
        final long recovered = fixture.verify().lastSequence();
        assertTrue(recovered >= 100, "recovered " + recovered);
        fixture.writeFiles(10);
        assertEquals(recovered + 10, fixture.readAll());
    }

    @Test
    void shouldSayThatRoomIsShortAndGoOnWhenThereIsMore() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        disk.freeBytes(JournalFixture.ROLL_BYTES + 200_000);
        try (Journal journal = fixture.open(disk)) {
            fixture.append(journal, 10, 10);
            await(journal, true);
            fixture.append(journal, 3_000, 100);
            assertEquals(3_010, journal.committedSequence());
            disk.freeBytes(100L << 20);
            await(journal, false);
            fixture.append(journal, 20_000, 500);
            assertTrue(journal.rolls() > 1);
        }
        assertEquals(23_010, fixture.readAll());
    }

    @Test
    void shouldGoOnWhenTheDiskTurnsOutToBeFullWhileTheNextFileIsMade() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        disk.hideThatItIsFull();
        disk.freeBytes(JournalFixture.ROLL_BYTES + 500_000);
        try (Journal journal = fixture.open(disk)) {
            fixture.append(journal, 10, 10);
            await(journal, true);
            assertFalse(Files.exists(CycleName.aheadFile(fixture.directory(), 1)));
            fixture.append(journal, 3_000, 100);
            disk.freeBytes(100L << 20);
            await(journal, false);
            fixture.append(journal, 10_000, 500);
        }
        assertEquals(13_010, fixture.readAll());
    }

    @Test
    void shouldFailWhenTheNextFileCannotBeMadeForAnotherReason() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        disk.failForceOf(CycleName.aheadFile(fixture.directory(), 1));
        try (Journal journal = fixture.open(disk)) {
            fixture.append(journal, 10, 10);
            final JournalException failed = assertThrows(JournalException.class, () -> workUntilFailure(journal));
            assertTrue(failed.getMessage().contains("Input/output error"), failed.getMessage());
            assertEquals(10, journal.committedSequence());
        }
    }

    @Test
    void shouldStopWhenTheFirstFileFindsNoSpace() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        disk.freeBytes(200_000);
        try (Journal journal = fixture.open(disk)) {
            final JournalException full = assertThrows(JournalException.class, () -> fixture.append(journal, 10, 10));
            assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
        }
        disk.freeBytes(0);
        final JournalException full = assertThrows(JournalException.class, () -> fixture.open(disk));
        assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
        assertTrue(fixture.verify().isEmpty());
    }

    private static void await(final Journal journal, final boolean isShort) {
        for (int i = 0; i < 5_000 && journal.isShortOfSpace() != isShort; i++) {
            journal.doWork(i);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertEquals(isShort, journal.isShortOfSpace());
    }

    private static void workUntilFailure(final Journal journal) {
        for (int i = 0; i < 5_000; i++) {
            journal.doWork(i);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
