package io.ringfence.engine.snapshot;

import static io.ringfence.engine.snapshot.SnapshotDescriptor.COLUMNS_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.CONFIGURE_LENGTH_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.CRC_LENGTH;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.FORMAT_VERSION;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.FORMAT_VERSION_OFFSET;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.HEADER_LENGTH;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.MAGIC;
import static io.ringfence.engine.snapshot.SnapshotDescriptor.MAGIC_OFFSET;
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
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Writes every section of the state in canonical order. Allocates: for a shadow or a test, not for the live engine. */
public final class SnapshotWriter {
    private final ExpandableArrayBuffer chunk = new ExpandableArrayBuffer(SnapshotDescriptor.CHUNK_LENGTH);
    private final byte[] bytes = chunk.byteArray();
    private final CRC32C crc = new CRC32C();
    private final SnapshotSink sink;
    private int length;

    /**
     * A writer of one snapshot.
     *
     * @param sink that takes the bytes.
     */
    public SnapshotWriter(final SnapshotSink sink) {
        this.sink = sink;
    }

    /**
     * Writes the header and the configuration.
     *
     * @param rulesVersion of the engine.
     * @param sequence of the last command applied.
     * @param timestampNs of the last command applied.
     * @param stateHash of the state.
     * @param sections that follow.
     * @param configure holds the Configure frame from index 0.
     * @param configureLength of the frame in bytes.
     */
    public void writeHeader(
            final int rulesVersion,
            final long sequence,
            final long timestampNs,
            final long stateHash,
            final int sections,
            final DirectBuffer configure,
            final int configureLength) {
        chunk.putLong(MAGIC_OFFSET, MAGIC, ORDER);
        chunk.putInt(FORMAT_VERSION_OFFSET, FORMAT_VERSION, ORDER);
        chunk.putInt(RULES_VERSION_OFFSET, rulesVersion, ORDER);
        chunk.putLong(SEQUENCE_OFFSET, sequence, ORDER);
        chunk.putLong(TIMESTAMP_NS_OFFSET, timestampNs, ORDER);
        chunk.putLong(STATE_HASH_OFFSET, stateHash, ORDER);
        chunk.putInt(SECTIONS_OFFSET, sections, ORDER);
        chunk.putInt(CONFIGURE_LENGTH_OFFSET, configureLength, ORDER);
        chunk.putBytes(HEADER_LENGTH, configure, 0, configureLength);
        length = HEADER_LENGTH + configureLength;
        writeCrc();
    }

    /**
     * Writes every section; each gets its canonical order before a later one refers to it.
     *
     * @param sections in the order of the engine.
     */
    public void writeSections(final List<StateSection> sections) {
        for (final StateSection section : sections) {
            section.beginSnapshot();
            final int[] order = RowOrder.of(section);
            section.canonicalOrder(order);
            writeSection(section, order);
            section.endSnapshot();
        }
        sections.forEach(section -> section.canonicalOrder(null));
    }

    private void writeSection(final StateSection section, final int[] order) {
        final int columns = section.snapshotColumns();
        chunk.setMemory(length + NAME_OFFSET, SnapshotDescriptor.NAME_LENGTH, (byte) 0);
        chunk.putStringWithoutLengthAscii(length + NAME_OFFSET, section.name());
        chunk.putInt(length + VERSION_OFFSET, section.snapshotVersion(), ORDER);
        chunk.putInt(length + COLUMNS_OFFSET, columns, ORDER);
        chunk.putLong(length + ROWS_OFFSET, order.length, ORDER);
        length += SECTION_LENGTH;
        crc.reset();
        writeCrc();
        final long[] cells = new long[columns];
        final int rowsPerBlock = SnapshotDescriptor.rowsPerBlock(columns);
        for (int index = 0; index < order.length; index++) {
            section.writeRow(order[index], cells);
            for (final long cell : cells) {
                chunk.putLong(length, cell, ORDER);
                length += Long.BYTES;
            }
            if ((index + 1) % rowsPerBlock == 0 || index == order.length - 1) {
                writeCrc();
            }
        }
    }

    /** Ends a block with the CRC of everything since the section began. */
    private void writeCrc() {
        crc.update(bytes, 0, length);
        chunk.putInt(length, (int) crc.getValue(), ORDER);
        sink.write(chunk, 0, length + CRC_LENGTH);
        length = 0;
    }
}
