package io.ringfence.engine;

import io.ringfence.testkit.reference.LedgerConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The golden journal of a rules version: frames of all commands as they were journaled once, and a snapshot of the
 * state that their first part leads to. Files of these resources, gzipped:
 *
 * <pre>
 *   golden/rules-1.frames.gz     time in ns int64, length int32, frame; big-endian, one after the other
 *   golden/rules-1.snapshot.gz   as written after the first {@link #SNAPSHOT_AT} frames
 * </pre>
 *
 * <p>Made by {@link #main} from {@code CommandGenerator} with {@code CommandSettings.whole()} and seed {@link #SEED}:
 * half of it under {@code LedgerConfig.tight()}, then a Configure to {@code LedgerConfig.snug()}, and the rest.
 *
 * <p>They are <b>never made again</b> for the same rules version, whatever the generator does by then: they are what
 * users have on their disks. A journal whose replay differs means that a change of rules needs a new rules version,
 * with files of its own beside these.
 */
final class GoldenJournal {
    /** Frames behind which the snapshot was written. */
    static final int SNAPSHOT_AT = 1_500;

    private static final long SEED = 2026;
    private static final int RECONFIGURED_AT = 1_000;
    private static final int FRAMES = 2_000;
    private static final String FRAMES_NAME = "rules-1.frames.gz";
    private static final String SNAPSHOT_NAME = "rules-1.snapshot.gz";

    private GoldenJournal() {}

    /** The frames, in order. */
    static List<Workload.Frame> frames() throws IOException {
        final List<Workload.Frame> frames = new ArrayList<>();
        final byte[] bytes = resource(FRAMES_NAME);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                final long timestampNs = in.readLong();
                frames.add(new Workload.Frame(timestampNs, in.readNBytes(in.readInt())));
            }
        }
        return frames;
    }

    /** The snapshot. */
    static byte[] snapshot() throws IOException {
        return resource(SNAPSHOT_NAME);
    }

    private static byte[] resource(final String name) throws IOException {
        try (InputStream file = GoldenJournal.class.getResourceAsStream("/golden/" + name);
                GZIPInputStream in = new GZIPInputStream(file)) {
            return in.readAllBytes();
        }
    }

    /** Makes the files of a new rules version in a folder; refuses to replace any. */
    public static void main(final String[] arguments) throws IOException {
        final Path folder = Path.of(arguments[0]);
        final Workload workload = new Workload(SEED, LedgerConfig.tight());
        final WalletEngine engine = new WalletEngine();
        final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
        final ByteArrayOutputStream journal = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(journal))) {
            for (int index = 0; index < FRAMES; index++) {
                final Workload.Frame frame =
                        index == RECONFIGURED_AT ? workload.configure(LedgerConfig.snug()) : workload.next();
                frame.apply(engine, output);
                out.writeLong(frame.timestampNs);
                out.writeInt(frame.bytes.length);
                out.write(frame.bytes);
                if (index == SNAPSHOT_AT - 1) {
                    write(folder.resolve(SNAPSHOT_NAME), gzipped(Snapshots.write(engine)));
                }
            }
        }
        write(folder.resolve(FRAMES_NAME), journal.toByteArray());
    }

    private static byte[] gzipped(final byte[] bytes) throws IOException {
        final ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
            out.write(bytes);
        }
        return gzipped.toByteArray();
    }

    private static void write(final Path file, final byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    }
}
