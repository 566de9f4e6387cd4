package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/**
 * A bet or a win in its round, and what became of it since. A BetWin is a bet with a win of its own; what was captured
 * of a SPORT_BET hold is a bet that grows.
 */
final class Play {
    final TransactionKey key;
    final Round round;
    final String wallet;
    final boolean isWin;

    /** When it counted for limits. */
    final long timeNs;

    /** Gross; of a Win 0. */
    BigInteger staked;

    /** Gross; of a Bet 0. */
    BigInteger won;

    /** What was reversed of a bet or a win; of a BetWin its stake once it was reversed. */
    BigInteger reversed = BigInteger.ZERO;

    boolean isReversedInFull;

    /** Of a Win: the bet it names, or null. */
    Play namedBet;

    /** Of a Win: the bets it settles until it is reversed in full. */
    final Set<Play> settles = new HashSet<>();

    /** Of a Win: a Resettle of its bet has taken its place. */
    boolean isSuperseded;

    /** Of a bet: the last Resettle, 0 when there was none. */
    long version;

    /** Of a bet: the sum of what its Resettles paid, negative when they took. */
    BigInteger resettled = BigInteger.ZERO;

    long resettledNs;

    private Play(
            final TransactionKey key, final Round round, final String wallet, final boolean isWin, final long timeNs) {
        this.key = key;
        this.round = round;
        this.wallet = wallet;
        this.isWin = isWin;
        this.timeNs = timeNs;
    }

    static Play bet(
            final TransactionKey key,
            final Round round,
            final String wallet,
            final long timeNs,
            final BigInteger staked,
            final BigInteger won) {
        final Play play = new Play(key, round, wallet, false, timeNs);
        play.staked = staked;
        play.won = won;
        return play;
    }

    static Play win(
            final TransactionKey key, final Round round, final String wallet, final long timeNs, final BigInteger won) {
        final Play play = new Play(key, round, wallet, true, timeNs);
        play.staked = BigInteger.ZERO;
        play.won = won;
        return play;
    }

    boolean isBetWin() {
        return "BetWin".equals(key.kind());
    }

    /** What is left to reverse: of a bet its stake, of a win itself. */
    BigInteger left() {
        if (isReversedInFull) {
            return BigInteger.ZERO;
        }
        return (isWin ? won : staked).subtract(reversed);
    }

    /** What a BetWin has paid by itself and still stands. */
    BigInteger ownWinLeft() {
        return isWin || isReversedInFull ? BigInteger.ZERO : won;
    }

    /** What its full reversal moves to the player, without what a Resettle paid. */
    BigInteger netToPlayer() {
        return isWin ? left().negate() : left().subtract(ownWinLeft());
    }

    /** Everything of it that was reversed, stake and win alike. */
    BigInteger reversedGross() {
        return isReversedInFull && !isWin ? reversed.add(won) : reversed;
    }

    void reverse(final BigInteger part) {
        reversed = reversed.add(part);
        isReversedInFull = isReversedInFull || reversed.equals(isWin ? won : staked);
    }

    void reverseInFull() {
        reversed = isWin ? won : staked;
        isReversedInFull = true;
    }

    Runnable picture() {
        final BigInteger stakedThen = staked;
        final BigInteger wonThen = won;
        final BigInteger reversedThen = reversed;
        final boolean isReversedInFullThen = isReversedInFull;
        final boolean isSupersededThen = isSuperseded;
        final long versionThen = version;
        final BigInteger resettledThen = resettled;
        final long resettledNsThen = resettledNs;
        return () -> {
            staked = stakedThen;
            won = wonThen;
            reversed = reversedThen;
            isReversedInFull = isReversedInFullThen;
            isSuperseded = isSupersededThen;
            version = versionThen;
            resettled = resettledThen;
            resettledNs = resettledNsThen;
        };
    }
}
