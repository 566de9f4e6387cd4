package io.ringfence.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Names of cycle files. Chronicle Queue names a file after the five minutes it begins in; files of this journal roll by
 * size, so the name is only a counter that starts at {@code 20000101-0000V} for cycle 0 and moves on by five minutes
 * for each cycle. It says nothing about when the file was written.
 */
public final class CycleName {
    /** Of a cycle file. */
    public static final String SUFFIX = ".cq4";

    /** Of a file made ahead, which holds nothing yet. */
    public static final String AHEAD_SUFFIX = ".precreated";

    /** Of the copy that a repair makes of the good part of a file, until it takes the place of that file. */
    public static final String REPAIR_SUFFIX = ".repair";

    /** Directory inside that of the journal that keeps what repairs replaced. */
    public static final String DAMAGED = "damaged";

    /** Chronicle's own notes about the directory; never trusted, made anew at each start. */
    public static final String METADATA = "metadata.cq4t";

    /** Milliseconds that one cycle is long for Chronicle. */
    public static final long CYCLE_MS = 300_000;

    private static final long EPOCH_MS = 946_684_800_000L;
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmm'V'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private CycleName() {}

    /** The time that Chronicle must be told so that it writes to {@code cycle}, milliseconds since the epoch. */
    public static long timeMs(final long cycle) {
        return EPOCH_MS + cycle * CYCLE_MS;
    }

    /** The file of a cycle. */
    public static Path file(final Path directory, final long cycle) {
        return directory.resolve(stem(cycle) + SUFFIX);
    }

    /** The name under which the file of a cycle is made ahead. */
    public static Path aheadFile(final Path directory, final long cycle) {
        return directory.resolve(stem(cycle) + AHEAD_SUFFIX);
    }

    /** The name of the copy that a repair makes of the file of a cycle. */
    public static Path repairFile(final Path directory, final long cycle) {
        return directory.resolve(stem(cycle) + REPAIR_SUFFIX);
    }

    /** The cycle of a file name, or -1 if it is not the name of a cycle file of a journal. */
    public static long cycle(final String fileName) {
        return cycle(fileName, SUFFIX);
    }

    /** The cycle of the name of a file made ahead, or -1 if it is not such a name. */
    public static long aheadCycle(final String fileName) {
        return cycle(fileName, AHEAD_SUFFIX);
    }

    private static long cycle(final String fileName, final String suffix) {
        if (!fileName.endsWith(suffix)) {
            return -1;
        }
        try {
            final String stem = fileName.substring(0, fileName.length() - suffix.length());
            final long timeMs =
                    LocalDateTime.parse(stem, FORMAT).toInstant(ZoneOffset.UTC).toEpochMilli();
            final long cycle = (timeMs - EPOCH_MS) / CYCLE_MS;
            return timeMs >= EPOCH_MS && timeMs(cycle) == timeMs ? cycle : -1;
        } catch (final DateTimeException e) {
            return -1;
        }
    }

    /** The cycles that have a file, rising; empty if there is no such directory. */
    public static long[] list(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return new long[0];
        }
        long[] cycles = new long[16];
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                final long cycle = cycle(String.valueOf(file.getFileName()));
                if (cycle >= 0) {
                    cycles = count == cycles.length ? Arrays.copyOf(cycles, count * 2) : cycles;
                    cycles[count++] = cycle;
                }
            }
        }
        Arrays.sort(cycles, 0, count);
        return Arrays.copyOf(cycles, count);
    }

    private static String stem(final long cycle) {
        return FORMAT.format(Instant.ofEpochMilli(timeMs(cycle)));
    }
}
