package io.ringfence.benchmarks.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run may not leave behind: processes, and files in shared memory that were not there before. */
final class Leftovers {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private Leftovers() {}

    /** Directories of this JVM's clients; those of others on this machine come and go. */
    static void check() throws IOException {
        final List<Long> alive = ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
        assertEquals(List.of(), alive);
        if (!Files.isDirectory(SHARED_MEMORY)) {
            return;
        }
        final String prefix = "ringfence-client-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
            final Set<String> left = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), left);
        }
    }
}
