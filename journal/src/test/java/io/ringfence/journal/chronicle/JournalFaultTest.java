package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.FaultyDisk;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.Watermark;
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

    @Test
    void shouldStopWithAClearMessageBeforeTheDiskIsFull() {
        final JournalFixture fixture = new JournalFixture(data);
        final FaultyDisk disk = new FaultyDisk();
        disk.freeBytes(JournalFixture.ROLL_BYTES + 200_000);
        long committed = 0;
        try (Journal journal = fixture.open(disk)) {
            fixture.append(journal, 10, 10);
            committed = journal.committedSequence();
            final JournalException full = assertThrows(JournalException.class, () -> workUntilFailure(journal));
            assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
            assertTrue(full.getMessage().contains("free space"), full.getMessage());
            assertEquals(committed, journal.committedSequence());
        }
        assertEquals(committed, fixture.readAll());
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 20_000, 500);
        }
        assertEquals(20_010, fixture.readAll());
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

    private static void workUntilFailure(final Journal journal) {
        for (int i = 0; i < 5_000; i++) {
            journal.doWork(i);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
