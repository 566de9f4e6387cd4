package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A round and everything that was posted in it. */
final class Round {
    /** OPEN, or one of two ends that are never left. */
    enum State {
        OPEN,
        CLOSED,
        CANCELLED
    }

    final RoundKey key;
    final String currency;
    final List<Transaction> bets = new ArrayList<>();
    final List<Transaction> wins = new ArrayList<>();

    /** Bets and wins in the order they were posted. */
    final List<Transaction> plays = new ArrayList<>();

    State state = State.OPEN;

    /** What closed it: a Bet, a Win or an EndRound; null when it was idle. */
    Transaction closer;

    long touchedNs;

    /** How often a bet or win of it was reversed, in full or in part. */
    int reversals;

    /** Its bets and wins whose ids are remembered; the round is forgotten with the last of them. */
    int playsKept;

    /** True once a bet or win of it is forgotten: a repeat can no longer be told from a new command. */
    boolean isIncomplete;

    Round(final RoundKey key, final String currency) {
        this.key = key;
        this.currency = currency;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** True when the Win that closed it was taken back, so that the right one can still come. */
    boolean isClosedByReversedWin() {
        return state == State.CLOSED && isWin(closer) && closer.isReversedInFull;
    }

    /** Whether a bet of this round counts as settled. */
    boolean isSettled(final Transaction bet) {
        for (final Transaction win : wins) {
            if (!win.isReversedInFull && win.settles.contains(bet)) {
                return true;
            }
        }
        return state == State.CLOSED && closer != bet && !isClosedByReversedWin();
    }

    void touch(final long timeNs) {
        if (isOpen()) {
            touchedNs = timeNs;
        }
    }

    void close(final Transaction by) {
        state = State.CLOSED;
        closer = by;
    }

    /** Cancels it when nothing is left of it. */
    void cancelIfEmpty() {
        if (isOpen()
                && bets.stream().allMatch(bet -> bet.isReversedInFull)
                && wonLeft().signum() == 0) {
            state = State.CANCELLED;
        }
    }

    BigInteger staked() {
        return bets.stream().map(bet -> bet.amount).reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger won() {
        return wins.stream().map(win -> win.amount).reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger reversed() {
        final BigInteger ofBets = bets.stream().map(bet -> bet.reversed).reduce(BigInteger.ZERO, BigInteger::add);
        final BigInteger ofWins = wins.stream().map(win -> win.reversed).reduce(BigInteger.ZERO, BigInteger::add);
        return ofBets.add(ofWins);
    }

    private BigInteger wonLeft() {
        return wins.stream().map(Transaction::left).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static boolean isWin(final Transaction transaction) {
        return transaction != null && "Win".equals(transaction.key.kind());
    }
}
