package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringfence.journal.CycleName;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalRecord;
import io.ringfence.journal.RecordHandler;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.WatermarkReader;
import io.ringfence.journal.recovery.JournalVerifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalLiveTest {
    private static final int PAYLOAD_LENGTH = 92;

    @TempDir
    private Path data;

    private long checksum;

    @Test
    void shouldReadUpToTheWatermarkBesideALiveWriter() throws Exception {
        final JournalFixture fixture = new JournalFixture(data);
        final int records = 40_000;
        final JournalFixture readers = new JournalFixture(data);
        final CompletableFuture<Long> read = new CompletableFuture<>();
        final Thread follower = new Thread(() -> {
            try (JournalReader reader = JournalReader.openDurable(readers.directory(), readers.watermark(), 1);
                    WatermarkReader watermark = new WatermarkReader(readers.watermark())) {
                while (reader.lastSequence() < records) {
                    if (reader.nextBatch()) {
                        reader.forEachRecord(readers::check);
                        assertTrue(reader.lastSequence() <= watermark.poll());
                    }
                }
                read.complete(reader.lastSequence());
            } catch (final Throwable t) {
                read.completeExceptionally(t);
            }
        });
        follower.start();
        try (Journal journal = fixture.open()) {
            for (int i = 0; i < records / 100 && !read.isCompletedExceptionally(); i++) {
                fixture.append(journal, 100, 100);
            }
            assertTrue(journal.rolls() >= 4);
            assertEquals(records, read.get());
        } finally {
            follower.join();
        }
    }

    @Test
    void shouldFollowAWriterWhoseOldFilesGoAndReadTheRestWhenItIsClosed() throws Exception {
        final JournalFixture fixture = new JournalFixture(data, SyncPolicy.NONE);
        try (JournalReader reader = JournalReader.openFollowing(fixture.directory(), fixture.watermark())) {
            try (Journal journal = fixture.open()) {
                int seen = 0;
                long gone = 0;
                while (journal.rolls() < 5) {
                    fixture.append(journal, 500, 50);
                    seen += fixture.read(reader).size();
                    for (; gone < reader.cycle(); gone++) {
                        Files.delete(CycleName.file(fixture.directory(), gone));
                    }
                }
                assertTrue(seen > 0 && seen < journal.appendedSequence(), "what is not forced is not read");
                assertTrue(gone >= 3);
            }
            final long before = reader.lastSequence();
            reader.rest();
            final int rest = fixture.read(reader).size();
            assertTrue(rest > 0);
            assertEquals(before + rest, reader.lastSequence());
            assertEquals(0, reader.lastSequence() % 500);
        }
    }

    @Test
    void shouldSeeWhatIsVisibleButNotDurableOnlyWhenAsked() {
        final JournalFixture fixture = new JournalFixture(data, SyncPolicy.NONE);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 100, 10);
            assertEquals(100, fixture.readAll());
            try (JournalReader reader = JournalReader.openDurable(fixture.directory(), fixture.watermark(), 1)) {
                assertFalse(reader.nextBatch());
                CloseHelper.close(journal);
                assertEquals(100, fixture.read(reader).size());
            }
        }
    }

    @Test
    void shouldCallAJournalDamagedThatEndsBeforeItsWatermark() throws IOException {
        final JournalFixture fixture = new JournalFixture(data);
        fixture.writeFiles(20_000);
        Files.delete(CycleName.file(fixture.directory(), 2));
        try (JournalReader reader = JournalReader.openDurable(fixture.directory(), fixture.watermark(), 1)) {
            final JournalDamagedException damaged =
                    assertThrows(JournalDamagedException.class, () -> fixture.read(reader));
            assertTrue(damaged.reason().contains("watermark"), damaged.getMessage());
        }
    }

    @Test
    void shouldAllocateNothingOnTheSteadyPath() {
        final JournalConfig config = new JournalConfig(
                data.resolve("journal"), data.resolve("watermark"), SyncPolicy.BATCH, 256 << 20, 1 << 20, 3);
        try (Journal journal = ChronicleJournal.open(
                config, JournalDisk.real(), JournalVerifier.verify(config.directory(), config.watermark()))) {
            final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD_LENGTH]);
            appendBursts(journal, payload, 400);
            final long allocated = leastAllocated(() -> appendBursts(journal, payload, 200));
            assertEquals(0, allocated, "bytes allocated by 200 commits of 1,000 records");
            assertEquals(0, journal.rolls());
        }
        final RecordHandler handler = this::onRecord;
        try (JournalReader reader = JournalReader.open(config.directory(), 1, Long.MAX_VALUE)) {
            readBatches(reader, handler, 400);
            final long allocated = leastAllocated(() -> readBatches(reader, handler, 200));
            assertEquals(0, allocated, "bytes allocated by reading 200 batches");
        }
        assertTrue(checksum != 0);
    }

    private void onRecord(final JournalRecord record) {
        checksum += record.sequence() + record.buffer().getByte(record.offset());
    }

    private static void appendBursts(final Journal journal, final UnsafeBuffer payload, final int commits) {
        for (int commit = 0; commit < commits; commit++) {
            for (int i = 0; i < 1_000; i++) {
                final long sequence = journal.nextSequence();
                journal.append(sequence, sequence, 1, 2, payload, 0, PAYLOAD_LENGTH);
            }
            journal.commit();
            journal.doWork(commit);
        }
    }

    private static void readBatches(final JournalReader reader, final RecordHandler handler, final int batches) {
        for (int i = 0; i < batches && reader.nextBatch(); i++) {
            reader.forEachRecord(handler);
        }
    }

    /** The least of three runs: the compiler may charge the thread for a moment of its own. */
    private static long leastAllocated(final Runnable work) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long id = Thread.currentThread().getId();
        final long empty = threads.getThreadAllocatedBytes(id);
        final long measuring = threads.getThreadAllocatedBytes(id) - empty;
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            final long before = threads.getThreadAllocatedBytes(id);
            work.run();
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before - measuring);
        }
        return least;
    }
}
