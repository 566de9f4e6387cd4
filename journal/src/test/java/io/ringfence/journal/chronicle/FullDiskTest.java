package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.recovery.JournalVerifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real disk of eight mebibytes that fills up at full rate: intake ends before anything fails. */
@Timeout(60)
class FullDiskTest {
    private static final int BALLAST_BYTES = 3 << 20;

    @TempDir
    private Path data;

    private boolean isMounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", data.toString());
        assumeTrue(isMounted, "a file system can only be mounted by root, and not in every container");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (isMounted) {
            // At once by name, and for good when Chronicle has let go of its mappings.
            assertTrue(run("umount", "--lazy", data.toString()));
        }
    }

    @Test
    void shouldEndIntakeBeforeTheDiskIsFullAndGoOnWhenThereIsRoomAgain() throws IOException {
        final Path ballast = Files.write(data.resolve("ballast"), new byte[BALLAST_BYTES]);
        final JournalFixture fixture = new JournalFixture(data);
        final JournalConfig config = new JournalConfig(
                fixture.directory(),
                fixture.watermark(),
                SyncPolicy.BATCH,
                JournalFixture.ROLL_BYTES,
                JournalFixture.BATCH_BYTES,
                3,
                1 << 20);
        final long atTheEnd;
        try (Journal journal = ChronicleJournal.open(
                config, JournalDisk.real(), JournalVerifier.verify(config.directory(), config.watermark()))) {
            final long whenShort = appendUntilShort(fixture, journal);
            assertTrue(journal.rolls() > 0);
            fillToTheLastByte(data.resolve("others"));
            // What was let in before the sender was told; then somebody makes room.
            fixture.append(journal, 2_000, 100);
            assertEquals(whenShort + 2_000, journal.committedSequence());
            Files.delete(ballast);
            for (int i = 0; i < 5_000 && journal.isShortOfSpace(); i++) {
                journal.doWork(i);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            atTheEnd = appendUntilShort(fixture, journal);
            assertTrue(atTheEnd > whenShort + 8_000, atTheEnd + " after " + whenShort);
        }
        assertEquals(atTheEnd, fixture.verify().lastSequence());
        assertEquals(atTheEnd, fixture.readAll());
    }

    /** As a gateway does: it asks before each input. */
    private static long appendUntilShort(final JournalFixture fixture, final Journal journal) {
        for (int i = 0; !journal.isShortOfSpace(); i++) {
            journal.doWork(i);
            fixture.append(journal, 100, 100);
        }
        return journal.committedSequence();
    }

    private static void fillToTheLastByte(final Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            final byte[] page = new byte[4096];
            for (int i = 0; i < 8192; i++) {
                out.write(page);
            }
            throw new AssertionError("the disk is larger than that");
        } catch (final IOException full) {
            assertTrue(full.getMessage().contains("No space left"), full.getMessage());
        }
    }

    private static boolean run(final String... command) throws IOException, InterruptedException {
        try {
            final Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
