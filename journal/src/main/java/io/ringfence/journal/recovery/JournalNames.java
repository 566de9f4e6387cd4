package io.ringfence.journal.recovery;

import io.ringfence.journal.CycleName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names in the directory of a journal, sorted by what they mean. Beside a live writer each may be gone again. */
final class JournalNames {
    private static final String DISCARDED_SUFFIX = ".discard";

    private final NavigableMap<Long, Path> cycles = new TreeMap<>();
    private final NavigableMap<Long, Path> ahead = new TreeMap<>();
    private final List<Path> copies = new ArrayList<>();
    private final List<Path> discarded = new ArrayList<>();
    private final List<Path> foreign = new ArrayList<>();

    private JournalNames() {}

    static JournalNames list(final Path directory) throws IOException {
        final JournalNames names = new JournalNames();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (final Path file : files) {
                    names.add(file, String.valueOf(file.getFileName()));
                }
            }
        }
        return names;
    }

    private void add(final Path file, final String name) {
        if (CycleName.DAMAGED.equals(name) && Files.isDirectory(file)) {
            return;
        }
        if (CycleName.cycle(name) >= 0) {
            cycles.put(CycleName.cycle(name), file);
        } else if (CycleName.aheadCycle(name) >= 0) {
            ahead.put(CycleName.aheadCycle(name), file);
        } else if (name.endsWith(CycleName.REPAIR_SUFFIX)) {
            copies.add(file);
        } else if (name.endsWith(DISCARDED_SUFFIX)) {
            discarded.add(file);
        } else if (!CycleName.METADATA.equals(name)) {
            foreign.add(file);
        }
    }

    /** The highest cycle with a file; -1 when there is none. */
    long lastCycle() {
        return cycles.isEmpty() ? -1 : cycles.lastKey();
    }

    /** The files of cycles above {@code cycle}. */
    SortedMap<Long, Path> cyclesAbove(final long cycle) {
        return Collections.unmodifiableSortedMap(cycles.tailMap(cycle, false));
    }

    /** Files made ahead. */
    SortedMap<Long, Path> ahead() {
        return ahead;
    }

    /** Copies of a repair. */
    List<Path> copies() {
        return copies;
    }

    /** Files that Chronicle set aside. */
    List<Path> discarded() {
        return discarded;
    }

    /** Everything that has no place here. */
    List<Path> foreign() {
        return foreign;
    }
}
