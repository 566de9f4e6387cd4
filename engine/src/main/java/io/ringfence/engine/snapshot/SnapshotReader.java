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

/** Reads a snapshot into an engine that is empty. Any throw leaves an engine that must not be used. */
public final class SnapshotReader {
    private static final int CONFIGURE_LENGTH_MAX = 4 * 1024;
    private static final int COLUMNS_MAX = 64;
    private static final int CHUNK_LENGTH = 64 * 1024;

    private final ExpandableArrayBuffer chunk = new ExpandableArrayBuffer(CHUNK_LENGTH);
    private final byte[] bytes = chunk.byteArray();
    private final CRC32C crc = new CRC32C();
    private final SnapshotSource source;
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
        checkCrc("header");
        final ExpandableArrayBuffer configure = new ExpandableArrayBuffer(configureLength);
        configure.putBytes(0, chunk, HEADER_LENGTH, configureLength);
        return configure;
    }

    /**
     * Reads every section.
     *
     * @param expected the sections of this engine, empty, in order; an older snapshot may have fewer at the end.
     * @throws InvalidSnapshotException when one is damaged, unknown or newer than this engine.
     */
    public void readSections(final List<StateSection> expected) {
        check(sections <= expected.size(), "the snapshot has more sections than this version knows");
        for (int index = 0; index < sections; index++) {
            readSection(expected.get(index));
        }
        expected.forEach(StateSection::relink);
    }

    private void readSection(final StateSection section) {
        read(0, SECTION_LENGTH);
        final byte[] name = new byte[NAME_LENGTH];
        chunk.getBytes(NAME_OFFSET, name);
        final String text = new String(name, StandardCharsets.US_ASCII).trim();
        check(text.equals(section.name()), "section " + text + " stands where " + section.name() + " belongs");
        check(
                chunk.getInt(VERSION_OFFSET, ORDER) <= section.snapshotVersion(),
                "section " + text + " is newer than this version reads");
        final int columns = chunk.getInt(COLUMNS_OFFSET, ORDER);
        final long rows = chunk.getLong(ROWS_OFFSET, ORDER);
        check(columns > 0 && columns <= COLUMNS_MAX, "section " + text + " is damaged");
        check(rows >= 0 && rows <= section.capacity(), "section " + text + " has more rows than its bound");
        final long[] cells = new long[Math.max(columns, section.snapshotColumns())];
        final int rowLength = columns * Long.BYTES;
        for (long row = 0; row < rows; row++) {
            read(0, rowLength);
            for (int column = 0; column < columns; column++) {
                cells[column] = chunk.getLong(column * Long.BYTES, ORDER);
            }
            section.readRow(cells);
        }
        checkCrc(text);
    }

    private void read(final int offset, final int length) {
        source.read(chunk, offset, length);
        crc.update(bytes, offset, length);
    }

    private void checkCrc(final String part) {
        final int computed = (int) crc.getValue();
        crc.reset();
        source.read(chunk, 0, CRC_LENGTH);
        check(chunk.getInt(0, ORDER) == computed, "the CRC of " + part + " does not fit its bytes");
    }

    private static void check(final boolean condition, final String message) {
        if (!condition) {
            throw new InvalidSnapshotException(message);
        }
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
