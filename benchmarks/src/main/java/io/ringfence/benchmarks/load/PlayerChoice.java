package io.ringfence.benchmarks.load;

import java.util.SplittableRandom;

/**
 * Which player is next: each as likely as the other, by Zipf's law, or mostly a few hot ones. One thread; allocates
 * nothing after construction.
 */
public final class PlayerChoice {
    private static final double HOT_SHARE = 0.5;
    private static final double ZIPF_DEFAULT = 0.99;

    private final SplittableRandom random;
    private final int players;
    private final int hot;
    private final double theta;
    private final double zetaN;
    private final double eta;

    private PlayerChoice(final SplittableRandom random, final int players, final int hot, final double theta) {
        this.random = random;
        this.players = players;
        this.hot = hot;
        this.theta = theta;
        if (theta > 0) {
            double sum = 0;
            for (int i = 1; i <= players; i++) {
                sum += 1 / Math.pow(i, theta);
            }
            zetaN = sum;
            final double zeta2 = 1 + Math.pow(0.5, theta);
            eta = (1 - Math.pow(2.0 / players, 1 - theta)) / (1 - zeta2 / zetaN);
        } else {
            zetaN = 0;
            eta = 0;
        }
    }

    /**
     * By its text.
     *
     * @param text {@code uniform}, {@code zipf} or {@code zipf:0.99} (below 1), {@code hot:16} (half of all commands go
     *     to so many players).
     * @throws IllegalArgumentException if it is none of these.
     */
    public static PlayerChoice of(final String text, final int players, final SplittableRandom random) {
        final String[] words = text.split(":", 2);
        return switch (words[0]) {
            case "uniform" -> new PlayerChoice(random, players, 0, 0);
            case "zipf" -> {
                final double theta = words.length > 1 ? Double.parseDouble(words[1]) : ZIPF_DEFAULT;
                if (!(theta > 0 && theta < 1)) {
                    throw new IllegalArgumentException("zipf needs a number between 0 and 1: " + text);
                }
                yield new PlayerChoice(random, players, 0, theta);
            }
            case "hot" -> {
                final int hot = words.length > 1 ? Integer.parseInt(words[1]) : 1;
                if (hot < 1 || hot > players) {
                    throw new IllegalArgumentException("hot needs a number of players: " + text);
                }
                yield new PlayerChoice(random, players, hot, 0);
            }
            default -> throw new IllegalArgumentException("uniform, zipf:0.99 or hot:16, not " + text);
        };
    }

    /** A player, from 1. */
    public int next() {
        if (hot > 0 && random.nextDouble() < HOT_SHARE) {
            return 1 + random.nextInt(hot);
        }
        return theta > 0 ? zipf() : 1 + random.nextInt(players);
    }

    /** After Gray et al., Quickly Generating Billion-Record Synthetic Databases; low numbers are the popular ones. */
    private int zipf() {
        final double u = random.nextDouble();
        final double uz = u * zetaN;
        if (uz < 1) {
            return 1;
        }
        if (uz < 1 + Math.pow(0.5, theta)) {
            return Math.min(2, players);
        }
        return 1 + Math.min(players - 1, (int) (players * Math.pow(eta * u - eta + 1, 1 / (1 - theta))));
    }
}
