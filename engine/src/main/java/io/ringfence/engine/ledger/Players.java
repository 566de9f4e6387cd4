package io.ringfence.engine.ledger;

import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;

/** Every player that was opened; rows are never released. Engine thread only. */
public final class Players extends StateSection {
    /** Which list of a player {@link #head} is of: its locks. */
    public static final int LOCKS = 1;

    /** Which list: the open holds. */
    public static final int HOLDS = 2;

    /** Which list: the limits. */
    public static final int LIMITS = 3;

    /** Which list: what was used of limits, one row a currency. */
    public static final int USAGES = 4;

    /** Which list: the transfers that are not final. */
    public static final int TRANSFERS = 5;

    private static final int STRIDE = 4;
    private static final int PLAYER = 0;
    /** Heads of the player's lists plus 1, two a cell, that of the accounts first: an index, not state. */
    private static final int HEADS = 1;

    private static final int ACCOUNTS = 0;
    private static final long HALF_MASK = 0xFFFF_FFFFL;

    private static final long SALT = 0x504C4159455253L;

    private RowIndex index;

    /**
     * An empty table.
     *
     * @param hash of the whole state.
     */
    public Players(final StateHash hash) {
        super(hash, STRIDE);
        index = new RowIndex(hash.undo(), 0);
    }

    @Override
    public String name() {
        return "players";
    }

    @Override
    public void resize(final int rows) {
        super.resize(rows);
        index = new RowIndex(undo(), rows);
        for (int row = 0; row < highWater(); row++) {
            index.insert(hashOf(cells[row * STRIDE + PLAYER]), row);
        }
    }

    /**
     * Finds a player.
     *
     * @param player number.
     * @return its row, or NULL_ROW.
     */
    public int find(final long player) {
        final long hash = hashOf(player);
        final RowIndex players = index;
        for (int slot = players.first(hash); slot >= 0; slot = players.next(slot, hash)) {
            final int row = players.rowAt(slot);
            if (cells[row * STRIDE + PLAYER] == player) {
                return row;
            }
        }
        return NULL_ROW;
    }

    /**
     * Opens a player that does not exist; the caller has checked the bound.
     *
     * @param player number.
     */
    public void open(final long player) {
        final int row = allocate();
        put(row * STRIDE + PLAYER, player);
        index.insert(hashOf(player), row);
        end(row);
    }

    /** The hash of a player's number, for {@link #touchIndex} and {@link #glance}. */
    public long hash(final long player) {
        return hashOf(player);
    }

    /** Loads the place of a player in the index; what it says means nothing. */
    public int touchIndex(final long hash) {
        return index.touch(hash);
    }

    /** The row that is likely that of the player with this hash, or NULL_ROW. */
    public int glance(final long hash) {
        return index.glance(hash);
    }

    /** The first account row of the player in this row, NULL_ROW where there is none: touches the row. */
    public int glanceAccount(final int row) {
        return row == NULL_ROW ? NULL_ROW : firstAccount(row);
    }

    /** The number of the player in this row. */
    public long player(final int row) {
        return cells[row * STRIDE + PLAYER];
    }

    /** The first row of the player's accounts, or NULL_ROW. */
    int firstAccount(final int row) {
        return head(row, ACCOUNTS);
    }

    void firstAccount(final int row, final int accountRow) {
        head(row, ACCOUNTS, accountRow);
    }

    /**
     * The first row of one of the player's lists.
     *
     * @param row of the player.
     * @param list LOCKS, HOLDS, LIMITS, USAGES or TRANSFERS.
     * @return the row in the table of that list, or NULL_ROW.
     */
    public int head(final int row, final int list) {
        return (int) (cells[row * STRIDE + HEADS + (list >> 1)] >>> shift(list)) - 1;
    }

    /**
     * Names another first row of one of the player's lists.
     *
     * @param row of the player.
     * @param list LOCKS, HOLDS, LIMITS, USAGES or TRANSFERS.
     * @param first the row, or NULL_ROW when the list is empty.
     */
    public void head(final int row, final int list, final int first) {
        final int cell = row * STRIDE + HEADS + (list >> 1);
        final int shift = shift(list);
        put(cell, (cells[cell] & ~(HALF_MASK << shift)) | (first + 1L) << shift);
    }

    private static int shift(final int list) {
        return (list & 1) << 5;
    }

    @Override
    public int snapshotColumns() {
        return 1;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = player(row);
    }

    @Override
    public void readRow(final long[] from) {
        open(from[0]);
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + PLAYER] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.finish(StateHash.mix(SALT, cells[row * STRIDE + PLAYER]));
    }

    private static long hashOf(final long player) {
        return StateHash.finish(player);
    }
}
