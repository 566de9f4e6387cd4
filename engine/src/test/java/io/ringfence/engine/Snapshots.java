package io.ringfence.engine;

import io.ringfence.engine.snapshot.InvalidSnapshotException;
import io.ringfence.engine.snapshot.SnapshotSink;
import io.ringfence.engine.snapshot.SnapshotSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Snapshots in memory. */
public final class Snapshots {
    private Snapshots() {}

    /** The snapshot of an engine. */
    public static byte[] write(final WalletEngine engine) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        engine.writeSnapshot(sink(bytes));
        return bytes.toByteArray();
    }

    /** A new engine that took a snapshot. */
    public static WalletEngine read(final byte[] snapshot) {
        final WalletEngine engine = new WalletEngine();
        engine.readSnapshot(source(snapshot));
        return engine;
    }

    /** Collects what is written. */
    public static SnapshotSink sink(final ByteArrayOutputStream bytes) {
        return (buffer, offset, length) -> {
            final byte[] chunk = new byte[length];
            buffer.getBytes(offset, chunk);
            bytes.writeBytes(chunk);
        };
    }

    /** Gives these bytes. */
    public static SnapshotSource source(final byte[] snapshot) {
        final ByteBuffer rest = ByteBuffer.wrap(snapshot);
        return (buffer, offset, length) -> {
            if (rest.remaining() < length) {
                throw new InvalidSnapshotException("the snapshot ends too early");
            }
            final byte[] chunk = new byte[length];
            rest.get(chunk);
            buffer.putBytes(offset, chunk);
        };
    }
}
