package io.ringfence.engine.player;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.LimitKind;
import java.util.function.Consumer;

/** The limits of players and what was used of them. Engine thread only. */
public final class Limits {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    private static final int PERIODS = Usages.PERIODS;
    private static final int DEPOSIT = LimitKind.DEPOSIT.value();
    private static final int LOSS = LimitKind.LOSS.value();
    private static final int WAGER = LimitKind.WAGER.value();

    /** A stake counts for both. */
    private static final int STAKE = (1 << LOSS) | (1 << WAGER);

    private final LimitRows rows;
    private final Usages usages;

    /**
     * No limits, nothing used.
     *
     * @param hash of the whole state.
     * @param players whose lists these tables keep.
     */
    public Limits(final StateHash hash, final Players players) {
        rows = new LimitRows(hash, players);
        usages = new Usages(hash, players);
    }

    /**
     * Makes room.
     *
     * @param limitsMax rows of limits, one a player and currency; openings stop at 90 %.
     * @param usagesMax rows of usages, one a player and currency: never more than rows of accounts of players.
     */
    public void configure(final int limitsMax, final int usagesMax) {
        rows.resize(limitsMax);
        usages.resize(usagesMax);
    }

    /** Hands every section to a visitor, in canonical order. */
    public void forEachSection(final Consumer<StateSection> visitor) {
        visitor.accept(rows);
        visitor.accept(usages);
    }

    /**
     * Checks what a command would add against every limit in force; names the first exceeded, in the order DEPOSIT,
     * LOSS, WAGER and DAY, WEEK, MONTH, in the answer.
     *
     * @param answer receives limit, period and remaining, at or above zero.
     * @param playerRow of the player.
     * @param currencyIndex of the currency.
     * @param deposit to be added to DEPOSIT, at or above zero; 0 is not checked.
     * @param loss to be added to LOSS, at or above zero; 0 is not checked.
     * @param wager to be added to WAGER, at or above zero; 0 is not checked.
     * @param timestampNs journal time now.
     * @return LIMIT_EXCEEDED or null.
     */
    public Outcome refuse(
            final Answer answer,
            final int playerRow,
            final int currencyIndex,
            final long deposit,
            final long loss,
            final long wager,
            final long timestampNs) {
        final int row = rows.find(playerRow, currencyIndex);
        if (row == NULL_ROW) {
            return null;
        }
        final int usage = usages.find(playerRow, currencyIndex);
        for (int what = 0; what < Usages.SUMS; what++) {
            final int limit = what / PERIODS;
            final long amount = limit == DEPOSIT ? deposit : limit == LOSS ? loss : wager;
            final long value = amount > 0 ? rows.value(row, what, timestampNs) : LimitRows.NONE;
            if (value == LimitRows.NONE) {
                continue;
            }
            final long remaining = remaining(value, usages.used(usage, what, timestampNs));
            if (amount > remaining) {
                answer.limit = limit;
                answer.period = what % PERIODS;
                answer.remaining = remaining;
                return Outcome.LIMIT_EXCEEDED;
            }
        }
        return null;
    }

    /** What may still be used, from 0 to the most that int64 can say. */
    private static long remaining(final long value, final long used) {
        if (used >= value) {
            return 0;
        }
        // Only winnings make used negative; the difference may then pass int64.
        return used < 0 && value > Long.MAX_VALUE + used ? Long.MAX_VALUE : value - used;
    }

    /**
     * Counts deposits, minor units, signed.
     *
     * @param playerRow of the player.
     * @param currencyIndex of the currency.
     * @param amount to be added; below zero un-counts.
     * @param originalNs time of what is counted or un-counted: only windows that hold it change.
     * @param timestampNs journal time now.
     */
    public void countDeposit(
            final int playerRow,
            final int currencyIndex,
            final long amount,
            final long originalNs,
            final long timestampNs) {
        usages.count(playerRow, currencyIndex, 1 << DEPOSIT, amount, originalNs, timestampNs);
    }

    /** Counts stakes (LOSS and WAGER), minor units, signed; like {@link #countDeposit}. */
    public void countStake(
            final int playerRow,
            final int currencyIndex,
            final long amount,
            final long originalNs,
            final long timestampNs) {
        usages.count(playerRow, currencyIndex, STAKE, amount, originalNs, timestampNs);
    }

    /** Counts LOSS alone (a win is below zero), minor units, signed; like {@link #countDeposit}. */
    public void countLoss(
            final int playerRow,
            final int currencyIndex,
            final long amount,
            final long originalNs,
            final long timestampNs) {
        usages.count(playerRow, currencyIndex, 1 << LOSS, amount, originalNs, timestampNs);
    }

    /** The first row of a player's limits in order of definition of currencies, or NULL_ROW. */
    public int first(final int playerRow) {
        return rows.first(playerRow);
    }

    /** The next row of the same player, or NULL_ROW. */
    public int next(final int row) {
        return rows.next(row);
    }

    /** Index of the currency that a row of limits is of. */
    public int currencyIndex(final int row) {
        return rows.currencyIndex(row);
    }

    /**
     * A limit as it is now.
     *
     * @param row of the player's limits of a currency.
     * @param limit value of the LimitKind.
     * @param period value of the Period.
     * @param timestampNs journal time now.
     * @return minor units; ABSENT when it is not set.
     */
    public long amount(final int row, final int limit, final int period, final long timestampNs) {
        return optional(rows.value(row, what(limit, period), timestampNs));
    }

    /** Whether an increase or a removal of a limit waits for its time. */
    public boolean isPending(final int row, final int limit, final int period, final long timestampNs) {
        return rows.isPending(row, what(limit, period), timestampNs);
    }

    /** What a limit that {@link #isPending} will be, minor units; ABSENT when it will be removed. */
    public long pendingAmount(final int row, final int limit, final int period) {
        return optional(rows.pending(row, what(limit, period)));
    }

    /** When a change that {@link #isPending} counts, ns since the epoch. */
    public long pendingAtNs(final int row, final int limit, final int period) {
        return rows.pendingAtNs(row, what(limit, period));
    }

    /**
     * What was used in the window of now, whether or not a limit is set.
     *
     * @param playerRow of the player.
     * @param currencyIndex of the currency.
     * @param limit value of the LimitKind.
     * @param period value of the Period.
     * @param timestampNs journal time now.
     * @return minor units; LOSS is below zero when more was won than staked.
     */
    public long used(
            final int playerRow, final int currencyIndex, final int limit, final int period, final long timestampNs) {
        return usages.used(usages.find(playerRow, currencyIndex), what(limit, period), timestampNs);
    }

    private static long optional(final long value) {
        return value == LimitRows.NONE ? Command.ABSENT : value;
    }

    private static int what(final int limit, final int period) {
        return limit * PERIODS + period;
    }

    /** Loads the first row of what a player used; what it says means nothing. */
    public long touchUsage(final int playerRow) {
        return usages.touchOf(playerRow);
    }

    LimitRows rows() {
        return rows;
    }
}
