package io.ringfence.benchmarks.bench;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.ThingBounds;

/**
 * An engine that is to be filled: so many players with so many wallets each, and a memory of so many ids, some of which
 * are bets and wins in rounds.
 *
 * @param players opened.
 * @param wallets of each, in one currency.
 * @param ids remembered at the end.
 * @param rounds remembered at the end, each with a bet and a win.
 */
record MemoryPlan(int players, int wallets, int ids, int rounds) {
    /** Openings stop at 90 % of each bound. */
    private static final long BOUND_NUMERATOR = 10;

    private static final long BOUND_DENOMINATOR = 9;
    private static final int SPARE = 16;
    private static final long SKEW_MS = 10;
    private static final int WALLETS_MAX = 64;

    MemoryPlan {
        if (players < 1 || wallets < 1 || wallets > WALLETS_MAX || ids < 64 || rounds < 0) {
            throw new IllegalArgumentException("players from 1, wallets from 1 to 64, ids from 64, rounds from 0");
        }
        if (2L * rounds > ids) {
            throw new IllegalArgumentException("each round has two ids: rounds may be half of the ids at most");
        }
    }

    /** The bounds that just hold it: the tenth that stays free of openings is in them. */
    EngineConfig config() {
        final EngineConfig base = EngineConfig.defaults();
        return new EngineConfig(
                base.rulesVersion(),
                base.hashSeed(),
                bound(players),
                bound((long) players * wallets),
                ids,
                bound(rounds + 1L),
                base.betsPerRoundMax(),
                bound(1),
                bound(wallets),
                SPARE,
                base.idHorizonSeconds(),
                SKEW_MS,
                ThingBounds.defaults());
    }

    /** Commands that fill it: definitions, players, a deposit into each wallet, a bet and a win for each round. */
    long commands() {
        return definitions() + (long) players + (long) players * wallets + filling() + 2L * rounds;
    }

    /** Deposits besides, where what fills players and rounds does not fill the memory of ids. */
    long filling() {
        return Math.max(0, ids - definitions() - (long) players - (long) players * wallets - 2L * rounds);
    }

    int definitions() {
        return 2 + wallets;
    }

    private static int bound(final long count) {
        return Math.toIntExact((count * BOUND_NUMERATOR + BOUND_DENOMINATOR - 1) / BOUND_DENOMINATOR);
    }
}
