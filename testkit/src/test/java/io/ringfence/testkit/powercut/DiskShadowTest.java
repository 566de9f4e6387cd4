package io.ringfence.testkit.powercut;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskShadowTest {
    private static final int CUTS = 200;
    private static final int PAGE = 4096;

    @TempDir
    private Path temp;

    private Path root;
    private Path file;
    private DiskShadow shadow;
    private int images;

    @BeforeEach
    void setUp() throws IOException {
        root = Files.createDirectory(temp.resolve("root")).toRealPath();
        file = write("a", 2 * PAGE, 1);
        shadow = new DiskShadow(
                root,
                new DiskShadow.Kinds(path -> path.endsWith("wild"), path -> path.endsWith("small"), path -> true));
    }

    private Path write(final String name, final int length, final int value) throws IOException {
        final byte[] content = new byte[length];
        Arrays.fill(content, (byte) value);
        final Path path = root.resolve(name);
        if (Files.exists(path)) {
            // In place: the same file, other content.
            try (SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content));
            }
            return path;
        }
        return Files.write(path, content);
    }

    private Path cut() {
        images++;
        final Path image = temp.resolve("image-" + images);
        shadow.cut(image, new SplittableRandom(images));
        return image;
    }

    @Test
    void shouldLeaveWhatWasForcedAsItIs() throws IOException {
        write("a", 2 * PAGE, 2);
        shadow.look();
        shadow.forced(file);
        for (int i = 0; i < CUTS; i++) {
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(cut().resolve("a")));
        }
    }

    @Test
    void shouldTearOneStoreOfManyOnly() throws IOException {
        // Two slots of 32 bytes by turns, as often as versions get dropped: never are both half-written.
        final Path small = Files.write(root.resolve("small"), new byte[64]);
        shadow.look();
        shadow.forced(small);
        for (int value = 1; value <= 120; value++) {
            final byte[] slot = new byte[32];
            Arrays.fill(slot, (byte) value);
            try (SeekableByteChannel channel = Files.newByteChannel(small, StandardOpenOption.WRITE)) {
                channel.position(32L * (value % 2));
                channel.write(ByteBuffer.wrap(slot));
            }
            shadow.look();
        }
        shadow.forcedDirectory(root);
        int torn = 0;
        for (int i = 0; i < 10 * CUTS; i++) {
            final byte[] left = Files.readAllBytes(cut().resolve("small"));
            final boolean isFirstWhole = isWhole(left, 0);
            final boolean isSecondWhole = isWhole(left, 32);
            torn += isFirstWhole && isSecondWhole ? 0 : 1;
            assertTrue(isFirstWhole || isSecondWhole, () -> Arrays.toString(left));
        }
        assertTrue(torn > CUTS, torn + " torn");
    }

    private static boolean isWhole(final byte[] bytes, final int from) {
        for (int i = from; i < from + 32; i++) {
            if (bytes[i] != bytes[from]) {
                return false;
            }
        }
        return true;
    }

    @Test
    void shouldLeaveEachPageInSomeVersionSinceItsForce() throws IOException {
        for (int value = 2; value <= 4; value++) {
            write("a", 2 * PAGE, value);
            shadow.look();
        }
        final Set<Integer> first = new HashSet<>();
        boolean isApart = false;
        for (int i = 0; i < CUTS; i++) {
            final byte[] left = Files.readAllBytes(cut().resolve("a"));
            assertEquals(2 * PAGE, left.length);
            first.add((int) left[0]);
            isApart |= left[0] != left[PAGE];
        }
        assertEquals(Set.of(1, 2, 3, 4), first);
        assertTrue(isApart, "pages are never of different times");
    }

    @Test
    void shouldLoseContentLengthAndNameOfANewFile() throws IOException {
        final Path fresh = write("new", PAGE, 9);
        shadow.look();
        final Set<String> seen = new HashSet<>();
        for (int i = 0; i < CUTS; i++) {
            final Path left = cut().resolve("new");
            seen.add(!Files.exists(left) ? "no name" : Files.size(left) == 0 ? "no length" : content(left));
        }
        assertEquals(Set.of("no name", "no length", "zeros", "written", "torn"), seen);
        shadow.forced(fresh);
        shadow.forcedDirectory(root);
        for (int i = 0; i < CUTS; i++) {
            assertEquals("written", content(cut().resolve("new")));
        }
    }

    private static String content(final Path left) throws IOException {
        int written = 0;
        for (final byte one : Files.readAllBytes(left)) {
            written += one == 0 ? 0 : 1;
        }
        return written == 0 ? "zeros" : written == PAGE ? "written" : "torn";
    }

    @Test
    void shouldLeaveARenamedFileUnderOneOfItsNames() throws IOException {
        Files.move(file, root.resolve("b"));
        shadow.look();
        final Set<Boolean> renamed = new HashSet<>();
        for (int i = 0; i < CUTS; i++) {
            final Path image = cut();
            assertTrue(Files.exists(image.resolve("a")) != Files.exists(image.resolve("b")));
            renamed.add(Files.exists(image.resolve("b")));
        }
        assertEquals(Set.of(true, false), renamed);
    }

    @Test
    void shouldNeverLoseANameThatWasReplaced() throws IOException {
        write("copy", PAGE, 5);
        shadow.forced(root.resolve("copy"));
        shadow.look();
        shadow.forced(root.resolve("copy"));
        Files.move(root.resolve("copy"), file, StandardCopyOption.REPLACE_EXISTING);
        shadow.look();
        for (int i = 0; i < CUTS; i++) {
            assertTrue(Files.exists(cut().resolve("a")));
        }
    }
}
