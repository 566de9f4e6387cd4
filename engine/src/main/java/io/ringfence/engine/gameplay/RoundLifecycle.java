package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.Link;
import io.ringfence.engine.idempotency.Pins;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.codec.RoundState;
import java.util.function.Consumer;

/**
 * How rounds begin and end, by command and by time, and which ids they keep from being forgotten. Engine thread only.
 *
 * <p>A round that is idle by journal time counts as closed from that moment: whoever looks at it through
 * {@link #find} closes it first, the others are closed in bounded portions by {@link #closeDue}.
 */
public final class RoundLifecycle implements Pins, Undo.Scalars {
    /** No row. */
    public static final int NULL_ROW = StateSection.NULL_ROW;

    /** Ids that one command may need besides its own: the three tombstones of a Rollback, and its own. */
    private static final int SPARE_IDS = 4;

    private final Definitions.Sources sources;
    private final TransactionLog log;
    private final Plays plays;
    private final Rounds rounds;
    private int betsPerRoundMax;
    private int pinned;
    /** Not later than the time at which the first round is idle. */
    private long dueNs = Long.MAX_VALUE;

    /**
     * No rounds.
     *
     * @param hash of the whole state.
     * @param sources with their idle times.
     * @param log of ids.
     */
    public RoundLifecycle(final StateHash hash, final Definitions.Sources sources, final TransactionLog log) {
        this.sources = sources;
        this.log = log;
        plays = new Plays(hash);
        rounds = new Rounds(hash, plays);
        log.pins(Link.PLAY, this);
        hash.undo().watch(this);
    }

    @Override
    public void saveScalars(final Undo to) {
        to.save(pinned);
        to.save(dueNs);
    }

    @Override
    public void restoreScalars(final Undo from) {
        pinned = (int) from.saved();
        dueNs = from.saved();
    }

    /**
     * Makes room.
     *
     * @param roundsMax rounds.
     * @param playsMax bets and wins that are remembered.
     * @param newBetsPerRoundMax bets, and as many wins, of a round.
     * @param sourcesMax sources.
     * @param hashSeed seeds the index.
     */
    public void configure(
            final int roundsMax,
            final int playsMax,
            final int newBetsPerRoundMax,
            final int sourcesMax,
            final long hashSeed) {
        // A play is added before its id takes the place of an older one.
        plays.resize(playsMax + 1);
        rounds.configure(roundsMax, sourcesMax, hashSeed);
        betsPerRoundMax = newBetsPerRoundMax;
    }

    /** Hands every section to a visitor, in canonical order. */
    public void forEachSection(final Consumer<StateSection> visitor) {
        visitor.accept(rounds);
        visitor.accept(plays);
    }

    Rounds rounds() {
        return rounds;
    }

    Plays plays() {
        return plays;
    }

    /**
     * Finds the round of a command as it is at the command's time.
     *
     * @param command that names its source, player and round.
     * @return the row, or NULL_ROW.
     */
    public int find(final Command command) {
        if (command.sourceIndex == Definitions.UNKNOWN || !command.hasRound()) {
            return NULL_ROW;
        }
        int row = peek(command.sourceIndex, command.player, command.roundHigh, command.roundLow);
        if (row != NULL_ROW && closeIfIdle(row, command.timestampNs)) {
            row = peek(command.sourceIndex, command.player, command.roundHigh, command.roundLow);
        }
        if (row != NULL_ROW && hasIdsDue(row, command.timestampNs)) {
            bringUp(command.timestampNs);
            row = peek(command.sourceIndex, command.player, command.roundHigh, command.roundLow);
        }
        return row;
    }

    /**
     * Whether ids of an ended round should have been forgotten by now: the round may be gone, or no longer complete.
     */
    private boolean hasIdsDue(final int row, final long timestampNs) {
        return log.isDue(timestampNs)
                && !rounds.isOpen(row)
                && log.isPastHorizon(plays.txRow(rounds.firstPlay(row)), timestampNs);
    }

    /**
     * Whether every id of a round that ended would be forgotten, and the round with them, if everything due had taken
     * effect; changes nothing, for queries.
     *
     * @param row of the round.
     * @param timestampNs journal time now.
     * @return true when nobody may see the round any more.
     */
    public boolean isGone(final int row, final long timestampNs) {
        return state(row, timestampNs) != RoundState.OPEN
                && log.isDoubtful(plays.txRow(rounds.lastPlay(row)), timestampNs);
    }

    /**
     * Finds an id as it is at this time: one whose time to be forgotten has come is forgotten first.
     *
     * @param source of the id.
     * @param kind of the id.
     * @param txIdHigh upper half of the id.
     * @param txIdLow lower half of the id.
     * @param timestampNs journal time now.
     * @return the row in the log, or NULL_ROW.
     */
    public int findId(
            final int source, final int kind, final long txIdHigh, final long txIdLow, final long timestampNs) {
        final int row = log.find(source, kind, txIdHigh, txIdLow);
        if (row != NULL_ROW && log.isDoubtful(row, timestampNs)) {
            bringUp(timestampNs);
            return log.find(source, kind, txIdHigh, txIdLow);
        }
        return row;
    }

    /**
     * Brings up everything that is due. Only for the rare command whose outcome hangs on it; the rest is done in
     * bounded portions.
     *
     * @param timestampNs journal time now.
     */
    public void bringUp(final long timestampNs) {
        closeDue(timestampNs, Integer.MAX_VALUE);
        log.forgetDue(timestampNs, Integer.MAX_VALUE);
    }

    /**
     * Brings up everything that is due when room is short, so that nothing is refused, and no id forgotten, for the
     * sake of what should have ended by now.
     *
     * @param timestampNs journal time now.
     * @param ids that the command may need.
     */
    public void makeRoom(final long timestampNs, final int ids) {
        final boolean isShort = !Capacity.hasRoom(rounds.count(), rounds.capacity())
                || !Capacity.hasRoom(pinned, log.capacity())
                || (log.passedOverCount() > 0 && log.isFull(ids));
        if (isShort && (dueNs <= timestampNs || log.isDue(timestampNs))) {
            bringUp(timestampNs);
        }
    }

    /** Opens the round of a command, which does not exist. */
    int open(final Command command) {
        final long idleNs = sources.roundIdleNs(command.sourceIndex);
        dueNs = Math.min(dueNs, saturatedAdd(command.timestampNs, idleNs));
        return rounds.open(
                command.sourceIndex,
                command.player,
                command.roundHigh,
                command.roundLow,
                command.currencyIndex,
                command.timestampNs);
    }

    /** Adds a bet to a round. */
    int addBet(final Command command, final int roundRow) {
        return add(command, roundRow, plays.addBet(command.ordinal, roundRow), command.amount);
    }

    /** Adds a win to a round, and the bet it names or NULL_ROW. */
    int addWin(final Command command, final int roundRow, final int namedRow) {
        return add(command, roundRow, plays.addWin(command.ordinal, roundRow, namedRow), command.amount);
    }

    /**
     * Adds a reversal to a round: while the round is open its id must be kept like that of a bet, or its repeat would
     * reverse once more.
     */
    int addReversal(final Command command, final int roundRow) {
        return add(command, roundRow, plays.addReversal(command.ordinal, roundRow), 0);
    }

    private int add(final Command command, final int roundRow, final int playRow, final long amount) {
        rounds.addPlay(roundRow, playRow, amount);
        if (rounds.isOpen(roundRow)) {
            pinned++;
            rounds.touch(roundRow, command.timestampNs);
        }
        return playRow;
    }

    @Override
    public void onRemembered(final int playRow, final long ordinal, final int txRow) {
        plays.txRow(playRow, txRow);
    }

    /** Whether one more bet fits. */
    boolean hasRoomForBet(final int roundRow) {
        return Capacity.hasRoom(pinned, log.capacity())
                && (roundRow == NULL_ROW
                        ? Capacity.hasRoom(rounds.count(), rounds.capacity())
                        : rounds.bets(roundRow) < betsPerRoundMax);
    }

    /** Whether one more win fits: a win ends something, so it may use what bets leave. */
    boolean hasRoomForWin(final int roundRow) {
        return hasRoomForPin()
                && (roundRow == NULL_ROW
                        ? Capacity.hasRoom(rounds.count(), rounds.capacity())
                        : rounds.wins(roundRow) < betsPerRoundMax);
    }

    /** Whether one more reversal of a part fits; one of all that is left always may. */
    boolean hasRoomForPart(final int roundRow) {
        return rounds.reversals(roundRow) < betsPerRoundMax;
    }

    /** Whether one more id that an open round may need fits, with what its command may need besides. */
    boolean hasRoomForPin() {
        return pinned + 1 + SPARE_IDS <= log.capacity();
    }

    /**
     * Whether a round is kept together with every id it ever had, so that no command about it can have been forgotten.
     *
     * @param command that names the round.
     * @return true when an old command about it is decided like a young one.
     */
    public boolean isKeptComplete(final Command command) {
        final int row = find(command);
        return row != NULL_ROW && rounds.isComplete(row);
    }

    /**
     * Ends an open round. Its ids are kept no longer than others; those whose turn had come are forgotten now, and with
     * the last of them the round: do not use the row afterwards.
     *
     * @param row of an open round.
     * @param state CLOSED or CANCELLED.
     * @param closer ordinal of the bet or win that closes it, 0 for none.
     */
    void end(final int row, final RoundState state, final long closer) {
        pinned -= rounds.plays(row);
        rounds.finish(row, state, closer);
        int play = rounds.firstPlay(row);
        while (play != NULL_ROW) {
            final int next = plays.next(play);
            final int txRow = plays.txRow(play);
            if (txRow == NULL_ROW || !log.isPassedOver(txRow)) {
                return;
            }
            log.unpin(txRow);
            play = next;
        }
    }

    /** Whether an open round is idle at this time. */
    public boolean isIdle(final int row, final long timestampNs) {
        return rounds.isOpen(row)
                && timestampNs - rounds.touchedNs(row) >= sources.roundIdleNs(rounds.sourceIndex(row));
    }

    /** Closes a round that is idle at this time; true when it did. */
    boolean closeIfIdle(final int row, final long timestampNs) {
        if (!isIdle(row, timestampNs)) {
            return false;
        }
        end(row, RoundState.CLOSED, 0);
        return true;
    }

    /**
     * Closes idle rounds.
     *
     * @param timestampNs journal time now.
     * @param limit of rounds to close.
     * @return how many were closed.
     */
    public int closeDue(final long timestampNs, final int limit) {
        if (timestampNs < dueNs) {
            return 0;
        }
        int done = 0;
        for (int source = 0; source < sources.count() && done < limit; source++) {
            int row = rounds.longestUntouched(source);
            while (row != NULL_ROW && done < limit && closeIfIdle(row, timestampNs)) {
                done++;
                row = rounds.longestUntouched(source);
            }
        }
        findDue();
        return done;
    }

    /** Finds anew when the first round is idle; also after the policies of a source have changed. */
    public void findDue() {
        long next = Long.MAX_VALUE;
        for (int source = 0; source < sources.count(); source++) {
            final int row = rounds.longestUntouched(source);
            if (row != NULL_ROW) {
                next = Math.min(next, saturatedAdd(rounds.touchedNs(row), sources.roundIdleNs(source)));
            }
        }
        dueNs = next;
    }

    /** Not later than the time at which the first round is idle, ns; Long.MAX_VALUE when no round is open. */
    public long nextDueNs() {
        return dueNs;
    }

    /** The shortest idle time of any source, ns. */
    public long shortestIdleNs() {
        long shortest = Long.MAX_VALUE;
        for (int source = 0; source < sources.count(); source++) {
            shortest = Math.min(shortest, sources.roundIdleNs(source));
        }
        return shortest;
    }

    @Override
    public boolean isPinned(final int playRow, final long ordinal, final long timestampNs) {
        final int round = plays.roundRow(playRow);
        return !closeIfIdle(round, timestampNs) && rounds.isOpen(round);
    }

    @Override
    public void onForgotten(final int playRow, final long ordinal) {
        final int round = plays.roundRow(playRow);
        rounds.removeFirstPlay(round);
        plays.remove(playRow);
        if (rounds.firstPlay(round) == NULL_ROW) {
            rounds.remove(round);
        }
    }

    /** The state of a round, an idle one closed. */
    public RoundState state(final int row, final long timestampNs) {
        return isIdle(row, timestampNs) ? RoundState.CLOSED : RoundState.get((short) rounds.state(row));
    }

    /** Finds a round without changing anything, for queries. */
    public int peek(final int sourceIndex, final long player, final long roundHigh, final long roundLow) {
        return rounds.find(sourceIndex, player, roundHigh, roundLow);
    }

    /**
     * Whether an id would be kept by its round if everything due had taken effect; changes nothing, for queries.
     *
     * @param playRow of the id, or NULL_ROW.
     * @param timestampNs journal time now.
     * @return true when its round is open and not idle.
     */
    public boolean isNeeded(final int playRow, final long timestampNs) {
        return playRow != NULL_ROW && state(plays.roundRow(playRow), timestampNs) == RoundState.OPEN;
    }

    /** The row that is likely that of a round, or NULL_ROW: touches its place in the index. */
    public int glance(final int sourceIndex, final long player, final long roundHigh, final long roundLow) {
        return rounds.glance(sourceIndex, player, roundHigh, roundLow);
    }

    /** Touches a play; the row of its round, or NULL_ROW. */
    public int glancePlay(final int playRow) {
        return playRow == NULL_ROW ? NULL_ROW : plays.roundRow(playRow);
    }

    /** Touches a round and its place in the index. */
    public int glanceRound(final int row) {
        return row == NULL_ROW ? NULL_ROW : rounds.glanceRow(row);
    }

    /** Index of the currency of a round. */
    public int currencyIndex(final int row) {
        return rounds.currencyIndex(row);
    }

    /** Sum of all stakes of a round, minor units. */
    public long staked(final int row) {
        return rounds.staked(row);
    }

    /** Sum of all wins of a round, minor units. */
    public long won(final int row) {
        return rounds.won(row);
    }

    /** Sum of all that was reversed in a round, minor units. */
    public long reversed(final int row) {
        return rounds.reversed(row);
    }

    private static long saturatedAdd(final long timeNs, final long durationNs) {
        final long sum = timeNs + durationNs;
        return sum < timeNs ? Long.MAX_VALUE : sum;
    }
}
