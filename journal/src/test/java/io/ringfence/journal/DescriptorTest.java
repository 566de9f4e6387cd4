package io.ringfence.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorTest {
    private static final String BATCH = "52464231" + "0100" + "4800" + "%s" + "88000000" // magic to length
            + "02000000" + "01000000" // count, unforced
            + "0100000000000000" // incarnation
            + "0100000000000000" + "0200000000000000" // first, last
            + "0b00000000000000" // time
            + "0500000000000000" + "8877665544332211"; // proof
    private static final String RECORDS = "1f000000" + "0300" + "ffff" + "0100000000000000" + "0a00000000000000"
            + "efbeadde" + "01020300" // padded by one zero
            + "20000000" + "0300" + "0700" + "0200000000000000" + "0b00000000000000" + "01000000" + "04050607";

    @TempDir
    private Path data;

    @Test
    void shouldWriteTheGoldenBytesOfABatchAndItsRecords() throws IOException {
        final JournalFixture fixture = new JournalFixture(data);
        try (Journal journal = fixture.open()) {
            journal.stateProof(5, 0x1122334455667788L);
            final UnsafeBuffer payload = new UnsafeBuffer(new byte[] {1, 2, 3, 4, 5, 6, 7});
            journal.append(1, 10, 0xDEADBEEF, 0xFFFF, payload, 0, 3);
            journal.append(2, 11, 1, 7, payload, 3, 4);
            journal.commit();
        }
        final byte[] file = Files.readAllBytes(CycleName.file(fixture.directory(), 0));
        final int at = find(file, HexFormat.of().parseHex("52464231"));
        final byte[] batch = Arrays.copyOfRange(file, at, at + 136);
        final String golden = BATCH.formatted("2f60b60b") + RECORDS;
        assertEquals(golden, HexFormat.of().formatHex(batch));
    }

    @Test
    void shouldWriteTheGoldenBytesOfAWatermark() throws IOException {
        final Path path = data.resolve("watermark");
        try (WatermarkFile file = WatermarkFile.open(path, JournalDisk.real())) {
            file.write(3, 258, 2, 65_536);
        }
        assertEquals(
                "00".repeat(24) + "ffffffff" + "51735140" // made with a slot that says: nothing yet
                        + "0201000000000000" + "0300000000000000" + "0000010000000000" + "02000000" + "b375c5c5",
                HexFormat.of().formatHex(Files.readAllBytes(path)));
    }

    @Test
    void shouldNameCyclesByACounter() {
        final Path directory = Path.of("journal");
        assertEquals(directory.resolve("20000101-0000V.cq4"), CycleName.file(directory, 0));
        assertEquals(directory.resolve("20000102-0010V.cq4"), CycleName.file(directory, 290));
        for (final long cycle : new long[] {0, 1, 287, 288, 100_000, 5_000_000}) {
            assertEquals(
                    cycle,
                    CycleName.cycle(
                            CycleName.file(directory, cycle).getFileName().toString()));
        }
        assertEquals(-1, CycleName.cycle("20000101-0001V.cq4"));
        assertEquals(-1, CycleName.cycle("19991231-2355V.cq4"));
        assertEquals(-1, CycleName.cycle("notes.cq4"));
        assertEquals(-1, CycleName.cycle("20000101-0000V.precreated"));
    }

    @Test
    void shouldReadSyncPoliciesAndSayWhatTheyMayLose() {
        assertEquals(SyncPolicy.BATCH, SyncPolicy.parse("batch"));
        assertEquals(SyncPolicy.NONE, SyncPolicy.parse(" None "));
        assertEquals(SyncPolicy.interval(50), SyncPolicy.parse("interval:50"));
        assertEquals("interval:50", SyncPolicy.parse("interval:50").toString());
        for (final String wrong : new String[] {"", "batches", "interval", "interval:", "interval:0", "interval:-1"}) {
            assertThrows(IllegalArgumentException.class, () -> SyncPolicy.parse(wrong), wrong);
        }
    }

    @Test
    void shouldRefuseAConfigurationThatCannotWork() {
        final Path journal = data.resolve("journal");
        final Path watermark = data.resolve("watermark");
        for (final long[] sizes :
                new long[][] {{1 << 17, 4096}, {1L << 31, 4096}, {1 << 20, 1 << 18}, {1 << 20, 5001}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new JournalConfig(journal, watermark, SyncPolicy.BATCH, sizes[0], (int) sizes[1], 1));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new JournalConfig(journal, journal.resolve("w"), SyncPolicy.BATCH, 1 << 20, 4096, 1));
    }

    private static int find(final byte[] file, final byte[] word) {
        for (int i = 0; i < file.length - word.length; i += 4) {
            if (Arrays.equals(file, i, i + word.length, word, 0, word.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
