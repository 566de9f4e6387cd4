package io.ringfence.engine.player;

import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.Period;

/**
 * What was used of limits, set or not: one row a player and currency, made by the first count, with a sum for each
 * limit and period. Engine thread only.
 *
 * <p>A row carries the day of its last count, which names its day, week and month; sums of windows that are over count
 * as 0 and are written to 0 by the next count. The hash is over the sums and the day as they are stored: it follows
 * from the journal, not from when somebody looked. A row of zeros is as good as none and has no part in the hash.
 *
 * <p>Sums saturate: each count stops at the bounds of int64, so that nothing overflows; from there on a sum is a bound
 * of the true one.
 *
 * <p>A player that has such a row has an account row of the same currency, so that there is always room.
 */
final class Usages extends StateSection {
    /** Sums a row: limits times periods. */
    static final int SUMS = 9;

    static final int PERIODS = 3;

    private static final int STRIDE = 2 + SUMS;
    private static final int PLAYER = 0;
    /** Bits 0-31 next row of the player plus 1, an index; 32-39 currency; 40-63 day of the last count. */
    private static final int META = 1;

    private static final int FIRST_SUM = 2;
    private static final long LINK_MASK = 0xFFFF_FFFFL;
    private static final long CURRENCY_MASK = 0xFF;
    private static final int CURRENCY_SHIFT = 32;
    private static final int DAY_SHIFT = 40;
    private static final long DAY_MASK = -1L << DAY_SHIFT;
    private static final int WEEK = Period.WEEK.value();
    private static final int MONTH = Period.MONTH.value();
    private static final long SALT = 0x555341474553L;

    private final Players players;

    Usages(final StateHash hash, final Players players) {
        super(hash, STRIDE);
        this.players = players;
    }

    @Override
    public String name() {
        return "usages";
    }

    /** The row of a player and currency, or NULL_ROW. */
    int find(final int playerRow, final int currencyIndex) {
        for (int row = players.head(playerRow, Players.USAGES); row != NULL_ROW; ) {
            final long meta = cells[row * STRIDE + META];
            if (((meta >>> CURRENCY_SHIFT) & CURRENCY_MASK) == currencyIndex) {
                return row;
            }
            row = (int) (meta & LINK_MASK) - 1;
        }
        return NULL_ROW;
    }

    /** Loads the first row of a player; what it says means nothing. */
    long touchOf(final int playerRow) {
        return touch(playerRow == NULL_ROW ? NULL_ROW : players.head(playerRow, Players.USAGES));
    }

    /** What was used in the window of now, minor units; of NULL_ROW 0. */
    long used(final int row, final int what, final long timestampNs) {
        return row != NULL_ROW && isSameWindow(what % PERIODS, day(row), Calendar.day(timestampNs))
                ? cells[row * STRIDE + FIRST_SUM + what]
                : 0;
    }

    /**
     * Counts in each period whose window of now holds the original's time.
     *
     * @param playerRow of the player.
     * @param currencyIndex of the currency.
     * @param limits a bit for each limit: 1 shifted by its value.
     * @param amount minor units, signed.
     * @param originalNs time of what is counted or un-counted.
     * @param timestampNs journal time now.
     */
    void count(
            final int playerRow,
            final int currencyIndex,
            final int limits,
            final long amount,
            final long originalNs,
            final long timestampNs) {
        final int today = Calendar.day(timestampNs);
        final int originalDay = Calendar.day(originalNs);
        // A day is part of its week, so that its window need not be looked at.
        if (amount == 0 || !(isSameWindow(WEEK, originalDay, today) || isSameWindow(MONTH, originalDay, today))) {
            return;
        }
        final int found = find(playerRow, currencyIndex);
        final int row = found == NULL_ROW ? create(playerRow, currencyIndex, today) : found;
        begin(row);
        roll(row, today);
        for (int period = 0; period < PERIODS; period++) {
            if (isSameWindow(period, originalDay, today)) {
                add(row, period, limits, amount);
            }
        }
        end(row);
    }

    private void add(final int row, final int period, final int limits, final long amount) {
        for (int limit = 0; limit < SUMS / PERIODS; limit++) {
            if ((limits & (1 << limit)) != 0) {
                final int cell = row * STRIDE + FIRST_SUM + limit * PERIODS + period;
                put(cell, saturatedSum(cells[cell], amount));
            }
        }
    }

    /** Begins the windows of a day: sums of those that are over become 0. */
    private void roll(final int row, final int today) {
        final int last = day(row);
        if (last == today) {
            return;
        }
        for (int what = 0; what < SUMS; what++) {
            if (!isSameWindow(what % PERIODS, last, today)) {
                put(row * STRIDE + FIRST_SUM + what, 0);
            }
        }
        final int cell = row * STRIDE + META;
        put(cell, (cells[cell] & ~DAY_MASK) | ((long) today << DAY_SHIFT));
    }

    private int create(final int playerRow, final int currencyIndex, final int today) {
        final int row = allocate();
        put(row * STRIDE + PLAYER, players.player(playerRow));
        put(
                row * STRIDE + META,
                ((long) today << DAY_SHIFT)
                        | ((long) currencyIndex << CURRENCY_SHIFT)
                        | (players.head(playerRow, Players.USAGES) + 1L));
        players.head(playerRow, Players.USAGES, row);
        end(row);
        return row;
    }

    private int day(final int row) {
        return (int) (cells[row * STRIDE + META] >> DAY_SHIFT);
    }

    private static boolean isSameWindow(final int period, final int day, final int other) {
        if (day == other) {
            return true;
        }
        if (period == WEEK) {
            return Calendar.week(day) == Calendar.week(other);
        }
        return period == MONTH && Calendar.month(day) == Calendar.month(other);
    }

    /** A sum that stops at the bounds of int64, the smallest of which is no value on the wire. */
    static long saturatedSum(final long left, final long right) {
        final long sum = left + right;
        final boolean isOverflown = ((left ^ sum) & (right ^ sum)) < 0;
        if (isOverflown) {
            return left < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return Math.max(sum, -Long.MAX_VALUE);
    }

    @Override
    public int snapshotColumns() {
        return STRIDE + 1;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = cells[row * STRIDE + PLAYER];
        to[1] = (cells[row * STRIDE + META] >>> CURRENCY_SHIFT) & CURRENCY_MASK;
        to[2] = day(row);
        System.arraycopy(cells, row * STRIDE + FIRST_SUM, to, FIRST_SUM + 1, SUMS);
    }

    @Override
    public void readRow(final long[] from) {
        final int row = create(players.find(from[0]), (int) from[1], (int) from[2]);
        begin(row);
        for (int what = 0; what < SUMS; what++) {
            put(row * STRIDE + FIRST_SUM + what, from[FIRST_SUM + 1 + what]);
        }
        end(row);
    }

    /** A row of zeros is as good as none: nobody can tell the difference, and so no snapshot has it. */
    @Override
    protected boolean isLive(final int row) {
        long bits = 0;
        for (int column = FIRST_SUM; column < STRIDE; column++) {
            bits |= cells[row * STRIDE + column];
        }
        return bits != 0;
    }

    @Override
    protected long rowHash(final int row) {
        final int start = row * STRIDE;
        long sum = SALT
                + StateHash.cell(cells[start + PLAYER], PLAYER)
                + StateHash.cell(cells[start + META] & ~LINK_MASK, META);
        long bits = 0;
        for (int column = FIRST_SUM; column < STRIDE; column++) {
            final long used = cells[start + column];
            bits |= used;
            sum += StateHash.cell(used, column);
        }
        return bits == 0 ? 0 : StateHash.finish(sum);
    }
}
