package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** Bet, BetWin, Win, EndRound. */
final class RoundRules extends Rules {
    private final Reversals reversals;

    RoundRules(final World world) {
        super(world);
        reversals = new Reversals(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        switch (request.kind) {
            case "Bet" -> bet(request, decision);
            case "BetWin" -> betWin(request, decision);
            case "Win" -> win(request, decision);
            case "EndRound" -> endRound(request, decision);
            default -> throw new IllegalArgumentException(request.kind);
        }
    }

    private void bet(final Request request, final Decision decision) {
        final Round known = memory.round(request.source, request.player(), request.round());
        final BigInteger amount = request.amount();
        final Limits.Exceeded exceeded = world.limits.exceededByStake(owner(request), amount, world.timeNs);
        final Outcome refusal = firstOf(
                checkPositive(request.player()),
                checkNotNegative(request.number("amount")),
                checkNames(request),
                checkRoundCurrency(known, request),
                checkRoundOpen(known),
                when(world.locks.isBetLocked(request.player()), Outcome.PLAYER_BLOCKED),
                checkLimit(exceeded),
                checkFunds(request, amount),
                when(isTotalTooLarge(known, amount), Outcome.CAPACITY_EXCEEDED),
                checkBetFits(known),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal, exceeded);
            return;
        }
        final Round round = known == null ? openRound(request) : known;
        accounts.debit(request.player(), request.wallet, request.currency(), amount);
        accounts.postHouse(request.currency(), request.source, amount);
        world.limits.stake(owner(request), amount, world.timeNs);
        postBet(request, decision, round, amount, BigInteger.ZERO);
        if (request.flag("endRound")) {
            endings.close(round, decision.play, decision, world.timeNs);
        }
        decision.done(Outcome.OK, amount);
    }

    private void betWin(final Request request, final Decision decision) {
        final Long player = request.player();
        final Round known = memory.round(request.source, player, request.round());
        final BigInteger bet = request.big("betAmount");
        final BigInteger win = request.big("winAmount");
        final BigInteger minBalance = request.has("minBalance") ? request.big("minBalance") : BigInteger.ZERO;
        final BigInteger net = win.subtract(bet);
        final Limits.Exceeded exceeded = world.limits.exceededByStake(owner(request), bet, world.timeNs);
        final Outcome refusal = firstOf(
                checkPositive(player),
                checkNotNegative(request.number("betAmount")),
                checkNotNegative(request.number("winAmount")),
                checkNotNegative(request.number("minBalance")),
                checkNames(request),
                checkRoundCurrency(known, request),
                checkRoundOpen(known),
                when(world.locks.isBetLocked(player), Outcome.PLAYER_BLOCKED),
                checkLimit(exceeded),
                checkFunds(request, bet.max(minBalance)),
                checkOverflow(request, net),
                when(isTotalTooLarge(known, bet.add(win)), Outcome.AMOUNT_OVERFLOW),
                checkBetFits(known),
                checkRowOpens(player, request.wallet, request.currency(), win),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal, exceeded);
            return;
        }
        final Round round = known == null ? openRound(request) : known;
        accounts.debit(player, request.wallet, request.currency(), bet);
        accounts.credit(player, request.wallet, request.currency(), win, decision);
        accounts.postHouse(request.currency(), request.source, net.negate());
        world.limits.stake(owner(request), bet, world.timeNs);
        world.limits.win(owner(request), win, world.timeNs);
        postBet(request, decision, round, bet, win);
        if (request.flag("endRound", true)) {
            endings.close(round, decision.play, decision, world.timeNs);
        }
        decision.done(Outcome.OK, net);
    }

    private void postBet(
            final Request request,
            final Decision decision,
            final Round round,
            final BigInteger staked,
            final BigInteger won) {
        decision.round = round;
        decision.play = Play.bet(request.key(), round, request.wallet, world.timeNs, staked, won);
        round.bets.add(decision.play);
        round.plays.add(decision.play);
        round.touch(world.timeNs);
    }

    private void win(final Request request, final Decision decision) {
        final Outcome unnamed = firstOf(
                checkPositive(request.player()), checkNotNegative(request.number("amount")), checkNames(request));
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        final Transaction named = memory.findBet(request.source, request.id("betTxId"));
        final Play bet = named == null || !named.isDone() ? null : named.named();
        final Round known = winRound(request, bet);
        decision.round = known;
        final Outcome unfit = checkWinReferences(request, named, bet, known);
        if (unfit != null) {
            decision.refuse(unfit);
            return;
        }
        final BigInteger amount = request.amount();
        final boolean isOpening = known == null;
        final Outcome refusal = firstOf(
                when(bet != null && bet.isReversedInFull, Outcome.CANCELLED_BY_ROLLBACK),
                when(isClosedFor(request, known), Outcome.ROUND_CLOSED),
                when(known != null && known.state == Round.State.CANCELLED, Outcome.ROUND_CANCELLED),
                checkOverflow(request, amount),
                when(isTotalTooLarge(known, amount), Outcome.AMOUNT_OVERFLOW),
                when(known != null && known.wins.size() >= config.betsPerRoundMax(), Outcome.CAPACITY_EXCEEDED),
                when(isOpening && !(memory.mayOpenRound() && memory.mayPinMore()), Outcome.CAPACITY_EXCEEDED),
                checkRowFits(request.player(), request.wallet, request.currency(), amount),
                checkMemory(IDS_IN_RESERVE + 1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        postWin(request, decision, bet, amount);
    }

    private void postWin(final Request request, final Decision decision, final Play bet, final BigInteger amount) {
        final Round round = decision.round == null ? openRound(request) : decision.round;
        final Play win = Play.win(request.key(), round, request.wallet, world.timeNs, amount);
        decision.round = round;
        decision.play = win;
        accounts.postHouse(request.currency(), request.source, amount.negate());
        accounts.credit(request.player(), request.wallet, request.currency(), amount, decision);
        world.limits.win(owner(request), amount, world.timeNs);
        win.namedBet = bet;
        if (bet == null) {
            win.settles.addAll(round.bets);
        } else {
            win.settles.add(bet);
        }
        round.wins.add(win);
        round.plays.add(win);
        round.touch(world.timeNs);
        if (request.flag("endRound") && (round.isOpen() || round.isClosedByReversedWin())) {
            endings.close(round, win, decision, world.timeNs);
        }
        decision.done(Outcome.OK, amount);
    }

    private Round winRound(final Request request, final Play bet) {
        if (request.round() != null) {
            return memory.round(request.source, request.player(), request.round());
        }
        return bet == null ? null : bet.round;
    }

    private Outcome checkWinReferences(
            final Request request, final Transaction named, final Play bet, final Round round) {
        if (named != null && named.isTombstone) {
            return Outcome.CANCELLED_BY_ROLLBACK;
        }
        final boolean isNamed = request.has("betTxId");
        final boolean isRoundGiven = request.round() != null;
        final boolean isRoundNeeded = !request.isFreeWin() && (isRoundGiven || !isNamed);
        return firstOf(
                when(isRoundNeeded && round == null, Outcome.ROUND_NOT_FOUND),
                when(isNamed && bet == null, Outcome.TX_NOT_FOUND),
                when(isNamed && bet != null && bet.round != round, Outcome.TX_NOT_FOUND),
                when(bet != null && bet.round.key.player() != request.player(), Outcome.PLAYER_MISMATCH),
                checkRoundCurrency(round, request));
    }

    private boolean isClosedFor(final Request request, final Round round) {
        if (round == null || round.state != Round.State.CLOSED || request.isFreeWin()) {
            return false;
        }
        return !definitions.sources.get(request.source).isLateWinAllowed() && !round.isClosedByReversedWin();
    }

    private void endRound(final Request request, final Decision decision) {
        final Outcome unnamed =
                firstOf(checkPositive(request.player()), checkSource(request.source), checkPlayer(request.player()));
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        final Round round = memory.round(request.source, request.player(), request.round());
        final Outcome refusal = firstOf(when(round == null, Outcome.ROUND_NOT_FOUND), checkRoundOpen(round));
        if (refusal != null) {
            decision.refuse(refusal);
        } else if ("VOID".equals(request.text("action"))) {
            voidRound(round, decision);
        } else if (checkMemory(1) != null) {
            decision.refuse(Outcome.CAPACITY_EXCEEDED);
        } else {
            endings.close(round, null, decision, world.timeNs);
            decision.done(Outcome.OK, BigInteger.ZERO);
        }
    }

    private void voidRound(final Round round, final Decision decision) {
        decision.wallet = round.wallet;
        decision.currency = round.currency;
        final Net net = new Net(round.key.player(), round.currency, round.key.source());
        round.plays.forEach(play -> net.add(play.wallet, play.netToPlayer()));
        round.bets.forEach(bet -> net.add(bet.wallet, bet.resettled.negate()));
        for (final Hold hold : round.holds) {
            if (hold.isOpen()) {
                net.addHeld(hold.wallet, hold.rest());
            }
        }
        final Outcome refusal = firstOf(reversals.check(net), checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        reversals.post(net, decision);
        // In this order, which a sum that stands at its bound tells apart.
        round.holds.forEach(reversals::releasedByVoid);
        round.plays.forEach(reversals::reverseInFull);
        round.state = Round.State.CANCELLED;
        decision.done(Outcome.OK, net.total());
    }
}
