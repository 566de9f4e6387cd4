package io.ringfence.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.engine.Snapshots;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A newer version reads what an older one wrote; never the other way round. */
class SnapshotVersionsTest {
    private static final int ROWS = 20_000;

    /** Rows of a number and what follows from it, in as many cells as its version has. */
    private static final class Numbers extends StateSection {
        private static final int STRIDE = 4;
        private final String name;
        private final int version;
        private final int columns;

        private Numbers(final StateHash hash, final String name, final int version, final int columns) {
            super(hash, STRIDE);
            this.name = name;
            this.version = version;
            this.columns = columns;
            resize(ROWS);
        }

        private Numbers filled(final int rows) {
            for (int row = rows; row > 0; row--) {
                readRow(new long[] {row, 2L * row, 3L * row});
            }
            return this;
        }

        private long cell(final int row, final int column) {
            return cells[row * STRIDE + column];
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int snapshotVersion() {
            return version;
        }

        @Override
        public int snapshotColumns() {
            return columns;
        }

        @Override
        public void writeRow(final int row, final long[] to) {
            System.arraycopy(cells, row * STRIDE, to, 0, columns);
        }

        @Override
        public void readRow(final long[] from) {
            final int row = allocate();
            for (int column = 0; column < columns; column++) {
                put(row * STRIDE + column, from[column]);
            }
            end(row);
        }

        @Override
        protected boolean isLive(final int row) {
            return cell(row, 0) != 0;
        }

        @Override
        protected long rowHash(final int row) {
            return StateHash.row(cells, row * STRIDE, columns, version);
        }
    }

    private static byte[] write(final StateSection... sections) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final SnapshotWriter writer = new SnapshotWriter(Snapshots.sink(bytes));
        writer.writeHeader(1, 5, 6, 7, sections.length, new UnsafeBuffer(new byte[8]), 8);
        writer.writeSections(List.of(sections));
        return bytes.toByteArray();
    }

    private static void read(final byte[] snapshot, final StateSection... sections) {
        final SnapshotReader reader = new SnapshotReader(Snapshots.source(snapshot));
        reader.readHeader();
        assertEquals(5, reader.sequence());
        assertEquals(6, reader.timestampNs());
        assertEquals(7, reader.stateHash());
        reader.readSections(List.of(sections));
    }

    @Test
    void shouldReadOlderRowsWithZerosForTheCellsTheyDoNotHave() {
        final byte[] old = write(new Numbers(new StateHash(), "numbers", 1, 2).filled(9_000));
        final Numbers newer = new Numbers(new StateHash(), "numbers", 2, 3);
        read(old, newer);
        assertEquals(9_000, newer.count());
        for (int row = 0; row < newer.count(); row++) {
            assertEquals(row + 1L, newer.cell(row, 0), "in canonical order");
            assertEquals(2L * (row + 1), newer.cell(row, 1));
            assertEquals(0, newer.cell(row, 2));
        }
    }

    @Test
    void shouldLeaveASectionEmptyThatAnOlderVersionDidNotHave() {
        final StateHash hash = new StateHash();
        final byte[] old = write(new Numbers(hash, "first", 1, 2).filled(3), new Numbers(hash, "last", 1, 2).filled(4));
        final Numbers first = new Numbers(hash, "first", 1, 2);
        final Numbers added = new Numbers(hash, "added", 1, 2);
        final Numbers last = new Numbers(hash, "last", 1, 2);
        final Numbers alsoAdded = new Numbers(hash, "alsoAdded", 1, 2);
        read(old, first, added, last, alsoAdded);
        assertEquals(3, first.count());
        assertEquals(0, added.count());
        assertEquals(4, last.count());
        assertEquals(0, alsoAdded.count());
    }

    @Test
    void shouldRefuseNewerRowsAndUnknownSections() {
        final StateHash hash = new StateHash();
        final byte[] newer = write(new Numbers(hash, "numbers", 2, 3).filled(3));
        assertRefused("section numbers is newer than this version reads", newer, new Numbers(hash, "numbers", 1, 2));
        assertRefused("section numbers has another number of cells a row", newer, new Numbers(hash, "numbers", 2, 2));
        assertRefused(
                "section numbers is unknown to this version, or not in its place",
                newer,
                new Numbers(hash, "others", 2, 3));
        assertRefused("the snapshot has more sections than this version knows", newer);
    }

    @Test
    void shouldRefuseMoreRowsThanTheBound() {
        final StateHash hash = new StateHash();
        final Numbers many = new Numbers(hash, "numbers", 1, 2);
        many.resize(2 * ROWS);
        final byte[] snapshot = write(many.filled(ROWS + 1));
        assertRefused("section numbers has more rows than its bound", snapshot, new Numbers(hash, "numbers", 1, 2));
    }

    private static void assertRefused(final String message, final byte[] snapshot, final StateSection... sections) {
        final InvalidSnapshotException refusal =
                assertThrows(InvalidSnapshotException.class, () -> read(snapshot, sections));
        assertEquals(message, refusal.getMessage());
    }
}
