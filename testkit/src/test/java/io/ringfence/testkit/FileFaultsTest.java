package io.ringfence.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultsTest {
    @TempDir
    Path directory;

    private Path file;
    private byte[] content;

    @BeforeEach
    void setUp() throws IOException {
        content = new byte[10_000];
        Arrays.fill(content, (byte) 7);
        file = Files.write(directory.resolve("one"), content);
    }

    @Test
    void shouldFlipOneByteAndNoOther() throws IOException {
        FileFaults.flip(file, 5000, 0x80);
        content[5000] = (byte) (7 ^ 0x80);
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void shouldZeroThePageThatHoldsTheOffset() throws IOException {
        FileFaults.zeroPage(file, 5000);
        Arrays.fill(content, 4096, 8192, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(file));
        FileFaults.zeroPage(file, 9999);
        assertEquals(10_000, Files.size(file));
    }

    @Test
    void shouldCutSwapReplaceAndRemove() throws IOException {
        final Path other = Files.write(directory.resolve("two"), new byte[] {1});
        FileFaults.swap(file, other);
        assertEquals(1, Files.size(file));
        FileFaults.truncate(other, 100);
        assertEquals(100, Files.size(other));
        FileFaults.replace(file, other);
        assertEquals(100, Files.size(file));
        FileFaults.remove(other);
        assertFalse(Files.exists(other));
    }

    @Test
    void shouldSwapPagesAndRename() throws IOException {
        Arrays.fill(content, 0, 4096, (byte) 1);
        Files.write(file, content);
        FileFaults.swapPages(file, 5, 5000);
        assertEquals(7, Files.readAllBytes(file)[0]);
        assertEquals(1, Files.readAllBytes(file)[4096]);
        FileFaults.rename(file, "three");
        assertFalse(Files.exists(file));
        assertEquals(10_000, Files.size(directory.resolve("three")));
    }

    @Test
    void shouldRefuseFaultsThatChangeNothing() {
        assertThrows(IllegalArgumentException.class, () -> FileFaults.flip(file, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> FileFaults.truncate(file, 10_000));
        assertThrows(IllegalArgumentException.class, () -> FileFaults.swap(file, file));
        FileFaults.zeroPage(file, 0);
        assertThrows(IllegalArgumentException.class, () -> FileFaults.zeroPage(file, 0));
    }
}
