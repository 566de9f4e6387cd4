package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.player.Locks;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.HoldState;

/** PlaceHold, CaptureHold and ReleaseHold (docs/protocol.md). Engine thread only. */
public final class HoldRules {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;

    private final Accounts accounts;
    private final Wallets wallets;
    private final Resolver resolver;
    private final Locks locks;
    private final Limits limits;
    private final HoldLifecycle lifecycle;
    private final RoundLifecycle roundLifecycle;
    private final Targets targets;
    private final Holds holds;
    private final Rounds rounds;
    private final Plays plays;
    private final PlayRecords records;

    /**
     * Over the ledger, the player's locks and limits, and the rounds that holds belong to.
     *
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param resolver of names.
     * @param locks of players.
     * @param limits of players.
     * @param targets finder of holds.
     */
    public HoldRules(
            final Accounts accounts,
            final Wallets wallets,
            final Resolver resolver,
            final Locks locks,
            final Limits limits,
            final Targets targets) {
        this.accounts = accounts;
        this.wallets = wallets;
        this.resolver = resolver;
        this.locks = locks;
        this.limits = limits;
        this.targets = targets;
        lifecycle = targets.holds();
        roundLifecycle = targets.lifecycle();
        holds = lifecycle.table();
        rounds = roundLifecycle.rounds();
        plays = roundLifecycle.plays();
        records = roundLifecycle.records();
    }

    /**
     * Moves available to held.
     *
     * @param command resolved, the round of a SPORT_BET after defaults.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome place(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        if (command.amount < 1 || command.player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (Command.isGiven(command.endsAtNs) && command.endsAtNs <= command.timestampNs) {
            return Outcome.TIME_INVALID;
        }
        final Outcome unnamed = resolver.refuseMoney(command, 1);
        if (unnamed != null) {
            return unnamed;
        }
        lifecycle.bringUp(command.playerRow, command.timestampNs);
        final boolean isSportBet = command.option == HoldPurpose.SPORT_BET.value();
        int round = isSportBet ? roundLifecycle.find(command) : NULL_ROW;
        if (round != NULL_ROW && rounds.currencyIndex(round) != command.currencyIndex) {
            return Outcome.CURRENCY_MISMATCH;
        }
        if (round != NULL_ROW && !rounds.isOpen(round)) {
            return rounds.endedOutcome(round);
        }
        final Outcome refusal = refusePlace(command, answer, isSportBet, round);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        if (isSportBet && round == NULL_ROW) {
            round = roundLifecycle.open(command);
        }
        answer.playRow = lifecycle.place(command, round);
        answer.amount = command.amount;
        return Outcome.OK;
    }

    private Outcome refusePlace(final Command command, final Answer answer, final boolean isSportBet, final int round) {
        final boolean isBlocked = command.option == HoldPurpose.WITHDRAWAL.value()
                ? locks.isWithdrawalBlocked(command.playerRow, command.timestampNs)
                : locks.isPlayBlocked(command.playerRow, command.timestampNs);
        if (isBlocked) {
            return Outcome.PLAYER_BLOCKED;
        }
        if (isSportBet) {
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
        }
        if (wallets.available(command.playerRow, command.walletIndex, command.currencyIndex) < command.amount) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        final boolean hasRoom = rounds.fitsSum(round, command.amount)
                && lifecycle.hasRoom()
                && lifecycle.hasRoomFor(command.playerRow)
                && (isSportBet ? records.hasRoomForBet(round) : records.hasRoomToOpen());
        return hasRoom ? null : Outcome.CAPACITY_EXCEEDED;
    }

    /**
     * Takes from held to CASHIER or HOUSE.
     *
     * @param command that names a hold.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome capture(final Command command, final Answer answer) {
        if (command.amount < 0 || (command.amount == 0 && !command.flag)) {
            return Outcome.AMOUNT_INVALID;
        }
        final int hold = name(command, answer);
        if (hold == NULL_ROW) {
            return notFound(command);
        }
        if (isOfAnother(command, hold)) {
            return Outcome.PLAYER_MISMATCH;
        }
        if (!holds.isOpen(hold)) {
            answer.playRow = lifecycle.mention(command, hold);
            return Outcome.HOLD_FINAL;
        }
        if (command.amount > holds.rest(hold)) {
            answer.playRow = lifecycle.mention(command, hold);
            return Outcome.AMOUNT_EXCEEDS_HOLD;
        }
        final boolean isEnding = command.flag || command.amount == holds.rest(hold);
        final Outcome noRoom = refuseCapture(hold, isEnding);
        if (noRoom != null) {
            return noRoom;
        }
        // From here the command must succeed.
        final int round = plays.roundRow(holds.playRow(hold));
        takeHeld(command, answer, hold);
        holds.capture(hold, command.amount);
        if (round != NULL_ROW) {
            captureBet(command, hold, round);
            answer.playRow = records.addCapture(command, round, holds.playRow(hold));
        } else {
            answer.playRow = isEnding ? lifecycle.mention(command, hold) : lifecycle.addCapture(command, hold);
        }
        answer.amount = command.amount;
        if (isEnding) {
            lifecycle.endAlone(hold, HoldState.CAPTURED, answer, command.timestampNs);
        }
        return Outcome.OK;
    }

    private Outcome refuseCapture(final int hold, final boolean isEnding) {
        final int round = plays.roundRow(holds.playRow(hold));
        if (round == NULL_ROW) {
            final boolean hasRoom = isEnding || (records.hasRoomToOpen() && lifecycle.hasRoomForCapture(hold));
            return hasRoom ? null : Outcome.CAPACITY_EXCEEDED;
        }
        final boolean hasRoom =
                isEnding ? records.hasRoomForPin() : records.hasRoomToOpen() && records.hasRoomForPart(round);
        return hasRoom ? null : Outcome.CAPACITY_EXCEEDED;
    }

    private void takeHeld(final Command command, final Answer answer, final int hold) {
        accounts.takeHeld(
                accounts.find(answer.playerRow, holds.walletIndex(hold), holds.currencyIndex(hold)), command.amount);
        if (holds.purpose(hold) == HoldPurpose.WITHDRAWAL.value()) {
            accounts.postSystem(AccountKind.CASHIER, 0, holds.currencyIndex(hold), 0, command.amount);
        } else {
            accounts.postSystem(
                    AccountKind.HOUSE, command.sourceIndex, holds.currencyIndex(hold), command.source, command.amount);
        }
    }

    private void captureBet(final Command command, final int hold, final int round) {
        final int play = holds.playRow(hold);
        if (command.amount > 0) {
            final boolean isFirst = !plays.isBet(play);
            rounds.capture(round, command.amount, isFirst);
            if (isFirst) {
                plays.captured(play, command.ordinal);
            }
        }
    }

    /**
     * Gives back what is held.
     *
     * @param command that names a hold.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome release(final Command command, final Answer answer) {
        final int hold = name(command, answer);
        if (hold == NULL_ROW) {
            return notFound(command);
        }
        if (isOfAnother(command, hold)) {
            return Outcome.PLAYER_MISMATCH;
        }
        answer.playRow = lifecycle.mention(command, hold);
        if (!holds.isOpen(hold)) {
            return Outcome.HOLD_FINAL;
        }
        // From here the command must succeed.
        answer.amount = holds.rest(hold);
        lifecycle.endAlone(hold, HoldState.RELEASED, answer, command.timestampNs);
        return Outcome.OK;
    }

    /**
     * Whether a hold is kept together with every id that was about it, so that no command about it can have been
     * forgotten.
     *
     * @param command that names the hold.
     * @return true when an old command about it is decided like a young one.
     */
    public boolean isKeptComplete(final Command command) {
        final int hold = targets.findHold(command.source, command.thingHigh, command.thingLow, command.timestampNs);
        return hold != NULL_ROW && holds.isComplete(hold);
    }

    /** Finds a command's hold and names its wallet, also that of a hold that was refused. */
    private int name(final Command command, final Answer answer) {
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return NULL_ROW;
        }
        final int id = targets.findHoldId(command.source, command.thingHigh, command.thingLow, command.timestampNs);
        if (id != NULL_ROW) {
            targets.name(id, answer);
        }
        return targets.holdOf(id);
    }

    private boolean isOfAnother(final Command command, final int hold) {
        return Command.isGiven(command.batchPlayer) && command.batchPlayer != holds.player(hold);
    }

    private static Outcome notFound(final Command command) {
        return command.sourceIndex == Definitions.UNKNOWN ? Outcome.SOURCE_UNKNOWN : Outcome.HOLD_NOT_FOUND;
    }
}
