package io.ringfence.engine.snapshot;

import static io.ringfence.engine.snapshot.SnapshotDescriptor.COLUMNS_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.CONFIGURE_LENGTH_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.CRC_LENGTH;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.FORMAT_VERSION;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.FORMAT_VERSION_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.HEADER_LENGTH;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.MAGIC;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.MAGIC_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.NAME_LENGTH;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.NAME_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.ORDER;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.ROWS_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.RULES_VERSION_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.SECTIONS_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.SECTION_LENGTH;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.SEQUENCE_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.STATE_HASH_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.TIMESTAMP_NS_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.VERSION_OFFSET;

import io.ringfence.engine.state.StateSection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Reads a snapshot into an engine that is empty. Any throw leaves an engine that must not be used. */
public final class SnapshotReader {
    private static final int CONFIGURE_LENGTH_MAX = 4 * 1024;

    private final ExpandableArrayBuffer chunk = new ExpandableArrayBuffer(SnapshotDescriptor.CHUNK_LENGTH);
    private final byte[] bytes = chunk.byteArray();
    private final ExpandableArrayBuffer trailer = new ExpandableArrayBuffer(CRC_LENGTH);
    private final CRC32C crc = new CRC32C();
    private final SnapshotSource source;
    /** What is being read, for people. */
    private String part = "the header";

    private int rulesVersion;
    private long sequence;
    private long timestampNs;
    private long stateHash;
    private int sections;

    /**
     * A reader of one snapshot.
     *
     * @param source of the bytes.
     */
    public SnapshotReader(final SnapshotSource source) {
        this.source = source;
    }

    /**
     * Reads the header and the configuration.
     *
     * @return a buffer that holds the Configure frame from index 0; valid until the next call.
     * @throws InvalidSnapshotException when it is no snapshot, damaged, or newer than this engine.
     */
    public DirectBuffer readHeader() {
        read(0, HEADER_LENGTH);
        check(chunk.getLong(MAGIC_OFFSET, ORDER) == MAGIC, "not a snapshot: another magic number");
        check(
                chunk.getInt(FORMAT_VERSION_OFFSET, ORDER) <= FORMAT_VERSION,
                "the snapshot has a newer format than this version reads");
        rulesVersion = chunk.getInt(RULES_VERSION_OFFSET, ORDER);
        sequence = chunk.getLong(SEQUENCE_OFFSET, ORDER);
        timestampNs = chunk.getLong(TIMESTAMP_NS_OFFSET, ORDER);
        stateHash = chunk.getLong(STATE_HASH_OFFSET, ORDER);
        sections = chunk.getInt(SECTIONS_OFFSET, ORDER);
        final int configureLength = chunk.getInt(CONFIGURE_LENGTH_OFFSET, ORDER);
        check(configureLength > 0 && configureLength <= CONFIGURE_LENGTH_MAX, "the snapshot's header is damaged");
        read(HEADER_LENGTH, configureLength);
        checkCrc();
        final ExpandableArrayBuffer configure = new ExpandableArrayBuffer(configureLength);
        configure.putBytes(0, chunk, HEADER_LENGTH, configureLength);
        return configure;
    }

    /**
     * Reads every section.
     *
     * @param expected the sections of this engine, empty, in order; an older snapshot may not have all of them.
     * @throws InvalidSnapshotException when one is damaged, unknown or newer than this engine.
     */
    public void readSections(final List<StateSection> expected) {
        int next = 0;
        for (int index = 0; index < sections; index++) {
            check(next < expected.size(), "the snapshot has more sections than this version knows");
            part = "section " + expected.get(next).name();
            final String name = readSectionHeader();
            while (next < expected.size() && !expected.get(next).name().equals(name)) {
                next++;
            }
            check(next < expected.size(), "section " + name + " is unknown to this version, or not in its place");
            part = "section " + name;
            readRows(expected.get(next));
            next++;
        }
        expected.forEach(StateSection::relink);
    }

    private String readSectionHeader() {
        crc.reset();
        read(0, SECTION_LENGTH);
        checkCrc();
        final byte[] name = new byte[NAME_LENGTH];
        chunk.getBytes(NAME_OFFSET, name);
        return new String(name, StandardCharsets.US_ASCII).trim();
    }

    private void readRows(final StateSection section) {
        final int version = chunk.getInt(VERSION_OFFSET, ORDER);
        final int columns = chunk.getInt(COLUMNS_OFFSET, ORDER);
        final long rows = chunk.getLong(ROWS_OFFSET, ORDER);
        check(version <= section.snapshotVersion(), part + " is newer than this version reads");
        check(columns > 0 && columns <= section.snapshotColumns(), part + " has another number of cells a row");
        check(rows >= 0 && rows <= section.capacity(), part + " has more rows than its bound");
        final long[] cells = new long[section.snapshotColumns()];
        final int rowsPerBlock = SnapshotDescriptor.rowsPerBlock(columns);
        for (long first = 0; first < rows; first += rowsPerBlock) {
            final int count = (int) Math.min(rowsPerBlock, rows - first);
            read(0, count * columns * Long.BYTES);
            checkCrc();
            for (int row = 0; row < count; row++) {
                for (int column = 0; column < columns; column++) {
                    cells[column] = chunk.getLong((row * columns + column) * Long.BYTES, ORDER);
                }
                readRow(section, cells);
            }
        }
    }

    private void readRow(final StateSection section, final long[] cells) {
        try {
            section.readRow(cells);
        } catch (final RuntimeException e) {
            throw new InvalidSnapshotException(part + " has a row that does not fit the rest: " + e);
        }
    }

    private void read(final int offset, final int length) {
        take(chunk, offset, length);
        crc.update(bytes, offset, length);
    }

    private void take(final MutableDirectBuffer buffer, final int offset, final int length) {
        try {
            source.read(buffer, offset, length);
        } catch (final InvalidSnapshotException e) {
            throw new InvalidSnapshotException(part + ": " + e.getMessage());
        }
    }

    private static void check(final boolean condition, final String message) {
        if (!condition) {
            throw new InvalidSnapshotException(message);
        }
    }

    private void checkCrc() {
        final int computed = (int) crc.getValue();
        take(trailer, 0, CRC_LENGTH);
        check(trailer.getInt(0, ORDER) == computed, "the CRC of " + part + " does not fit its bytes");
    }

    /** Version of the rules that made this state. */
    public int rulesVersion() {
        return rulesVersion;
    }

    /** Sequence of the last command that was applied. */
    public long sequence() {
        return sequence;
    }

    /** Journal time of that command, ns. */
    public long timestampNs() {
        return timestampNs;
    }

    /** Hash of the state, which the loaded one must have. */
    public long stateHash() {
        return stateHash;
    }
}
