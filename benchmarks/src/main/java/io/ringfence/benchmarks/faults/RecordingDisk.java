package io.ringfence.benchmarks.faults;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDisk;
import io.ringfence.testkit.powercut.DiskShadow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The disk of a writer whose power will be cut: does what it is told but for the forcing, which is what a cut decides
 * by, and looks before and after each call of the writer's thread.
 *
 * <p>The thread that makes the next file runs beside the writer. So that a round is the same every time, the writer
 * waits here until that file is made, and only a cut decides how far it had really come.
 */
final class RecordingDisk implements JournalDisk {
    private static final long MADE_SECONDS_MAX = 60;
    private static final int FILL_STEP = 16 << 10;

    private final JournalDisk real = JournalDisk.real();
    private final Thread writer = Thread.currentThread();
    private final Path data;
    private final DiskShadow shadow;
    private final CutMoment moment;
    private String cutWhen;
    private boolean isNamed;
    private int wanted;
    private int made;
    private volatile boolean isOff;

    RecordingDisk(final Path data, final CutMoment moment) {
        this.data = data.toAbsolutePath();
        this.moment = moment;
        this.shadow = new DiskShadow(
                this.data,
                new DiskShadow.Kinds(
                        path -> path.endsWith(CycleName.METADATA),
                        path -> path.endsWith("watermark"),
                        path -> !isAhead(path) || isMade()));
    }

    /** A moment at which the power may go; throws when it does. */
    void instant(final String name) throws PowerCutException {
        if (isOff) {
            throw new PowerCutException(cutWhen);
        }
        awaitMade();
        shadow.look();
        if (moment.isNow(name)) {
            cut(name);
            throw new PowerCutException(cutWhen);
        }
    }

    /** From now on nothing has any effect. */
    void cut(final String name) {
        if (!isOff) {
            awaitMade();
            shadow.look();
            cutWhen = name + ", " + moment;
            isOff = true;
        }
    }

    boolean isCut() {
        return isOff;
    }

    String cutWhen() {
        return cutWhen;
    }

    /** The journal is open: it has begun to make its next file. */
    void opened() {
        wanted++;
    }

    /** Draws what is left on the disk; lines of what was done to each name. */
    List<String> leave(final Path image, final SplittableRandom random) {
        for (final Path file : shadow.files(data.resolve("journal"))) {
            if (isAhead(file) && random.nextBoolean()) {
                shadow.regress(file, (long) random.nextInt(128) * FILL_STEP);
            }
        }
        return shadow.cut(image, random);
    }

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
        if (isMaker()) {
            checkOn();
            if (withMetadata) {
                fileMade();
            }
            return;
        }
        instant("before force " + file.getFileName());
        shadow.forced(file);
        instant("after force " + file.getFileName());
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        instant("before directory");
        shadow.forcedDirectory(directory);
        instant("after directory");
        if (isNamed) {
            isNamed = false;
            wanted++;
        }
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        instant("before rename");
        isNamed |= isAhead(from);
        real.rename(from, to);
        instant("after rename " + (isAhead(from) ? "of the next file" : "of a copy"));
    }

    @Override
    public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
            throws IOException {
        if (isMaker()) {
            checkOn();
            real.fill(channel, file, position, zeros);
            return;
        }
        instant("before fill");
        real.fill(channel, file, position, zeros);
        instant("after fill");
    }

    @Override
    public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        instant("before write");
        real.write(channel, file, position, bytes);
        instant("after write");
    }

    @Override
    public void link(final Path file, final Path name) throws IOException {
        instant("before repair, link");
        real.link(file, name);
        instant("after link");
    }

    @Override
    public void createDirectory(final Path directory) throws IOException {
        instant("before repair, directory");
        real.createDirectory(directory);
        instant("after the directory is made");
    }

    @Override
    public long usableBytes(final Path directory) throws IOException {
        return real.usableBytes(directory);
    }

    @Override
    public void delete(final Path file) throws IOException {
        if (isMaker()) {
            checkOn();
            real.delete(file);
            return;
        }
        instant("before delete");
        real.delete(file);
        instant("after delete");
    }

    private static boolean isAhead(final Path file) {
        return file.toString().endsWith(CycleName.AHEAD_SUFFIX);
    }

    private boolean isMaker() {
        return Thread.currentThread() != writer;
    }

    private void checkOn() throws PowerCutException {
        if (isOff) {
            throw new PowerCutException(cutWhen);
        }
    }

    private synchronized boolean isMade() {
        return made >= wanted;
    }

    private synchronized void fileMade() {
        made++;
        notifyAll();
    }

    private synchronized void awaitMade() {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(MADE_SECONDS_MAX);
        while (made < wanted) {
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new IllegalStateException("the next file was not made in " + MADE_SECONDS_MAX + " s");
            }
            try {
                wait(leftMs);
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
