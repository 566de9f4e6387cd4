package io.ringfence.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Whose money moves, for us and for others alike: a player from 1, below 0 when the money goes back. Money never goes
 * back before it came, also when all keys are played again.
 */
public final class TransferKeys {
    /** How many there are; then they begin anew. */
    public static final int COUNT = 1 << 20;

    /** What each moves, in minor units. */
    public static final long AMOUNT = 100;

    private TransferKeys() {}

    /** The same seed gives the same keys. */
    public static int[] of(final long seed, final int players, final String distribution) {
        final SplittableRandom random = new SplittableRandom(seed);
        final PlayerChoice choice = PlayerChoice.of(distribution, players, random.split());
        final int[] there = new int[players + 1];
        final int[] keys = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            final int player = choice.next();
            final boolean isBack = there[player] > 0 && random.nextBoolean();
            there[player] += isBack ? -1 : 1;
            keys[i] = isBack ? -player : player;
        }
        return keys;
    }

    /** As big endian integers of four bytes. */
    public static void write(final int[] keys, final Path file) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(keys.length * Integer.BYTES);
        bytes.asIntBuffer().put(keys);
        Files.write(file, bytes.array());
    }
}
