package io.ringfence.testkit.reference;

import java.math.BigInteger;

/** How open holds end, and how rounds close with theirs. */
final class HoldEndings {
    private final World world;

    HoldEndings(final World world) {
        this.world = world;
    }

    /** Ends an open hold; what was not captured goes back to available. Answers what went back. */
    BigInteger end(final Hold hold, final Hold.State state, final Decision decision, final long nowNs) {
        final BigInteger rest = hold.rest();
        hold.state = state;
        hold.released = rest;
        world.accounts.takeHeld(hold.player, hold.wallet, hold.currency, rest);
        world.accounts.credit(hold.player, hold.wallet, hold.currency, rest, decision);
        if (hold.isSportBet() && rest.signum() > 0) {
            final Limits.Key owner = new Limits.Key(hold.player, hold.currency);
            world.limits.unstake(owner, rest, hold.placedNs, nowNs);
        }
        return rest;
    }

    /** Ends a hold by itself, and its round with it when nothing else is there. */
    BigInteger endAlone(final Hold hold, final Hold.State state, final Decision decision, final long nowNs) {
        final BigInteger rest = end(hold, state, decision, nowNs);
        if (hold.isSportBet() && hold.captured.signum() == 0) {
            cancelIfEmpty(hold.round);
        }
        return rest;
    }

    void close(final Round round, final Play closer, final Decision decision, final long nowNs) {
        round.state = Round.State.CLOSED;
        round.closer = closer;
        releaseAll(round, decision, nowNs);
    }

    void releaseAll(final Round round, final Decision decision, final long nowNs) {
        for (final Hold hold : round.holds) {
            if (hold.isOpen()) {
                end(hold, Hold.State.RELEASED, decision, nowNs);
            }
        }
    }

    /** Cancels a round when nothing is left of it. */
    void cancelIfEmpty(final Round round) {
        if (round.isOpen() && round.isEmpty()) {
            round.state = Round.State.CANCELLED;
        }
    }
}
