package io.ringfence.journal.recovery;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts off what was written, not forced, and torn. Only while nobody writes the journal: the caller holds the data
 * directory. Any thread; single-use.
 *
 * <p>Nothing is changed in place and nothing is thrown away: what goes is kept in {@code journal/damaged}. Each step is
 * durable before the next one begins, in this order:
 *
 * <ol>
 *   <li>Files that hold nothing are removed. A file made ahead proves that the one before it had its name; behind a cut
 *       that would be wrong.
 *   <li>Files that go whole, the last one first, so that none is ever left behind a gap: a second name in
 *       {@code damaged}, then the first name is removed.
 *   <li>The file that is cut: a copy of its good part beside it, with its end mark; a second name for the damaged file
 *       in {@code damaged}; then the copy takes the first name. That name leads to one of the two at any moment.
 * </ol>
 *
 * So whoever stops in between leaves a journal with the same good part and less behind it, and the next inspection
 * comes to the same cut. A step that was done is not needed again, one that was half done is done again.
 */
public final class JournalRepair {
    private final JournalDisk disk;
    private final JournalReport report;
    private final Path directory;
    private final Path damaged;
    private final List<Path> kept = new ArrayList<>();

    /**
     * What was done.
     *
     * @param firstSequence the first one that was cut off.
     * @param lastSequence the last one of them that could still be made out; one less than the first when none could.
     * @param bytes that were cut off.
     * @param damaged where the files are now that were replaced or taken away.
     */
    public record Result(long firstSequence, long lastSequence, long bytes, List<Path> damaged) {
        /** Copies the list. */
        public Result {
            damaged = List.copyOf(damaged);
        }

        /** How many sequences could be made out in what was cut off. */
        public long sequences() {
            return lastSequence - firstSequence + 1;
        }
    }

    private JournalRepair(final JournalDisk disk, final JournalReport report) {
        this.disk = disk;
        this.report = report;
        this.directory = report.directory();
        this.damaged = directory.resolve(CycleName.DAMAGED);
    }

    /**
     * Does what a report says; nothing if there is nothing to do.
     *
     * @param report of the same directory; nothing may have changed it since.
     * @throws JournalDamagedException if a person must look first; then nothing is changed.
     * @throws JournalException if the disk fails; start again with a new report.
     */
    public static Result repair(final JournalDisk disk, final JournalReport report) {
        report.checkNotRefused();
        try {
            return new JournalRepair(disk, report).run();
        } catch (final IOException e) {
            throw new JournalException("cannot repair the journal in " + report.directory() + ": " + e.getMessage(), e);
        }
    }

    private Result run() throws IOException {
        removeLeftovers();
        final Cut cut = report.cut();
        if (cut == null) {
            final long next = report.tail().nextSequence();
            return new Result(next, next - 1, 0, List.of());
        }
        disk.createDirectory(damaged);
        disk.forceDirectory(directory);
        for (int i = cut.files().size() - 1; i >= 0; i--) {
            takeAway(cut.files().get(i));
        }
        if (cut.cycle() >= 0) {
            shorten(cut);
        }
        return new Result(cut.firstSequence(), cut.lastSequence(), cut.bytes(), kept);
    }

    private void removeLeftovers() throws IOException {
        for (final Path leftover : report.tail().leftovers()) {
            disk.delete(leftover);
            disk.forceDirectory(directory);
        }
    }

    private void takeAway(final Path file) throws IOException {
        keep(file);
        disk.delete(file);
        disk.forceDirectory(directory);
    }

    private void shorten(final Cut cut) throws IOException {
        final Path file = CycleName.file(directory, cut.cycle());
        final Path copy = CycleName.repairFile(directory, cut.cycle());
        disk.delete(copy);
        GoodPart.copy(disk, file, cut.cycle(), cut.position(), copy);
        keep(file);
        disk.rename(copy, file);
        disk.forceDirectory(directory);
    }

    /** Gives a file a name in the directory of damaged ones, unless it has one from an attempt before. */
    private void keep(final Path file) throws IOException {
        for (int i = 0; ; i++) {
            final Path name = damaged.resolve(file.getFileName() + (i == 0 ? "" : "." + i));
            final boolean isTaken = Files.exists(name);
            if (!isTaken) {
                disk.link(file, name);
            }
            if (!isTaken || Files.isSameFile(file, name)) {
                disk.forceDirectory(damaged);
                kept.add(name);
                return;
            }
        }
    }
}
