package io.ringfence.testkit.powercut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Follows what is written below a directory, and what of it a power cut could not take any more. Whoever writes there
 * says what is forced, and lets it look as often as a cut shall be able to fall. One thread, that of the writer.
 *
 * <p>What it is not shown it does not know: a file that is not looked at between two forces has only these versions.
 * That makes its disks fewer, never impossible.
 */
public final class DiskShadow {
    private static final int SCRATCH_PAGES = 256;

    /** A file that did not change in so many looks is looked at less often, until somebody names it. */
    private static final int QUIET_LOOKS = 3;

    private static final int QUIET_EVERY = 16;
    private static final int GARBAGE_MAX = 70_000;

    private final Path root;
    private final Predicate<Path> isWild;
    private final Predicate<Path> isHalfWritten;
    private final Predicate<Path> isLookedAt;
    private final ShadowDirectory names = new ShadowDirectory();
    private final Map<Object, Object> nodes = new HashMap<>();
    private final byte[] scratch = new byte[SCRATCH_PAGES * ShadowPage.LENGTH];
    private long looks;

    /**
     * Special files of whoever writes.
     *
     * @param isWild        what they hold is nobody's concern: a cut leaves anything, or no such file
     * @param isHalfWritten small ones that are written in place: a cut may catch a store half-done
     * @param isLookedAt    the others are being made by another thread; they are passed over until this says true
     */
    public record Kinds(Predicate<Path> isWild, Predicate<Path> isHalfWritten, Predicate<Path> isLookedAt) {}

    /** What is there already is durable. */
    public DiskShadow(final Path root, final Kinds kinds) {
        this.root = root;
        this.isWild = kinds.isWild();
        this.isHalfWritten = kinds.isHalfWritten();
        this.isLookedAt = kinds.isLookedAt();
        look();
        settle(names);
    }

    private static void settle(final ShadowDirectory directory) {
        directory.forced();
        for (final Object node : directory.newest().values()) {
            if (node instanceof final ShadowDirectory inner) {
                settle(inner);
            } else {
                ((ShadowFile) node).forced();
            }
        }
    }

    /** Looks at all names, and at every file that may have changed. */
    public void look() {
        looks++;
        try {
            final Set<Object> keys = new HashSet<>();
            look(names, root, keys);
            nodes.keySet().retainAll(keys);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(final ShadowDirectory directory, final Path path, final Set<Object> keys) throws IOException {
        directory.see(path, isLookedAt, nodes, keys);
        for (final Map.Entry<String, Object> entry : directory.newest().entrySet()) {
            final Path inner = path.resolve(entry.getKey());
            if (entry.getValue() instanceof final ShadowDirectory found) {
                look(found, inner, keys);
            } else {
                final ShadowFile file = (ShadowFile) entry.getValue();
                if (file.quiet() < QUIET_LOOKS || looks % QUIET_EVERY == 0 || isHalfWritten.test(inner)) {
                    file.see(inner, scratch);
                }
            }
        }
    }

    /** The content of a file, as it is now, is durable. */
    public void forced(final Path file) {
        if (find(file) instanceof final ShadowFile found) {
            try {
                found.see(file, scratch);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            found.forced();
        }
    }

    /** The names in a directory, as they are now, are durable. */
    public void forcedDirectory(final Path directory) {
        if (find(directory) instanceof final ShadowDirectory found) {
            found.forced();
        }
    }

    /** A file of zeros that is made by another thread may have come only so far; no more than it has. */
    public void regress(final Path file, final long length) {
        if (find(file) instanceof final ShadowFile found && length < found.length()) {
            found.regress(length);
        }
    }

    /** The files of a directory as they are known. */
    public List<Path> files(final Path directory) {
        final List<Path> files = new ArrayList<>();
        if (find(directory) instanceof final ShadowDirectory found) {
            found.newest().forEach((name, node) -> {
                if (node instanceof ShadowFile) {
                    files.add(directory.resolve(name));
                }
            });
        }
        return files;
    }

    private Object find(final Path path) {
        final Path relative = root.relativize(path.toAbsolutePath());
        Object node = names;
        if (relative.toString().isEmpty()) {
            return node;
        }
        for (final Path name : relative) {
            if (!(node instanceof final ShadowDirectory directory)) {
                return null;
            }
            node = directory.newest().get(name.toString());
        }
        return node;
    }

    /**
     * Writes one of the disks that a cut at this moment may leave.
     *
     * @param image a new directory
     * @return what was left of each name, a line each
     */
    public List<String> cut(final Path image, final SplittableRandom random) {
        final List<String> done = new ArrayList<>();
        try {
            Files.createDirectories(image);
            leave(names, image, random, done, new IdentityHashMap<>());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return done;
    }

    private void leave(
            final ShadowDirectory directory,
            final Path to,
            final SplittableRandom random,
            final List<String> done,
            final Map<Object, Path> made)
            throws IOException {
        final Map<String, Object> left = directory.left(random);
        for (final String name : directory.newest().keySet()) {
            if (!left.containsKey(name)) {
                done.add(to.resolve(name).getFileName() + ": the name is lost");
            }
        }
        for (final Map.Entry<String, Object> entry : left.entrySet()) {
            final Path path = to.resolve(entry.getKey());
            if (entry.getValue() instanceof final ShadowDirectory inner) {
                Files.createDirectory(path);
                leave(inner, path, random, done, made);
            } else if (made.containsKey(entry.getValue())) {
                Files.createLink(path, made.get(entry.getValue()));
            } else if (isWild.test(path)) {
                done.add(entry.getKey() + ": " + leaveAnything(path, (ShadowFile) entry.getValue(), random));
            } else if (isHalfWritten.test(path)) {
                done.add(entry.getKey() + ": " + ((ShadowFile) entry.getValue()).leaveHalfWritten(path, random));
            } else {
                done.add(entry.getKey() + ": " + ((ShadowFile) entry.getValue()).leave(path, random));
                made.put(entry.getValue(), path);
            }
        }
    }

    private static String leaveAnything(final Path to, final ShadowFile file, final SplittableRandom random)
            throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> {
                return "absent";
            }
            case 1 -> {
                final byte[] garbage = new byte[random.nextInt(GARBAGE_MAX)];
                random.nextBytes(garbage);
                Files.write(to, garbage);
                return garbage.length + " bytes of garbage";
            }
            case 2 -> {
                Files.write(to, new byte[random.nextInt(GARBAGE_MAX)]);
                return "zeros";
            }
            default -> {
                return file.leave(to, random);
            }
        }
    }
}
