package io.ringfence.benchmarks.faults;

import io.ringfence.journal.JournalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Passes everything on; whoever spoils or spares something overrides that. Threads and failures as of the disk. */
public class ForwardingDisk implements JournalDisk {
    private final JournalDisk disk;

    /** Everything goes to this disk. */
    protected ForwardingDisk(final JournalDisk disk) {
        this.disk = disk;
    }

    /** The writer has given its answers and says that a turn is over. */
    void onTurnOver() throws IOException {
        // Only for a saboteur that does then what was to be done before.
    }

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
        disk.force(channel, file, withMetadata);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
            throws IOException {
        disk.fill(channel, file, position, zeros);
    }

    @Override
    public void delete(final Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        disk.write(channel, file, position, bytes);
    }

    @Override
    public void link(final Path file, final Path name) throws IOException {
        disk.link(file, name);
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        disk.createDirectory(directory);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        return disk.usableBytes(directory);
    }
}
