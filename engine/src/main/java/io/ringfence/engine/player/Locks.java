package io.ringfence.engine.player;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.DueHeap;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.PlayerStatus;

/**
 * The locks of players, side by side; the strictest in force counts. Engine thread only.
 *
 * <p>A lock is in force while journal time is before its end. One that has ended is not seen any more, whenever its row
 * is given back: that is done when its player's status is set, or when there is no room for another.
 */
public final class Locks extends StateSection {
    /** Locks of one player that stand at a time, exactly. */
    private static final int LOCKS_PER_PLAYER_MAX = 16;

    private static final int STRIDE = 4;
    private static final int PLAYER = 0;
    private static final int UNTIL = 1;
    private static final int SEQUENCE = 2;
    /** Bits 0-31 next lock of the player plus 1, an index; 32-39 status; 40 binding. */
    private static final int META = 3;

    private static final long LINK_MASK = 0xFFFF_FFFFL;
    private static final int STATUS_SHIFT = 32;
    private static final long STATUS_MASK = 0xFFL;
    private static final long BINDING = 1L << 40;
    private static final int ACTIVE = PlayerStatus.ACTIVE.value();
    private static final int FROZEN = PlayerStatus.FROZEN.value();
    private static final long SALT = 0x4C4F434B53L;

    private final Players players;
    /** The locks that have an end, so that one that has ended is found when room is short. */
    private final DueHeap ends;

    /**
     * No locks.
     *
     * @param hash of the whole state.
     * @param players whose lists of locks this table keeps.
     */
    public Locks(final StateHash hash, final Players players) {
        super(hash, STRIDE);
        this.players = players;
        ends = new DueHeap(hash.undo());
    }

    @Override
    public String name() {
        return "locks";
    }

    /**
     * Makes room.
     *
     * @param locksMax locks of all players; openings stop at 90 %.
     */
    public void configure(final int locksMax) {
        resize(locksMax);
        ends.resize(locksMax);
    }

    /** Whether Bet, BetWin, hold RESERVE or SPORT_BET, TO_PROVIDER, Claim, Transfer to another player are refused. */
    public boolean isPlayBlocked(final int playerRow, final long timestampNs) {
        return statusOf(playerRow, timestampNs) > ACTIVE;
    }

    /** Whether an unsettled Deposit is refused. */
    public boolean isDepositBlocked(final int playerRow, final long timestampNs) {
        return statusOf(playerRow, timestampNs) > ACTIVE;
    }

    /** Whether Withdraw and hold WITHDRAWAL are refused. */
    public boolean isWithdrawalBlocked(final int playerRow, final long timestampNs) {
        return statusOf(playerRow, timestampNs) >= FROZEN;
    }

    /** Whether a Transfer inside the player is refused. */
    public boolean isTransferBlocked(final int playerRow, final long timestampNs) {
        return statusOf(playerRow, timestampNs) >= FROZEN;
    }

    /**
     * The strictest lock in force.
     *
     * @param playerRow of the player.
     * @param timestampNs journal time now.
     * @return value of its PlayerStatus; that of ACTIVE when there is none. Higher is stricter.
     */
    public int statusOf(final int playerRow, final long timestampNs) {
        int strictest = ACTIVE;
        for (int row = players.head(playerRow, Players.LOCKS); row != NULL_ROW; row = next(row)) {
            if (isInForce(row, timestampNs)) {
                strictest = Math.max(strictest, status(row));
            }
        }
        return strictest;
    }

    /** The first lock of a player in order of creation, or NULL_ROW: look at those {@link #isInForce} only. */
    public int first(final int playerRow) {
        return players.head(playerRow, Players.LOCKS);
    }

    /** The next lock of the same player, or NULL_ROW. */
    public int next(final int row) {
        return (int) (cells[row * STRIDE + META] & LINK_MASK) - 1;
    }

    /** Whether a lock has not ended. */
    public boolean isInForce(final int row, final long timestampNs) {
        final long untilNs = untilNs(row);
        return untilNs == Command.ABSENT || timestampNs < untilNs;
    }

    /** Value of the PlayerStatus of a lock. */
    public int status(final int row) {
        return (int) ((cells[row * STRIDE + META] >>> STATUS_SHIFT) & STATUS_MASK);
    }

    /** When a lock ends, ns since the epoch; ABSENT for one that has no end. */
    public long untilNs(final int row) {
        return cells[row * STRIDE + UNTIL];
    }

    /** Whether nobody may lift a lock. */
    public boolean isBinding(final int row) {
        return (cells[row * STRIDE + META] & BINDING) != 0;
    }

    /** Whether a binding lock is in force. */
    boolean isBound(final int playerRow, final long timestampNs) {
        for (int row = first(playerRow); row != NULL_ROW; row = next(row)) {
            if (isBinding(row) && isInForce(row, timestampNs)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one more lock of this player fits, once {@link #dropEnded} was done; another's that has ended goes. */
    boolean hasRoom(final int playerRow, final long timestampNs) {
        int standing = 0;
        for (int row = first(playerRow); row != NULL_ROW; row = next(row)) {
            standing++;
        }
        if (standing >= LOCKS_PER_PLAYER_MAX) {
            return false;
        }
        if (!Capacity.hasRoom(count(), capacity()) && ends.firstDueNs() <= timestampNs) {
            dropEnded(players.find(cells[ends.first() * STRIDE + PLAYER]), timestampNs);
        }
        return Capacity.hasRoom(count(), capacity());
    }

    /** Gives back the rows of the player's locks that have ended. */
    void dropEnded(final int playerRow, final long timestampNs) {
        int before = NULL_ROW;
        for (int row = first(playerRow); row != NULL_ROW; ) {
            final int next = next(row);
            if (isInForce(row, timestampNs)) {
                before = row;
            } else {
                link(playerRow, before, next);
                ends.remove(row);
                release(row);
            }
            row = next;
        }
    }

    /**
     * Adds a lock, for which there is room.
     *
     * @param playerRow of the player.
     * @param status value of its PlayerStatus, not ACTIVE.
     * @param untilNs its end, or ABSENT.
     * @param isBinding whether nobody may lift it.
     * @param sequence of the command that adds it.
     */
    void add(final int playerRow, final int status, final long untilNs, final boolean isBinding, final long sequence) {
        add(playerRow, ((long) status << STATUS_SHIFT) | (isBinding ? BINDING : 0), untilNs, sequence);
    }

    private void add(final int playerRow, final long meta, final long untilNs, final long sequence) {
        final int row = allocate();
        put(row * STRIDE + PLAYER, players.player(playerRow));
        put(row * STRIDE + UNTIL, untilNs);
        put(row * STRIDE + SEQUENCE, sequence);
        put(row * STRIDE + META, meta);
        int last = NULL_ROW;
        for (int other = first(playerRow); other != NULL_ROW; other = next(other)) {
            last = other;
        }
        link(playerRow, last, row);
        end(row);
        if (untilNs != Command.ABSENT) {
            ends.add(row, untilNs, sequence);
        }
    }

    /** Lifts all locks of a player. */
    void liftAll(final int playerRow) {
        for (int row = first(playerRow); row != NULL_ROW; ) {
            final int next = next(row);
            ends.remove(row);
            release(row);
            row = next;
        }
        players.head(playerRow, Players.LOCKS, NULL_ROW);
    }

    /** Makes a row follow another in the list of its player, or lead it. */
    private void link(final int playerRow, final int before, final int row) {
        if (before == NULL_ROW) {
            players.head(playerRow, Players.LOCKS, row);
        } else {
            final int cell = before * STRIDE + META;
            put(cell, (cells[cell] & ~LINK_MASK) | (row + 1L));
        }
    }

    @Override
    public int snapshotColumns() {
        return STRIDE;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = cells[row * STRIDE + PLAYER];
        to[1] = cells[row * STRIDE + SEQUENCE];
        to[2] = cells[row * STRIDE + UNTIL];
        to[3] = cells[row * STRIDE + META] & ~LINK_MASK;
    }

    @Override
    public void readRow(final long[] from) {
        add(players.find(from[0]), from[3], from[2], from[1]);
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + PLAYER] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        final int start = row * STRIDE;
        return StateHash.finish(SALT
                + StateHash.cell(cells[start + PLAYER], PLAYER)
                + StateHash.cell(cells[start + UNTIL], UNTIL)
                + StateHash.cell(cells[start + SEQUENCE], SEQUENCE)
                + StateHash.cell(cells[start + META] & ~LINK_MASK, META));
    }
}
