package io.ringfence.testkit.reference;

import java.math.BigInteger;

/** Money that waits: taken from available, not yet captured. */
final class Hold {
    /** OPEN, or one of the ends that are never left. */
    enum State {
        OPEN,
        CAPTURED,
        RELEASED,
        EXPIRED
    }

    /** Of the PlaceHold that made it. */
    final TransactionKey key;

    final long player;
    final String wallet;
    final String currency;
    final String purpose;
    final BigInteger amount;

    /** Null when it does not expire. */
    final Long expiresNs;

    final long placedNs;
    final long creation;

    /** Of a SPORT_BET; else null. */
    final Round round;

    State state = State.OPEN;
    BigInteger captured = BigInteger.ZERO;
    BigInteger released = BigInteger.ZERO;

    /** What was captured of a SPORT_BET, a bet of its round; null before the first capture. */
    Play bet;

    /** Captures so far. */
    int captures;

    /** True once an id that named it is forgotten. */
    boolean isIncomplete;

    Hold(final Request request, final Round round, final World world) {
        key = request.key();
        player = request.player();
        wallet = request.wallet;
        currency = request.currency();
        purpose = request.text("purpose");
        amount = request.amount();
        expiresNs = request.timeNs("expiresAt");
        placedNs = world.timeNs;
        creation = world.sequence;
        this.round = round;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isSportBet() {
        return round != null;
    }

    BigInteger rest() {
        return amount.subtract(captured).subtract(released);
    }

    BigInteger restIfOpen() {
        return isOpen() ? rest() : BigInteger.ZERO;
    }

    Runnable picture() {
        final State stateThen = state;
        final BigInteger capturedThen = captured;
        final BigInteger releasedThen = released;
        final Play betThen = bet;
        final int capturesThen = captures;
        return () -> {
            state = stateThen;
            captured = capturedThen;
            released = releasedThen;
            bet = betThen;
            captures = capturesThen;
        };
    }
}
