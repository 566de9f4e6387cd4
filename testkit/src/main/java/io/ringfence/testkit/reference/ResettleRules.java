package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.List;

/** Resettle: what a bet pays in total, whatever it paid before. */
final class ResettleRules extends Rules {
    private final Reversals reversals;

    ResettleRules(final World world) {
        super(world);
        reversals = new Reversals(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        final long version = request.number("version");
        final Outcome unnamed = firstOf(
                checkNotNegative(request.number("payout")),
                when(version < 1, Outcome.AMOUNT_INVALID),
                checkSource(request.source));
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        final Transaction named = memory.findBet(request.source, request.id("betTxId"));
        if (named != null && !named.isTombstone) {
            decision.echo(named);
        }
        final Play bet = named == null || !named.isDone() ? null : named.named();
        if (named != null && named.isTombstone) {
            decision.refuse(Outcome.ALREADY_ROLLED_BACK);
        } else if (bet == null) {
            decision.refuse(Outcome.TX_NOT_FOUND);
        } else {
            resettle(request, decision, bet, version);
        }
    }

    private void resettle(final Request request, final Decision decision, final Play bet, final long version) {
        final Round round = bet.round;
        final List<Play> wins = round.winsNaming(bet);
        final BigInteger paid =
                wins.stream().map(Play::left).reduce(bet.ownWinLeft().add(bet.resettled), BigInteger::add);
        final BigInteger difference = request.big("payout").subtract(paid);
        final Net net = new Net(round.key.player(), round.currency, round.key.source());
        net.add(bet.wallet, difference);
        final boolean isOther = request.batchPlayer != null && request.batchPlayer != round.key.player();
        Outcome refusal = firstOf(
                when(isOther, Outcome.PLAYER_MISMATCH),
                when(bet.isReversedInFull, Outcome.ALREADY_ROLLED_BACK),
                when(version <= bet.version, Outcome.STALE_VERSION),
                when(round.state == Round.State.CANCELLED, Outcome.ROUND_CANCELLED));
        if (refusal == null) {
            final boolean isRaised = difference.signum() > 0;
            refusal = firstOf(
                    // Of what is raised nothing is short: an overflow of either comes before the want of a row.
                    when(isRaised && isTotalTooLarge(round, difference), Outcome.AMOUNT_OVERFLOW),
                    reversals.check(net),
                    when(round.changes >= config.betsPerRoundMax(), Outcome.CAPACITY_EXCEEDED),
                    checkMemory(IDS_IN_RESERVE + 1));
        }
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        final BigInteger debtBefore = accounts.debt(net.player, net.currency);
        reversals.post(net, decision);
        world.limits.win(new Limits.Key(net.player, net.currency), difference, world.timeNs);
        bet.version = version;
        bet.resettled = bet.resettled.add(difference);
        bet.resettledNs = world.timeNs;
        wins.forEach(win -> win.isSuperseded = true);
        round.raised = round.raised.add(difference.max(BigInteger.ZERO));
        round.lowered = round.lowered.subtract(difference.min(BigInteger.ZERO));
        round.changes++;
        round.touch(world.timeNs);
        decision.round = round;
        final boolean isDebtBooked = accounts.debt(net.player, net.currency).compareTo(debtBefore) > 0;
        decision.done(isDebtBooked ? Outcome.OK_DEBT : Outcome.OK, difference);
    }
}
