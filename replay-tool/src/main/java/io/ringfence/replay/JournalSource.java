package io.ringfence.replay;

import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.Watermark;
import io.ringfence.journal.recovery.JournalInspection;
import io.ringfence.journal.recovery.JournalReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The journal in a data directory, and up to where it is read. Only reads. One thread. */
final class JournalSource {
    private static final String CYCLE_FILES = "*.cq4";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The data directory of the node, running or not.")
    private Path data;

    @Option(
            names = "--visible",
            description = "Go on behind the watermark, to whatever can be read: it may not be durable yet.")
    private boolean isVisible;

    /** The data directory. */
    Path data() {
        return data;
    }

    /** Whether reading goes on behind the watermark. */
    boolean isVisible() {
        return isVisible;
    }

    /** Judges the files; also beside a live node. */
    JournalReport inspect() {
        return JournalInspection.inspect(directory(), watermarkPath());
    }

    /** The directory of the cycle files. */
    Path directory() {
        return data.resolve("journal");
    }

    /** The file that says what is durable. */
    Path watermarkPath() {
        return data.resolve("watermark");
    }

    /** The watermark as it is now. */
    Watermark watermark() {
        return Watermark.read(watermarkPath());
    }

    /** Stops when there is no journal here. */
    void checkExists() {
        if (!Files.isDirectory(directory())) {
            throw new ReplayException(ExitCode.USAGE, "no journal in " + data + ": there is no " + directory());
        }
    }

    /** The last sequence to read, fixed now so that a live node does not make the command run for ever. */
    long endSequence() {
        checkExists();
        if (isVisible) {
            return Long.MAX_VALUE;
        }
        final Watermark watermark = watermark();
        if (watermark.isKnown()) {
            return watermark.sequence();
        }
        if (watermark.equals(Watermark.ABSENT) && fileCount() == 0) {
            return 0;
        }
        throw new JournalDamagedException(
                watermarkPath(),
                -1,
                1,
                "it cannot be read, so nobody can tell what is durable (--visible reads what is there)");
    }

    /** Reads what can be seen, up to a sequence. */
    JournalReader open(final long fromSequence, final long toSequence) {
        return JournalReader.open(directory(), fromSequence, toSequence);
    }

    /**
     * Checks that a reader which has come to its end was not short of a sequence that was durable; what is only visible
     * may end anywhere.
     *
     * @throws JournalDamagedException if it was.
     */
    void checkReached(final JournalReader reader, final long toSequence) {
        if (!isVisible && reader.lastSequence() < toSequence) {
            throw new JournalDamagedException(
                    reader.file(),
                    reader.cycle(),
                    reader.lastSequence() + 1,
                    "the journal ends here, but sequence " + toSequence + " was durable");
        }
    }

    /** Cycle files in the directory. */
    int fileCount() {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), CYCLE_FILES)) {
            for (final Path file : files) {
                count += Files.isRegularFile(file) ? 1 : 0;
            }
        } catch (final IOException ex) {
            throw new ReplayException(ExitCode.DISK, "cannot list " + directory(), ex);
        }
        return count;
    }
}
