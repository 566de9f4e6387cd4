package io.ringfence.benchmarks.rig;

import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;

/**
 * Transfers between the two wallets of players picked at random, so that hardly two in a row touch the same memory.
 * Every one of them succeeds: it knows what it moved and only moves that back.
 */
public final class TransferTraffic implements Traffic {
    private static final long ID_HIGH = 0x5452414E53464552L;
    private static final int AMOUNT_MAX = 10_000;

    private final CommandFrames frames = new CommandFrames();
    private final SplittableRandom random;
    private final long[] sportsMinor;
    private long id;

    public TransferTraffic(final int players, final long seed) {
        random = new SplittableRandom(seed);
        sportsMinor = new long[players + 1];
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        final long bits = random.nextLong();
        final int player = 1 + (int) ((bits >>> 32) % (sportsMinor.length - 1));
        final long amount = 1 + (bits & 0xFFFF) % AMOUNT_MAX;
        final boolean isToSports = (bits & 0x10000) == 0 || sportsMinor[player] < amount;
        sportsMinor[player] += isToSports ? amount : -amount;
        return frames.begin(ID_HIGH, ++id, originatedAtMs).transfer(buffer, offset, player, isToSports, amount);
    }

    /** What the SPORTS wallet of a player must hold after all that was written, in minor units. */
    public long sportsMinor(final int player) {
        return sportsMinor[player];
    }
}
