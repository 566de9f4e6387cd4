package io.ringfence.benchmarks.rig;

import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;

/**
 * A bet, and {@link #OPEN_ROUNDS} bets later the win that pays it and closes its round: bets and wins alternate. Every
 * one succeeds.
 */
public final class BetTraffic implements Traffic {
    /** Rounds that are open at a time. */
    public static final int OPEN_ROUNDS = 1 << 14;

    private static final long ID_HIGH = 0x4245542B57494E21L;
    private static final int AMOUNT_MAX = 10_000;

    private final CommandFrames frames = new CommandFrames();
    private final SplittableRandom random;
    private final int[] playerOfBet = new int[OPEN_ROUNDS];
    private final long[] idOfBet = new long[OPEN_ROUNDS];
    private final int players;
    private long id;
    private long bets;

    public BetTraffic(final int players, final long seed) {
        this.players = players;
        random = new SplittableRandom(seed);
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        frames.begin(ID_HIGH, ++id, originatedAtMs);
        final int slot = (int) bets & (OPEN_ROUNDS - 1);
        final long amount = 1L + random.nextInt(AMOUNT_MAX);
        if (idOfBet[slot] != 0) {
            final int length = frames.win(buffer, offset, playerOfBet[slot], amount, ID_HIGH, idOfBet[slot]);
            idOfBet[slot] = 0;
            return length;
        }
        playerOfBet[slot] = 1 + random.nextInt(players);
        idOfBet[slot] = id;
        bets++;
        return frames.bet(buffer, offset, playerOfBet[slot], amount);
    }
}
