package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Rollback: of what is known, and of what never came. */
final class RollbackRules extends Rules {
    private static final List<String> ANY = List.of("Bet", "BetWin", "Win");

    private final Reversals reversals;

    /** The keys that the command at hand occupies with tombstones. */
    final List<TransactionKey> occupied = new ArrayList<>();

    RollbackRules(
            final LedgerConfig config, final Definitions definitions, final Accounts accounts, final Memory memory) {
        super(config, definitions, accounts, memory);
        reversals = new Reversals(config, definitions, accounts);
    }

    /** The kinds that a rollback looks for, in this order. */
    static List<String> kindsOf(final Request request) {
        return switch (request.text("targetKind", "ANY")) {
            case "BET" -> List.of("Bet");
            case "BETWIN" -> List.of("BetWin");
            case "WIN" -> List.of("Win");
            default -> ANY;
        };
    }

    /** What is known under the target's id: a transaction, else a tombstone, else null. */
    Transaction target(final Request request) {
        Transaction tombstone = null;
        for (final String kind : kindsOf(request)) {
            final Transaction found = memory.find(request.source, kind, request.id("targetTxId"));
            if (found != null && !found.isTombstone) {
                return found;
            }
            if (found != null) {
                tombstone = found;
            }
        }
        return tombstone;
    }

    @Override
    void decide(final Request request, final Decision decision) {
        occupied.clear();
        final boolean isPartial = request.has("amount");
        final boolean isPartialBetWin = isPartial && "BETWIN".equals(request.text("targetKind", "ANY"));
        final Outcome unnamed = firstOf(
                checkPositive(request.player()),
                checkPositive(request.number("amount")),
                when(isPartialBetWin, Outcome.AMOUNT_INVALID),
                checkSource(request.source));
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        final Transaction target = target(request);
        if (target == null || target.isTombstone) {
            nothingYet(request, decision, target);
        } else {
            known(request, decision, target);
        }
    }

    private void nothingYet(final Request request, final Decision decision, final Transaction tombstone) {
        final boolean isPartial = request.has("amount");
        if (isPartial && tombstone == null) {
            decision.refuse(Outcome.TX_NOT_FOUND);
            return;
        }
        if (!isPartial) {
            for (final String kind : kindsOf(request)) {
                final TransactionKey key = new TransactionKey(request.source, kind, request.id("targetTxId"));
                if (!memory.transactions.containsKey(key)) {
                    occupied.add(key);
                }
            }
        }
        if (checkMemory(1 + occupied.size()) != null) {
            occupied.clear();
            decision.refuse(Outcome.CAPACITY_EXCEEDED);
            return;
        }
        decision.done(Outcome.TOMBSTONED, BigInteger.ZERO);
    }

    private void known(final Request request, final Decision decision, final Transaction target) {
        decision.player = request.has("player") ? request.player() : target.player;
        decision.wallet = target.isWalletDefined ? target.wallet : null;
        decision.currency = target.isCurrencyDefined ? target.currency : null;
        decision.round = target.round;
        final boolean isOther = request.has("player") && !request.player().equals(target.player);
        final Outcome unfit = firstOf(
                request.has("player") ? checkPlayer(request.player()) : null, when(isOther, Outcome.PLAYER_MISMATCH));
        if (unfit != null) {
            decision.refuse(unfit);
        } else if (!target.isDone()) {
            decision.done(Outcome.NOTHING_TO_REVERSE, BigInteger.ZERO);
        } else {
            reverse(request, decision, target);
        }
    }

    private void reverse(final Request request, final Decision decision, final Transaction target) {
        final boolean isPartial = request.has("amount");
        final boolean isBet = "Bet".equals(target.key.kind());
        final BigInteger amount = isPartial ? request.amount() : target.left();
        final boolean isSettled = isBet && target.round.isSettled(target);
        final boolean isWithWins = isSettled
                && !isPartial
                && definitions.sources.get(request.source).isReversedAfterSettle();
        final Reversals.Net net = new Reversals.Net(target.player, target.currency, request.source);
        net.add(target.wallet, isBet ? amount : amount.negate());
        final List<Transaction> wins = isWithWins ? winsNaming(target) : List.of();
        wins.forEach(win -> net.add(win.wallet, win.left().negate()));
        Outcome refusal = firstOf(
                when(target.isReversedInFull, Outcome.ALREADY_ROLLED_BACK),
                when(isSettled && !isWithWins, Outcome.ALREADY_SETTLED),
                when(amount.compareTo(target.left()) > 0, Outcome.AMOUNT_EXCEEDS_TARGET));
        if (refusal == null) {
            refusal = firstOf(reversals.check(net), checkMemory(IDS_IN_RESERVE + 1), checkParts(target, amount));
        }
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        reversals.post(net, decision);
        if (isPartial) {
            target.reverse(amount);
        } else {
            target.reverseInFull();
        }
        wins.forEach(Transaction::reverseInFull);
        target.round.reversals++;
        target.round.touch(timeNs);
        target.round.cancelIfEmpty();
        decision.done(Outcome.REVERSED, isWithWins ? net.total() : amount);
    }

    /** Parts are bounded, so that a round stays small; all that is left can always be reversed. */
    private Outcome checkParts(final Transaction target, final BigInteger amount) {
        final boolean isPart = amount.compareTo(target.left()) < 0;
        return when(isPart && target.round.reversals >= config.betsPerRoundMax(), Outcome.CAPACITY_EXCEEDED);
    }

    private static List<Transaction> winsNaming(final Transaction bet) {
        final List<Transaction> wins = new ArrayList<>();
        for (final Transaction win : bet.round.wins) {
            if (win.namedBet == bet && !win.isReversedInFull) {
                wins.add(win);
            }
        }
        return wins;
    }
}
