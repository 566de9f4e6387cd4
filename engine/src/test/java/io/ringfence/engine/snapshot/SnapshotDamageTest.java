package io.ringfence.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.engine.Snapshots;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.engine.Workload;
import io.ringfence.testkit.reference.LedgerConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A snapshot with a flipped bit, cut off, or of a newer version is refused, and the message says where. */
class SnapshotDamageTest {
    private static final int COMMANDS_MAX = 6_000;
    private static final int STEP = 50;
    private static final int FLIPS_PER_SECTION = 40;
    private static final int SECTIONS = 17;

    private static byte[] snapshot;
    private static List<Section> sections = List.of();

    private static final class Section {
        private final String name;
        private final int start;
        private final int end;

        private Section(final String name, final int start, final int end) {
            this.name = name;
            this.start = start;
            this.end = end;
        }
    }

    @BeforeAll
    static void writeOneThatHasRowsInEverySection() {
        final WalletEngine engine = new WalletEngine();
        final Workload workload = new Workload(9, LedgerConfig.snug());
        final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
        for (int command = 1; command <= COMMANDS_MAX && (sections.isEmpty() || isAnyEmpty()); command++) {
            workload.next().apply(engine, output);
            if (command % STEP == 0) {
                snapshot = Snapshots.write(engine);
                sections = sections(snapshot);
            }
        }
        assertEquals(engine.stateHash(), Snapshots.read(snapshot).stateHash());
    }

    private static List<Section> sections(final byte[] bytes) {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(SnapshotDescriptor.ORDER);
        final int count = buffer.getInt(SnapshotDescriptor.SECTIONS_OFFSET);
        int at = headerLength(bytes);
        final List<Section> found = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            final String name = new String(bytes, at, SnapshotDescriptor.NAME_LENGTH, StandardCharsets.US_ASCII).trim();
            final int columns = buffer.getInt(at + SnapshotDescriptor.COLUMNS_OFFSET);
            final int rows = (int) buffer.getLong(at + SnapshotDescriptor.ROWS_OFFSET);
            final int rowsPerBlock = SnapshotDescriptor.rowsPerBlock(columns);
            final int blocks = (rows + rowsPerBlock - 1) / rowsPerBlock;
            final int end = at
                    + SnapshotDescriptor.SECTION_LENGTH
                    + rows * columns * Long.BYTES
                    + (blocks + 1) * SnapshotDescriptor.CRC_LENGTH;
            found.add(new Section(name, at, end));
            at = end;
        }
        assertEquals(bytes.length, at);
        return found;
    }

    private static int headerLength(final byte[] bytes) {
        return SnapshotDescriptor.HEADER_LENGTH
                + ByteBuffer.wrap(bytes)
                        .order(SnapshotDescriptor.ORDER)
                        .getInt(SnapshotDescriptor.CONFIGURE_LENGTH_OFFSET)
                + SnapshotDescriptor.CRC_LENGTH;
    }

    private static String refusal(final byte[] damaged) {
        return assertThrows(InvalidSnapshotException.class, () -> Snapshots.read(damaged))
                .getMessage();
    }

    private static byte[] flipped(final int at, final int bit) {
        final byte[] damaged = snapshot.clone();
        damaged[at] ^= (byte) (1 << bit);
        return damaged;
    }

    private static boolean isAnyEmpty() {
        return sections.stream()
                .anyMatch(section -> section.end - section.start
                        <= SnapshotDescriptor.SECTION_LENGTH + SnapshotDescriptor.CRC_LENGTH);
    }

    @Test
    void shouldHoldRowsInEverySection() {
        assertEquals(SECTIONS, sections.size());
        assertFalse(isAnyEmpty());
    }

    @Test
    void shouldNameTheSectionOfAFlippedBit() {
        final Random random = new Random(1);
        for (final Section section : sections) {
            for (int flip = 0; flip < FLIPS_PER_SECTION; flip++) {
                final int at = section.start + random.nextInt(section.end - section.start);
                final String refusal = refusal(flipped(at, random.nextInt(8)));
                assertEquals("the CRC of section " + section.name + " does not fit its bytes", refusal);
            }
            for (final int at : new int[] {section.start, section.start + 35, section.start + 36, section.end - 1}) {
                final String refusal = refusal(flipped(at, random.nextInt(8)));
                assertEquals("the CRC of section " + section.name + " does not fit its bytes", refusal);
            }
        }
    }

    @Test
    void shouldNameTheSectionThatIsCutOff() {
        final Random random = new Random(2);
        for (final Section section : sections) {
            final int inside = section.start + 1 + random.nextInt(section.end - section.start - 2);
            for (final int length : new int[] {section.start, section.start + 1, inside, section.end - 1}) {
                assertEquals(
                        "section " + section.name + ": the snapshot ends too early",
                        refusal(Arrays.copyOf(snapshot, length)));
            }
        }
    }

    @Test
    void shouldRefuseADamagedHeader() {
        for (int at = 0; at < headerLength(snapshot); at++) {
            refusal(flipped(at, at % 8));
            assertEquals("the header: the snapshot ends too early", refusal(Arrays.copyOf(snapshot, at)));
        }
    }

    @Test
    void shouldRefuseRowsInAnotherOrder() {
        final Section players = sections.stream()
                .filter(section -> section.name.equals("players"))
                .findFirst()
                .orElseThrow();
        final byte[] damaged = snapshot.clone();
        final int first = players.start + SnapshotDescriptor.SECTION_LENGTH + SnapshotDescriptor.CRC_LENGTH;
        System.arraycopy(snapshot, first, damaged, first + Long.BYTES, Long.BYTES);
        System.arraycopy(snapshot, first + Long.BYTES, damaged, first, Long.BYTES);
        assertEquals("the CRC of section players does not fit its bytes", refusal(damaged));
    }

    @Test
    void shouldRefuseWhatIsNewer() {
        final String format = refusal(withHeader(SnapshotDescriptor.FORMAT_VERSION_OFFSET, 2));
        assertEquals("the snapshot has a newer format than this version reads", format);
        final String rules = refusal(withHeader(SnapshotDescriptor.RULES_VERSION_OFFSET, 2));
        assertEquals("the snapshot follows rules 2, newer than this version's 1", rules);
    }

    @Test
    void shouldRefuseAStateThatIsNotWhatItsHashSays() {
        assertEquals(
                "the state that was read has another hash than the one written",
                refusal(withHeader(SnapshotDescriptor.STATE_HASH_OFFSET, 2)));
    }

    /** Another value in the header, and a CRC that fits. */
    private static byte[] withHeader(final int offset, final int value) {
        final byte[] changed = snapshot.clone();
        final ByteBuffer buffer = ByteBuffer.wrap(changed).order(SnapshotDescriptor.ORDER);
        buffer.putInt(offset, value);
        final int crcOffset = headerLength(snapshot) - SnapshotDescriptor.CRC_LENGTH;
        final CRC32C crc = new CRC32C();
        crc.update(changed, 0, crcOffset);
        buffer.putInt(crcOffset, (int) crc.getValue());
        return changed;
    }
}
