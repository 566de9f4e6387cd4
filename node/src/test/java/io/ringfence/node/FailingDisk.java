package io.ringfence.node;

import io.ringfence.journal.JournalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A disk whose force fails from a moment on, or that says that it is full. */
final class FailingDisk implements JournalDisk {
    volatile boolean isFailing;
    volatile boolean isFull;
    private final JournalDisk real = JournalDisk.real();

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
        if (isFailing) {
            throw new IOException("Input/output error");
        }
        real.force(channel, file, withMetadata);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        real.forceDirectory(directory);
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
    public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        real.write(channel, file, position, bytes);
    }

    @Override
    public void link(final Path file, final Path name) throws IOException {
        real.link(file, name);
    }

    @Override
    public void delete(final Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        real.createDirectory(directory);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        return isFull ? 0 : real.usableBytes(directory);
    }
}
