package io.ringfence.engine.gameplay;

import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.HoldState;

/**
 * The holds that are open, and the ended ones whose id is remembered. A hold is found through its id in the log, and is
 * known by the ordinal of its own play. Engine thread only.
 *
 * <p>This class keeps the rows; what may happen to a hold is decided in {@code HoldRules} and {@code HoldLifecycle}.
 */
public final class Holds extends StateSection {
    /** No time: the hold does not expire. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int STRIDE = 8;
    private static final int ORDINAL = 0;
    private static final int PLAYER = 1;
    private static final int AMOUNT = 2;
    private static final int CAPTURED = 3;
    private static final int EXPIRES_NS = 4;
    /** Bits 0-7 state, 8-15 purpose, 16-23 wallet, 24-31 currency + 1, 32-61 captures, 62 an id is gone. */
    private static final int META = 5;
    /** Own play plus 1 in the lower half, next open hold of the player plus 1 in the upper: an index, not state. */
    private static final int LINKS = 6;
    /** Last play of a hold without a round plus 1: an index, not state. */
    private static final int LAST = 7;

    private static final int PURPOSE_SHIFT = 8;
    private static final int WALLET_SHIFT = 16;
    private static final int CURRENCY_SHIFT = 24;
    private static final int CAPTURES_SHIFT = 32;
    private static final long CAPTURES_MASK = 0x3FFF_FFFFL;
    private static final long INCOMPLETE = 1L << 62;
    private static final long BYTE_MASK = 0xFFL;
    private static final long HALF_MASK = 0xFFFF_FFFFL;
    private static final int HALF_SHIFT = 32;
    private static final long SALT = 0x484F4C44L;

    Holds(final StateHash hash) {
        super(hash, STRIDE);
    }

    @Override
    public String name() {
        return "holds";
    }

    /** Adds an open hold. */
    int place(
            final long ordinal,
            final long player,
            final int walletIndex,
            final int currencyIndex,
            final long amount,
            final int purpose,
            final long expiresNs) {
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + ORDINAL, ordinal);
        put(start + PLAYER, player);
        put(start + AMOUNT, amount);
        put(start + EXPIRES_NS, expiresNs);
        put(
                start + META,
                HoldState.OPEN.value()
                        | (long) purpose << PURPOSE_SHIFT
                        | (long) walletIndex << WALLET_SHIFT
                        | (currencyIndex + 1L) << CURRENCY_SHIFT);
        end(row);
        return row;
    }

    void remove(final int row) {
        release(row);
    }

    /** Ties a hold to its own play. */
    void playRow(final int row, final int playRow) {
        final int cell = row * STRIDE + LINKS;
        put(cell, (cells[cell] & ~HALF_MASK) | (playRow + 1L));
        put(row * STRIDE + LAST, playRow + 1L);
    }

    int playRow(final int row) {
        return (int) (cells[row * STRIDE + LINKS] & HALF_MASK) - 1;
    }

    /** Last play of a hold without a round. */
    int lastPlay(final int row) {
        return (int) cells[row * STRIDE + LAST] - 1;
    }

    void lastPlay(final int row, final int playRow) {
        put(row * STRIDE + LAST, playRow + 1L);
    }

    /** Next open hold of the same player, or NULL_ROW. */
    int nextOfPlayer(final int row) {
        return (int) (cells[row * STRIDE + LINKS] >>> HALF_SHIFT) - 1;
    }

    void nextOfPlayer(final int row, final int nextRow) {
        final int cell = row * STRIDE + LINKS;
        put(cell, (cells[cell] & HALF_MASK) | (nextRow + 1L) << HALF_SHIFT);
    }

    void capture(final int row, final long amount) {
        begin(row);
        add(row * STRIDE + CAPTURED, amount);
        end(row);
    }

    /** Counts a capture that left the hold open. */
    void countCapture(final int row) {
        begin(row);
        add(row * STRIDE + META, 1L << CAPTURES_SHIFT);
        end(row);
    }

    /** Ends an open hold. */
    void finish(final int row, final HoldState state) {
        begin(row);
        add(row * STRIDE + META, state.value() - HoldState.OPEN.value());
        end(row);
    }

    /** A decision about this hold was forgotten. */
    void incomplete(final int row) {
        begin(row);
        put(row * STRIDE + META, cells[row * STRIDE + META] | INCOMPLETE);
        end(row);
    }

    boolean isComplete(final int row) {
        return (cells[row * STRIDE + META] & INCOMPLETE) == 0;
    }

    /** Whether the hold is open. */
    public boolean isOpen(final int row) {
        return state(row) == HoldState.OPEN.value();
    }

    /** Value of its HoldState. */
    public int state(final int row) {
        return (int) (cells[row * STRIDE + META] & BYTE_MASK);
    }

    /** Value of its HoldPurpose. */
    public int purpose(final int row) {
        return (int) (cells[row * STRIDE + META] >>> PURPOSE_SHIFT & BYTE_MASK);
    }

    /** What went back when the hold ended, minor units; 0 while it is open. */
    public long released(final int row) {
        return isOpen(row) ? 0 : rest(row);
    }

    /** Whether the hold is a bet of its round as far as it is captured. */
    boolean isSportBet(final int row) {
        return purpose(row) == HoldPurpose.SPORT_BET.value();
    }

    /** Index of its wallet. */
    public int walletIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> WALLET_SHIFT & BYTE_MASK);
    }

    /** Index of its currency. */
    public int currencyIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> CURRENCY_SHIFT & BYTE_MASK) - 1;
    }

    int captures(final int row) {
        return (int) (cells[row * STRIDE + META] >>> CAPTURES_SHIFT & CAPTURES_MASK);
    }

    long ordinal(final int row) {
        return cells[row * STRIDE + ORDINAL];
    }

    /** Number of its player. */
    public long player(final int row) {
        return cells[row * STRIDE + PLAYER];
    }

    /** What was held at first, minor units. */
    public long amount(final int row) {
        return cells[row * STRIDE + AMOUNT];
    }

    /** What was captured, minor units. */
    public long captured(final int row) {
        return cells[row * STRIDE + CAPTURED];
    }

    /** What is not captured: held while the hold is open, given back when it has ended. */
    long rest(final int row) {
        return amount(row) - captured(row);
    }

    /** When it expires, ns since the epoch; NEVER when it does not. */
    public long expiresNs(final int row) {
        return cells[row * STRIDE + EXPIRES_NS];
    }

    /**
     * Scans every hold.
     *
     * @param accounts whose wallets hold.
     * @param players that own them.
     */
    public void checkHeld(final Accounts accounts, final Players players) {
        final long[] open = new long[accounts.highWater()];
        for (int row = 0; row < highWater(); row++) {
            if (isLive(row) && isOpen(row)) {
                final int wallet = accounts.find(players.find(player(row)), walletIndex(row), currencyIndex(row));
                Invariants.check(rest(row) > 0 && wallet != NULL_ROW, "an open hold has something left, in a wallet");
                open[wallet] += rest(row);
            }
        }
        for (int row = 0; row < open.length; row++) {
            Invariants.check(!accounts.isWallet(row) || accounts.held(row) == open[row], "what is held is open holds");
        }
    }

    @Override
    public int snapshotColumns() {
        return LINKS;
    }

    /** In order of placing. */
    @Override
    public void writeRow(final int row, final long[] to) {
        System.arraycopy(cells, row * STRIDE, to, 0, LINKS);
    }

    @Override
    public void readRow(final long[] from) {
        final int row = allocate();
        System.arraycopy(from, 0, cells, row * STRIDE, LINKS);
        end(row);
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + ORDINAL] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.row(cells, row * STRIDE, LINKS, SALT);
    }
}
