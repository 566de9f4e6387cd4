package io.ringfence.benchmarks.system;

import io.ringfence.testkit.SeededRandom;

/**
 * A provider saga.
 *
 * @param seed of amounts, directions and every fault of the provider
 * @param players numbered from 1
 * @param transfersEach one after the other
 * @param isTrusting whether the connector commits the classic error: it takes a timeout for a rejection
 */
public record SagaPlan(long seed, int players, int transfersEach, boolean isTrusting) {
    /** The source that is the provider. */
    static final int PROVIDER = 2;

    /** What each player has here at the start, minor units. */
    static final long START_HERE = 100_000;

    /** What each player has at the provider at the start, minor units. */
    static final long START_THERE = 50_000;

    /** Before NOT_FOUND counts. */
    static final int QUIET_SECONDS = 1;

    /** Until a transfer counts as stuck. */
    static final int STUCK_SECONDS = 2;

    private static final int PLAYERS_MAX = 500;
    private static final int TRANSFERS_MAX = 20;
    private static final int AMOUNT_MAX = 20_000;
    private static final int ALL_PERCENT = 10;
    private static final int PERCENT = 100;

    public SagaPlan {
        if (players < 1 || players > PLAYERS_MAX) {
            throw new IllegalArgumentException("players is 1 to " + PLAYERS_MAX + ": " + players);
        }
        if (transfersEach < 1 || transfersEach > TRANSFERS_MAX) {
            throw new IllegalArgumentException("transfers is 1 to " + TRANSFERS_MAX + ": " + transfersEach);
        }
    }

    /** The transfer of a player, {@code number} from 0. */
    Passage passage(final int player, final int number) {
        final SeededRandom random = new SeededRandom(SeededRandom.mix(seed + 31L * player) ^ number);
        final boolean isTo = random.nextInt(2) == 0;
        final boolean isAll = random.nextInt(PERCENT) < ALL_PERCENT;
        final long amount = isAll ? ProviderRequest.ALL : 1 + random.nextInt(AMOUNT_MAX);
        return new Passage(player, number, isTo, amount, random.nextInt(2) == 0);
    }

    /** The section {@code engine} of the node's configuration. */
    String engineLines() {
        return """
                playersMax: 10000
                accountsMax: 20000
                transactionsMax: 200000
                roundsMax: 1000
                transfersMax: 20000
                """;
    }
}
