package io.ringfence.engine.gameplay;

import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;

/**
 * The bets, wins and reversals whose ids are remembered, each in the list of its round. A play is known by its
 * ordinal. Engine thread only.
 */
final class Plays extends StateSection {
    private static final int STRIDE = 6;
    private static final int ORDINAL = 0;
    private static final int REVERSED = 1;
    /** Ordinal of the bet that a win names; 0 for none. */
    private static final int NAMED = 2;
    /** Bits 0-31: unreversed wins that name this bet; then the flags. */
    private static final int META = 3;
    /** Row of the id plus 1 in the lower half, of the round in the upper: an index, not state. */
    private static final int OWNERS = 4;
    /** Next play of the round plus 1 in the lower half, the named bet's row plus 1 in the upper: an index. */
    private static final int LINKS = 5;

    private static final long NAMING_MASK = 0xFFFF_FFFFL;
    private static final long WIN = 1L << 32;
    private static final long FULLY_REVERSED = 1L << 33;
    private static final long REVERSAL = 1L << 34;
    private static final long HALF_MASK = 0xFFFF_FFFFL;
    private static final int HALF_SHIFT = 32;
    private static final long SALT = 0x504C4159L;

    Plays(final StateHash hash) {
        super(hash, STRIDE);
    }

    @Override
    public String name() {
        return "plays";
    }

    /** Adds a bet; the list it belongs to is the caller's. */
    int addBet(final long ordinal, final int roundRow) {
        return add(ordinal, 0, roundRow, NULL_ROW);
    }

    /** Adds a win, and the bet it names or NULL_ROW. */
    int addWin(final long ordinal, final int roundRow, final int namedRow) {
        return add(ordinal, WIN, roundRow, namedRow);
    }

    /** Adds the reversal of a play: its id is needed as long as the round is open. */
    int addReversal(final long ordinal, final int roundRow) {
        return add(ordinal, REVERSAL, roundRow, NULL_ROW);
    }

    private int add(final long ordinal, final long kind, final int roundRow, final int namedRow) {
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + ORDINAL, ordinal);
        put(start + NAMED, namedRow == NULL_ROW ? 0 : ordinal(namedRow));
        put(start + META, kind);
        put(start + OWNERS, (roundRow + 1L) << HALF_SHIFT);
        put(start + LINKS, (namedRow + 1L) << HALF_SHIFT);
        end(row);
        return row;
    }

    void remove(final int row) {
        release(row);
    }

    long ordinal(final int row) {
        return cells[row * STRIDE + ORDINAL];
    }

    boolean isWin(final int row) {
        return (cells[row * STRIDE + META] & WIN) != 0;
    }

    boolean isReversal(final int row) {
        return (cells[row * STRIDE + META] & REVERSAL) != 0;
    }

    /** Minor units of this play that were reversed. */
    long reversed(final int row) {
        return cells[row * STRIDE + REVERSED];
    }

    /** Whether the play was reversed in full: a flag, because a play of 0 is reversed once, too. */
    boolean isFullyReversed(final int row) {
        return (cells[row * STRIDE + META] & FULLY_REVERSED) != 0;
    }

    void reverse(final int row, final long amount, final boolean isFull) {
        begin(row);
        add(row * STRIDE + REVERSED, amount);
        if (isFull) {
            put(row * STRIDE + META, cells[row * STRIDE + META] | FULLY_REVERSED);
        }
        end(row);
    }

    /** How many unreversed wins name this bet. */
    int winsNaming(final int row) {
        return (int) (cells[row * STRIDE + META] & NAMING_MASK);
    }

    void addWinsNaming(final int row, final int change) {
        begin(row);
        add(row * STRIDE + META, change);
        end(row);
    }

    /** Whether this win names a bet. */
    boolean isNaming(final int row) {
        return cells[row * STRIDE + NAMED] != 0;
    }

    /** The bet this win names, NULL_ROW when it names none or the bet was forgotten. */
    int named(final int row) {
        final int bet = (int) (cells[row * STRIDE + LINKS] >>> HALF_SHIFT) - 1;
        return bet != NULL_ROW && ordinal(bet) == cells[row * STRIDE + NAMED] ? bet : NULL_ROW;
    }

    int roundRow(final int row) {
        return (int) (cells[row * STRIDE + OWNERS] >>> HALF_SHIFT) - 1;
    }

    /** Row of the id in the log, NULL_ROW before it is remembered. */
    int txRow(final int row) {
        return (int) (cells[row * STRIDE + OWNERS] & HALF_MASK) - 1;
    }

    void txRow(final int row, final int txRow) {
        put(row * STRIDE + OWNERS, cells[row * STRIDE + OWNERS] | txRow + 1L);
    }

    int next(final int row) {
        return (int) (cells[row * STRIDE + LINKS] & HALF_MASK) - 1;
    }

    void next(final int row, final int nextRow) {
        put(row * STRIDE + LINKS, cells[row * STRIDE + LINKS] | nextRow + 1L);
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + ORDINAL] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.row(cells, row * STRIDE, OWNERS, SALT);
    }
}
