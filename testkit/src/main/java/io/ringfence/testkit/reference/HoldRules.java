package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** PlaceHold, CaptureHold, ReleaseHold. */
final class HoldRules extends Rules {
    HoldRules(final World world) {
        super(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        switch (request.kind) {
            case "PlaceHold" -> place(request, decision);
            case "CaptureHold" -> capture(request, decision);
            case "ReleaseHold" -> release(request, decision);
            default -> throw new IllegalArgumentException(request.kind);
        }
    }

    private void place(final Request request, final Decision decision) {
        final Long player = request.player();
        final boolean isBet = request.isSportBet();
        final Round known = isBet ? memory.round(request.source, player, request.round()) : null;
        final BigInteger amount = request.amount();
        final Long expiresNs = request.timeNs("expiresAt");
        final boolean isWithdrawal = "WITHDRAWAL".equals(request.text("purpose"));
        final boolean isBlocked = isWithdrawal ? world.locks.isFrozen(player) : world.locks.isBetLocked(player);
        final Limits.Exceeded exceeded =
                isBet ? world.limits.exceededByStake(owner(request), amount, world.timeNs) : null;
        final Outcome refusal = firstOf(
                checkPositive(player),
                checkPositive(request.number("amount")),
                when(expiresNs != null && expiresNs <= world.timeNs, Outcome.TIME_INVALID),
                checkNames(request),
                checkRoundCurrency(known, request),
                checkRoundOpen(known),
                when(isBlocked, Outcome.PLAYER_BLOCKED),
                checkLimit(exceeded),
                checkFunds(request, amount),
                when(isBet && isTotalTooLarge(known, amount), Outcome.CAPACITY_EXCEEDED),
                isBet ? checkBetFits(known) : when(!memory.mayPinMore(), Outcome.CAPACITY_EXCEEDED),
                checkRoom(player),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal, exceeded);
            return;
        }
        final Round round = isBet && known == null ? openRound(request) : known;
        final Hold hold = new Hold(request, round, world);
        memory.holds.put(hold.key, hold);
        accounts.hold(player, request.wallet, request.currency(), amount);
        if (isBet) {
            round.holds.add(hold);
            round.touch(world.timeNs);
            world.limits.stake(owner(request), amount, world.timeNs);
        }
        decision.hold = hold;
        decision.round = round;
        decision.done(Outcome.OK, amount);
    }

    private Outcome checkRoom(final Long player) {
        final long open = memory.holds.values().stream()
                .filter(hold -> hold.isOpen() && hold.player == player)
                .count();
        final boolean mayOpen =
                LedgerConfig.mayOpen(memory.holds.size(), config.things().holdsMax());
        return when(!mayOpen || open >= config.things().holdsPerPlayerMax(), Outcome.CAPACITY_EXCEEDED);
    }

    private void capture(final Request request, final Decision decision) {
        final BigInteger amount = request.amount();
        final boolean isFinal = request.flag("final", true);
        final Outcome unnamed = firstOf(
                checkNotNegative(request.number("amount")),
                when(amount.signum() == 0 && !isFinal, Outcome.AMOUNT_INVALID),
                checkSource(request.source));
        final Hold hold = unnamed == null ? find(request, decision) : null;
        final Outcome unfit = firstOf(unnamed, checkOpen(request, hold));
        if (unfit != null) {
            decision.refuse(unfit);
            return;
        }
        final boolean isEnding = isFinal || amount.compareTo(hold.rest()) >= 0;
        final Outcome refusal = firstOf(
                when(amount.compareTo(hold.rest()) > 0, Outcome.AMOUNT_EXCEEDS_HOLD), checkCaptures(hold, isEnding));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        final boolean isWithdrawal = "WITHDRAWAL".equals(hold.purpose);
        accounts.takeHeld(hold.player, hold.wallet, hold.currency, amount);
        if (isWithdrawal) {
            accounts.post(hold.currency, Accounts.CASHIER, 0, amount);
        } else {
            accounts.postHouse(hold.currency, hold.key.source(), amount);
        }
        hold.captured = hold.captured.add(amount);
        hold.captures++;
        if (hold.isSportBet()) {
            grow(hold, amount);
            decision.round = hold.round;
        }
        if (isEnding) {
            endings.endAlone(hold, Hold.State.CAPTURED, decision, world.timeNs);
        }
        decision.done(Outcome.OK, amount);
    }

    /** What is captured of a SPORT_BET is a bet of its round, from the first unit on. */
    private void grow(final Hold hold, final BigInteger amount) {
        final Round round = hold.round;
        if (hold.bet == null && amount.signum() > 0) {
            hold.bet = Play.bet(hold.key, round, hold.wallet, hold.placedNs, amount, BigInteger.ZERO);
            round.bets.add(hold.bet);
            round.plays.add(hold.bet);
        } else if (hold.bet != null) {
            hold.bet.staked = hold.bet.staked.add(amount);
        }
        round.changes++;
        round.touch(world.timeNs);
    }

    /** Captures that leave a hold open are bounded; one that ends it needs room for its id alone. */
    private Outcome checkCaptures(final Hold hold, final boolean isEnding) {
        if (isEnding) {
            return checkMemory(hold.isSportBet() ? IDS_IN_RESERVE + 1 : 1);
        }
        final int captures = hold.isSportBet() ? hold.round.changes : hold.captures;
        final boolean isFull = captures >= config.betsPerRoundMax() || !memory.mayPinMore();
        return when(isFull, Outcome.CAPACITY_EXCEEDED);
    }

    private void release(final Request request, final Decision decision) {
        final Outcome unnamed = checkSource(request.source);
        final Hold hold = unnamed == null ? find(request, decision) : null;
        final Outcome refusal = firstOf(unnamed, checkOpen(request, hold), checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        final BigInteger rest = endings.endAlone(hold, Hold.State.RELEASED, decision, world.timeNs);
        decision.done(Outcome.OK, rest);
    }

    /** The hold that is meant, or null; names its wallet, also when it was refused. */
    private Hold find(final Request request, final Decision decision) {
        final Transaction placed = memory.find(request.source, "PlaceHold", request.id("hold"));
        if (placed != null) {
            decision.echo(placed);
        }
        decision.hold = memory.hold(request.source, request.id("hold"));
        return decision.hold;
    }

    private static Outcome checkOpen(final Request request, final Hold hold) {
        final boolean isOther = hold != null && request.batchPlayer != null && request.batchPlayer != hold.player;
        return firstOf(
                when(hold == null, Outcome.HOLD_NOT_FOUND),
                when(isOther, Outcome.PLAYER_MISMATCH),
                when(hold != null && !hold.isOpen(), Outcome.HOLD_FINAL));
    }
}
