package io.ringfence.testkit.match;

import io.ringfence.protocol.codec.BetEncoder;
import io.ringfence.protocol.codec.DepositEncoder;
import io.ringfence.protocol.codec.EndRoundEncoder;
import io.ringfence.protocol.codec.OpenPlayerEncoder;
import io.ringfence.protocol.codec.RollbackEncoder;
import io.ringfence.protocol.codec.TransferEncoder;
import io.ringfence.protocol.codec.WinEncoder;
import io.ringfence.protocol.codec.WithdrawEncoder;
import io.ringfence.testkit.SeededRandom;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The commands of a match night as encoded frames: first what must be defined and a player with money for each of
 * 1 to {@code players}, then traffic by {@link Phase}. One in a hundred is sent twice, some bets are rolled back late,
 * and some rollbacks overtake their bets, which follow a little later.
 *
 * <p>It keeps its own view of every balance and so makes commands that hold when they are applied in this order: a
 * refusal other than CANCELLED_BY_ROLLBACK of an overtaken bet is not to be expected. The same seed and the same calls
 * make the same bytes, on every JDK. Amounts are cents.
 *
 * <p>Not thread safe; does not allocate after construction.
 */
public final class MatchNight {
    private static final int CASINO_BETS_OPEN_MAX = 32_768;
    private static final int STAKE_MIN = 100;
    private static final int STAKE_SPAN = 1_900;
    private static final int DEPOSIT = 100_000;
    private static final int TRANSFER_MIN = 2_000;
    private static final int TRANSFER_SPAN = 8_000;
    private static final int LATER_SPAN = 2_000;
    private static final int THOUSAND = 1_000;
    private static final int TWICE_PER_THOUSAND = 10;
    private static final int ROLLED_BACK_PER_THOUSAND = 3;
    private static final int OVERTAKEN_PER_THOUSAND = 2;
    private static final int ENDED_APART_PER_HUNDRED = 3;
    private static final int HUNDRED = 100;
    private static final int TRIES_MAX = 4;

    private final MatchFrames frames = new MatchFrames();
    private final LaterFrames later = new LaterFrames();
    private final UnsafeBuffer overtaken = new UnsafeBuffer(new byte[THOUSAND]);
    private final SeededRandom random;
    private final OpenBets casinoBets = new OpenBets(CASINO_BETS_OPEN_MAX);
    private final OpenBets sportsBets;
    private final long[] cash;
    private final long[] sports;
    private final long txIdHigh;

    private Phase phase = Phase.QUIET;
    private long originatedAtMs;
    private long txIdLow;
    private long turn;
    private long setUpDone;
    private long roundToEnd;
    private int roundToEndPlayer;
    private long sentTwice;
    private long lateRollbacks;
    private long overtakenBets;

    /**
     * Before the first command.
     *
     * @param seed of everything
     * @param players numbered from 1
     * @param sportsBetsOpenMax how many sports bets may be open at once
     */
    public MatchNight(final long seed, final int players, final int sportsBetsOpenMax) {
        random = new SeededRandom(seed);
        txIdHigh = SeededRandom.mix(~seed) | 1;
        cash = new long[players + 1];
        sports = new long[players + 1];
        sportsBets = new OpenBets(sportsBetsOpenMax);
    }

    /** How many commands set the night up. */
    public long setUpCount() {
        return frames.definitions.length + 2L * (cash.length - 1);
    }

    /** True until every command of the set-up was made. */
    public boolean isSettingUp() {
        return setUpDone < setUpCount();
    }

    /** What the crowd does from now on. */
    public void phase(final Phase next) {
        phase = next;
    }

    /** When the callers send what is made from now on, in milliseconds since the epoch. */
    public void originatedAtMs(final long nowMs) {
        originatedAtMs = nowMs;
    }

    /** How many frames were made a second time, or will be. */
    public long sentTwice() {
        return sentTwice;
    }

    /** How many open bets were rolled back. */
    public long lateRollbacks() {
        return lateRollbacks;
    }

    /** How many rollbacks were made before their bets. */
    public long overtakenBets() {
        return overtakenBets;
    }

    /** What a player has in the CASH wallet when everything made so far is applied. */
    public long cash(final int player) {
        return cash[player];
    }

    /** What a player has in the SPORTS wallet when everything made so far is applied. */
    public long sports(final int player) {
        return sports[player];
    }

    /** Encodes the next frame at the start of the buffer and says how long it is. */
    public int next(final MutableDirectBuffer buffer) {
        return next(buffer, 0);
    }

    /** Encodes the next frame at an offset and says how long it is. */
    public int next(final MutableDirectBuffer buffer, final int offset) {
        turn++;
        if (later.isDue(turn)) {
            return later.poll(buffer, offset);
        }
        final int length = isSettingUp() ? setUp(buffer, offset) : play(buffer, offset);
        if (random.nextInt(THOUSAND) < TWICE_PER_THOUSAND && !later.isFull()) {
            later.add(turn + 1 + random.nextInt(LATER_SPAN), buffer, offset, length);
            sentTwice++;
        }
        return length;
    }

    /** At the end: the next frame that was to come later, whether or not it is its turn; 0 when there is none. */
    public int nextLater(final MutableDirectBuffer buffer, final int offset) {
        return later.isEmpty() ? 0 : later.poll(buffer, offset);
    }

    private int setUp(final MutableDirectBuffer buffer, final int offset) {
        final int definitions = frames.definitions.length;
        final long step = setUpDone++;
        if (step < definitions) {
            return copy(frames.definitions[(int) step], buffer, offset);
        }
        final int player = (int) ((step - definitions) / 2) + 1;
        if ((step - definitions) % 2 == 1) {
            return deposit(buffer, offset, player);
        }
        final int length = copy(frames.openPlayer, buffer, offset);
        FrameTemplate.put(buffer, offset, OpenPlayerEncoder.playerEncodingOffset(), player);
        return length;
    }

    private int play(final MutableDirectBuffer buffer, final int offset) {
        if (roundToEnd != 0) {
            return endRound(buffer, offset);
        }
        final int dice = random.nextInt(THOUSAND);
        if (dice < ROLLED_BACK_PER_THOUSAND) {
            return rollBack(buffer, offset);
        }
        if (dice < ROLLED_BACK_PER_THOUSAND + OVERTAKEN_PER_THOUSAND && !later.isFull()) {
            return overtake(buffer, offset);
        }
        final int percent = random.nextInt(HUNDRED);
        return switch (phase) {
            case QUIET -> quiet(buffer, offset, percent);
            case KICK_OFF -> kickOff(buffer, offset, percent);
            case GOAL -> goal(buffer, offset, percent);
            case SETTLEMENT -> settlement(buffer, offset, percent);
        };
    }

    private int quiet(final MutableDirectBuffer buffer, final int offset, final int percent) {
        if (percent < 42) {
            return casinoBet(buffer, offset);
        } else if (percent < 83) {
            return casinoWin(buffer, offset);
        } else if (percent < 87) {
            return deposit(buffer, offset, player());
        } else if (percent < 90) {
            return withdraw(buffer, offset);
        } else if (percent < 94) {
            return toSports(buffer, offset);
        } else if (percent < 96) {
            return toCash(buffer, offset);
        }
        return sportsBet(buffer, offset);
    }

    private int kickOff(final MutableDirectBuffer buffer, final int offset, final int percent) {
        if (percent < 35) {
            return toSports(buffer, offset);
        } else if (percent < 90) {
            return sportsBet(buffer, offset);
        }
        return quiet(buffer, offset, random.nextInt(HUNDRED));
    }

    private int goal(final MutableDirectBuffer buffer, final int offset, final int percent) {
        if (percent < 42) {
            return sportsBet(buffer, offset);
        } else if (percent < 80) {
            return sportsWin(buffer, offset, frames.cashOut);
        } else if (percent < 90) {
            return toSports(buffer, offset);
        }
        return quiet(buffer, offset, random.nextInt(HUNDRED));
    }

    private int settlement(final MutableDirectBuffer buffer, final int offset, final int percent) {
        if (percent < 90) {
            final boolean isEndedApart = random.nextInt(HUNDRED) < ENDED_APART_PER_HUNDRED;
            return sportsWin(buffer, offset, isEndedApart ? frames.openEndedWin : frames.sportsWin);
        } else if (percent < 96) {
            return toCash(buffer, offset);
        }
        return quiet(buffer, offset, random.nextInt(HUNDRED));
    }

    private int deposit(final MutableDirectBuffer buffer, final int offset, final int player) {
        final int length = copy(frames.deposit, buffer, offset);
        FrameTemplate.put(buffer, offset, DepositEncoder.playerEncodingOffset(), player);
        FrameTemplate.put(buffer, offset, DepositEncoder.amountEncodingOffset(), DEPOSIT);
        cash[player] += DEPOSIT;
        return length;
    }

    private int withdraw(final MutableDirectBuffer buffer, final int offset) {
        final int amount = amount(TRANSFER_MIN, TRANSFER_SPAN);
        final int player = playerWith(cash, amount);
        if (cash[player] < amount) {
            return deposit(buffer, offset, player);
        }
        final int length = copy(frames.withdraw, buffer, offset);
        FrameTemplate.put(buffer, offset, WithdrawEncoder.playerEncodingOffset(), player);
        FrameTemplate.put(buffer, offset, WithdrawEncoder.amountEncodingOffset(), amount);
        cash[player] -= amount;
        return length;
    }

    private int toSports(final MutableDirectBuffer buffer, final int offset) {
        final int amount = amount(TRANSFER_MIN, TRANSFER_SPAN);
        final int player = playerWith(cash, amount);
        if (cash[player] < amount) {
            return deposit(buffer, offset, player);
        }
        cash[player] -= amount;
        sports[player] += amount;
        return transfer(frames.toSports, buffer, offset, player, amount);
    }

    private int toCash(final MutableDirectBuffer buffer, final int offset) {
        final int amount = amount(STAKE_MIN, TRANSFER_SPAN);
        final int player = playerWith(sports, amount);
        if (sports[player] < amount) {
            return toSports(buffer, offset);
        }
        sports[player] -= amount;
        cash[player] += amount;
        return transfer(frames.toCash, buffer, offset, player, amount);
    }

    private int transfer(
            final FrameTemplate template,
            final MutableDirectBuffer buffer,
            final int offset,
            final int player,
            final int amount) {
        final int length = copy(template, buffer, offset);
        FrameTemplate.put(buffer, offset, TransferEncoder.playerEncodingOffset(), player);
        FrameTemplate.put(buffer, offset, TransferEncoder.amountEncodingOffset(), amount);
        return length;
    }

    private int casinoBet(final MutableDirectBuffer buffer, final int offset) {
        final int stake = amount(STAKE_MIN, STAKE_SPAN);
        final int player = playerWith(cash, stake);
        if (casinoBets.isFull()) {
            return casinoWin(buffer, offset);
        }
        if (cash[player] < stake) {
            return deposit(buffer, offset, player);
        }
        cash[player] -= stake;
        final int length = bet(frames.casinoBet, buffer, offset, player, stake);
        casinoBets.add(txIdLow, player, stake);
        return length;
    }

    private int sportsBet(final MutableDirectBuffer buffer, final int offset) {
        final int stake = amount(STAKE_MIN, STAKE_SPAN);
        final int player = playerWith(sports, stake);
        if (sportsBets.isFull()) {
            return sportsWin(buffer, offset, frames.cashOut);
        }
        if (sports[player] < stake) {
            return toSports(buffer, offset);
        }
        sports[player] -= stake;
        final int length = bet(frames.sportsBet, buffer, offset, player, stake);
        sportsBets.add(txIdLow, player, stake);
        return length;
    }

    private int bet(
            final FrameTemplate template,
            final MutableDirectBuffer buffer,
            final int offset,
            final int player,
            final int stake) {
        final int length = copy(template, buffer, offset);
        FrameTemplate.put(buffer, offset, BetEncoder.playerEncodingOffset(), player);
        FrameTemplate.put(buffer, offset, BetEncoder.amountEncodingOffset(), stake);
        return length;
    }

    private int casinoWin(final MutableDirectBuffer buffer, final int offset) {
        if (casinoBets.size() == 0) {
            return casinoBet(buffer, offset);
        }
        return win(frames.casinoWin, buffer, offset, casinoBets, cash);
    }

    private int sportsWin(final MutableDirectBuffer buffer, final int offset, final FrameTemplate template) {
        if (sportsBets.size() == 0) {
            return quiet(buffer, offset, random.nextInt(HUNDRED));
        }
        final int length = win(template, buffer, offset, sportsBets, sports);
        if (template == frames.openEndedWin) {
            roundToEnd = sportsBets.txIdLowRemoved();
            roundToEndPlayer = sportsBets.playerRemoved();
        }
        return length;
    }

    private int win(
            final FrameTemplate template,
            final MutableDirectBuffer buffer,
            final int offset,
            final OpenBets bets,
            final long[] balances) {
        bets.choose(random);
        final int amount = payout(bets.stake());
        final int length = copy(template, buffer, offset);
        FrameTemplate.put(buffer, offset, WinEncoder.playerEncodingOffset(), bets.player());
        FrameTemplate.put(buffer, offset, WinEncoder.amountEncodingOffset(), amount);
        FrameTemplate.put(buffer, offset, WinEncoder.betTxIdHighEncodingOffset(), txIdHigh);
        FrameTemplate.put(buffer, offset, WinEncoder.betTxIdLowEncodingOffset(), bets.txIdLow());
        balances[bets.player()] += amount;
        bets.removeChosen();
        return length;
    }

    private int endRound(final MutableDirectBuffer buffer, final int offset) {
        final int length = copy(frames.endRound, buffer, offset);
        FrameTemplate.put(buffer, offset, EndRoundEncoder.playerEncodingOffset(), roundToEndPlayer);
        FrameTemplate.put(buffer, offset, EndRoundEncoder.roundHighEncodingOffset(), txIdHigh);
        FrameTemplate.put(buffer, offset, EndRoundEncoder.roundLowEncodingOffset(), roundToEnd);
        roundToEnd = 0;
        return length;
    }

    /** A bet that was open for a while goes back. */
    private int rollBack(final MutableDirectBuffer buffer, final int offset) {
        final boolean isSports = sportsBets.size() > casinoBets.size();
        final OpenBets bets = isSports ? sportsBets : casinoBets;
        if (bets.size() == 0) {
            return casinoBet(buffer, offset);
        }
        bets.choose(random);
        final long[] balances = isSports ? sports : cash;
        balances[bets.player()] += bets.stake();
        final FrameTemplate template = isSports ? frames.sportsRollback : frames.casinoRollback;
        final int length = rollback(template, buffer, offset, bets.player(), bets.txIdLow());
        bets.removeChosen();
        lateRollbacks++;
        return length;
    }

    /** The rollback goes first; its bet follows later and moves nothing. */
    private int overtake(final MutableDirectBuffer buffer, final int offset) {
        final int player = player();
        final int betLength = bet(frames.sportsBet, overtaken, 0, player, amount(STAKE_MIN, STAKE_SPAN));
        final long betTxIdLow = txIdLow;
        later.add(turn + 1 + random.nextInt(LATER_SPAN), overtaken, 0, betLength);
        overtakenBets++;
        return rollback(frames.sportsRollback, buffer, offset, player, betTxIdLow);
    }

    private int rollback(
            final FrameTemplate template,
            final MutableDirectBuffer buffer,
            final int offset,
            final int player,
            final long targetTxIdLow) {
        final int length = copy(template, buffer, offset);
        FrameTemplate.put(buffer, offset, RollbackEncoder.playerEncodingOffset(), player);
        FrameTemplate.put(buffer, offset, RollbackEncoder.targetTxIdHighEncodingOffset(), txIdHigh);
        FrameTemplate.put(buffer, offset, RollbackEncoder.targetTxIdLowEncodingOffset(), targetTxIdLow);
        return length;
    }

    private int copy(final FrameTemplate template, final MutableDirectBuffer buffer, final int offset) {
        txIdLow++;
        return template.copy(buffer, offset, txIdHigh, txIdLow, originatedAtMs);
    }

    /** More than half of all bets are lost; 95 % of the stakes go back to players in the long run. */
    private int payout(final int stake) {
        final int percent = random.nextInt(HUNDRED);
        if (percent < 55) {
            return 0;
        }
        return percent < 90 ? 2 * stake : 2 * stake + stake / 2;
    }

    private int amount(final int least, final int span) {
        return least + random.nextInt(span);
    }

    private int player() {
        return 1 + random.nextInt(cash.length - 1);
    }

    /** A player who has so much, or after a few tries one who has not. */
    private int playerWith(final long[] balances, final long amount) {
        int player = player();
        for (int i = 1; i < TRIES_MAX && balances[player] < amount; i++) {
            player = player();
        }
        return player;
    }
}
