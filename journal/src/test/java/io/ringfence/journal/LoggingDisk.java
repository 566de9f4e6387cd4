package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real disk, with a list of what it was asked to do. */
public final class LoggingDisk implements JournalDisk {
    private final JournalDisk real = JournalDisk.real();
    private final List<Call> calls = new ArrayList<>();

    /** One call; from and to are zero where they mean nothing. */
    public record Call(String what, Path file, long from, long to) {}

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
        add("force", file, 0, 0);
        real.force(channel, file, withMetadata);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        add("forceDirectory", directory, 0, 0);
        real.forceDirectory(directory);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        add("rename", to, 0, 0);
        real.rename(from, to);
    }

    @Override
    public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
            throws IOException {
        add("fill", file, position, position + zeros.remaining());
        real.fill(channel, file, position, zeros);
    }

    @Override
    public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        add("write", file, position, position + bytes.remaining());
        real.write(channel, file, position, bytes);
    }

    @Override
    public void link(final Path file, final Path name) throws IOException {
        add("link", name, 0, 0);
        real.link(file, name);
    }

    @Override
    public void delete(final Path file) throws IOException {
        add("delete", file, 0, 0);
        real.delete(file);
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        add("createDirectory", directory, 0, 0);
        real.createDirectory(directory);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        return real.usableBytes(directory);
    }

    private synchronized void add(final String what, final Path file, final long from, final long to) {
        calls.add(new Call(what, file, from, to));
    }
}
