package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.Watermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChronicleJournalTest {
    @TempDir
    private Path data;

    @Test
    void shouldReadBackWhatWasAppendedWithBatchesSplitAtTheCap() {
        final JournalFixture fixture = new JournalFixture(data);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 1_000, 1_000);
            assertEquals(1_000, journal.committedSequence());
            assertEquals(1_000, journal.durableSequence());
            assertEquals(1_001, journal.nextSequence());
        }
        int batches = 0;
        long first = 1;
        try (JournalReader reader = JournalReader.open(fixture.directory(), 1, Long.MAX_VALUE)) {
            while (reader.nextBatch()) {
                batches++;
                assertEquals(first, reader.firstSequence());
                assertEquals(reader.count(), reader.forEachRecord(fixture::check));
                assertTrue(reader.length() <= JournalFixture.BATCH_BYTES);
                assertEquals(1, reader.incarnation());
                first = reader.lastSequence() + 1;
            }
        }
        assertEquals(1_001, first);
        assertEquals(8, batches, "1,000 records of 124 bytes in batches of 16 KiB");
    }

    @Test
    void shouldShowEachGroupAheadOfItsFirstRecordAndNoneBeyondTheBounds() {
        final JournalFixture fixture = new JournalFixture(data);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 7, 7);
            fixture.append(journal, 3, 3);
        }
        final List<String> seen = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(fixture.directory(), 2, 9)) {
            while (reader.nextBatch()) {
                reader.forEachRecord(
                        record -> {
                            fixture.check(record);
                            seen.add("=" + record.sequence());
                        },
                        3,
                        record -> seen.add("+" + record.sequence()));
            }
        }
        assertEquals("+2 +3 +4 =2 =3 =4 +5 +6 +7 =5 =6 =7 +8 +9 =8 =9", String.join(" ", seen));
    }

    @Test
    void shouldRollBySizeAndBeReadTheSameByAPlainChronicleTailer() {
        final JournalFixture fixture = new JournalFixture(data);
        fixture.writeFiles(30_000);
        final List<String> ours = new ArrayList<>();
        try (JournalReader reader = JournalReader.openAtRest(fixture.directory())) {
            while (reader.nextBatch()) {
                ours.add(reader.firstSequence() + "-" + reader.lastSequence() + ":" + reader.length());
                reader.checkRecords();
            }
            assertTrue(reader.cycle() >= 3, "cycles: " + reader.cycle());
            assertEquals(30_000, reader.lastSequence());
        }
        assertEquals(ours, tailerBatches(fixture.directory()));
        final Watermark watermark = Watermark.read(fixture.watermark());
        assertEquals(30_000, watermark.sequence());
    }

    @Test
    void shouldGoOnAfterBeingOpenedAgain() {
        final JournalFixture fixture = new JournalFixture(data);
        for (int run = 1; run <= 4; run++) {
            final JournalTail tail = fixture.verify();
            assertEquals((run - 1) * 5_000L, tail.lastSequence());
            try (Journal journal = ChronicleJournal.open(fixture.config(), JournalDisk.real(), tail)) {
                assertEquals(run, journal.incarnation());
                fixture.append(journal, 5_000, 37);
            }
        }
        assertEquals(20_000, fixture.readAll());
        assertEquals(4, fixture.verify().lastIncarnation());
        assertEquals(20_000, fixture.verify().lastSequence());
        assertEquals(
                fixture.verify().batches(), tailerBatches(fixture.directory()).size());
    }

    @Test
    void shouldReadFromTheMiddleUpToABound() {
        final JournalFixture fixture = new JournalFixture(data);
        fixture.writeFiles(20_000);
        try (JournalReader reader = JournalReader.open(fixture.directory(), 12_345, 12_999)) {
            assertEquals(LongStream.rangeClosed(12_345, 12_999).boxed().toList(), fixture.read(reader));
        }
        try (JournalReader reader = JournalReader.open(fixture.directory(), 20_001, Long.MAX_VALUE)) {
            assertEquals(List.of(), fixture.read(reader));
        }
    }

    @Test
    void shouldPutTheLatestStateProofIntoTheNextBatch() {
        final JournalFixture fixture = new JournalFixture(data);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 1, 1);
            journal.stateProof(1, 0xABCDL);
            fixture.append(journal, 1, 1);
        }
        try (JournalReader reader = JournalReader.open(fixture.directory(), 1, Long.MAX_VALUE)) {
            assertTrue(reader.nextBatch());
            assertEquals(-1, reader.proofSequence());
            assertTrue(reader.nextBatch());
            assertEquals(1, reader.proofSequence());
            assertEquals(0xABCDL, reader.proofHash());
        }
        assertEquals(1, fixture.verify().lastProofSequence());
        assertEquals(0xABCDL, fixture.verify().lastProofHash());
    }

    @Test
    void shouldRefuseRecordsOutOfOrder() {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[JournalFixture.BATCH_BYTES]);
        final JournalFixture fixture = new JournalFixture(data);
        try (Journal journal = fixture.open()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> journal.append(
                            1, 1, 0, 0, payload, 0, fixture.config().payloadBytesMax() + 4));
            journal.append(1, 10, 0, 0, payload, 0, fixture.config().payloadBytesMax());
            assertThrows(JournalException.class, () -> journal.append(2, 9, 0, 0, payload, 0, 8));
            assertThrows(JournalException.class, () -> journal.append(2, 11, 0, 0, payload, 0, 8));
        }
        final JournalFixture second = new JournalFixture(data.resolve("second"));
        try (Journal journal = second.open()) {
            assertThrows(JournalException.class, () -> journal.append(2, 9, 0, 0, payload, 0, 8));
            assertThrows(JournalException.class, journal::commit);
        }
    }

    @Test
    void shouldForceByInterval() {
        final JournalFixture fixture = new JournalFixture(data, SyncPolicy.interval(50));
        try (Journal journal = fixture.open()) {
            journal.doWork(TimeUnit.SECONDS.toNanos(1));
            fixture.append(journal, 10, 10);
            assertEquals(10, journal.durableSequence(), "the first commit is due at once");
            fixture.append(journal, 10, 10);
            assertEquals(20, journal.committedSequence());
            assertEquals(10, journal.durableSequence());
            assertEquals(0, journal.doWork(TimeUnit.MILLISECONDS.toNanos(1_049)));
            assertEquals(1, journal.doWork(TimeUnit.MILLISECONDS.toNanos(1_050)));
            assertEquals(20, journal.durableSequence());
        }
    }

    @Test
    void shouldForceOnlyAtRollsAndAtTheEndUnderPolicyNone() {
        final JournalFixture fixture = new JournalFixture(data, SyncPolicy.NONE);
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 100, 10);
            assertEquals(100, journal.committedSequence());
            assertEquals(0, journal.durableSequence());
            fixture.append(journal, 10_000, 100);
            assertEquals(1, journal.rolls());
            assertTrue(journal.durableSequence() > 7_000 && journal.durableSequence() < 10_100);
            assertEquals(
                    journal.durableSequence(),
                    Watermark.read(fixture.watermark()).sequence());
        }
        assertEquals(10_100, Watermark.read(fixture.watermark()).sequence());
    }

    @Test
    void shouldNeitherPhoneHomeNorKeepTheProcessAlive() throws InterruptedException {
        final Set<Thread> before = Thread.getAllStackTraces().keySet();
        final JournalFixture fixture = new JournalFixture(data);
        fixture.writeFiles(10);
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            final String name = thread.getName();
            assertTrue(thread.isDaemon() || name.equals("main") || name.startsWith("junit"), name);
            if (name.startsWith("ringfence-journal") && !before.contains(thread)) {
                // Its work is done; the thread itself may need a moment to end.
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertFalse(thread.isAlive(), name + " is still there");
            }
        }
    }

    @Test
    void shouldKeepTheNextFileReadyAndClearItAway() throws IOException {
        final JournalFixture fixture = new JournalFixture(data);
        fixture.writeFiles(10);
        final Path ahead = CycleName.aheadFile(fixture.directory(), 1);
        assertTrue(Files.exists(ahead));
        assertEquals(List.of(ahead), fixture.verify().leftovers());
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 10_000, 100);
            assertEquals(1, journal.rolls());
        }
        assertEquals(10_010, fixture.readAll());
    }

    private static List<String> tailerBatches(final Path directory) {
        final List<String> batches = new ArrayList<>();
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
                        .rollCycle(RollCycles.FIVE_MINUTELY)
                        .readOnly(true)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            while (true) {
                try (DocumentContext excerpt = tailer.readingDocument()) {
                    if (!excerpt.isPresent()) {
                        return batches;
                    }
                    final var bytes = excerpt.wire().bytes();
                    final long at = bytes.readPosition();
                    batches.add(bytes.readLong(at + 32) + "-" + bytes.readLong(at + 40) + ":" + bytes.readRemaining());
                }
            }
        }
    }
}
