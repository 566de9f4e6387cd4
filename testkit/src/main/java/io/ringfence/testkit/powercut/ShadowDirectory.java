package io.ringfence.testkit.powercut;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One directory: its names as they were last forced, and each other state that they were seen in since. */
final class ShadowDirectory {
    /** What a name leads to: a {@link ShadowFile} or a {@link ShadowDirectory}. */
    private final List<Map<String, Object>> snapshots = new ArrayList<>(List.of(Map.of()));

    /**
     * Looks at the names; whoever was there is known by its inode, whatever and wherever it is called now.
     *
     * @param byKey files and directories by inode
     * @param keys  takes the inodes that are there
     */
    void see(
            final Path directory,
            final Predicate<Path> isLookedAt,
            final Map<Object, Object> byKey,
            final Set<Object> keys)
            throws IOException {
        final Map<String, Object> names = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                if (!isLookedAt.test(entry)) {
                    continue;
                }
                final BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
                final Object key = attributes.fileKey();
                keys.add(key);
                names.put(
                        entry.getFileName().toString(),
                        byKey.computeIfAbsent(
                                key, k -> attributes.isDirectory() ? new ShadowDirectory() : new ShadowFile()));
            }
        }
        if (!names.equals(newest())) {
            snapshots.add(names);
        }
    }

    Map<String, Object> newest() {
        return snapshots.get(snapshots.size() - 1);
    }

    void forced() {
        final Map<String, Object> newest = newest();
        snapshots.clear();
        snapshots.add(newest);
    }

    /**
     * One of the sets of names that may be left. Half of the time all of one moment; else each file as of a moment of
     * its own, as long as no other one ever had its name.
     */
    Map<String, Object> left(final SplittableRandom random) {
        final Map<String, Object> common = snapshots.get(random.nextInt(snapshots.size()));
        if (snapshots.size() == 1 || random.nextBoolean()) {
            return common;
        }
        final Map<String, Object> left = new TreeMap<>();
        final Set<String> contested = contested();
        final Set<Object> seen = new LinkedHashSet<>();
        for (final Map<String, Object> snapshot : snapshots) {
            seen.addAll(snapshot.values());
        }
        for (final Object node : seen) {
            final boolean isContested = contested.stream()
                    .anyMatch(name -> snapshots.stream().anyMatch(snapshot -> snapshot.get(name) == node));
            final Map<String, Object> moment = isContested ? common : snapshots.get(random.nextInt(snapshots.size()));
            moment.forEach((name, other) -> {
                if (other == node) {
                    left.put(name, node);
                }
            });
        }
        return left;
    }

    /** Names that led to more than one file since the last force. */
    private Set<String> contested() {
        final Map<String, Object> first = new HashMap<>();
        final Set<String> contested = new TreeSet<>();
        for (final Map<String, Object> snapshot : snapshots) {
            snapshot.forEach((name, node) -> {
                final Object before = first.putIfAbsent(name, node);
                if (before != null && before != node) {
                    contested.add(name);
                }
            });
        }
        return contested;
    }
}
