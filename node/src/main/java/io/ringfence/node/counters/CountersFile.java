package io.ringfence.node.counters;

import io.ringfence.gateway.GatewayCounter;
import io.ringfence.gateway.GatewayCounters;
import java.io.File;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * Makes the counters of a node in a mapped file. Made anew at each start under the same name, so that whoever still
 * reads the file of the node before is not torn away from it. Each counter has one writing thread; making and closing
 * is done by the thread that starts the node.
 */
public final class CountersFile implements GatewayCounters, AutoCloseable {
    private final MappedByteBuffer mapped;
    private final Map<NodeCounter, AtomicCounter> counters = new EnumMap<>(NodeCounter.class);
    private final Map<GatewayCounter, AtomicCounter> gatewayCounters = new EnumMap<>(GatewayCounter.class);

    private CountersFile(final MappedByteBuffer mapped) {
        this.mapped = mapped;
        final UnsafeBuffer all = new UnsafeBuffer(mapped);
        final UnsafeBuffer metadata =
                new UnsafeBuffer(all, CountersDescriptor.HEADER_LENGTH, CountersDescriptor.METADATA_LENGTH);
        final UnsafeBuffer values = new UnsafeBuffer(
                all,
                CountersDescriptor.HEADER_LENGTH + CountersDescriptor.METADATA_LENGTH,
                CountersDescriptor.VALUES_LENGTH);
        final CountersManager manager = new CountersManager(metadata, values, StandardCharsets.US_ASCII);
        for (final NodeCounter counter : NodeCounter.values()) {
            counters.put(counter, manager.newCounter(counter.label(), counter.number()));
        }
        for (final GatewayCounter counter : GatewayCounter.values()) {
            gatewayCounters.put(counter, manager.newCounter(counter.label(), CountersDescriptor.GATEWAY_TYPE_ID));
        }
        all.putInt(CountersDescriptor.VERSION_OFFSET, CountersDescriptor.VERSION);
        all.putInt(CountersDescriptor.METADATA_LENGTH_OFFSET, CountersDescriptor.METADATA_LENGTH);
        all.putInt(CountersDescriptor.VALUES_LENGTH_OFFSET, CountersDescriptor.VALUES_LENGTH);
        all.putLong(CountersDescriptor.MAGIC_OFFSET, CountersDescriptor.MAGIC);
    }

    /** Makes the file in the data directory. */
    public static CountersFile create(final Path data) throws IOException {
        final Path made = data.resolve(CountersDescriptor.FILE_NAME + ".tmp");
        Files.deleteIfExists(made);
        final File file = made.toFile();
        final CountersFile counters = new CountersFile(IoUtil.mapNewFile(file, CountersDescriptor.FILE_LENGTH));
        Files.move(
                made,
                data.resolve(CountersDescriptor.FILE_NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return counters;
    }

    /** The counter of a name; each has one writing thread. */
    public AtomicCounter counter(final NodeCounter counter) {
        return counters.get(counter);
    }

    @Override
    public void add(final GatewayCounter counter, final long delta) {
        gatewayCounters.get(counter).getAndAddRelease(delta);
    }

    /** Unmaps the file; no thread may count any more. */
    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
