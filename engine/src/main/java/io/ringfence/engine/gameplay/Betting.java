package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.player.Locks;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.RoundState;

/** Bet, BetWin, Win and EndRound CLOSE (docs/protocol.md). Engine thread only. */
public final class Betting {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;

    private final Definitions.Sources sources;
    private final Accounts accounts;
    private final Wallets wallets;
    private final Resolver resolver;
    private final Locks locks;
    private final Limits limits;
    private final Targets targets;
    private final TransactionLog log;
    private final RoundLifecycle lifecycle;
    private final HoldLifecycle holds;
    private final PlayRecords records;
    private final Rounds rounds;
    private final Plays plays;

    /**
     * Over the ledger, the log and the rounds.
     *
     * @param definitions with the policies of the sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param resolver of names.
     * @param locks of players.
     * @param limits of players.
     * @param targets finder of bets.
     */
    public Betting(
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Resolver resolver,
            final Locks locks,
            final Limits limits,
            final Targets targets) {
        this.sources = definitions.sources();
        this.accounts = accounts;
        this.wallets = wallets;
        this.resolver = resolver;
        this.locks = locks;
        this.limits = limits;
        this.targets = targets;
        this.log = targets.log();
        this.lifecycle = targets.lifecycle();
        this.holds = targets.holds();
        this.records = lifecycle.records();
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
        final Outcome unnamed = resolver.refuseMoney(command, 0);
        if (unnamed != null) {
            return unnamed;
        }
        holds.bringUp(command.playerRow, command.timestampNs);
        final int found = lifecycle.find(command);
        Outcome refusal = refuseRound(command, found);
        if (refusal == null) {
            refusal = refuseStake(command, answer, command.amount);
        }
        if (refusal != null) {
            return refusal;
        }
        if (!rounds.fitsSum(found, command.amount) || !records.hasRoomForBet(found)) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        takeStake(command);
        final int round = found == NULL_ROW ? lifecycle.open(command) : found;
        answer.playRow = records.addBet(command, round);
        answer.amount = command.amount;
        if (command.endRound) {
            close(command, answer, round);
        }
        return Outcome.OK;
    }

    /**
     * Takes a stake and pays its win in one.
     *
     * @param command resolved, its round after defaults; its amount is the stake.
     * @param answer to be filled; its amount is the win less the stake.
     * @return the outcome.
     */
    public Outcome betWin(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        final Outcome unnamed = command.winAmount < 0 || command.minBalance < 0
                ? Outcome.AMOUNT_INVALID
                : resolver.refuseMoney(command, 0);
        if (unnamed != null) {
            return unnamed;
        }
        holds.bringUp(command.playerRow, command.timestampNs);
        final int found = lifecycle.find(command);
        Outcome refusal = refuseRound(command, found);
        if (refusal == null) {
            refusal = refuseStake(command, answer, Math.max(command.amount, command.minBalance));
        }
        if (refusal == null) {
            refusal = refuseOwnWin(command, found);
        }
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        takeStake(command);
        pay(command, answer, command.winAmount);
        final int round = found == NULL_ROW ? lifecycle.open(command) : found;
        answer.playRow = records.addBetWin(command, round);
        answer.amount = command.winAmount - command.amount;
        if (command.endRound) {
            close(command, answer, round);
        }
        return Outcome.OK;
    }

    private Outcome refuseOwnWin(final Command command, final int round) {
        if (!rounds.fitsSum(round, command.amount, command.winAmount)) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        // The stake makes room before the win comes.
        final long gain = Math.max(0, command.winAmount - command.amount);
        final Outcome noCredit =
                wallets.refuseCredit(command.playerRow, command.walletIndex, command.currencyIndex, gain, true);
        if (noCredit != null) {
            return noCredit;
        }
        return records.hasRoomForBet(round) ? null : Outcome.CAPACITY_EXCEEDED;
    }

    private Outcome refuseRound(final Command command, final int round) {
        if (round == NULL_ROW) {
            return null;
        }
        if (rounds.currencyIndex(round) != command.currencyIndex) {
            return Outcome.CURRENCY_MISMATCH;
        }
        return rounds.isOpen(round) ? null : rounds.endedOutcome(round);
    }

    private Outcome refuseStake(final Command command, final Answer answer, final long needed) {
        if (locks.isPlayBlocked(command.playerRow, command.timestampNs)) {
            return Outcome.PLAYER_BLOCKED;
        }
        final Outcome exceeded = limits.refuse(
                answer,
                command.playerRow,
                command.currencyIndex,
                0,
                command.amount,
                command.amount,
                command.timestampNs);
        if (exceeded != null) {
            return exceeded;
        }
        return wallets.available(command.playerRow, command.walletIndex, command.currencyIndex) < needed
                ? Outcome.INSUFFICIENT_FUNDS
                : null;
    }

    private void takeStake(final Command command) {
        wallets.debit(command.playerRow, command.walletIndex, command.currencyIndex, command.amount);
        postHouse(command, command.amount);
        if (command.amount > 0) {
            limits.countStake(
                    command.playerRow, command.currencyIndex, command.amount, command.timestampNs, command.timestampNs);
        }
    }

    private void pay(final Command command, final Answer answer, final long amount) {
        postHouse(command, -amount);
        wallets.credit(answer, command.playerRow, command.walletIndex, command.currencyIndex, amount);
        if (amount > 0) {
            limits.countLoss(
                    command.playerRow, command.currencyIndex, -amount, command.timestampNs, command.timestampNs);
        }
    }

    private void close(final Command command, final Answer answer, final int round) {
        lifecycle.end(round, RoundState.CLOSED, command.ordinal, answer, command.timestampNs);
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
        holds.bringUp(command.playerRow, command.timestampNs);
        final int named = command.hasTarget() ? targets.findBet(command) : NULL_ROW;
        if (named != NULL_ROW && log.isTombstone(named)) {
            // Reversed before it came: waiting for it, or for its round, would never end.
            return Outcome.CANCELLED_BY_ROLLBACK;
        }
        final int bet = targets.betOf(named);
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
            return rounds.endedOutcome(round);
        }
        if (!rounds.fitsSum(round, command.amount)) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        final Outcome noCredit = wallets.refuseCredit(
                command.playerRow, command.walletIndex, command.currencyIndex, command.amount, false);
        if (noCredit != null) {
            return noCredit;
        }
        return records.hasRoomForWin(round) ? null : Outcome.CAPACITY_EXCEEDED;
    }

    // From here the command must succeed.
    private void payWin(final Command command, final Answer answer, final int foundRound, final int bet) {
        pay(command, answer, command.amount);
        final int round = foundRound == NULL_ROW ? lifecycle.open(command) : foundRound;
        answer.playRow = records.addWin(command, round, bet);
        if (bet != NULL_ROW) {
            plays.addWinsNaming(bet, 1);
        }
        answer.amount = command.amount;
        if (command.endRound) {
            if (rounds.isOpen(round)) {
                close(command, answer, round);
            } else if (rounds.isCloserReversed(round)) {
                rounds.closer(round, command.ordinal);
            }
        }
    }

    /**
     * Closes a round.
     *
     * @param command resolved.
     * @param answer to be filled: what the round held may repay debt.
     * @return the outcome.
     */
    public Outcome closeRound(final Command command, final Answer answer) {
        final Outcome refusal = refuseEnd(command);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        lifecycle.end(lifecycle.find(command), RoundState.CLOSED, 0, answer, command.timestampNs);
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
        holds.bringUp(command.playerRow, command.timestampNs);
        final int round = lifecycle.find(command);
        if (round == NULL_ROW) {
            return Outcome.ROUND_NOT_FOUND;
        }
        return rounds.isOpen(round) ? null : rounds.endedOutcome(round);
    }

    private boolean isLateWinAllowed(final Command command, final int round) {
        return rounds.state(round) == RoundState.CLOSED.value()
                && (command.isFreeWin()
                        || sources.isLateWinAllowed(command.sourceIndex)
                        || rounds.isCloserReversed(round));
    }

    private void postHouse(final Command command, final long amount) {
        accounts.postSystem(AccountKind.HOUSE, command.sourceIndex, command.currencyIndex, command.source, amount);
    }
}
