package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.HoldState;
import io.ringfence.protocol.codec.RoundState;
import io.ringfence.protocol.codec.TargetKind;

/** Rollback and EndRound VOID (docs/protocol.md). Engine thread only. */
public final class Reversals {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;

    private final Definitions definitions;
    private final Limits limits;
    private final Targets targets;
    private final Players players;
    private final TransactionLog log;
    private final RoundLifecycle lifecycle;
    private final HoldLifecycle holds;
    private final PlayRecords records;
    private final Betting betting;
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
     * @param limits that un-count what is reversed.
     * @param targets finder of what a Rollback refers to.
     * @param betting that knows when a round may be ended.
     */
    public Reversals(
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Limits limits,
            final Targets targets,
            final Betting betting) {
        this.definitions = definitions;
        this.limits = limits;
        this.targets = targets;
        this.players = targets.players();
        this.log = targets.log();
        this.lifecycle = targets.lifecycle();
        this.holds = targets.holds();
        this.records = lifecycle.records();
        this.betting = betting;
        this.rounds = lifecycle.rounds();
        this.plays = lifecycle.plays();
        settlement = new Settlement(targets);
        nets = new NetPosting(definitions, accounts, wallets);
    }

    /** Makes room for the wallets of one reversal. */
    public void configure(final int walletsMax) {
        nets.configure(walletsMax);
    }

    /** The row of the id that a Rollback refers to, or NULL_ROW; see {@link Targets#findTarget}. */
    public int findTarget(final Command command) {
        return targets.findTarget(command);
    }

    private void nameTarget(final Command command, final Answer answer, final int target) {
        targets.name(target, answer);
        if (Command.isGiven(command.player)) {
            answer.player = command.player;
            answer.playerRow = players.find(command.player);
            holds.bringUp(answer.playerRow, command.timestampNs);
        }
    }

    /** Occupies the keys of a command that was reversed before it came. */
    public void bury(final Command command) {
        targets.bury(command);
    }

    /**
     * Reverses a bet or win at most once, or occupies its id before it comes.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome; after TOMBSTONED the caller calls {@link #bury}.
     */
    public Outcome rollback(final Command command, final Answer answer) {
        final boolean isPartial = Command.isGiven(command.amount);
        final boolean isAmountInvalid =
                isPartial && (command.amount < 1 || command.option == TargetKind.BETWIN.value());
        if (isAmountInvalid || (Command.isGiven(command.player) && command.player <= 0)) {
            return Outcome.AMOUNT_INVALID;
        }
        final int target = targets.findTarget(command);
        if (isPartial && target != NULL_ROW && !log.isTombstone(target) && targets.isBetWin(command, target)) {
            nameTarget(command, answer, target);
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (target == NULL_ROW) {
            return isPartial ? Outcome.TX_NOT_FOUND : Outcome.TOMBSTONED;
        }
        if (log.isTombstone(target)) {
            return Outcome.TOMBSTONED;
        }
        nameTarget(command, answer, target);
        if (Command.isGiven(command.player)) {
            if (answer.playerRow == Players.NULL_ROW) {
                return Outcome.PLAYER_NOT_FOUND;
            }
            if (command.player != log.player(target)) {
                return Outcome.PLAYER_MISMATCH;
            }
        }
        final int play = log.playRow(target);
        if (play == NULL_ROW || !(plays.isWin(play) || plays.isBet(play))) {
            return Outcome.NOTHING_TO_REVERSE;
        }
        return reverse(command, answer, play);
    }

    private Outcome reverse(final Command command, final Answer answer, final int play) {
        final boolean isPartial = Command.isGiven(command.amount);
        if (plays.isFullyReversed(play)) {
            return Outcome.ALREADY_ROLLED_BACK;
        }
        if (plays.isWin(play) && settlement.isSuperseded(play)) {
            return Outcome.ALREADY_SETTLED;
        }
        if (!plays.isWin(play) && settlement.isSettled(play)) {
            final boolean isReversible = !isPartial && definitions.sources().isSettledReversed(command.sourceIndex);
            return isReversible ? reverseSettled(command, answer, play) : Outcome.ALREADY_SETTLED;
        }
        final boolean isWhole = !isPartial || command.amount == settlement.left(play);
        if (isPartial && command.amount > settlement.left(play)) {
            return Outcome.AMOUNT_EXCEEDS_TARGET;
        }
        final long toPlayer;
        if (!isPartial) {
            toPlayer = settlement.toPlayer(play);
        } else {
            toPlayer = plays.isWin(play) ? -command.amount : command.amount;
        }
        nets.clear();
        nets.add(answer.walletIndex, toPlayer);
        final Outcome refusal = refuseReversal(command, answer);
        if (refusal != null) {
            return refusal;
        }
        final int round = plays.roundRow(play);
        if (!isWhole && !records.hasRoomForPart(round)) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        nets.post(command, answer);
        answer.amount = plays.isWin(play) ? -toPlayer : toPlayer;
        if (isWhole) {
            reverseWhole(command, answer, play);
        } else {
            reversePart(command, answer, play, command.amount);
        }
        settleRound(command, answer, round);
        return Outcome.REVERSED;
    }

    /** Reverses a settled bet with the wins that name it and what a Resettle paid, net per wallet. */
    private Outcome reverseSettled(final Command command, final Answer answer, final int bet) {
        final int round = plays.roundRow(bet);
        nets.clear();
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (settlement.isReversedWith(play, bet)) {
                addNet(play);
            }
        }
        final Outcome refusal = refuseReversal(command, answer);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        answer.amount = nets.total();
        nets.post(command, answer);
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (settlement.isReversedWith(play, bet)) {
                reverseWhole(command, answer, play);
            }
        }
        settleRound(command, answer, round);
        return Outcome.REVERSED;
    }

    /**
     * Reverses what is left of every bet and win of an open round, net per wallet, and cancels it.
     *
     * @param command EndRound VOID, resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome voidRound(final Command command, final Answer answer) {
        final Outcome notOpen = betting.refuseEnd(command);
        if (notOpen != null) {
            return notOpen;
        }
        final int round = lifecycle.find(command);
        targets.name(plays.txRow(rounds.firstPlay(round)), answer);
        nets.clear();
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (settlement.isLeft(play)) {
                addNet(play);
            }
        }
        holds.addRests(round, nets);
        final Outcome refusal = nets.refuse(command, answer);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        answer.amount = nets.total();
        holds.takeRests(round, answer, command.timestampNs);
        nets.post(command, answer);
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (settlement.isLeft(play)) {
                markReversed(command, answer, play);
            }
        }
        lifecycle.end(round, RoundState.CANCELLED, 0, answer, command.timestampNs);
        return Outcome.OK;
    }

    private void addNet(final int play) {
        nets.add(log.walletIndex(plays.txRow(play)), settlement.toPlayer(play));
    }

    private Outcome refuseReversal(final Command command, final Answer answer) {
        final Outcome refusal = nets.refuse(command, answer);
        if (refusal != null) {
            return refusal;
        }
        return records.hasRoomForPin() ? null : Outcome.CAPACITY_EXCEEDED;
    }

    /** Reverses all that is left of a play; what is still held for it goes back, too. */
    private void reverseWhole(final Command command, final Answer answer, final int play) {
        markReversed(command, answer, play);
        if (plays.kind(play) == Plays.HOLD && holds.table().isOpen(plays.holdRow(play))) {
            holds.end(plays.holdRow(play), HoldState.RELEASED, answer, command.timestampNs);
        }
    }

    private void markReversed(final Command command, final Answer answer, final int play) {
        switch (plays.kind(play)) {
            case Plays.BETWIN -> {
                final long ownWin = plays.ownWin(play);
                final long stake = ownWin + settlement.toPlayer(play);
                uncount(command, answer, play, stake, ownWin);
                uncountResettles(command, answer, play);
                rounds.reverse(plays.roundRow(play), stake, ownWin, true);
                plays.reverseWhole(play);
            }
            case Plays.RESETTLE -> {
                final long change = -settlement.toPlayer(play);
                rounds.reverse(plays.roundRow(play), 0, change, false);
                plays.reverseWhole(play);
            }
            default -> {
                reversePart(command, answer, play, settlement.left(play));
                uncountResettles(command, answer, play);
            }
        }
    }

    private void reversePart(final Command command, final Answer answer, final int play, final long amount) {
        final boolean isFull = amount == settlement.left(play);
        final boolean isWin = plays.isWin(play);
        final int round = plays.roundRow(play);
        uncount(command, answer, play, isWin ? 0 : amount, isWin ? amount : 0);
        rounds.reverse(round, isWin ? 0 : amount, isWin ? amount : 0, isFull && !isWin);
        plays.reversePart(play, amount, isFull);
        if (isFull && isWin) {
            final int bet = plays.named(play);
            if (bet != NULL_ROW) {
                plays.addWinsNaming(bet, -1);
            }
            if (rounds.closer(round) == plays.ordinal(play)) {
                rounds.closerReversed(round);
            }
        }
    }

    /** Takes what Resettles paid for a bet out of the limits' windows that still hold the time of the last one. */
    private void uncountResettles(final Command command, final Answer answer, final int bet) {
        final int last = settlement.lastResettle(bet);
        if (last != NULL_ROW) {
            uncount(command, answer, last, 0, settlement.resettled(bet));
        }
    }

    /** Takes a stake and what was won out of the limits' windows that still hold the time of a play. */
    private void uncount(final Command command, final Answer answer, final int play, final long stake, final long won) {
        final long originalNs = log.timeNs(plays.txRow(play));
        if (stake != 0) {
            limits.countStake(answer.playerRow, answer.currencyIndex, -stake, originalNs, command.timestampNs);
        }
        if (won != 0) {
            limits.countLoss(answer.playerRow, answer.currencyIndex, won, originalNs, command.timestampNs);
        }
    }

    /** Adds the reversal to the round, and cancels an open one of which nothing is left. */
    private void settleRound(final Command command, final Answer answer, final int round) {
        answer.playRow = records.addReversal(command, round);
        lifecycle.cancelIfEmpty(round, answer, command.timestampNs);
    }
}
