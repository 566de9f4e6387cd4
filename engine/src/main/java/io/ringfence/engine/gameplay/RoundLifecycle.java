package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.Link;
import io.ringfence.engine.idempotency.Pins;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.BatchLayout;
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

    /** Plays of one Batch, which come before the ids whose place they take are forgotten. */
    private static final int SPARE_PLAYS = BatchLayout.COUNT_MAX + 1;

    private final Definitions.Sources sources;
    private final TransactionLog log;
    private final Plays plays;
    private final Rounds rounds;
    /** States nothing: what falls due belongs to no command. */
    private final Answer unasked = new Answer();

    private final PlayRecords records;
    private HoldLifecycle holds;
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
        records = new PlayRecords(log, rounds, plays);
        log.pins(Link.PLAY, this);
        hash.undo().watch(this);
    }

    @Override
    public void saveScalars(final Undo to) {
        to.save(dueNs);
    }

    @Override
    public void restoreScalars(final Undo from) {
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
        plays.resize(playsMax + SPARE_PLAYS);
        rounds.configure(roundsMax, sourcesMax, hashSeed);
        records.configure(newBetsPerRoundMax);
    }

    /** Hands every section to a visitor, in canonical order. */
    public void forEachSection(final Consumer<StateSection> visitor) {
        visitor.accept(rounds);
        visitor.accept(plays);
        visitor.accept(holds.table());
    }

    /** Names who ends the holds of a round with it. */
    void holds(final HoldLifecycle newHolds) {
        holds = newHolds;
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
        if (row != NULL_ROW && bringUpRound(row, command.timestampNs)) {
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
                || !records.hasRoomToOpen()
                || !holds.hasRoom()
                || (log.passedOverCount() > 0 && log.isFull(ids));
        if (isShort && (nextDueNs() <= timestampNs || log.isDue(timestampNs))) {
            bringUp(timestampNs);
        }
    }

    /** Opens the round of a command, which does not exist. */
    int open(final Command command) {
        final long idleNs = sources.roundIdleNs(command.sourceIndex);
        dueNs = Math.min(dueNs, saturatedAdd(command.timestampNs, idleNs));
        return rounds.open(
                command.sourceIndex, command.player, command.roundHigh, command.roundLow, command.currencyIndex);
    }

    @Override
    public void onRemembered(final int playRow, final long ordinal, final int txRow) {
        plays.txRow(playRow, txRow);
    }

    /** What the ids did. */
    PlayRecords records() {
        return records;
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
     * Ends an open round and releases its holds. Its ids are kept no longer than others; those whose turn had come are
     * forgotten now, and with the last of them the round: do not use the row afterwards.
     *
     * @param row of an open round.
     * @param state CLOSED or CANCELLED.
     * @param closer ordinal of the bet or win that closes it, 0 for none.
     * @param answer that states what debt is repaid by what was held.
     * @param timestampNs journal time now.
     */
    void end(final int row, final RoundState state, final long closer, final Answer answer, final long timestampNs) {
        if (rounds.openHolds(row) > 0) {
            holds.releaseOf(row, answer, timestampNs);
        }
        log.unpinned(rounds.plays(row));
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

    /** When an open round is idle unless it is touched, ns. */
    long idleDueNs(final int row) {
        return saturatedAdd(rounds.touchedNs(row), sources.roundIdleNs(rounds.sourceIndex(row)));
    }

    /** Which command opened this round, which is open: the ordinal of its first play. */
    long openedBy(final int row) {
        return plays.ordinal(rounds.firstPlay(row));
    }

    /** Closes an idle round; its holds are released. */
    void closeIdle(final int row, final long timestampNs) {
        end(row, RoundState.CLOSED, 0, unasked, timestampNs);
    }

    /** Cancels an open round of which nothing is left. */
    void cancelIfEmpty(final int row, final Answer answer, final long timestampNs) {
        if (rounds.isOpen(row) && rounds.betsLeft(row) == 0 && rounds.wonNet(row) == 0 && rounds.openHolds(row) == 0) {
            end(row, RoundState.CANCELLED, 0, answer, timestampNs);
        }
    }

    /**
     * Applies what is due of a round: it is idle, or a hold of it, or of its player, expired before.
     *
     * @param row of the round.
     * @param timestampNs journal time now.
     * @return whether anything may have changed; the row may be gone then.
     */
    boolean bringUpRound(final int row, final long timestampNs) {
        if (!rounds.isOpen(row)) {
            return false;
        }
        if (rounds.openHolds(row) > 0) {
            return holds.bringUpPlayer(rounds.player(row), timestampNs);
        }
        if (!isIdle(row, timestampNs)) {
            return false;
        }
        closeIdle(row, timestampNs);
        return true;
    }

    /**
     * Gives back expired holds and closes idle rounds.
     *
     * @param timestampNs journal time now.
     * @param limit of holds and rounds to end, together.
     * @return how many were looked at.
     */
    public int closeDue(final long timestampNs, final int limit) {
        int done = holds.expireDue(timestampNs, limit);
        if (timestampNs < dueNs) {
            return done;
        }
        for (int source = 0; source < sources.count() && done < limit; source++) {
            int row = rounds.longestUntouched(source);
            while (row != NULL_ROW && done < limit && bringUpIdle(row, timestampNs)) {
                done++;
                row = rounds.longestUntouched(source);
            }
        }
        findDue();
        return done;
    }

    private boolean bringUpIdle(final int row, final long timestampNs) {
        return isIdle(row, timestampNs) && bringUpRound(row, timestampNs);
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

    /** Not later than the time at which a round is idle or a hold expires, ns; Long.MAX_VALUE when nothing is open. */
    public long nextDueNs() {
        return Math.min(dueNs, holds.nextDueNs());
    }

    /** The shortest time that an id is needed before what needs it ends by time, ns. */
    public long shortestIdleNs() {
        long shortest = holds.nextDueNs() == Long.MAX_VALUE ? Long.MAX_VALUE : 0;
        for (int source = 0; source < sources.count(); source++) {
            shortest = Math.min(shortest, sources.roundIdleNs(source));
        }
        return shortest;
    }

    @Override
    public boolean isPinned(final int playRow, final long ordinal, final long timestampNs) {
        final int round = plays.roundRow(playRow);
        if (round == NULL_ROW) {
            return holds.isPinned(playRow, timestampNs);
        }
        bringUpRound(round, timestampNs);
        return rounds.isOpen(round);
    }

    @Override
    public void onForgotten(final int playRow, final long ordinal) {
        final int round = plays.roundRow(playRow);
        if (round != NULL_ROW) {
            rounds.removeFirstPlay(round, playRow);
        }
        holds.onForgotten(playRow);
        plays.remove(playRow);
        if (round != NULL_ROW && rounds.firstPlay(round) == NULL_ROW) {
            rounds.remove(round);
        }
    }

    @Override
    public long canonicalIndex(final int playRow, final long ordinal) {
        return plays.canonicalIndex(playRow);
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
        if (playRow == NULL_ROW) {
            return false;
        }
        final int round = plays.roundRow(playRow);
        return round == NULL_ROW ? holds.isNeeded(playRow) : state(round, timestampNs) == RoundState.OPEN;
    }

    /** The hash of a round's key, for {@link #touchIndex} and {@link #glance}. */
    public long hash(final int sourceIndex, final long player, final long roundHigh, final long roundLow) {
        return rounds.keyHash(sourceIndex, player, roundHigh, roundLow);
    }

    /** Loads the place of a round in the index; what it says means nothing. */
    public int touchIndex(final long hash) {
        return rounds.touchIndex(hash);
    }

    /** Loads the place in the index of the round in this row; what it says means nothing. */
    public int touchIndexOf(final int row) {
        return row == NULL_ROW ? 0 : rounds.touchIndexOf(row);
    }

    /** The row that is likely that of the round with this hash, or NULL_ROW. */
    public int glance(final long hash) {
        return rounds.glance(hash);
    }

    /** Loads a round; what it says means nothing. */
    public long touchRound(final int row) {
        return rounds.touch(row);
    }

    /** Loads a play; what it says means nothing. */
    public long touchPlay(final int playRow) {
        return plays.touch(playRow);
    }

    /** The round of a play, or NULL_ROW. */
    public int roundOf(final int playRow) {
        return plays.roundRow(playRow);
    }

    /** Index of the currency of a round. */
    public int currencyIndex(final int row) {
        return rounds.currencyIndex(row);
    }

    /** The own win of a BetWin, minor units; of other plays 0. */
    public long ownWin(final int playRow) {
        return plays.ownWin(playRow);
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
