package io.ringfence.engine.gameplay;

import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;

/**
 * What the remembered ids did in rounds and with holds, each row in the list of its round or hold. A play is known by
 * its ordinal, which rises from play to play. Engine thread only.
 *
 * <pre>
 *   BET, WIN, BETWIN   money in a round
 *   HOLD               a hold's own id; of a SPORT_BET it becomes a bet with the first capture
 *   REVERSAL, RESETTLE a Rollback or Resettle that succeeded: its id is needed as long as the round is open
 *   CAPTURE            a CaptureHold that succeeded: likewise, of a round or of an open hold
 *   MENTION            a decision about a hold that nothing needs: the hold hears when it is forgotten
 * </pre>
 */
final class Plays extends StateSection {
    static final int BET = 0;
    static final int WIN = 1;
    static final int BETWIN = 2;
    static final int HOLD = 3;
    static final int REVERSAL = 4;
    static final int RESETTLE = 5;
    static final int CAPTURE = 6;
    static final int MENTION = 7;

    private static final int STRIDE = 6;
    private static final int ORDINAL = 0;
    /** What was reversed of a bet or win; the own win of a BETWIN; the version of a RESETTLE. */
    private static final int VALUE = 1;
    /** Ordinal of the play that this one names; of a HOLD that of its first capture; 0 for none. */
    private static final int NAMED = 2;
    /** Bits 0-31: unreversed wins that name this bet; 32-35 kind; then the flags. */
    private static final int META = 3;
    /** Row of the id plus 1 in the lower half, of the round in the upper: an index, not state. */
    private static final int OWNERS = 4;
    /** Next play of the list plus 1 in the lower half; row of the named play, of a HOLD its hold, plus 1 above. */
    private static final int LINKS = 5;

    private static final long NAMING_MASK = 0xFFFF_FFFFL;
    private static final int KIND_SHIFT = 32;
    private static final long KIND_MASK = 0xFL;
    private static final long FULLY_REVERSED = 1L << 36;
    private static final long RESETTLED = 1L << 37;
    private static final long HALF_MASK = 0xFFFF_FFFFL;
    private static final int HALF_SHIFT = 32;
    private static final long SALT = 0x504C4159L;

    private Rounds rounds;

    Plays(final StateHash hash) {
        super(hash, STRIDE);
    }

    /** Names the table whose rows the plays belong to: a play's hash covers which round that is. */
    void ownedBy(final Rounds newRounds) {
        rounds = newRounds;
    }

    @Override
    public String name() {
        return "plays";
    }

    /**
     * Adds a play; the list it belongs to is the caller's.
     *
     * @param ordinal of the command.
     * @param kind of the play.
     * @param value the own win of a BETWIN or the version of a RESETTLE, else 0.
     * @param roundRow of its round, or NULL_ROW.
     * @param namedRow of the play it names, or NULL_ROW.
     * @return the row.
     */
    int add(final long ordinal, final int kind, final long value, final int roundRow, final int namedRow) {
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + ORDINAL, ordinal);
        put(start + VALUE, value);
        put(start + NAMED, namedRow == NULL_ROW ? 0 : ordinal(namedRow));
        put(start + META, (long) kind << KIND_SHIFT);
        put(start + OWNERS, (roundRow + 1L) << HALF_SHIFT);
        put(start + LINKS, (namedRow + 1L) << HALF_SHIFT);
        end(row);
        return row;
    }

    void remove(final int row) {
        release(row);
    }

    /** The order of decision, and what a play is known by. */
    long ordinal(final int row) {
        return cells[row * STRIDE + ORDINAL];
    }

    int kind(final int row) {
        return (int) (cells[row * STRIDE + META] >>> KIND_SHIFT & KIND_MASK);
    }

    boolean isWin(final int row) {
        return kind(row) == WIN;
    }

    /** Whether this is a stake: a bet, a BetWin, or a hold of which something was captured. */
    boolean isBet(final int row) {
        final int kind = kind(row);
        return kind == BET || kind == BETWIN || (kind == HOLD && cells[row * STRIDE + NAMED] != 0);
    }

    /** Minor units of a bet or win that were reversed. */
    long reversed(final int row) {
        return kind(row) == BETWIN ? 0 : cells[row * STRIDE + VALUE];
    }

    /** What a BETWIN won itself, minor units. */
    long ownWin(final int row) {
        return kind(row) == BETWIN ? cells[row * STRIDE + VALUE] : 0;
    }

    /** The version of a RESETTLE. */
    long version(final int row) {
        return cells[row * STRIDE + VALUE];
    }

    /** Whether the play was reversed in full: a flag, because a play of 0 is reversed once, too. */
    boolean isFullyReversed(final int row) {
        return (cells[row * STRIDE + META] & FULLY_REVERSED) != 0;
    }

    /** Reverses a part of a bet or win. */
    void reversePart(final int row, final long amount, final boolean isFull) {
        begin(row);
        add(row * STRIDE + VALUE, amount);
        if (isFull) {
            put(row * STRIDE + META, cells[row * STRIDE + META] | FULLY_REVERSED);
        }
        end(row);
    }

    /** Reverses a BETWIN or RESETTLE, which have no parts. */
    void reverseWhole(final int row) {
        begin(row);
        put(row * STRIDE + META, cells[row * STRIDE + META] | FULLY_REVERSED);
        end(row);
    }

    /** Whether a Resettle set the payout of this bet. */
    boolean isResettled(final int row) {
        return (cells[row * STRIDE + META] & RESETTLED) != 0;
    }

    void resettled(final int row) {
        begin(row);
        put(row * STRIDE + META, cells[row * STRIDE + META] | RESETTLED);
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

    /** Ordinal of the named play, 0 for none: also when that play is forgotten. */
    long namedOrdinal(final int row) {
        return cells[row * STRIDE + NAMED];
    }

    /** The play this one names, NULL_ROW when it names none or that was forgotten. */
    int named(final int row) {
        final int play = upperLink(row);
        return play != NULL_ROW && ordinal(play) == cells[row * STRIDE + NAMED] ? play : NULL_ROW;
    }

    /** Since which ordinal this is a bet: its own, of a hold that of the first capture. */
    long betSince(final int row) {
        return cells[row * STRIDE + (kind(row) == HOLD ? NAMED : ORDINAL)];
    }

    /** Something of this HOLD is captured for the first time: it is a bet from now on. */
    void captured(final int row, final long ordinal) {
        begin(row);
        put(row * STRIDE + NAMED, ordinal);
        end(row);
    }

    /** The hold of a HOLD. */
    int holdRow(final int row) {
        return upperLink(row);
    }

    void holdRow(final int row, final int holdRow) {
        final int cell = row * STRIDE + LINKS;
        put(cell, (cells[cell] & HALF_MASK) | (holdRow + 1L) << HALF_SHIFT);
    }

    private int upperLink(final int row) {
        return (int) (cells[row * STRIDE + LINKS] >>> HALF_SHIFT) - 1;
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

    /**
     * Finds a play after a snapshot was read, when the rows are in order of their ordinals.
     *
     * @param ordinal of the command that made it.
     * @return its row, NULL_ROW when it is forgotten.
     */
    int find(final long ordinal) {
        int low = 0;
        int high = highWater() - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            final long at = ordinal(middle);
            if (at == ordinal) {
                return middle;
            }
            if (at < ordinal) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NULL_ROW;
    }

    @Override
    public int snapshotColumns() {
        return OWNERS + 1;
    }

    /** In order of decision; the id of a play is that of the same command, so nothing names it. */
    @Override
    public void writeRow(final int row, final long[] to) {
        System.arraycopy(cells, row * STRIDE, to, 0, OWNERS);
        to[OWNERS] = rounds.canonicalIndex(roundRow(row));
    }

    @Override
    public void readRow(final long[] from) {
        final int row = allocate();
        System.arraycopy(from, 0, cells, row * STRIDE, OWNERS);
        put(row * STRIDE + OWNERS, (from[OWNERS] + 1) << HALF_SHIFT);
        end(row);
    }

    /** Ties plays to those they name, and the rounds to their lists. */
    @Override
    public void relink() {
        for (int row = 0; row < highWater(); row++) {
            final long named = kind(row) == HOLD ? 0 : cells[row * STRIDE + NAMED];
            if (named != 0) {
                holdRow(row, find(named));
            }
            if (roundRow(row) != NULL_ROW) {
                rounds.append(roundRow(row), row);
            }
        }
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + ORDINAL] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        final int round = roundRow(row);
        final long roundHash = round == NULL_ROW ? 0 : rounds.keyHash(round);
        return StateHash.row(cells, row * STRIDE, OWNERS, SALT + StateHash.cell(roundHash, OWNERS));
    }
}
