package io.ringfence.benchmarks.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills that do not wait for a quiet moment: the instant at which a new journal file gets its name, and the start and
 * the recovery after a kill. Conductor's thread only.
 */
final class Relapse {
    private static final int AGAIN_MAX = 3;
    private static final int START_MS_MAX = 1_200;
    private static final long ROLL_NS_MAX = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final int BEHIND_ROLL_NS_MAX = 3_000_000;
    private static final long LOOK_NS = 20_000;

    private final SplittableRandom random;

    private Relapse(final SplittableRandom random) {
        this.random = random;
    }

    /** One kill at a time, whenever it comes. */
    static Relapse none() {
        return new Relapse(null);
    }

    /** Drawn from a seed. */
    static Relapse of(final long seed) {
        return new Relapse(new SplittableRandom(seed));
    }

    /** Before a kill: every second time waits until a file is begun, and then a few moments or none. */
    void awaitRoll(final Path journal) throws IOException {
        if (random == null || random.nextBoolean()) {
            return;
        }
        final int before = cycles(journal);
        final long deadlineNs = System.nanoTime() + ROLL_NS_MAX;
        while (cycles(journal) == before && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(LOOK_NS);
        }
        final long endNs = System.nanoTime() + random.nextInt(BEHIND_ROLL_NS_MAX);
        while (System.nanoTime() < endNs) {
            Thread.onSpinWait();
        }
    }

    private static int cycles(final Path journal) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(journal, "*.cq4")) {
            for (final Path file : files) {
                count += file.toString().isEmpty() ? 0 : 1;
            }
        }
        return count;
    }

    /** How often the node is killed again before it serves. */
    int again() {
        return random == null ? 0 : random.nextInt(AGAIN_MAX);
    }

    /** How long after a start. */
    int startMs() {
        return random.nextInt(START_MS_MAX);
    }
}
