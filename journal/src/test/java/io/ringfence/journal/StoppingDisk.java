package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A disk that does a number of things and then nothing any more, as if the process had been killed. */
public final class StoppingDisk implements JournalDisk {
    private final JournalDisk real = JournalDisk.real();
    private int left;

    public StoppingDisk(final int steps) {
        this.left = steps;
    }

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
        step();
        real.force(channel, file, withMetadata);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        step();
        real.forceDirectory(directory);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        step();
        real.rename(from, to);
    }

    @Override
    public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
            throws IOException {
        step();
        real.fill(channel, file, position, zeros);
    }

    @Override
    public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        if (left == 1) {
            // The last one is done by half.
            final ByteBuffer half = bytes.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            real.write(channel, file, position, half);
            left = 0;
        }
        step();
        real.write(channel, file, position, bytes);
    }

    @Override
    public void link(final Path file, final Path name) throws IOException {
        step();
        real.link(file, name);
    }

    @Override
    public void delete(final Path file) throws IOException {
        step();
        real.delete(file);
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        step();
        real.createDirectory(directory);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        return real.usableBytes(directory);
    }

    private void step() throws IOException {
        if (left-- <= 0) {
            throw new IOException("stopped");
        }
    }
}
