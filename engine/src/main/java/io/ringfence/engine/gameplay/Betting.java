package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.RoundState;

/** Bet, Win and EndRound CLOSE (docs/protocol.md). Engine thread only. */
public final class Betting {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;
    private static final int KIND_BET = CommandKind.BET.templateId();

    private final Definitions.Sources sources;
    private final Accounts accounts;
    private final Wallets wallets;
    private final Resolver resolver;
    private final TransactionLog log;
    private final RoundLifecycle lifecycle;
    private final Rounds rounds;
    private final Plays plays;

    /**
     * Over the ledger, the log and the rounds.
     *
     * @param definitions with the policies of the sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param resolver of names.
     * @param log of ids.
     * @param lifecycle of rounds.
     */
    public Betting(
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Resolver resolver,
            final TransactionLog log,
            final RoundLifecycle lifecycle) {
        this.sources = definitions.sources();
        this.accounts = accounts;
        this.wallets = wallets;
        this.resolver = resolver;
        this.log = log;
        this.lifecycle = lifecycle;
        this.rounds = lifecycle.rounds();
        this.plays = lifecycle.plays();
    }

    /**
     * Takes a stake.
     *
     * @param command resolved, its round after defaults.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome bet(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        final Outcome refusal = resolver.refuseMoney(command, 0);
        if (refusal != null) {
            return refusal;
        }
        int round = lifecycle.find(command);
        if (round != NULL_ROW) {
            if (rounds.currencyIndex(round) != command.currencyIndex) {
                return Outcome.CURRENCY_MISMATCH;
            }
            if (!rounds.isOpen(round)) {
                return endedOutcome(round);
            }
        }
        if (wallets.available(command.playerRow, command.walletIndex, command.currencyIndex) < command.amount) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        if (!fitsSum(round, command.amount) || !lifecycle.hasRoomForBet(round)) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        wallets.debit(command.playerRow, command.walletIndex, command.currencyIndex, command.amount);
        postHouse(command, command.amount);
        if (round == NULL_ROW) {
            round = lifecycle.open(command);
        }
        answer.playRow = lifecycle.addBet(command, round);
        answer.amount = command.amount;
        if (command.endRound) {
            lifecycle.end(round, RoundState.CLOSED, command.ordinal);
        }
        return Outcome.OK;
    }

    /**
     * Pays a win.
     *
     * @param command resolved; its round may follow from the bet it names.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome win(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        final Outcome refusal = resolver.refuseMoney(command, 0);
        if (refusal != null) {
            return refusal;
        }
        final int named = command.hasTarget() ? findBet(command) : NULL_ROW;
        final boolean isBuried = named != NULL_ROW && log.isTombstone(named);
        if (isBuried) {
            // Reversed before it came: waiting for it, or for its round, would never end.
            return Outcome.CANCELLED_BY_ROLLBACK;
        }
        final int bet = named == NULL_ROW ? NULL_ROW : log.playRow(named);
        int round;
        if (command.hasRound()) {
            round = lifecycle.find(command);
        } else if (bet != NULL_ROW) {
            round = plays.roundRow(bet);
            command.roundHigh = rounds.roundHigh(round);
            command.roundLow = rounds.roundLow(round);
            if (log.player(named) != command.player) {
                return Outcome.PLAYER_MISMATCH;
            }
        } else if (command.hasTarget()) {
            return Outcome.TX_NOT_FOUND;
        } else {
            return Outcome.ROUND_NOT_FOUND;
        }
        if (round == NULL_ROW && !command.isFreeWin()) {
            return Outcome.ROUND_NOT_FOUND;
        }
        if (command.hasTarget() && (bet == NULL_ROW || plays.roundRow(bet) != round)) {
            return Outcome.TX_NOT_FOUND;
        }
        final Outcome unfit = refuseWin(command, round, bet);
        if (unfit != null) {
            return unfit;
        }
        payWin(command, answer, round, bet);
        return Outcome.OK;
    }

    private Outcome refuseWin(final Command command, final int round, final int bet) {
        if (round != NULL_ROW && rounds.currencyIndex(round) != command.currencyIndex) {
            return Outcome.CURRENCY_MISMATCH;
        }
        if (bet != NULL_ROW && plays.isFullyReversed(bet)) {
            return Outcome.CANCELLED_BY_ROLLBACK;
        }
        if (round != NULL_ROW && !rounds.isOpen(round) && !isLateWinAllowed(command, round)) {
            return endedOutcome(round);
        }
        if (!fitsSum(round, command.amount)) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        final Outcome noCredit = wallets.refuseCredit(
                command.playerRow, command.walletIndex, command.currencyIndex, command.amount, false);
        if (noCredit != null) {
            return noCredit;
        }
        return lifecycle.hasRoomForWin(round) ? null : Outcome.CAPACITY_EXCEEDED;
    }

    // From here the command must succeed.
    private void payWin(final Command command, final Answer answer, final int foundRound, final int bet) {
        postHouse(command, -command.amount);
        wallets.credit(answer, command.playerRow, command.walletIndex, command.currencyIndex, command.amount);
        final int round = foundRound == NULL_ROW ? lifecycle.open(command) : foundRound;
        answer.playRow = lifecycle.addWin(command, round, bet);
        if (bet != NULL_ROW) {
            plays.addWinsNaming(bet, 1);
        }
        answer.amount = command.amount;
        if (command.endRound) {
            if (rounds.isOpen(round)) {
                lifecycle.end(round, RoundState.CLOSED, command.ordinal);
            } else if (rounds.isCloserReversed(round)) {
                rounds.closer(round, command.ordinal);
            }
        }
    }

    /**
     * Closes a round.
     *
     * @param command resolved.
     * @return the outcome.
     */
    public Outcome closeRound(final Command command) {
        final Outcome refusal = refuseEnd(command);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        lifecycle.end(lifecycle.find(command), RoundState.CLOSED, 0);
        return Outcome.OK;
    }

    /**
     * Refuses to end what is not there or not open.
     *
     * @param command EndRound, resolved.
     * @return the first refusal that holds, or null.
     */
    Outcome refuseEnd(final Command command) {
        if (command.player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (command.playerRow == Players.NULL_ROW) {
            return Outcome.PLAYER_NOT_FOUND;
        }
        final int round = lifecycle.find(command);
        if (round == NULL_ROW) {
            return Outcome.ROUND_NOT_FOUND;
        }
        return rounds.isOpen(round) ? null : endedOutcome(round);
    }

    /**
     * Finds the bet that a win names as it is at the command's time.
     *
     * @param command a Win that names a bet.
     * @return the row of its id, or NULL_ROW.
     */
    public int findBet(final Command command) {
        final int row =
                lifecycle.findId(command.source, KIND_BET, command.targetHigh, command.targetLow, command.timestampNs);
        if (row != NULL_ROW && log.playRow(row) != NULL_ROW) {
            lifecycle.closeIfIdle(plays.roundRow(log.playRow(row)), command.timestampNs);
        }
        return row;
    }

    /** Whether stakes and wins together stay within int64, so that all that is reversed does, too. */
    private boolean fitsSum(final int round, final long amount) {
        return round == NULL_ROW || amount <= Long.MAX_VALUE - rounds.staked(round) - rounds.won(round);
    }

    private boolean isLateWinAllowed(final Command command, final int round) {
        return rounds.state(round) == RoundState.CLOSED.value()
                && (command.isFreeWin()
                        || sources.isLateWinAllowed(command.sourceIndex)
                        || rounds.isCloserReversed(round));
    }

    private Outcome endedOutcome(final int round) {
        return rounds.state(round) == RoundState.CLOSED.value() ? Outcome.ROUND_CLOSED : Outcome.ROUND_CANCELLED;
    }

    private void postHouse(final Command command, final long amount) {
        accounts.postSystem(AccountKind.HOUSE, command.sourceIndex, command.currencyIndex, command.source, amount);
    }
}
