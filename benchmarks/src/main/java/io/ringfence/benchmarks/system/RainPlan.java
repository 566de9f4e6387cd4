package io.ringfence.benchmarks.system;

/**
 * A campaign rain.
 *
 * @param seed of the split and of the order of claims
 * @param players who claim, numbered from 1
 * @param shares there are
 * @param kills of the node while shares are being claimed: 0 or 1
 */
public record RainPlan(long seed, int players, int shares, int kills) {
    /** The smallest share, minor units. */
    static final long MIN_SHARE = 10;

    /** What a share is on average, minor units. */
    static final long MEAN_SHARE = 500;

    private static final int PLAYERS_MAX = 1_000_000;
    private static final int SHARES_MAX = 100_000;
    private static final int SLACK = 10_000;
    private static final int HEAP_MIB_MIN = 320;

    public RainPlan {
        checkRange("players", players, 10, PLAYERS_MAX);
        checkRange("shares", shares, 1, SHARES_MAX);
        checkRange("kills", kills, 0, 1);
    }

    private static void checkRange(final String name, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + min + " to " + max + ": " + value);
        }
    }

    /** All shares together; with a remainder, so that the last share is not like the others. */
    long pot() {
        return shares * MEAN_SHARE + shares / 3;
    }

    /** Heap of the node. */
    int heapMiB() {
        return HEAP_MIB_MIN + (players >> 10);
    }

    /** The section {@code engine} of the node's configuration. */
    String engineLines() {
        return """
                playersMax: %d
                accountsMax: %d
                transactionsMax: %d
                roundsMax: 1000
                sharesMax: %d
                """.formatted(
                        players / 9 * 10 + SLACK, players / 9 * 10 + SLACK, 3 * players + SLACK, 2 * shares + SLACK);
    }
}
