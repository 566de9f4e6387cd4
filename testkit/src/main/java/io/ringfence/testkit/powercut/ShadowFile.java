package io.ringfence.testkit.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One file, whatever its names: its pages and its lengths since its last force. */
final class ShadowFile {
    /** Which versions a cut mostly leaves of a file; single pages differ. */
    private enum Mood {
        NEWEST,
        FORCED,
        ANY,
        TORN,
        FIRST_PAGE_AHEAD,
        FIRST_PAGE_BEHIND
    }

    private static final int ODD_PAGE_IN = 8;
    private static final int PAGES_NAMED_MAX = 24;

    private final List<ShadowPage> pages = new ArrayList<>();
    private final List<Long> lengths = new ArrayList<>(List.of(0L));
    private int quiet;

    /** Reads the file and keeps what changed. */
    void see(final Path file, final byte[] bytes) throws IOException {
        final ByteBuffer scratch = ByteBuffer.wrap(bytes);
        boolean hasChanged = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long length = channel.size();
            if (length != length()) {
                lengths.add(length);
                hasChanged = true;
            }
            while (pages.size() * (long) ShadowPage.LENGTH < length) {
                pages.add(new ShadowPage());
            }
            long position = 0;
            while (position < length) {
                scratch.clear();
                int read = 0;
                while (read >= 0 && scratch.hasRemaining() && position + scratch.position() < length) {
                    read = channel.read(scratch, position + scratch.position());
                }
                for (int at = 0; at < scratch.position(); at += ShadowPage.LENGTH) {
                    final ShadowPage page = pages.get((int) ((position + at) / ShadowPage.LENGTH));
                    final byte[] before = page.newest();
                    page.see(bytes, at, Math.min(ShadowPage.LENGTH, scratch.position() - at));
                    hasChanged |= before != page.newest();
                }
                if (scratch.position() == 0) {
                    throw new IOException(file + " shrank while it was read");
                }
                position += scratch.position();
            }
        }
        quiet = hasChanged ? 0 : quiet + 1;
    }

    /** How many looks in a row found nothing new. */
    int quiet() {
        return quiet;
    }

    void forced() {
        pages.forEach(ShadowPage::forced);
        final long length = length();
        lengths.clear();
        lengths.add(length);
    }

    long length() {
        return lengths.get(lengths.size() - 1);
    }

    /** It was on its way to its length, a few steps back; what it holds is zeros all along. */
    void regress(final long length) {
        pages.clear();
        lengths.clear();
        lengths.add(0L);
        lengths.add(length);
    }

    /** Writes one of the files that may be left; says in a line what was done. */
    String leave(final Path to, final SplittableRandom random) throws IOException {
        final long length = lengths.get(random.nextInt(lengths.size()));
        final Mood mood = Mood.values()[random.nextInt(Mood.values().length)];
        final StringBuilder odd = new StringBuilder();
        int behind = 0;
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < pages.size() && (long) i * ShadowPage.LENGTH < length; i++) {
                final ShadowPage page = pages.get(i);
                final byte[] left = page.isSettled() ? page.newest() : pick(page, i, mood, random);
                if (left != page.newest()) {
                    behind++;
                    if (behind <= PAGES_NAMED_MAX) {
                        odd.append(' ').append(i).append(left == page.forcedVersion() ? "f" : "t");
                    }
                }
                final long position = (long) i * ShadowPage.LENGTH;
                write(channel, position, left, (int) Math.min(ShadowPage.LENGTH, length - position));
            }
            extend(channel, length);
        }
        return "length " + length + " of " + lengths + ", " + mood + ", pages not the newest " + behind + ":" + odd;
    }

    private static byte[] pick(final ShadowPage page, final int index, final Mood mood, final SplittableRandom random) {
        final boolean isOdd = random.nextInt(ODD_PAGE_IN) == 0;
        return switch (isOdd ? Mood.ANY : mood) {
            case NEWEST -> page.newest();
            case FORCED -> page.forcedVersion();
            case ANY -> page.any(random);
            case TORN -> page.torn(random);
            case FIRST_PAGE_AHEAD -> index == 0 ? page.newest() : page.forcedVersion();
            case FIRST_PAGE_BEHIND -> index == 0 ? page.forcedVersion() : page.newest();
        };
    }

    /**
     * A file of one page whose stores a cut may catch half-done: the newest version, any, or part of one and the one
     * before, each as often as the others.
     */
    String leaveHalfWritten(final Path to, final SplittableRandom random) throws IOException {
        final int length = (int) length();
        if (pages.size() != 1) {
            return leave(to, random);
        }
        final ShadowPage page = pages.get(0);
        final int way = random.nextInt(3);
        final boolean isHalf = way == 0;
        final byte[] left = isHalf ? page.halfWritten(random, length) : way == 1 ? page.newest() : page.any(random);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, 0, left, length);
            extend(channel, length);
        }
        return isHalf ? "half-written" : left == page.newest() ? "newest" : "older";
    }

    private static void write(final FileChannel channel, final long position, final byte[] bytes, final int length)
            throws IOException {
        boolean isZero = true;
        for (int i = 0; i < length && isZero; i++) {
            isZero = bytes[i] == 0;
        }
        if (isZero) {
            return;
        }
        final ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }

    private static void extend(final FileChannel channel, final long length) throws IOException {
        if (channel.size() < length) {
            channel.write(ByteBuffer.allocate(1), length - 1);
        }
    }
}
