package io.ringfence.testkit;

/**
 * How a {@link CommandGenerator} makes its commands collide.
 *
 * @param players players 1 to this exist sooner or later
 * @param sources sources 1 to this exist sooner or later
 * @param reach how many ids back a reference may go
 * @param betsPerRound about how many bets share a round id before it changes
 * @param jumpSecondsMax the longest jump of time, in seconds, but for those to the edge of a day, week or month
 * @param skewMs the skew of the machine under test, in milliseconds: clocks ahead are made around it
 * @param isWhole all commands; else only definitions, players, deposits, withdrawals, transfers between wallets, bets,
 *     wins, rollbacks and the end of rounds
 */
public record CommandSettings(
        int players, int sources, int reach, int betsPerRound, long jumpSecondsMax, long skewMs, boolean isWhole) {
    /** Four players, two sources, short memories, the commands that move money between wallets and rounds. */
    public static CommandSettings crowded() {
        return new CommandSettings(4, 2, 12, 6, 900, 1_000, false);
    }

    /** The same crowd with all commands of the protocol. */
    public static CommandSettings whole() {
        return new CommandSettings(4, 2, 12, 6, 900, 1_000, true);
    }
}
