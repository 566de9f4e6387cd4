package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** Gives back stakes and takes back wins, net per wallet. */
final class Reversals {
    private final World world;
    private final Accounts accounts;

    Reversals(final World world) {
        this.world = world;
        accounts = world.accounts;
    }

    Outcome check(final Net net) {
        final boolean isDebtBooked = world.definitions.sources.get(net.source).isDebtBooked();
        if (!isDebtBooked && isShort(net)) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        BigInteger owed = accounts.debt(net.player, net.currency);
        for (final String wallet : net.wallets()) {
            final boolean isRepaying =
                    !world.definitions.isBonus(wallet) && net.of(wallet).signum() > 0;
            final BigInteger repaid = isRepaying ? owed.min(net.of(wallet)) : BigInteger.ZERO;
            final BigInteger more = net.of(wallet).subtract(net.held(wallet)).subtract(repaid);
            if (net.of(wallet).signum() > 0 && accounts.exceeds(net.player, wallet, net.currency, more)) {
                return Outcome.AMOUNT_OVERFLOW;
            }
            owed = owed.subtract(repaid);
        }
        return checkRows(net);
    }

    /** Credits first, then debits, both in the order in which the wallets first appear. */
    void post(final Net net, final Decision decision) {
        accounts.postHouse(net.currency, net.source, net.total().negate());
        for (final String wallet : net.wallets()) {
            accounts.takeHeld(net.player, wallet, net.currency, net.held(wallet));
            if (net.of(wallet).signum() > 0) {
                accounts.credit(net.player, wallet, net.currency, net.of(wallet), decision);
            }
        }
        for (final String wallet : net.wallets()) {
            if (net.of(wallet).signum() < 0) {
                accounts.take(net.player, wallet, net.currency, net.of(wallet).negate(), decision);
            }
        }
    }

    /** Marks a bet or win as reversed in full, with what Resettles paid for it; the money is posted by the caller. */
    void reverseInFull(final Play play) {
        final Limits.Key owner = owner(play);
        final BigInteger left = play.left();
        if (play.isWin) {
            world.limits.unwin(owner, left, play.timeNs, world.timeNs);
        } else {
            world.limits.unstake(owner, left, play.timeNs, world.timeNs);
            world.limits.unwin(owner, play.ownWinLeft(), play.timeNs, world.timeNs);
            world.limits.unwin(owner, play.resettled, play.resettledNs, world.timeNs);
            play.round.takeBackResettled(play);
        }
        play.reverseInFull();
    }

    /** Marks a part of a bet or win as reversed. */
    void reversePart(final Play play, final BigInteger part) {
        if (play.isWin) {
            world.limits.unwin(owner(play), part, play.timeNs, world.timeNs);
        } else {
            world.limits.unstake(owner(play), part, play.timeNs, world.timeNs);
        }
        play.reverse(part);
    }

    /** Marks a hold as released whose rest was part of the net. */
    void releasedByVoid(final Hold hold) {
        if (hold.isOpen()) {
            hold.released = hold.rest();
            hold.state = Hold.State.RELEASED;
            final Limits.Key owner = new Limits.Key(hold.player, hold.currency);
            world.limits.unstake(owner, hold.released, hold.placedNs, world.timeNs);
        }
    }

    private static Limits.Key owner(final Play play) {
        return new Limits.Key(play.round.key.player(), play.round.currency);
    }

    private boolean isShort(final Net net) {
        for (final String wallet : net.wallets()) {
            if (net.of(wallet).negate().compareTo(accounts.available(net.player, wallet, net.currency)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Posts it, looks at the debt and the rows, and takes the posting back. */
    private Outcome checkRows(final Net net) {
        final Runnable then = accounts.picture();
        post(net, new Decision());
        final BigInteger debt = accounts.debt(net.player, net.currency);
        final int rows = accounts.rowCount();
        then.run();
        if (debt.compareTo(Accounts.INT64_MAX) > 0) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        return rows > world.config.accountsMax() ? Outcome.CAPACITY_EXCEEDED : null;
    }
}
