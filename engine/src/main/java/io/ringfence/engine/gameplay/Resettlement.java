package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.RoundState;

/** Resettle: sets what a bet pays in all (docs/protocol.md). Engine thread only. */
public final class Resettlement {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;

    private final Wallets wallets;
    private final Limits limits;
    private final Targets targets;
    private final TransactionLog log;
    private final PlayRecords records;
    private final Rounds rounds;
    private final Plays plays;
    private final Settlement settlement;
    private final NetPosting nets;

    /**
     * Over the ledger, the log and the rounds.
     *
     * @param definitions with the policies of the sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param limits that count what changes.
     * @param targets finder of bets.
     */
    public Resettlement(
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Limits limits,
            final Targets targets) {
        this.wallets = wallets;
        this.limits = limits;
        this.targets = targets;
        log = targets.log();
        records = targets.lifecycle().records();
        rounds = targets.lifecycle().rounds();
        plays = targets.lifecycle().plays();
        settlement = new Settlement(targets);
        nets = new NetPosting(definitions, accounts, wallets);
    }

    /** Makes room for one wallet. */
    public void configure(final int walletsMax) {
        nets.configure(walletsMax);
    }

    /**
     * Posts the difference between a payout and what was paid for the bet so far.
     *
     * @param command with the payout as its amount and the version as its attempt.
     * @param answer to be filled; its amount is what the player gets, below zero what is taken.
     * @return the outcome.
     */
    public Outcome resettle(final Command command, final Answer answer) {
        if (command.amount < 0 || command.attempt < 1) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        final int named = targets.findBet(command);
        if (named == NULL_ROW) {
            return Outcome.TX_NOT_FOUND;
        }
        if (log.isTombstone(named)) {
            // Reversed before it came: waiting for it would never end.
            return Outcome.ALREADY_ROLLED_BACK;
        }
        targets.name(named, answer);
        final int bet = targets.betOf(named);
        if (bet != NULL_ROW && Command.isGiven(command.batchPlayer) && command.batchPlayer != answer.player) {
            return Outcome.PLAYER_MISMATCH;
        }
        final Outcome unfit = bet == NULL_ROW ? Outcome.TX_NOT_FOUND : refuseState(command, bet);
        if (unfit != null) {
            return unfit;
        }
        final int round = plays.roundRow(bet);
        final long change = command.amount - settlement.paid(bet);
        final Outcome refusal = refuseChange(command, answer, round, change);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        final long debtBefore = wallets.debt(answer.playerRow, answer.currencyIndex);
        nets.post(command, answer);
        if (change != 0) {
            limits.countLoss(answer.playerRow, answer.currencyIndex, -change, command.timestampNs, command.timestampNs);
        }
        answer.playRow = records.addResettle(command, round, bet, change);
        plays.resettled(bet);
        answer.amount = change;
        return wallets.debt(answer.playerRow, answer.currencyIndex) > debtBefore ? Outcome.OK_DEBT : Outcome.OK;
    }

    private Outcome refuseState(final Command command, final int bet) {
        if (plays.isFullyReversed(bet)) {
            return Outcome.ALREADY_ROLLED_BACK;
        }
        final int last = settlement.lastResettle(bet);
        if (last != NULL_ROW && command.attempt <= plays.version(last)) {
            return Outcome.STALE_VERSION;
        }
        return rounds.state(plays.roundRow(bet)) == RoundState.CANCELLED.value() ? Outcome.ROUND_CANCELLED : null;
    }

    private Outcome refuseChange(final Command command, final Answer answer, final int round, final long change) {
        nets.clear();
        nets.add(answer.walletIndex, change);
        final Outcome refusal = nets.refuse(command, answer);
        if (refusal == Outcome.INSUFFICIENT_FUNDS || refusal == Outcome.AMOUNT_OVERFLOW) {
            return refusal;
        }
        if (!rounds.fitsSum(round, change)) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        if (refusal != null) {
            return refusal;
        }
        return records.hasRoomForPin() && records.hasRoomForPart(round) ? null : Outcome.CAPACITY_EXCEEDED;
    }
}
