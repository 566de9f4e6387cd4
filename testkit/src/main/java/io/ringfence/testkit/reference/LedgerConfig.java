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
        long skewMs) {
    private static final int OPENINGS_TENTHS = 9;
    private static final int TENTHS = 10;

    /** Bounds that no scenario reaches: a million of each thing of players, four months of ids, a minute of skew. */
    public static LedgerConfig roomy() {
        return new LedgerConfig(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000, 64, 64, 64, 120L * 86_400, 60_000);
    }

    /** True when something may be opened while {@code count} of at most {@code max} exist. */
    static boolean mayOpen(final long count, final int max) {
        return count < (long) max * OPENINGS_TENTHS / TENTHS;
    }
}
