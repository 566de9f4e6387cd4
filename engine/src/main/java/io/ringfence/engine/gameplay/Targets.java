package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.BetWinDecoder;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.TargetKind;
import io.ringfence.protocol.codec.WinDecoder;

/**
 * Finds the bets, wins and holds that commands name, as they are at the command's time: what is due of them, and of
 * their player, is applied first. Engine thread only.
 *
 * <p>A SPORT_BET hold is a bet under its own id, so a hold is looked for next to a Bet.
 */
public final class Targets {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;
    /** Kinds in the order in which they are looked for; a bet is one of the first three. */
    private static final int[] KINDS = {
        BetDecoder.TEMPLATE_ID, PlaceHoldDecoder.TEMPLATE_ID, BetWinDecoder.TEMPLATE_ID, WinDecoder.TEMPLATE_ID
    };

    private static final TargetKind[] MEANT = {TargetKind.BET, TargetKind.BET, TargetKind.BETWIN, TargetKind.WIN};
    private static final int BET_KINDS = 3;

    private final Players players;
    private final Definitions definitions;
    private final TransactionLog log;
    private final RoundLifecycle lifecycle;
    private final HoldLifecycle holds;
    private final Plays plays;

    /**
     * Over the log, the rounds and the holds.
     *
     * @param players opened.
     * @param definitions of currencies and wallets.
     * @param log of ids.
     * @param lifecycle of rounds.
     * @param holds of rounds and others.
     */
    public Targets(
            final Players players,
            final Definitions definitions,
            final TransactionLog log,
            final RoundLifecycle lifecycle,
            final HoldLifecycle holds) {
        this.players = players;
        this.definitions = definitions;
        this.log = log;
        this.lifecycle = lifecycle;
        this.holds = holds;
        this.plays = lifecycle.plays();
    }

    TransactionLog log() {
        return log;
    }

    RoundLifecycle lifecycle() {
        return lifecycle;
    }

    HoldLifecycle holds() {
        return holds;
    }

    Players players() {
        return players;
    }

    /** The stake that an id made; NULL_ROW when it was refused, is a hold of which nothing was captured, or no id. */
    int betOf(final int idRow) {
        final int play = idRow == NULL_ROW ? NULL_ROW : log.playRow(idRow);
        return play != NULL_ROW && plays.isBet(play) ? play : NULL_ROW;
    }

    /**
     * Finds the bet that a Win or Resettle names: Bet, then a hold, then BetWin; a tombstone only when none is known.
     *
     * @param command that names a bet.
     * @return the row of its id, or NULL_ROW.
     */
    public int findBet(final Command command) {
        return find(command, TargetKind.ANY.value(), BET_KINDS);
    }

    /**
     * Finds what a Rollback refers to: Bet, then a hold, then BetWin, then Win; a tombstone only when none is known.
     *
     * @param command a Rollback.
     * @return the row of the id, or NULL_ROW.
     */
    public int findTarget(final Command command) {
        return find(command, command.option, KINDS.length);
    }

    /** Whether what a Rollback refers to is a BetWin, successful or not. */
    boolean isBetWin(final Command command, final int idRow) {
        return log.find(command.source, BetWinDecoder.TEMPLATE_ID, command.targetHigh, command.targetLow) == idRow;
    }

    private int find(final Command command, final int meant, final int kinds) {
        int tombstone = NULL_ROW;
        for (int position = 0; position < kinds; position++) {
            if (isMeant(meant, position)) {
                final int row = lifecycle.findId(
                        command.source, KINDS[position], command.targetHigh, command.targetLow, command.timestampNs);
                if (row != NULL_ROW && !log.isTombstone(row)) {
                    bringUp(row, command.timestampNs);
                    return row;
                }
                tombstone = tombstone == NULL_ROW ? row : tombstone;
            }
        }
        return tombstone;
    }

    /**
     * Finds the id that placed a hold, successful or not.
     *
     * @param source of the hold.
     * @param holdHigh upper half of its id.
     * @param holdLow lower half of its id.
     * @param timestampNs journal time now.
     * @return the row in the log, or NULL_ROW.
     */
    int findHoldId(final int source, final long holdHigh, final long holdLow, final long timestampNs) {
        final int row = lifecycle.findId(source, PlaceHoldDecoder.TEMPLATE_ID, holdHigh, holdLow, timestampNs);
        if (row != NULL_ROW) {
            bringUp(row, timestampNs);
        }
        return row;
    }

    /**
     * Finds a hold, for queries and commands alike; what is due of its player is applied.
     *
     * @param source of the hold.
     * @param holdHigh upper half of its id.
     * @param holdLow lower half of its id.
     * @param timestampNs journal time now.
     * @return its row in {@link HoldLifecycle#table()}, or NULL_ROW.
     */
    public int findHold(final int source, final long holdHigh, final long holdLow, final long timestampNs) {
        return holdOf(findHoldId(source, holdHigh, holdLow, timestampNs));
    }

    /** The hold that an id placed, NULL_ROW when it was refused. */
    public int holdOf(final int idRow) {
        final int play = idRow == NULL_ROW ? NULL_ROW : log.playRow(idRow);
        return play == NULL_ROW ? NULL_ROW : plays.holdRow(play);
    }

    private void bringUp(final int row, final long timestampNs) {
        holds.bringUp(players.find(log.player(row)), timestampNs);
        final int play = log.playRow(row);
        final int round = play == NULL_ROW ? NULL_ROW : plays.roundRow(play);
        if (round != NULL_ROW) {
            lifecycle.bringUpRound(round, timestampNs);
        }
    }

    /**
     * Occupies the keys of a command that was reversed before it came.
     *
     * @param command a full Rollback whose outcome is TOMBSTONED.
     */
    public void bury(final Command command) {
        for (int position = 0; position < KINDS.length; position++) {
            if (KINDS[position] != PlaceHoldDecoder.TEMPLATE_ID
                    && isMeant(command.option, position)
                    && log.find(command.source, KINDS[position], command.targetHigh, command.targetLow) == NULL_ROW) {
                log.bury(command, KINDS[position]);
            }
        }
    }

    private static boolean isMeant(final int meant, final int position) {
        return meant == TargetKind.ANY.value() || meant == MEANT[position].value();
    }

    /** Names in an answer the player and wallet of a known id. */
    void name(final int idRow, final Answer answer) {
        answer.player = log.player(idRow);
        answer.walletIndex = log.walletIndex(idRow);
        answer.currencyIndex = log.currencyIndex(idRow);
        answer.playerRow = answer.player > 0 ? players.find(answer.player) : Players.NULL_ROW;
        answer.wallet = answer.walletIndex < 0 ? 0 : definitions.wallets().code(answer.walletIndex);
        answer.currency =
                answer.currencyIndex < 0 ? 0 : definitions.currencies().code(answer.currencyIndex);
    }
}
