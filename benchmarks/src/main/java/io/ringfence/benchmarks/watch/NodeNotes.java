package io.ringfence.benchmarks.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What a watched node notes, ten times a second, in a file. One thread writes it; read it when it is written. */
public final class NodeNotes implements AutoCloseable {
    /** Between two notes. */
    public static final int PERIOD_MS = 100;

    private static final int LENGTH = 5 * Long.BYTES;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.LITTLE_ENDIAN);

    private NodeNotes(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * One note.
     *
     * @param timeMs since the epoch
     * @param heapBytes in use
     * @param collections since the process began
     * @param engineStepNs longest step of applying since the note before, processor time
     * @param journalStepNs longest step of journaling since the note before, processor time, without the force
     */
    public record Note(long timeMs, long heapBytes, long collections, long engineStepNs, long journalStepNs) {}

    /** Begins the file. */
    static NodeNotes create(final Path file) throws IOException {
        return new NodeNotes(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Writes one more; allocates nothing. */
    void add(
            final long timeMs,
            final long heapBytes,
            final long collections,
            final long engineStepNs,
            final long journalStepNs)
            throws IOException {
        buffer.clear();
        buffer.putLong(timeMs).putLong(heapBytes).putLong(collections);
        buffer.putLong(engineStepNs).putLong(journalStepNs).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** All whole notes of a file, in order; none if there is no such file. */
    public static List<Note> read(final Path file) throws IOException {
        final List<Note> notes = new ArrayList<>();
        if (Files.exists(file)) {
            final ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            while (all.remaining() >= LENGTH) {
                notes.add(new Note(all.getLong(), all.getLong(), all.getLong(), all.getLong(), all.getLong()));
            }
        }
        return notes;
    }
}
