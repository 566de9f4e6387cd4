package io.ringfence.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.CycleScan;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.StoppingDisk;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.Watermark;
import io.ringfence.journal.WatermarkFile;
import io.ringfence.testkit.FileFaults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of bytes, names and the watermark is named, judged, and changes nothing. */
@Timeout(120)
class JournalInspectionTest {
    private static final int RECORDS = 20_000;

    @TempDir
    private Path data;

    private JournalFixture fixture;

    private interface Fault {
        void run() throws IOException;
    }

    /** Three files; everything forced, and the watermark says so. */
    @TestFactory
    Stream<DynamicTest> shouldRefuseWhatWasDurable() throws IOException {
        fixture = new JournalFixture(data.resolve("d"));
        try (Journal journal = fixture.open()) {
            fixture.append(journal, RECORDS, 500);
        }
        final Path other = data.resolve("other");
        new JournalFixture(other).writeFiles(10);
        final long[] batch = batches(1).get(4);
        final long end = CycleEnd.of(file(1));
        final Watermark found = Watermark.read(fixture.watermark());
        return Stream.of(
                refused("a flipped payload", () -> flip(1, batch[0] + 200), FindingCode.TORN_BATCH, 1),
                refused("a flipped checksum", () -> flip(1, batch[0] + 12), FindingCode.TORN_BATCH, 1),
                refused("a flipped length of an excerpt", () -> flip(1, batch[0] + 1), FindingCode.TORN_BATCH, 1),
                refused("an excerpt made a note", () -> flip(1, batch[0] + 3, 0x40), FindingCode.TORN_FRAME, 1),
                refused("an unfinished header", () -> flip(1, batch[0] + 3, 0x80), FindingCode.TORN_FRAME, 1),
                refused("a version to come", () -> newer(batch[0]), FindingCode.NEWER_VERSION, 1),
                refused("a zeroed page", () -> FileFaults.zeroPage(file(1), batch[0] + 8192), null, 1),
                refused("a lost first page", () -> FileFaults.zeroPage(file(1), 0), FindingCode.LOST_FIRST_HEADER, 1),
                refused("a lost first page of the last", () -> FileFaults.zeroPage(file(2), 0), null, 2),
                refused("a flipped head", () -> flip(1, 90), FindingCode.NOT_A_JOURNAL_FILE, 1),
                refused("a flipped write position", () -> flip(1, 65), FindingCode.CHRONICLE_NOTES, 1),
                refused("a flipped number", () -> flip(2, 72), FindingCode.CHRONICLE_NOTES, 2),
                refused("a flipped index", () -> flip(2, 0x4110), FindingCode.CHRONICLE_NOTES, 2),
                refused("a flipped head of an index", () -> flip(2, 0x40f5), FindingCode.TORN_FRAME, 2),
                refused("a lost end mark", () -> overwrite(1, end, new byte[4]), FindingCode.LOST_END_MARK, 1),
                refused("a truncated file", () -> FileFaults.truncate(file(1), batch[0] + 50), null, 1),
                refused("an empty file", () -> FileFaults.truncate(file(1), 0), FindingCode.LOST_FIRST_HEADER, 1),
                refused("a removed file", () -> FileFaults.remove(file(1)), FindingCode.LOST_FILE, 1),
                refused("a removed first file", () -> FileFaults.remove(file(0)), FindingCode.LOST_FILE, 0),
                refused("a removed last file", () -> FileFaults.remove(file(2)), FindingCode.LOST_FILE, 2),
                refused("swapped files", () -> FileFaults.swap(file(0), file(1)), FindingCode.WRONG_ORDER, 0),
                refused("a file twice", () -> FileFaults.replace(file(1), file(0)), FindingCode.WRONG_ORDER, 1),
                refused("a foreign file", () -> touch("notes.txt"), FindingCode.FOREIGN_FILE, -1),
                refused("a foreign directory", () -> mkdir("20000101"), FindingCode.FOREIGN_FILE, -1),
                refused(
                        "a discarded file",
                        () -> touch("20000101-0010V.cq4-17.discard"),
                        FindingCode.DISCARDED_FILE,
                        -1),
                refused("a cycle of somebody else", () -> write(3, "hello, world"), FindingCode.NOT_A_JOURNAL_FILE, 3),
                refused("a file that is not given back", () -> unreadable(1), FindingCode.UNREADABLE, 1),
                refused("a last file that is not given back", () -> unreadable(2), FindingCode.UNREADABLE, 2),
                refused("no watermark", () -> Files.delete(fixture.watermark()), FindingCode.WATERMARK_ABSENT, -1),
                refused("an empty watermark", () -> zero(fixture.watermark()), FindingCode.WATERMARK_UNREADABLE, -1),
                refused("a short watermark", () -> truncate(fixture.watermark()), FindingCode.WATERMARK_UNREADABLE, -1),
                refused(
                        "a watermark ahead",
                        () -> watermark(found.sequence() + 5, 2, found.position() + 128),
                        FindingCode.WATERMARK_AHEAD,
                        2),
                refused(
                        "a watermark of another journal",
                        () -> watermark(batch[1], 1, batch[0]),
                        FindingCode.WATERMARK_MISPLACED,
                        1),
                refused("another journal", () -> exchange(other), FindingCode.WATERMARK_AHEAD, 0));
    }

    /** A watermark from the first file; batches know better than it what was forced. */
    @TestFactory
    Stream<DynamicTest> shouldNotShortenHistoryBecauseTheWatermarkIsOld() throws IOException {
        fixture = new JournalFixture(data.resolve("d"));
        try (Journal journal = fixture.open()) {
            fixture.append(journal, RECORDS, 500);
        }
        final long[] early = batches(0).get(2);
        final long[] batch = batches(1).get(4);
        final long end = CycleEnd.of(file(1));
        watermark(early[1] - 1, 0, early[0]);
        assertEquals(RECORDS, inspect().tail().lastSequence());
        return Stream.of(
                refused("a flipped payload", () -> flip(1, batch[0] + 200), FindingCode.TORN_BATCH, 1),
                refused("a zeroed page", () -> FileFaults.zeroPage(file(1), batch[0] + 8192), null, 1),
                refused("a lost first page", () -> FileFaults.zeroPage(file(1), 0), FindingCode.LOST_FIRST_HEADER, 1),
                refused("a truncated file", () -> FileFaults.truncate(file(1), batch[0] + 50), null, 1),
                refused("a lost end mark", () -> overwrite(1, end, new byte[4]), FindingCode.LOST_END_MARK, 1),
                refused("a removed file", () -> FileFaults.remove(file(1)), FindingCode.LOST_FILE, 1),
                refused("a removed last file", () -> FileFaults.remove(file(2)), FindingCode.LOST_FILE, 2),
                refused("swapped files", () -> FileFaults.swap(file(1), file(2)), FindingCode.WRONG_ORDER, 1),
                refused("a last file that is not given back", () -> unreadable(2), FindingCode.UNREADABLE, 2),
                refused(
                        "a file that is not given back behind a lost end mark",
                        () -> {
                            overwrite(1, end, new byte[4]);
                            unreadable(2);
                        },
                        FindingCode.UNREADABLE,
                        2),
                refused(
                        "a renamed last file",
                        () -> Files.move(file(2), fixture.directory().resolve("20000101-0010V.old")),
                        FindingCode.LOST_FILE,
                        2),
                refused(
                        "a file that got the name of one made ahead",
                        () -> {
                            Files.delete(CycleName.aheadFile(fixture.directory(), 3));
                            Files.move(file(2), CycleName.aheadFile(fixture.directory(), 2));
                        },
                        FindingCode.BATCHES_IN_FILE_AHEAD,
                        2));
    }

    @Test
    void shouldFindNothingWrongBesideALiveWriter() throws InterruptedException {
        fixture = new JournalFixture(data.resolve("d"), SyncPolicy.NONE);
        final AtomicBoolean isStopped = new AtomicBoolean();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final Thread writer = new Thread(() -> {
            try (Journal journal = fixture.open()) {
                while (!isStopped.get() && journal.rolls() < 12) {
                    fixture.append(journal, 50, 10);
                    journal.doWork(System.nanoTime());
                }
            } catch (final Throwable t) {
                failure.set(t);
            }
        });
        final JournalReport empty = inspect();
        assertEquals(Judgement.CLEAN, empty.judgement());
        writer.start();
        long last = 0;
        for (int i = 0; i < 10_000 && writer.isAlive(); i++) {
            final JournalReport report = inspect();
            assertTrue(
                    report.judgement().compareTo(Judgement.LEFTOVER) <= 0,
                    report.findings().toString());
            assertTrue(report.tail().lastSequence() >= last);
            last = report.tail().lastSequence();
        }
        isStopped.set(true);
        writer.join();
        assertEquals(null, failure.get());
        assertTrue(last > 0);
    }

    @Test
    void shouldGoOnWhereverTheRemovalOfLeftoversStops() throws IOException {
        fixture = new JournalFixture(data.resolve("d"));
        fixture.writeFiles(1_000);
        final Path half = file(1);
        for (int steps = 0; steps < 8; steps++) {
            Files.write(half, new byte[JournalFixture.ROLL_BYTES]);
            Files.write(CycleName.aheadFile(fixture.directory(), 2), new byte[5_000]);
            assertEquals(Judgement.LEFTOVER, inspect().judgement());
            assertTrue(inspect().tail().leftovers().contains(half));
            try {
                JournalRepair.repair(new StoppingDisk(steps), inspect());
            } catch (final JournalException stopped) {
                assertNotNull(stopped.getCause());
            }
            assertTrue(
                    inspect().judgement().compareTo(Judgement.LEFTOVER) <= 0,
                    inspect().findings().toString());
            assertEquals(1_000, fixture.verify().lastSequence());
        }
    }

    private DynamicTest refused(final String name, final Fault fault, final FindingCode code, final int cycle) {
        return dynamicTest(name, () -> {
            final Path kept = data.resolve("kept");
            copy(data.resolve("d"), kept);
            try {
                fault.run();
                final var before = fixture.content();
                final JournalReport report = inspect();
                assertEquals(before, fixture.content(), "the inspection changed something");
                assertEquals(
                        Judgement.REFUSE, report.judgement(), report.findings().toString());
                final Finding first = report.findings(Judgement.REFUSE).get(0);
                assertEquals(cycle, first.cycle(), first.toString());
                if (code != null) {
                    assertEquals(code, first.code(), first.toString());
                }
            } finally {
                delete(data.resolve("d"));
                Files.move(kept, data.resolve("d"));
            }
        });
    }

    /** Where the end mark of a file is. */
    private static final class CycleEnd {
        static long of(final Path file) throws IOException {
            try (CycleScan scan = CycleScan.open(file, 1)) {
                CycleScan.Step step = scan.next();
                while (step == CycleScan.Step.BATCH) {
                    step = scan.next();
                }
                assertEquals(CycleScan.Step.END_MARK, step);
                return scan.position();
            }
        }
    }

    /** Position and first sequence of each batch of a file. */
    private List<long[]> batches(final int cycle) throws IOException {
        final List<long[]> batches = new ArrayList<>();
        try (CycleScan scan = CycleScan.open(file(cycle), cycle)) {
            while (scan.next() == CycleScan.Step.BATCH) {
                batches.add(new long[] {scan.batchPosition(), scan.firstSequence()});
            }
        }
        return batches;
    }

    private JournalReport inspect() {
        return JournalInspection.inspect(fixture.directory(), fixture.watermark());
    }

    private Path file(final int cycle) {
        return CycleName.file(fixture.directory(), cycle);
    }

    private void flip(final int cycle, final long position) {
        flip(cycle, position, 0x10);
    }

    private void flip(final int cycle, final long position, final int mask) {
        FileFaults.flip(file(cycle), position, mask);
    }

    private void newer(final long position) throws IOException {
        overwrite(1, position + 8, new byte[] {2, 0});
    }

    private void overwrite(final int cycle, final long position, final byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file(cycle), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), position);
        }
    }

    private void touch(final String name) throws IOException {
        Files.createFile(fixture.directory().resolve(name));
    }

    private void mkdir(final String name) throws IOException {
        Files.createDirectory(fixture.directory().resolve(name));
    }

    /** A file that can be opened, and whose bytes nobody can read: a bad block is not to be had, a directory is. */
    private void unreadable(final int cycle) throws IOException {
        Files.delete(file(cycle));
        Files.createDirectory(file(cycle));
    }

    private void write(final int cycle, final String text) throws IOException {
        Files.writeString(file(cycle), text);
    }

    private static void zero(final Path file) throws IOException {
        Files.write(file, new byte[(int) Files.size(file)]);
    }

    private static void truncate(final Path file) {
        FileFaults.truncate(file, 40);
    }

    private void watermark(final long sequence, final int cycle, final long position) throws IOException {
        Files.delete(fixture.watermark());
        try (WatermarkFile file = WatermarkFile.open(fixture.watermark(), JournalDisk.real())) {
            file.write(1, sequence, cycle, position);
        }
    }

    private void exchange(final Path other) throws IOException {
        delete(fixture.directory());
        copy(other.resolve("journal"), fixture.directory());
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            final List<Path> files = walk.toList();
            for (int i = files.size() - 1; i >= 0; i--) {
                Files.delete(files.get(i));
            }
        }
    }
}
