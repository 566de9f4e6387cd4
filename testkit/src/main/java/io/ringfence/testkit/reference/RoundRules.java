package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** Bet, Win, EndRound. */
final class RoundRules extends Rules {
    private final Reversals reversals;

    RoundRules(final LedgerConfig config, final Definitions definitions, final Accounts accounts, final Memory memory) {
        super(config, definitions, accounts, memory);
        reversals = new Reversals(config, definitions, accounts);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        switch (request.kind) {
            case "Bet" -> bet(request, decision);
            case "Win" -> win(request, decision);
            case "EndRound" -> endRound(request, decision);
            default -> throw new IllegalArgumentException(request.kind);
        }
    }

    private void bet(final Request request, final Decision decision) {
        final Outcome unnamed = checkNames(request);
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        final Round known = memory.round(request.source, request.player(), request.round());
        final BigInteger amount = request.amount();
        decision.round = known;
        final boolean isFull = known == null ? !memory.mayOpenRound() : known.bets.size() >= config.betsPerRoundMax();
        final Outcome refusal = firstOf(
                checkRoundCurrency(known, request),
                when(known != null && known.state == Round.State.CLOSED, Outcome.ROUND_CLOSED),
                when(known != null && known.state == Round.State.CANCELLED, Outcome.ROUND_CANCELLED),
                checkFunds(request, amount),
                when(isTotalTooLarge(known, amount), Outcome.CAPACITY_EXCEEDED),
                when(isFull || !memory.mayPinMore(), Outcome.CAPACITY_EXCEEDED),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        final Transaction bet = decision.transaction;
        final Round round = known == null ? openRound(request) : known;
        decision.round = round;
        accounts.debit(request.player(), request.wallet, request.currency(), amount);
        accounts.postHouse(request.currency(), request.source, amount);
        round.bets.add(bet);
        round.plays.add(bet);
        round.touch(timeNs);
        if (request.flag("endRound")) {
            round.close(bet);
        }
        decision.done(Outcome.OK, amount);
    }

    private void win(final Request request, final Decision decision) {
        final Outcome unnamed = checkNames(request);
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        final Transaction bet = namedBet(request);
        final Round known = winRound(request, bet);
        decision.round = known;
        final Outcome unfit = checkWinReferences(request, bet, known);
        if (unfit != null) {
            decision.refuse(unfit);
            return;
        }
        final BigInteger amount = request.amount();
        final boolean isOpening = known == null;
        final boolean isNewRow = accounts.isNewRow(request.player(), request.wallet, request.currency(), amount);
        final Outcome refusal = firstOf(
                when(bet != null && bet.isReversedInFull, Outcome.CANCELLED_BY_ROLLBACK),
                when(isClosedFor(request, known), Outcome.ROUND_CLOSED),
                when(known != null && known.state == Round.State.CANCELLED, Outcome.ROUND_CANCELLED),
                when(
                        accounts.overflows(request.player(), request.wallet, request.currency(), amount),
                        Outcome.AMOUNT_OVERFLOW),
                when(isTotalTooLarge(known, amount), Outcome.AMOUNT_OVERFLOW),
                when(known != null && known.wins.size() >= config.betsPerRoundMax(), Outcome.CAPACITY_EXCEEDED),
                when(isOpening && !(memory.mayOpenRound() && memory.mayPinMore()), Outcome.CAPACITY_EXCEEDED),
                when(isNewRow && accounts.rowCount() >= config.accountsMax(), Outcome.CAPACITY_EXCEEDED),
                checkMemory(IDS_IN_RESERVE + 1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        postWin(request, decision, bet, amount);
    }

    private void postWin(
            final Request request, final Decision decision, final Transaction bet, final BigInteger amount) {
        final Transaction win = decision.transaction;
        final Round round = decision.round == null ? openRound(request) : decision.round;
        decision.round = round;
        accounts.postHouse(request.currency(), request.source, amount.negate());
        accounts.credit(request.player(), request.wallet, request.currency(), amount, decision);
        win.namedBet = bet;
        if (bet == null) {
            win.settles.addAll(round.bets);
        } else {
            win.settles.add(bet);
        }
        round.wins.add(win);
        round.plays.add(win);
        round.touch(timeNs);
        if (request.flag("endRound") && (round.isOpen() || round.isClosedByReversedWin())) {
            round.close(win);
        }
        decision.done(Outcome.OK, amount);
    }

    private Transaction namedBet(final Request request) {
        return request.has("betTxId") ? memory.find(request.source, "Bet", request.id("betTxId")) : null;
    }

    private Round winRound(final Request request, final Transaction bet) {
        if (request.round() != null) {
            return memory.round(request.source, request.player(), request.round());
        }
        return bet != null && bet.isDone() ? bet.round : null;
    }

    private Outcome checkWinReferences(final Request request, final Transaction bet, final Round round) {
        if (bet != null && bet.isTombstone) {
            return Outcome.CANCELLED_BY_ROLLBACK;
        }
        final boolean isNamed = request.has("betTxId");
        final boolean isRoundGiven = request.round() != null;
        final boolean isRoundNeeded = !request.isFreeWin() && (isRoundGiven || !isNamed);
        final boolean isBetGood = bet != null && bet.isDone();
        return firstOf(
                when(isRoundNeeded && round == null, Outcome.ROUND_NOT_FOUND),
                when(isNamed && !isBetGood, Outcome.TX_NOT_FOUND),
                when(isNamed && isBetGood && bet.round != round, Outcome.TX_NOT_FOUND),
                when(isNamed && isBetGood && !bet.player.equals(request.player()), Outcome.PLAYER_MISMATCH),
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
        if (round == null) {
            decision.refuse(Outcome.ROUND_NOT_FOUND);
            return;
        }
        final Outcome refusal = firstOf(
                when(round.state == Round.State.CLOSED, Outcome.ROUND_CLOSED),
                when(round.state == Round.State.CANCELLED, Outcome.ROUND_CANCELLED));
        if (refusal != null) {
            decision.refuse(refusal);
        } else if ("VOID".equals(request.text("action"))) {
            voidRound(round, decision);
        } else if (checkMemory(1) != null) {
            decision.refuse(Outcome.CAPACITY_EXCEEDED);
        } else {
            round.close(decision.transaction);
            decision.done(Outcome.OK, BigInteger.ZERO);
        }
    }

    private void voidRound(final Round round, final Decision decision) {
        final Reversals.Net net = new Reversals.Net(round.key.player(), round.currency, round.key.source());
        for (final Transaction play : round.plays) {
            net.add(
                    play.wallet,
                    round.bets.contains(play) ? play.left() : play.left().negate());
        }
        decision.wallet = round.plays.get(0).wallet;
        decision.currency = round.currency;
        final Outcome refusal = firstOf(reversals.check(net), checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        reversals.post(net, decision);
        round.bets.forEach(Transaction::reverseInFull);
        round.wins.forEach(Transaction::reverseInFull);
        round.state = Round.State.CANCELLED;
        decision.done(Outcome.OK, net.total());
    }

    private Round openRound(final Request request) {
        final RoundKey key = new RoundKey(request.source, request.player(), request.round());
        final Round round = new Round(key, request.currency());
        memory.rounds.put(key, round);
        return round;
    }

    private Outcome checkNames(final Request request) {
        return firstOf(
                checkPositive(request.player()),
                when(request.amount().signum() < 0, Outcome.AMOUNT_INVALID),
                checkCurrency(request.currency()),
                checkWallet(request.wallet),
                checkSource(request.source),
                checkPlayer(request.player()));
    }

    private static Outcome checkRoundCurrency(final Round round, final Request request) {
        return when(round != null && !round.currency.equals(request.currency()), Outcome.CURRENCY_MISMATCH);
    }

    private static boolean isTotalTooLarge(final Round round, final BigInteger amount) {
        final BigInteger total =
                round == null ? amount : round.staked().add(round.won()).add(amount);
        return total.compareTo(Accounts.INT64_MAX) > 0;
    }
}
