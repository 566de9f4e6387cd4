package io.ringfence.benchmarks.faults;

import io.ringfence.journal.JournalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The real disk without its forces, for whoever is not cut any more and shall be quick. */
final class UnforcedDisk implements JournalDisk {
    private final JournalDisk real = JournalDisk.real();

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) {
        // Nobody cuts this one's power.
    }

    @Override
    public void forceDirectory(final Path directory) {
        // Nobody cuts this one's power.
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
            throws IOException {
        real.fill(channel, file, position, zeros);
    }

    @Override
    public void delete(final Path file) throws IOException {
        real.delete(file);
    }
}
