package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that fails once on command, and is full after a number of bytes. */
public final class FaultyDisk implements JournalDisk {
    private final AtomicInteger forces = new AtomicInteger();
    private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean isFailing;
    private volatile boolean isDirectoryFailing;
    private volatile Path failing;
    private volatile boolean isHidden;
    private volatile boolean isWriteFailing;

    /** The next force of a cycle file fails, and only that one. */
    public void failNextForce() {
        isFailing = true;
    }

    /** The next force of a directory fails, and only that one. */
    public void failNextDirectoryForce() {
        isDirectoryFailing = true;
    }

    /** The next write into a file fails when half of it is there, and only that one. */
    public void failNextWrite() {
        isWriteFailing = true;
    }

    /** The next force of this file fails, and only that one. */
    public void failForceOf(final Path file) {
        failing = file;
    }

    public void freeBytes(final long bytes) {
        freeBytes.set(bytes);
    }

    /** From now on the disk says that it has room, whatever it has. */
    public void hideThatItIsFull() {
        isHidden = true;
    }

    public int forces() {
        return forces.get();
    }

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
        if (file.toString().endsWith(CycleName.SUFFIX)) {
            forces.incrementAndGet();
            if (isFailing) {
                isFailing = false;
                throw new IOException("Input/output error");
            }
        }
        if (file.equals(failing)) {
            failing = null;
            throw new IOException("Input/output error");
        }
        real().force(channel, file, withMetadata);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        if (isDirectoryFailing) {
            isDirectoryFailing = false;
            throw new IOException("Input/output error");
        }
        real().forceDirectory(directory);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        real().rename(from, to);
    }

    @Override
    public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
            throws IOException {
        if (freeBytes.addAndGet(-zeros.remaining()) < 0) {
            throw new IOException("No space left on device");
        }
        real().fill(channel, file, position, zeros);
    }

    @Override
    public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        if (isWriteFailing) {
            isWriteFailing = false;
            bytes.limit(bytes.limit() / 2);
            real().write(channel, file, position, bytes);
            throw new IOException("Input/output error");
        }
        real().write(channel, file, position, bytes);
    }

    @Override
    public void link(final Path file, final Path name) throws IOException {
        real().link(file, name);
    }

    @Override
    public void delete(final Path file) throws IOException {
        real().delete(file);
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        real().createDirectory(directory);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        return isHidden ? Long.MAX_VALUE : Math.max(0, freeBytes.get());
    }

    private static JournalDisk real() {
        return JournalDisk.real();
    }
}
