package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The disk itself. */
final class FileSystemDisk implements JournalDisk {
    static final FileSystemDisk INSTANCE = new FileSystemDisk();

    private FileSystemDisk() {}

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
        channel.force(withMetadata);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
            throws IOException {
        long at = position;
        while (zeros.hasRemaining()) {
            at += channel.write(zeros, at);
        }
    }

    @Override
    public void delete(final Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
