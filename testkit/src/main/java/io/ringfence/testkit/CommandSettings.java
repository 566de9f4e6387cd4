package io.ringfence.testkit;

/**
 * How a {@link CommandGenerator} makes its commands collide.
 *
 * @param players players 1 to this exist sooner or later
 * @param sources sources 1 to this exist sooner or later
 * @param reach how many ids back a reference may go
 * @param betsPerRound about how many bets share a round id before it changes
 * @param jumpSecondsMax the longest jump of time, in seconds
 * @param skewMs the skew of the machine under test, in milliseconds: clocks ahead are made around it
 */
public record CommandSettings(int players, int sources, int reach, int betsPerRound, long jumpSecondsMax, long skewMs) {
    /** Four players, two sources, short memories. */
    public static CommandSettings crowded() {
        return new CommandSettings(4, 2, 12, 6, 900, 1_000);
    }
}
