package io.ringfence.testkit.reference;

/**
 * The bounds, horizons and skews that decide outcomes.
 *
 * @param playersMax players; openings of every kind stop at 90 % of their bound
 * @param accountsMax rows of players: wallets and debts
 * @param transactionsMax ids kept
 * @param roundsMax rounds kept
 * @param betsPerRoundMax successful bets of one round
 * @param currenciesMax currencies
 * @param walletsMax wallets
 * @param sourcesMax sources
 * @param idHorizonSeconds how long an id is kept
 * @param skewMs how far a caller's clock may be off, in milliseconds
 * @param things the bounds of holds, transfers, campaigns, locks and limits
 */
public record LedgerConfig(
        int playersMax,
        int accountsMax,
        int transactionsMax,
        int roundsMax,
        int betsPerRoundMax,
        int currenciesMax,
        int walletsMax,
        int sourcesMax,
        long idHorizonSeconds,
        long skewMs,
        ThingBounds things) {
    /** Locks that may stand on one player side by side. */
    static final int LOCKS_PER_PLAYER_MAX = 16;

    private static final int OPENINGS_TENTHS = 9;
    private static final int TENTHS = 10;

    /**
     * Bounds of what lives for a while.
     *
     * @param holdsMax holds, open ones and those still remembered
     * @param holdsPerPlayerMax open holds of one player, exactly
     * @param transfersMax external transfers, open ones and those still remembered
     * @param campaignsMax campaigns, open ones and those still remembered
     * @param sharesMax shares of all these campaigns
     * @param locksMax locks that stand
     * @param limitsMax players in a currency that ever set a limit
     */
    public record ThingBounds(
            int holdsMax,
            int holdsPerPlayerMax,
            int transfersMax,
            int campaignsMax,
            int sharesMax,
            int locksMax,
            int limitsMax) {
        /** Bounds that no scenario reaches. */
        public static ThingBounds roomy() {
            return new ThingBounds(1_000_000, 1_000, 1_000_000, 1_000, 1_000_000, 1_000_000, 1_000_000);
        }
    }

    /** Bounds that no scenario reaches: a million of each thing of players, four months of ids, a minute of skew. */
    public static LedgerConfig roomy() {
        return new LedgerConfig(
                1_000_000,
                1_000_000,
                1_000_000,
                1_000_000,
                1_000,
                64,
                64,
                64,
                120L * 86_400,
                60_000,
                ThingBounds.roomy());
    }

    /** Bounds of every kind that {@code CommandSettings.whole()} meets all the time: few ids, kept for ten minutes. */
    public static LedgerConfig tight() {
        return new LedgerConfig(6, 14, 120, 40, 8, 4, 6, 4, 600, 1_000, new ThingBounds(14, 4, 8, 5, 24, 4, 4));
    }

    /** As tight, but ids are many and kept for a week, so that repeats and late references are met. */
    public static LedgerConfig snug() {
        return new LedgerConfig(
                6, 14, 1_500, 400, 8, 4, 6, 4, 7L * 86_400, 1_000, new ThingBounds(200, 4, 200, 5, 24, 4, 4));
    }

    /** Bounds that no workload of some thousand commands meets, so that the other rules have room. */
    public static LedgerConfig wide() {
        return new LedgerConfig(100, 1_000, 20_000, 20_000, 1_000, 16, 16, 16, 4_000_000, 1_000, ThingBounds.roomy());
    }

    /** True when something may be opened while {@code count} of at most {@code max} exist. */
    static boolean mayOpen(final long count, final int max) {
        return mayOpen(count, 1, max);
    }

    /** True when so many may be opened while {@code count} of at most {@code max} exist. */
    static boolean mayOpen(final long count, final long opened, final int max) {
        return count + opened <= (long) max * OPENINGS_TENTHS / TENTHS;
    }
}
