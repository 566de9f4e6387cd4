package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Rollback: of what is known, and of what never came. */
final class RollbackRules extends Rules {
    private static final List<String> ANY = List.of("Bet", "PlaceHold", "BetWin", "Win");

    private final Reversals reversals;

    /** The keys that the command at hand occupies with tombstones, where nothing is known under them. */
    final List<TransactionKey> occupied = new ArrayList<>();

    RollbackRules(final World world) {
        super(world);
        reversals = new Reversals(world);
    }

    /** The kinds that a rollback looks for, in this order. */
    private static List<String> kindsOf(final Request request) {
        return switch (request.text("targetKind", "ANY")) {
            case "BET" -> List.of("Bet", "PlaceHold");
            case "BETWIN" -> List.of("BetWin");
            case "WIN" -> List.of("Win");
            default -> ANY;
        };
    }

    /** What is known under the target's id: a transaction, else a tombstone, else null. */
    Transaction target(final Request request) {
        return memory.findTarget(request.source, kindsOf(request), request.id("targetTxId"));
    }

    @Override
    void decide(final Request request, final Decision decision) {
        occupied.clear();
        final Transaction target = target(request);
        final boolean isKnown = target != null && !target.isTombstone;
        final boolean isBetWin = "BETWIN".equals(request.text("targetKind", "ANY")) || (isKnown && target.is("BetWin"));
        final Outcome unnamed = firstOf(
                checkPositive(request.player()),
                checkPositive(request.number("amount")),
                when(isBetWin && request.has("amount"), Outcome.AMOUNT_INVALID),
                checkSource(request.source));
        if (unnamed != null) {
            final boolean isFound =
                    isKnown && unnamed == Outcome.AMOUNT_INVALID && isPartOfFoundBetWin(request, target);
            if (isFound) {
                name(request, decision, target);
            }
            decision.refuse(unnamed);
        } else if (isKnown) {
            known(request, decision, target);
        } else {
            nothingYet(request, decision, target);
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
                if (!"PlaceHold".equals(kind)) {
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
        final Long given = request.player();
        name(request, decision, target);
        final Outcome unfit = firstOf(
                given == null ? null : checkPlayer(given),
                when(given != null && !given.equals(target.player), Outcome.PLAYER_MISMATCH));
        if (unfit != null) {
            decision.refuse(unfit);
        } else if (!target.isDone() || target.named() == null) {
            decision.done(Outcome.NOTHING_TO_REVERSE, BigInteger.ZERO);
        } else {
            reverse(request, decision, target.named(), target.hold);
        }
    }

    private static void name(final Request request, final Decision decision, final Transaction target) {
        decision.echo(target);
        decision.player = request.has("player") ? request.player() : target.player;
    }

    /** True when its numbers are right, but the target turned out to be a BetWin, of which there are no parts. */
    private static boolean isPartOfFoundBetWin(final Request request, final Transaction target) {
        final boolean isNumberRight =
                firstOf(checkPositive(request.player()), checkPositive(request.number("amount"))) == null;
        return isNumberRight && target.is("BetWin") && "ANY".equals(request.text("targetKind", "ANY"));
    }

    private void reverse(final Request request, final Decision decision, final Play play, final Hold hold) {
        final Round round = play.round;
        final boolean isPartial = request.has("amount");
        final BigInteger amount = isPartial ? request.amount() : play.left();
        final boolean isSettled = play.isWin ? play.isSuperseded : round.isSettled(play);
        final boolean isWithWins = isSettled
                && !play.isWin
                && !isPartial
                && definitions.sources.get(request.source).isReversedAfterSettle();
        final Net net = new Net(round.key.player(), round.currency, request.source);
        final BigInteger part = play.isWin ? amount.negate() : amount;
        net.add(play.wallet, isPartial ? part : play.netToPlayer());
        final List<Play> wins = isWithWins ? round.winsNaming(play) : List.of();
        if (isWithWins) {
            wins.forEach(win -> net.add(win.wallet, win.netToPlayer()));
            net.add(play.wallet, play.resettled.negate());
        }
        Outcome refusal = firstOf(
                when(play.isReversedInFull, Outcome.ALREADY_ROLLED_BACK),
                when(isSettled && !isWithWins, Outcome.ALREADY_SETTLED),
                when(amount.compareTo(play.left()) > 0, Outcome.AMOUNT_EXCEEDS_TARGET));
        if (refusal == null) {
            refusal = firstOf(reversals.check(net), checkMemory(IDS_IN_RESERVE + 1), checkParts(play, amount));
        }
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        reversals.post(net, decision);
        if (isPartial) {
            reversals.reversePart(play, amount);
        } else {
            reversals.reverseInFull(play);
        }
        wins.forEach(reversals::reverseInFull);
        round.changes++;
        round.touch(world.timeNs);
        if (play.isReversedInFull && hold != null && hold.isOpen()) {
            endings.end(hold, Hold.State.RELEASED, decision, world.timeNs);
        }
        endings.cancelIfEmpty(round);
        decision.round = round;
        decision.done(Outcome.REVERSED, isWithWins || play.isBetWin() ? net.total() : amount);
    }

    /** Parts are bounded, so that a round stays small; all that is left can always be reversed. */
    private Outcome checkParts(final Play play, final BigInteger amount) {
        final boolean isPart = amount.compareTo(play.left()) < 0;
        return when(isPart && play.round.changes >= config.betsPerRoundMax(), Outcome.CAPACITY_EXCEEDED);
    }
}
