package io.ringfence.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What disks, power cuts and people do to files. Offsets and lengths are bytes. Every fault fails with an
 * {@link UncheckedIOException} when the file cannot be touched and an {@link IllegalArgumentException} when it would
 * not change anything, so that a test never passes because its fault missed.
 */
public final class FileFaults {
    /** What a disk loses at once. */
    public static final int PAGE_LENGTH = 4096;

    private FileFaults() {}

    /** Turns over bits of one byte. */
    public static void flip(final Path file, final long offset, final int mask) {
        if ((mask & 0xFF) == 0) {
            throw new IllegalArgumentException("a mask without bits flips nothing");
        }
        final ByteBuffer one = read(file, offset, 1);
        one.put(0, (byte) (one.get(0) ^ mask));
        write(file, offset, one);
    }

    /** Writes zeros over the page that holds an offset. */
    public static void zeroPage(final Path file, final long offset) {
        final long start = offset - offset % PAGE_LENGTH;
        final int length = (int) Math.min(PAGE_LENGTH, length(file) - start);
        final ByteBuffer before = read(file, start, length);
        boolean isZero = true;
        for (int i = 0; i < length; i++) {
            isZero &= before.get(i) == 0;
        }
        if (isZero) {
            throw new IllegalArgumentException("the page is zero already");
        }
        write(file, start, ByteBuffer.allocate(length));
    }

    /** Exchanges two pages of a file, each given by an offset in it. */
    public static void swapPages(final Path file, final long offset, final long other) {
        final long first = offset - offset % PAGE_LENGTH;
        final long second = other - other % PAGE_LENGTH;
        final ByteBuffer one = read(file, first, PAGE_LENGTH);
        final ByteBuffer two = read(file, second, PAGE_LENGTH);
        if (one.rewind().equals(two.rewind())) {
            throw new IllegalArgumentException("the pages are the same");
        }
        write(file, first, two);
        write(file, second, one);
    }

    /** Gives a file another name in its directory, over whatever has it. */
    public static void rename(final Path file, final String name) {
        try {
            Files.move(file, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Cuts a file off. */
    public static void truncate(final Path file, final long length) {
        if (length >= length(file)) {
            throw new IllegalArgumentException("the file is not longer than " + length);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Exchanges the content of two files by renaming them. */
    public static void swap(final Path one, final Path other) {
        if (one.equals(other)) {
            throw new IllegalArgumentException("a file cannot be swapped with itself");
        }
        final Path aside = one.resolveSibling(one.getFileName() + ".swap");
        try {
            Files.move(one, aside);
            Files.move(other, one);
            Files.move(aside, other);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Removes a file. */
    public static void remove(final Path file) {
        try {
            Files.delete(file);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Copies a file over another one, as a restore from the wrong backup does. */
    public static void replace(final Path file, final Path by) {
        try {
            Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static long length(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static ByteBuffer read(final Path file, final long offset, final int length) {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IllegalArgumentException("the file ends before " + (offset + length));
                }
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes;
    }

    private static void write(final Path file, final long offset, final ByteBuffer bytes) {
        bytes.rewind();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes, offset + bytes.position());
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
