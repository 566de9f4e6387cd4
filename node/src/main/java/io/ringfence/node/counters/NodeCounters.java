package io.ringfence.node.counters;

import io.ringfence.gateway.GatewayCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * Reads the counters of a node beside it, from another process or the same one, without disturbing it.
 *
 * <p>A node makes a new file when it starts: a reader that was opened before keeps the last values of the node before,
 * open another one when {@link NodeCounter#PID} is not that of the running node. One thread; {@link #close()} unmaps.
 */
public final class NodeCounters implements AutoCloseable {
    private final MappedByteBuffer mapped;
    private final CountersReader reader;
    private final Map<String, Integer> idOfLabel = new HashMap<>();
    private boolean isClosed;

    private NodeCounters(final MappedByteBuffer mapped) {
        this.mapped = mapped;
        final UnsafeBuffer all = new UnsafeBuffer((ByteBuffer) mapped);
        final int metadataLength = all.getInt(CountersDescriptor.METADATA_LENGTH_OFFSET);
        final int valuesLength = all.getInt(CountersDescriptor.VALUES_LENGTH_OFFSET);
        reader = new CountersReader(
                new UnsafeBuffer(all, CountersDescriptor.HEADER_LENGTH, metadataLength),
                new UnsafeBuffer(all, CountersDescriptor.HEADER_LENGTH + metadataLength, valuesLength),
                StandardCharsets.US_ASCII);
        reader.forEach((counterId, typeId, key, label) -> idOfLabel.put(label, counterId));
    }

    /**
     * Opens the counters of the node that last ran on a data directory.
     *
     * @throws UncheckedIOException if there are none, or they are not what this version reads
     */
    public static NodeCounters open(final Path data) {
        final Path file = data.resolve(CountersDescriptor.FILE_NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            checkHeader(file, channel);
            return new NodeCounters(channel.map(FileChannel.MapMode.READ_ONLY, 0, Files.size(file)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkHeader(final Path file, final FileChannel channel) throws IOException {
        final UnsafeBuffer header = new UnsafeBuffer(new byte[CountersDescriptor.HEADER_LENGTH]);
        final int read = channel.read(ByteBuffer.wrap(header.byteArray()), 0);
        if (read < CountersDescriptor.HEADER_LENGTH
                || header.getLong(CountersDescriptor.MAGIC_OFFSET) != CountersDescriptor.MAGIC
                || header.getInt(CountersDescriptor.VERSION_OFFSET) != CountersDescriptor.VERSION
                || channel.size() < CountersDescriptor.FILE_LENGTH) {
            throw new IOException(file + " is no counters file of this version");
        }
    }

    /** The value now; 0 for a counter that the node does not keep. */
    public long value(final NodeCounter counter) {
        return value(counter.label());
    }

    /** The value now; 0 for a counter that the node does not keep. */
    public long value(final GatewayCounter counter) {
        return value(counter.label());
    }

    /** Hands each counter's label and value over, in the order in which the node made them. */
    public void forEach(final ObjLongConsumer<String> consumer) {
        checkOpen();
        reader.forEach((value, counterId, label) -> consumer.accept(label, value));
    }

    private long value(final String label) {
        checkOpen();
        final Integer id = idOfLabel.get(label);
        return id == null ? 0 : reader.getCounterValue(id);
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException("these counters are closed");
        }
    }

    /** Unmaps the file. Idempotent. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            IoUtil.unmap(mapped);
        }
    }
}
