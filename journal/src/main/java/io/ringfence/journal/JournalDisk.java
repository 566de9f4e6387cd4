package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Every call of the journal whose failure or order decides whether data survives: the seam at which tests inject faults
 * and record what a power cut would leave. What Chronicle stores into mapped memory between two calls of
 * {@link #force} does not pass here.
 *
 * <p>Called by the journal thread and by the thread that makes the next file. A throw is final: the journal never tries
 * the same call again.
 */
public interface JournalDisk {
    /** The disk itself. */
    static JournalDisk real() {
        return FileSystemDisk.INSTANCE;
    }

    /** Makes the content of {@code file} durable, and its length and times too if {@code withMetadata}. */
    void force(FileChannel channel, Path file, boolean withMetadata) throws IOException;

    /** Makes the names in {@code directory} durable. */
    void forceDirectory(Path directory) throws IOException;

    /** Gives a file its final name in the same directory, in the place of whatever had that name. */
    void rename(Path from, Path to) throws IOException;

    /** Writes the remaining zeros of {@code zeros} at {@code position}: a full disk shows itself here. */
    void fill(FileChannel channel, Path file, long position, ByteBuffer zeros) throws IOException;

    /** Writes the remaining bytes of {@code bytes} at {@code position}: a batch, what was recovered, or a repair. */
    void write(FileChannel channel, Path file, long position, ByteBuffer bytes) throws IOException;

    /** Gives a file a second name, so that the first can go; where the disk knows no links, to a copy. */
    void link(Path file, Path name) throws IOException;

    /** Removes a file that holds nothing, or that has another name. */
    void delete(Path file) throws IOException;

    /** Makes a directory if there is none. */
    void createDirectory(Path directory) throws IOException;

    /** Bytes that this process may still take on the disk that holds {@code directory}. */
    long usableBytes(Path directory) throws IOException;
}
