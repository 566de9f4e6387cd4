package io.ringfence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        write(channel, file, position, zeros);
    }

    @Override
    public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void link(final Path file, final Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (final FileAlreadyExistsException e) {
            throw e;
        } catch (final UnsupportedOperationException | FileSystemException e) {
            copy(file, name);
        }
    }

    /** Complete or not there at all. */
    private void copy(final Path file, final Path name) throws IOException {
        final Path part = name.resolveSibling(name.getFileName() + ".part");
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        rename(part, name);
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        final long bytes = directory.toFile().getUsableSpace();
        if (bytes == 0 && !Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return bytes;
    }

    @Override
    public void delete(final Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
