package io.ringfence.engine.gameplay;

import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.RoundState;

/** What the cells of a round mean, and how they are read. Engine thread only. */
abstract class RoundCells extends StateSection {
    static final int STRIDE = 16;
    static final int ROUND_HIGH = 0;
    static final int ROUND_LOW = 1;
    static final int PLAYER = 2;
    /**
     * Bits 0-15 source index, 16-23 currency + 1, 24-31 state, 32 the win that closed it was reversed, 33 an id was
     * forgotten, 34-63 open holds.
     */
    static final int META = 3;

    static final int STAKED = 4;
    static final int WON = 5;
    static final int REVERSED = 6;
    /** Wins less what of them was reversed. */
    static final int WON_NET = 7;

    static final int TOUCHED_NS = 8;
    /** Ordinal of the bet or win that closed it; 0 for none. */
    static final int CLOSER = 9;
    /** Bets not reversed in full in the lower half, bets and holds ever in the upper. */
    static final int BETS = 10;

    /** Wins ever in the lower half; reversals, resettlements and captures ever in the upper. */
    static final int WINS = 11;

    /** Ordinal of the command that touched it last: the order of touches. */
    static final int TOUCHED_BY = 12;
    /** What its open holds may still capture, minor units. */
    static final int HELD = 13;
    /** First and last play plus 1: an index, not state. */
    static final int LIST = 14;
    /** Neighbours among the open rounds of the source plus 1, or the free list: an index, not state. */
    static final int ORDER = 15;

    static final long SOURCE_MASK = 0xFFFFL;
    static final long BYTE_MASK = 0xFFL;
    static final int CURRENCY_SHIFT = 16;
    static final int STATE_SHIFT = 24;
    static final long CLOSER_REVERSED = 1L << 32;
    static final long INCOMPLETE = 1L << 33;
    static final int HOLDS_SHIFT = 34;
    static final long HALF_MASK = 0xFFFF_FFFFL;
    static final int HALF_SHIFT = 32;
    static final long SALT = 0x524F554E44L;

    RoundCells(final StateHash hash) {
        super(hash, STRIDE);
    }

    boolean isOpen(final int row) {
        return state(row) == RoundState.OPEN.value();
    }

    /** Holds of this round that are open. */
    int openHolds(final int row) {
        return (int) (cells[row * STRIDE + META] >>> HOLDS_SHIFT);
    }

    /** What a command hears that needs the round open. */
    Outcome endedOutcome(final int row) {
        return state(row) == RoundState.CLOSED.value() ? Outcome.ROUND_CLOSED : Outcome.ROUND_CANCELLED;
    }

    /**
     * Whether stakes, wins and what holds may still capture stay within int64 together, so that all that is reversed
     * does, too; also of no round.
     */
    boolean fitsSum(final int row, final long amount) {
        return fitsSum(row, 0, amount);
    }

    /** Likewise for a stake and a win. */
    boolean fitsSum(final int row, final long stake, final long won) {
        final long sum = row == NULL_ROW ? 0 : staked(row) + won(row) + cells[row * STRIDE + HELD];
        return stake <= Long.MAX_VALUE - sum && won <= Long.MAX_VALUE - sum - stake;
    }

    int state(final int row) {
        return (int) (cells[row * STRIDE + META] >>> STATE_SHIFT & BYTE_MASK);
    }

    boolean isCloserReversed(final int row) {
        return (cells[row * STRIDE + META] & CLOSER_REVERSED) != 0;
    }

    long closer(final int row) {
        return cells[row * STRIDE + CLOSER];
    }

    int currencyIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> CURRENCY_SHIFT & BYTE_MASK) - 1;
    }

    int sourceIndex(final int row) {
        return (int) (cells[row * STRIDE + META] & SOURCE_MASK);
    }

    long player(final int row) {
        return cells[row * STRIDE + PLAYER];
    }

    long roundHigh(final int row) {
        return cells[row * STRIDE + ROUND_HIGH];
    }

    long roundLow(final int row) {
        return cells[row * STRIDE + ROUND_LOW];
    }

    long staked(final int row) {
        return cells[row * STRIDE + STAKED];
    }

    long won(final int row) {
        return cells[row * STRIDE + WON];
    }

    long reversed(final int row) {
        return cells[row * STRIDE + REVERSED];
    }

    /** Wins less what of them was reversed. */
    long wonNet(final int row) {
        return cells[row * STRIDE + WON_NET];
    }

    long touchedNs(final int row) {
        return cells[row * STRIDE + TOUCHED_NS];
    }

    int betsLeft(final int row) {
        return (int) (cells[row * STRIDE + BETS] & HALF_MASK);
    }

    int bets(final int row) {
        return (int) (cells[row * STRIDE + BETS] >>> HALF_SHIFT);
    }

    int wins(final int row) {
        return (int) (cells[row * STRIDE + WINS] & HALF_MASK);
    }

    /** Reversals, resettlements and captures ever. */
    int changes(final int row) {
        return (int) (cells[row * STRIDE + WINS] >>> HALF_SHIFT);
    }

    /** Plays ever: the length of the list as long as the round is open. */
    int plays(final int row) {
        return bets(row) + wins(row) + changes(row);
    }

    /** Whether every id of this round is still remembered. */
    boolean isComplete(final int row) {
        return (cells[row * STRIDE + META] & INCOMPLETE) == 0;
    }

    int firstPlay(final int row) {
        return (int) (cells[row * STRIDE + LIST] & HALF_MASK) - 1;
    }

    int lastPlay(final int row) {
        return (int) (cells[row * STRIDE + LIST] >>> HALF_SHIFT) - 1;
    }

    int earlier(final int row) {
        return (int) (cells[row * STRIDE + ORDER] & HALF_MASK) - 1;
    }

    int later(final int row) {
        return (int) (cells[row * STRIDE + ORDER] >>> HALF_SHIFT) - 1;
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + META] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.row(cells, row * STRIDE, LIST, SALT);
    }

    @Override
    public String name() {
        return "rounds";
    }

    @Override
    public int snapshotColumns() {
        return LIST;
    }

    /** In order of the rounds' keys; indexes of sources and currencies are their order of definition. */
    @Override
    public void writeRow(final int row, final long[] to) {
        System.arraycopy(cells, row * STRIDE, to, 0, LIST);
    }
}
