package io.ringfence.engine.player;

import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;

/**
 * The limits that were set: one row a player and currency, made when the first limit is set and never released, with a
 * value and a pending change for each limit and period. The rows of a player are ordered by currency. Engine thread
 * only.
 *
 * <p>A pending change counts from its time on, whenever it is written over the value: the next SetLimit does that.
 */
final class LimitRows extends StateSection {
    /** The value of a limit that is not set, and the change to it when it is to be removed. */
    static final long NONE = -1;

    private static final int CELLS_PER_LIMIT = 3;
    private static final int STRIDE = 2 + Usages.SUMS * CELLS_PER_LIMIT;
    private static final int PLAYER = 0;
    /** Bits 0-31 next row of the player plus 1, an index; 32-39 currency. */
    private static final int META = 1;

    private static final int FIRST_LIMIT = 2;
    private static final int VALUE = 0;
    /** When the pending change counts, ns; 0 when there is none. */
    private static final int PENDING_AT = 1;

    private static final int PENDING = 2;
    private static final long LINK_MASK = 0xFFFF_FFFFL;
    private static final int CURRENCY_SHIFT = 32;
    private static final long SALT = 0x4C494D495453L;

    private final Players players;

    LimitRows(final StateHash hash, final Players players) {
        super(hash, STRIDE);
        this.players = players;
    }

    @Override
    public String name() {
        return "limits";
    }

    /** The first row of a player, or NULL_ROW. */
    int first(final int playerRow) {
        return players.head(playerRow, Players.LIMITS);
    }

    /** The next row of the same player, or NULL_ROW. */
    int next(final int row) {
        return (int) (cells[row * STRIDE + META] & LINK_MASK) - 1;
    }

    int currencyIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> CURRENCY_SHIFT);
    }

    int find(final int playerRow, final int currencyIndex) {
        int row = first(playerRow);
        while (row != NULL_ROW && currencyIndex(row) != currencyIndex) {
            row = next(row);
        }
        return row;
    }

    /** A limit as it is now, or NONE. */
    long value(final int row, final int what, final long timestampNs) {
        final int cell = cell(row, what);
        return cells[cell + (isDue(cell, timestampNs) ? PENDING : VALUE)];
    }

    /** Whether a change waits for its time. */
    boolean isPending(final int row, final int what, final long timestampNs) {
        return cells[cell(row, what) + PENDING_AT] > timestampNs;
    }

    /** What a limit will be, or NONE; of one that {@link #isPending}. */
    long pending(final int row, final int what) {
        return cells[cell(row, what) + PENDING];
    }

    /** When the pending change counts, ns. */
    long pendingAtNs(final int row, final int what) {
        return cells[cell(row, what) + PENDING_AT];
    }

    boolean hasRoom() {
        return Capacity.hasRoom(count(), capacity());
    }

    /** Makes the row of a player and currency that have none; there is room. */
    int create(final int playerRow, final int currencyIndex) {
        int before = NULL_ROW;
        int after = first(playerRow);
        while (after != NULL_ROW && currencyIndex(after) < currencyIndex) {
            before = after;
            after = next(after);
        }
        final int row = allocate();
        put(row * STRIDE + PLAYER, players.player(playerRow));
        put(row * STRIDE + META, ((long) currencyIndex << CURRENCY_SHIFT) | (after + 1L));
        for (int what = 0; what < Usages.SUMS; what++) {
            put(cell(row, what) + VALUE, NONE);
        }
        if (before == NULL_ROW) {
            players.head(playerRow, Players.LIMITS, row);
        } else {
            final int cell = before * STRIDE + META;
            put(cell, (cells[cell] & ~LINK_MASK) | (row + 1L));
        }
        end(row);
        return row;
    }

    /** Sets a limit now; nothing is pending any more. */
    void set(final int row, final int what, final long value) {
        begin(row);
        put(cell(row, what) + VALUE, value);
        put(cell(row, what) + PENDING_AT, 0);
        put(cell(row, what) + PENDING, 0);
        end(row);
    }

    /** Sets a limit, or removes it with NONE, at a later time; one that was due by now has its value first. */
    void setLater(final int row, final int what, final long next, final long pendingAtNs, final long timestampNs) {
        begin(row);
        put(cell(row, what) + VALUE, value(row, what, timestampNs));
        put(cell(row, what) + PENDING_AT, pendingAtNs);
        put(cell(row, what) + PENDING, next);
        end(row);
    }

    private boolean isDue(final int cell, final long timestampNs) {
        final long pendingAtNs = cells[cell + PENDING_AT];
        return pendingAtNs != 0 && pendingAtNs <= timestampNs;
    }

    private static int cell(final int row, final int what) {
        return row * STRIDE + FIRST_LIMIT + what * CELLS_PER_LIMIT;
    }

    @Override
    public int snapshotColumns() {
        return STRIDE;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        System.arraycopy(cells, row * STRIDE, to, 0, STRIDE);
        to[META] = currencyIndex(row);
    }

    @Override
    public void readRow(final long[] from) {
        final int row = create(players.find(from[PLAYER]), (int) from[META]);
        begin(row);
        for (int column = FIRST_LIMIT; column < STRIDE; column++) {
            put(row * STRIDE + column, from[column]);
        }
        end(row);
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + PLAYER] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        final int start = row * STRIDE;
        long sum = SALT
                + StateHash.cell(cells[start + PLAYER], PLAYER)
                + StateHash.cell(cells[start + META] & ~LINK_MASK, META);
        for (int column = FIRST_LIMIT; column < STRIDE; column++) {
            sum += StateHash.cell(cells[start + column], column);
        }
        return StateHash.finish(sum);
    }
}
