package io.ringfence.benchmarks.load;

import io.ringfence.benchmarks.rig.BetTraffic;
import io.ringfence.benchmarks.rig.CommandFrames;
import io.ringfence.benchmarks.rig.Opening;
import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;

/** Transfers between a player's two wallets, or bets and their wins. Every one succeeds. */
final class MoneyWorkload implements Workload {
    private static final long ID_HIGH = 0x4C4F41442B52494CL;
    private static final int AMOUNT_MAX = 10_000;

    private final CommandFrames frames = new CommandFrames();
    private final SplittableRandom random;
    private final PlayerChoice players;
    private final Opening opening;
    private final boolean isBets;
    private final long[] sportsMinor;
    private final int[] playerOfBet = new int[BetTraffic.OPEN_ROUNDS];
    private final long[] idOfBet = new long[BetTraffic.OPEN_ROUNDS];
    private int opened;
    private long id;
    private long bets;

    MoneyWorkload(final int players, final String distribution, final boolean isBets, final long seed) {
        random = new SplittableRandom(seed);
        this.players = PlayerChoice.of(distribution, players, random.split());
        this.isBets = isBets;
        opening = new Opening(players);
        sportsMinor = new long[players + 1];
    }

    @Override
    public boolean isSettingUp() {
        return opened < opening.count();
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        if (isSettingUp()) {
            return opening.encode(opened++, buffer, offset, originatedAtMs);
        }
        frames.begin(ID_HIGH, ++id, originatedAtMs);
        final long amount = 1L + random.nextInt(AMOUNT_MAX);
        return isBets ? play(buffer, offset, amount) : transfer(buffer, offset, amount);
    }

    private int transfer(final MutableDirectBuffer buffer, final int offset, final long amount) {
        final int player = players.next();
        final boolean isToSports = random.nextBoolean() || sportsMinor[player] < amount;
        sportsMinor[player] += isToSports ? amount : -amount;
        return frames.transfer(buffer, offset, player, isToSports, amount);
    }

    private int play(final MutableDirectBuffer buffer, final int offset, final long amount) {
        final int slot = (int) bets & (BetTraffic.OPEN_ROUNDS - 1);
        if (idOfBet[slot] != 0) {
            final int length = frames.win(buffer, offset, playerOfBet[slot], amount, ID_HIGH, idOfBet[slot]);
            idOfBet[slot] = 0;
            return length;
        }
        playerOfBet[slot] = players.next();
        idOfBet[slot] = id;
        bets++;
        return frames.bet(buffer, offset, playerOfBet[slot], amount);
    }

    @Override
    public Expected expected() {
        return Expected.DONE;
    }

    @Override
    public long currency() {
        return CommandFrames.CURRENCY;
    }
}
