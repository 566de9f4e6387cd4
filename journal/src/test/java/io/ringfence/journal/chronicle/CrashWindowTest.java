package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.Watermark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kill at every call that the journal makes to its disk, before it and after it: what lies in the files at that
 * moment is copied, judged, and written on. Mapped memory and files are one thing for a killed process, so a copy made
 * by the journal thread is what a kill would leave.
 */
@Timeout(120)
class CrashWindowTest {
    private static final int FORCES_PER_KILL = 7;

    @TempDir
    private Path data;

    @TempDir
    private Path left;

    private long promised;
    private int kills;
    private int forces;

    @Test
    void shouldGoOnFromWhateverAKillLeaves() throws IOException {
        final JournalFixture fixture = new JournalFixture(data.resolve("d"), SyncPolicy.BATCH);
        Files.createDirectories(fixture.directory().getParent());
        for (int start = 1; start <= 2; start++) {
            try (Journal journal = fixture.open(new KilledDisk(Thread.currentThread()))) {
                for (int i = 0; i < 20; i++) {
                    fixture.append(journal, 600, 200);
                    promised = journal.committedSequence();
                }
                assertTrue(journal.rolls() > 0);
            }
        }
        assertEquals(24_000, fixture.readAll());
        assertTrue(kills > 40, "kills: " + kills);
    }

    private void kill(final String moment) throws IOException {
        kills++;
        final Path copy = left.resolve("d");
        copy(data.resolve("d"), copy);
        final JournalFixture fixture = new JournalFixture(copy, SyncPolicy.BATCH);
        final String where = "kill " + kills + ", " + moment;
        final JournalTail tail = fixture.verify();
        assertTrue(tail.lastSequence() >= promised, () -> where + ": " + tail.lastSequence() + " < " + promised);
        assertTrue(Math.max(0, Watermark.read(fixture.watermark()).sequence()) >= promised, where);
        try (Journal journal = fixture.open()) {
            assertEquals(tail.nextSequence(), journal.nextSequence(), where);
            fixture.append(journal, 400, 100);
        }
        assertEquals(tail.lastSequence() + 400, fixture.verify().lastSequence(), where);
        assertEquals(tail.lastSequence() + 400, fixture.readAll(), where);
        delete(copy);
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                if (!file.toString().endsWith(".precreated")) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
    }

    private static void delete(final Path directory) throws IOException {
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.toList();
        }
        for (int i = files.size() - 1; i >= 0; i--) {
            Files.delete(files.get(i));
        }
    }

    /** The real disk, with a kill before and after each call of the journal thread; of its many forces a part. */
    private final class KilledDisk implements JournalDisk {
        private final JournalDisk real = JournalDisk.real();
        private final Thread journalThread;

        private KilledDisk(final Thread journalThread) {
            this.journalThread = journalThread;
        }

        private interface Call {
            void run() throws IOException;
        }

        private void around(final String what, final boolean isTried, final Call call) throws IOException {
            final boolean isKilled = isTried && Thread.currentThread() == journalThread;
            if (isKilled) {
                kill("before " + what);
            }
            call.run();
            if (isKilled) {
                kill("after " + what);
            }
        }

        @Override
        public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
            final boolean isTried =
                    Thread.currentThread() == journalThread && (withMetadata || ++forces % FORCES_PER_KILL == 0);
            around("force " + file.getFileName(), isTried, () -> real.force(channel, file, withMetadata));
        }

        @Override
        public void forceDirectory(final Path directory) throws IOException {
            around("force of the directory", true, () -> real.forceDirectory(directory));
        }

        @Override
        public void rename(final Path from, final Path to) throws IOException {
            around("rename to " + to.getFileName(), true, () -> real.rename(from, to));
        }

        @Override
        public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
                throws IOException {
            around("fill " + file.getFileName(), true, () -> real.fill(channel, file, position, zeros));
        }

        @Override
        public void write(final FileChannel channel, final Path file, final long position, final ByteBuffer bytes)
                throws IOException {
            around("write " + file.getFileName(), true, () -> real.write(channel, file, position, bytes));
        }

        @Override
        public void link(final Path file, final Path name) throws IOException {
            around("link " + file.getFileName(), true, () -> real.link(file, name));
        }

        @Override
        public void delete(final Path file) throws IOException {
            around("delete " + file.getFileName(), true, () -> real.delete(file));
        }

        @Override
        public void createDirectory(final Path directory) throws IOException {
            around("make " + directory.getFileName(), true, () -> real.createDirectory(directory));
        }

        @Override
        public long usableBytes(final Path directory) throws IOException {
            return real.usableBytes(directory);
        }
    }
}
