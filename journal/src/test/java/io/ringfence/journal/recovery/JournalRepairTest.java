package io.ringfence.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.StoppingDisk;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.Watermark;
import io.ringfence.journal.WatermarkFile;
import io.ringfence.testkit.FileFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut leaves of what was not forced is cut off, and nothing else, whenever the repair is interrupted. */
@Timeout(120)
class JournalRepairTest {
    private static final int RECORDS = 20_000;
    private static final int FORCED = 4_000;

    @TempDir
    private Path data;

    private JournalFixture fixture;

    /** Three files of which the first part was forced, and the watermark says so; the rest was only written. */
    @BeforeEach
    void writeThreeFilesOfWhichLittleIsForced() throws IOException {
        fixture = new JournalFixture(data.resolve("d"), SyncPolicy.NONE);
        final Watermark forced;
        try (Journal journal = fixture.open()) {
            fixture.append(journal, FORCED, 500);
        }
        forced = Watermark.read(fixture.watermark());
        assertEquals(FORCED, forced.sequence());
        try (Journal journal = fixture.open()) {
            fixture.append(journal, RECORDS - FORCED, 500);
            assertEquals(2, journal.rolls());
        }
        // As if nothing had been forced at the rolls and at the end: batches of the policy "none" do not say they were.
        writeWatermark(forced);
    }

    @Test
    void shouldKeepWhatIsWholeBeyondTheWatermark() {
        final JournalReport report = inspect();
        assertEquals(Judgement.LEFTOVER, report.judgement(), report.findings().toString());
        assertEquals(RECORDS, report.tail().lastSequence());
        assertNull(report.cut());
    }

    @Test
    void shouldCutATornBatchInTheLastFile() {
        final long[] torn = batchOf(19_000);
        assertCut(file -> FileFaults.flip(file(2), torn[0] + 300, 0x40), torn[1] - 1, FindingCode.TORN_BATCH, 2);
    }

    @Test
    void shouldCutAFileBeforeTheLastAndTakeTheLastAway() {
        final long[] torn = batchOf(14_000);
        final long second = batchEnd(firstOf(2));
        assertCut(
                file -> {
                    // All that can be there while the file before is not forced yet: the batch that made it roll.
                    zeroFrom(file(2), second);
                    overwrite(file(2), 64, longBytes(batchOf(firstOf(2))[0]));
                    FileFaults.flip(file(1), torn[0] + 300, 0x40);
                },
                torn[1] - 1,
                FindingCode.TORN_BATCH,
                1);
        assertEquals(List.of("20000101-0005V.cq4", "20000101-0010V.cq4"), names(CycleName.DAMAGED));
    }

    @Test
    void shouldRefuseATornFileThatWasForcedAtARoll() {
        final long forced = firstOf(2) - 1;
        FileFaults.flip(file(1), batchOf(14_000)[0] + 300, 0x40);
        assertEquals(Judgement.REFUSE, inspect().judgement());
        assertEquals(forced, inspect().forcedSequence());
    }

    @Test
    void shouldCutBehindALostPage() {
        final long[] torn = batchOf(19_000);
        assertCut(file -> FileFaults.zeroPage(file(2), torn[0] + 8_192), 0, null, 2);
    }

    @Test
    void shouldCutWhenTheEndIsLostAndTheWritePositionIsNot() {
        final long[] last = batchOf(RECORDS);
        assertCut(file -> zeroFrom(file(2), last[0]), last[1] - 1, FindingCode.TORN_TAIL, 2);
    }

    @Test
    void shouldCutWhenTheIndexIsAheadOfTheData() {
        final long[] last = batchOf(RECORDS);
        assertCut(
                file -> {
                    zeroFrom(file(2), last[0]);
                    overwrite(file(2), 64, longBytes(batchOf(RECORDS - 500)[0]));
                    overwrite(file(2), 0x4118, longBytes(last[0]));
                },
                last[1] - 1,
                FindingCode.TORN_TAIL,
                2);
    }

    @Test
    void shouldCutBatchesBehindAHole() {
        final long[] hole = batchOf(19_000);
        assertCut(
                file -> {
                    overwrite(file(2), hole[0], new byte[4]);
                    overwrite(file(2), 64, longBytes(batchOf(18_500)[0]));
                },
                hole[1] - 1,
                FindingCode.TORN_TAIL,
                2);
    }

    @Test
    void shouldCutAtALostEndMark() {
        final long end = endOf(1);
        final long first = firstOf(2);
        assertCut(file -> overwrite(file(1), end, new byte[4]), first - 1, FindingCode.LOST_END_MARK, 1);
    }

    @Test
    void shouldTakeAwayAFileThatLostItsFirstPage() {
        final long first = firstOf(2);
        assertCut(file -> FileFaults.zeroPage(file(2), 0), first - 1, FindingCode.LOST_FIRST_HEADER, 2);
        assertEquals(List.of("20000101-0010V.cq4"), names(CycleName.DAMAGED));
    }

    @Test
    void shouldTakeAwayAFileOfWhoseFirstPageAPartIsLost() {
        final long first = firstOf(2);
        assertCut(
                file -> {
                    overwrite(file(2), 128, new byte[64]);
                    overwrite(file(2), 64, new byte[8]);
                },
                first - 1,
                FindingCode.NOT_A_JOURNAL_FILE,
                2);
        assertEquals(List.of("20000101-0010V.cq4"), names(CycleName.DAMAGED));
    }

    @Test
    void shouldTakeAwayAFileWhoseFirstBatchIsTorn() {
        final long first = firstOf(2);
        final long[] torn = batchOf(first);
        assertCut(file -> FileFaults.flip(file(2), torn[0] + 300, 1), first - 1, FindingCode.TORN_BATCH, 2);
        assertEquals(List.of("20000101-0010V.cq4"), names(CycleName.DAMAGED));
    }

    @Test
    void shouldTakeAwayBatchesInAFileThatWasNotGivenItsName() {
        final long first = firstOf(2);
        assertCut(
                file -> {
                    move(CycleName.aheadFile(fixture.directory(), 3), data.resolve("hidden"));
                    move(file(2), CycleName.aheadFile(fixture.directory(), 2));
                },
                first - 1,
                FindingCode.BATCHES_IN_FILE_AHEAD,
                2);
    }

    @Test
    void shouldRefuseWhatWasForced() {
        final long[] torn = batchOf(FORCED - 200);
        FileFaults.flip(file(0), torn[0] + 300, 1);
        final var before = fixture.content();
        final JournalReport report = inspect();
        assertEquals(Judgement.REFUSE, report.judgement());
        assertNull(report.cut());
        assertThrows(JournalDamagedException.class, () -> JournalRepair.repair(JournalDisk.real(), report));
        assertEquals(before, fixture.content());
    }

    @Test
    void shouldRefuseWhatALaterBatchSaysWasForced() {
        final long[] torn = batchOf(19_000);
        try (Journal journal = fixture.open()) {
            // The first batch of a new incarnation says that all before it was forced at the open.
            fixture.append(journal, 10, 10);
        }
        final Watermark now = Watermark.read(fixture.watermark());
        assertEquals(RECORDS + 10, now.sequence());
        writeWatermark(new Watermark(1, FORCED, 0, batchEnd(FORCED)));
        assertEquals(RECORDS + 10, inspect().tail().lastSequence());
        FileFaults.flip(file(2), torn[0] + 300, 1);
        final JournalReport report = inspect();
        assertEquals(Judgement.REFUSE, report.judgement());
        assertEquals(RECORDS, report.forcedSequence());
        assertTrue(
                report.findings(Judgement.REFUSE).get(0).detail().contains("the watermark is old"),
                report.findings().toString());
    }

    @Test
    void shouldGoOnBehindARepairAndKeepEachDamagedFile() {
        final long[] torn = batchOf(19_000);
        FileFaults.flip(file(2), torn[0] + 300, 1);
        final JournalRepair.Result first = JournalRepair.repair(JournalDisk.real(), inspect());
        assertEquals(torn[1], first.firstSequence());
        assertEquals(RECORDS, first.lastSequence());
        try (Journal journal = fixture.open()) {
            fixture.append(journal, 7_000, 500);
        }
        final long end = torn[1] - 1 + 7_000;
        assertEquals(end, fixture.verify().lastSequence());
        assertEquals(end, fixture.readAll());
        writeWatermark(new Watermark(2, torn[1] - 1, 2, batchEnd(torn[1] - 1)));
        final long again = torn[1] + 1_000;
        FileFaults.flip(file(3), batchOf(again)[0] + 300, 1);
        JournalRepair.repair(JournalDisk.real(), inspect());
        assertTrue(fixture.verify().lastSequence() < again);
        assertTrue(
                names(CycleName.DAMAGED).contains("20000101-0015V.cq4"),
                names(CycleName.DAMAGED).toString());
    }

    @Test
    void shouldBeFollowedOverARepair() {
        final long[] torn = batchOf(19_000);
        writeWatermark(new Watermark(1, torn[1] - 1, 2, torn[0]));
        try (JournalReader follower = JournalReader.openDurable(fixture.directory(), fixture.watermark(), 1)) {
            assertEquals(torn[1] - 1, fixture.read(follower).size());
            FileFaults.flip(file(2), torn[0] + 300, 1);
            JournalRepair.repair(JournalDisk.real(), inspect());
            try (Journal journal = fixture.open()) {
                fixture.append(journal, 7_000, 500);
            }
            assertEquals(7_000, fixture.read(follower).size());
        }
    }

    /** Breaks the journal, and repairs it with a stop after each step; the result is always the same. */
    private void assertCut(
            final Consumer<Path> fault, final long lastSequence, final FindingCode code, final int cycle) {
        fault.accept(data);
        final var broken = fixture.content();
        final JournalReport report = inspect();
        assertEquals(broken, fixture.content(), "the inspection changed something");
        assertEquals(Judgement.CUT, report.judgement(), report.findings().toString());
        final Finding finding = report.findings(Judgement.CUT).get(0);
        assertEquals(cycle, finding.cycle(), finding.toString());
        if (code != null) {
            assertEquals(code, finding.code(), finding.toString());
            assertEquals(lastSequence, report.tail().lastSequence(), finding.toString());
            assertEquals(lastSequence + 1, finding.sequence());
        }
        assertThrows(JournalDamagedException.class, fixture::verify);
        final long kept = report.tail().lastSequence();
        final Path copy = data.resolve("copy");
        int stops = 0;
        for (boolean isStopped = true; isStopped; stops++) {
            copy(data.resolve("d"), copy);
            isStopped = repairWithAStop(new JournalFixture(copy, SyncPolicy.NONE), stops, kept);
            delete(copy);
        }
        assertTrue(stops > 4, "steps: " + stops);
        final JournalRepair.Result result = JournalRepair.repair(JournalDisk.real(), report);
        assertEquals(kept + 1, result.firstSequence());
        assertFalse(result.damaged().isEmpty());
        assertUsable(fixture, kept);
    }

    private static boolean repairWithAStop(final JournalFixture broken, final int steps, final long kept) {
        final StoppingDisk disk = new StoppingDisk(steps);
        boolean isStopped = false;
        try {
            JournalRepair.repair(disk, JournalInspection.inspect(broken.directory(), broken.watermark()));
        } catch (final JournalException e) {
            isStopped = true;
        }
        final JournalReport again = JournalInspection.inspect(broken.directory(), broken.watermark());
        assertTrue(again.judgement() != Judgement.REFUSE, () -> "after " + steps + " steps: " + again.findings());
        assertEquals(kept, again.tail().lastSequence(), "after " + steps + " steps");
        JournalRepair.repair(JournalDisk.real(), again);
        final JournalReport whole = JournalInspection.inspect(broken.directory(), broken.watermark());
        assertEquals(Judgement.CLEAN, whole.judgement(), () -> "after " + steps + " steps: " + whole.findings());
        assertEquals(kept, whole.tail().lastSequence());
        return isStopped;
    }

    private static void assertUsable(final JournalFixture repaired, final long kept) {
        final JournalReport report = JournalInspection.inspect(repaired.directory(), repaired.watermark());
        assertEquals(Judgement.CLEAN, report.judgement(), report.findings().toString());
        assertEquals(kept, repaired.verify().lastSequence());
        assertEquals(kept, repaired.readAll());
        try (Journal journal = repaired.open()) {
            repaired.append(journal, 300, 100);
        }
        assertEquals(kept + 300, repaired.verify().lastSequence());
        assertEquals(kept + 300, repaired.readAll());
    }

    private JournalReport inspect() {
        return JournalInspection.inspect(fixture.directory(), fixture.watermark());
    }

    private Path file(final int cycle) {
        return CycleName.file(fixture.directory(), cycle);
    }

    /** Position and first sequence of the batch that holds {@code sequence}. */
    private long[] batchOf(final long sequence) {
        try (JournalReader reader = JournalReader.open(fixture.directory(), sequence, sequence)) {
            assertTrue(reader.nextBatch());
            return new long[] {reader.batchPosition(), reader.firstSequence()};
        }
    }

    private long batchEnd(final long sequence) {
        try (JournalReader reader = JournalReader.open(fixture.directory(), sequence, sequence)) {
            assertTrue(reader.nextBatch());
            return reader.endPosition();
        }
    }

    private long firstOf(final int cycle) {
        return walk(cycle)[0];
    }

    private long endOf(final int cycle) {
        return walk(cycle)[1];
    }

    private long[] walk(final int cycle) {
        try (JournalReader reader = JournalReader.open(fixture.directory(), 1, Long.MAX_VALUE)) {
            final long[] found = new long[2];
            while (reader.nextBatch()) {
                if (reader.cycle() == cycle) {
                    found[0] = found[0] == 0 ? reader.firstSequence() : found[0];
                    found[1] = reader.endPosition();
                }
            }
            return found;
        }
    }

    private List<String> names(final String directory) {
        try (Stream<Path> files = Files.list(fixture.directory().resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeWatermark(final Watermark watermark) {
        FileFaults.remove(fixture.watermark());
        try (WatermarkFile file = WatermarkFile.open(fixture.watermark(), JournalDisk.real())) {
            file.write(watermark.incarnation(), watermark.sequence(), watermark.cycle(), watermark.position());
        }
    }

    private static void zeroFrom(final Path file, final long position) {
        try {
            overwrite(file, position, new byte[(int) (Files.size(file) - position)]);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void overwrite(final Path file, final long position, final byte[] bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(final Path from, final Path to) {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(final Path from, final Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(final Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            final List<Path> files = walk.toList();
            for (int i = files.size() - 1; i >= 0; i--) {
                Files.delete(files.get(i));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] longBytes(final long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
