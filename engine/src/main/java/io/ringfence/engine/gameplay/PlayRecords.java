package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.state.Capacity;

/**
 * Records what ids did in rounds and with holds, counts the ids that open things need, and says whether there is room
 * for more of them. Engine thread only.
 */
final class PlayRecords {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;
    /** Ids that one command may need besides its own: the three tombstones of a Rollback, and its own. */
    private static final int SPARE_IDS = 4;

    private final TransactionLog log;
    private final Rounds rounds;
    private final Plays plays;
    private int betsPerRoundMax;

    PlayRecords(final TransactionLog log, final Rounds rounds, final Plays plays) {
        this.log = log;
        this.rounds = rounds;
        this.plays = plays;
    }

    void configure(final int newBetsPerRoundMax) {
        betsPerRoundMax = newBetsPerRoundMax;
    }

    /** Adds a bet to a round. */
    int addBet(final Command command, final int roundRow) {
        return add(command, roundRow, plays.add(command.ordinal, Plays.BET, 0, roundRow, NULL_ROW), command.amount);
    }

    /** Adds a bet with its own win to a round. */
    int addBetWin(final Command command, final int roundRow) {
        final int play = plays.add(command.ordinal, Plays.BETWIN, command.winAmount, roundRow, NULL_ROW);
        return add(command, roundRow, play, command.amount);
    }

    /** Adds a win to a round, and the bet it names or NULL_ROW. */
    int addWin(final Command command, final int roundRow, final int namedRow) {
        return add(command, roundRow, plays.add(command.ordinal, Plays.WIN, 0, roundRow, namedRow), command.amount);
    }

    /** Adds a hold, to a round or NULL_ROW: a bet of it as soon as something is captured. */
    int addHold(final Command command, final int roundRow) {
        return add(command, roundRow, plays.add(command.ordinal, Plays.HOLD, 0, roundRow, NULL_ROW), command.amount);
    }

    /** Adds what changed the payout of a bet by an amount, signed. */
    int addResettle(final Command command, final int roundRow, final int betRow, final long change) {
        final int play = plays.add(command.ordinal, Plays.RESETTLE, command.attempt, roundRow, betRow);
        return add(command, roundRow, play, change);
    }

    /** Adds a capture to a round; of a hold without a round that stays open, roundRow is NULL_ROW. */
    int addCapture(final Command command, final int roundRow, final int holdPlayRow) {
        return add(command, roundRow, plays.add(command.ordinal, Plays.CAPTURE, 0, roundRow, holdPlayRow), 0);
    }

    /**
     * Adds a reversal to a round: while the round is open its id must be kept like that of a bet, or its repeat would
     * reverse once more.
     */
    int addReversal(final Command command, final int roundRow) {
        return add(command, roundRow, plays.add(command.ordinal, Plays.REVERSAL, 0, roundRow, NULL_ROW), 0);
    }

    private int add(final Command command, final int roundRow, final int playRow, final long amount) {
        if (roundRow == NULL_ROW) {
            log.pin();
            return playRow;
        }
        rounds.addPlay(roundRow, playRow, amount);
        if (rounds.isOpen(roundRow)) {
            log.pin();
            rounds.touch(roundRow, command.timestampNs, command.ordinal);
        }
        return playRow;
    }

    /** Whether one more id fits that opens something. */
    boolean hasRoomToOpen() {
        return log.hasRoomToOpen();
    }

    /** Whether one more bet or hold fits. */
    boolean hasRoomForBet(final int roundRow) {
        return hasRoomToOpen()
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

    /**
     * Whether one more change fits that leaves something open: a reversal of a part, a resettlement, a capture. What
     * ends something always may.
     */
    boolean hasRoomForPart(final int roundRow) {
        return rounds.changes(roundRow) < betsPerRoundMax;
    }

    /** Whether one more id that something open may need fits, with what its command may need besides. */
    boolean hasRoomForPin() {
        return log.pinnedCount() + 1 + SPARE_IDS <= log.idsMax();
    }
}
