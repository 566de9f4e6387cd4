package io.ringfence.testkit.powercut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The versions of one page since its last force, the forced one first; zeros come first if it was never forced. */
final class ShadowPage {
    static final int LENGTH = 4096;

    /** A processor's cache line: what a page that is copied while it is written to holds of either version. */
    private static final int LINE = 64;

    /** Later versions replace each other beyond this. */
    private static final int VERSIONS_MAX = 48;

    private static final byte[] ZEROS = new byte[LENGTH];

    private final List<byte[]> versions = new ArrayList<>(List.of(ZEROS));

    /** Whether versions were dropped between the first and the second one. */
    private boolean hasGap;

    /** Compares with the newest version, and keeps it if it is another one. */
    void see(final byte[] bytes, final int offset, final int length) {
        final byte[] newest = newest();
        final boolean isSame = Arrays.equals(newest, 0, length, bytes, offset, offset + length)
                && (length == LENGTH || Arrays.equals(newest, length, LENGTH, ZEROS, length, LENGTH));
        if (isSame) {
            return;
        }
        final byte[] version = new byte[LENGTH];
        System.arraycopy(bytes, offset, version, 0, length);
        if (versions.size() == VERSIONS_MAX) {
            versions.remove(1);
            hasGap = true;
        }
        versions.add(version);
    }

    void forced() {
        if (versions.size() > 1) {
            final byte[] newest = newest();
            versions.clear();
            versions.add(newest);
            hasGap = false;
        }
    }

    boolean isSettled() {
        return versions.size() == 1;
    }

    byte[] newest() {
        return versions.get(versions.size() - 1);
    }

    byte[] forcedVersion() {
        return versions.get(0);
    }

    byte[] any(final SplittableRandom random) {
        return versions.get(random.nextInt(versions.size()));
    }

    /** A mix of a version and the one after it, line by line. */
    byte[] torn(final SplittableRandom random) {
        if (isSettled()) {
            return newest();
        }
        final int first = random.nextInt(versions.size() - 1);
        final byte[] mixed = versions.get(first).clone();
        final byte[] next = versions.get(first + 1);
        for (int at = 0; at < LENGTH; at += LINE) {
            if (random.nextBoolean()) {
                System.arraycopy(next, at, mixed, at, LINE);
            }
        }
        return mixed;
    }

    /**
     * As {@link #torn}, but the new one has only come so far. Words of eight bytes are written at once. Only of two
     * versions of which one followed the other: a store that is caught half-done has nothing of earlier ones left.
     */
    byte[] halfWritten(final SplittableRandom random, final int lengthMax) {
        if (isSettled()) {
            return newest();
        }
        final int from = hasGap ? 1 : 0;
        final int first = from + random.nextInt(versions.size() - 1 - from);
        final byte[] mixed = versions.get(first).clone();
        final byte[] next = versions.get(first + 1);
        for (int at = 0; at < lengthMax; at += Long.BYTES) {
            if (random.nextBoolean()) {
                System.arraycopy(next, at, mixed, at, Long.BYTES);
            }
        }
        return mixed;
    }
}
