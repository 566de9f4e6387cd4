package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

    /** The wallet of the command that opened it. */
    final String wallet;

    /** The sequence that opened it. */
    final long creation;

    /** Bets, BetWins and captured holds, in the order they came to be. */
    final List<Play> bets = new ArrayList<>();

    final List<Play> wins = new ArrayList<>();

    /** Bets and wins in the order they were posted. */
    final List<Play> plays = new ArrayList<>();

    /** Its SPORT_BET holds in order of placing, ended ones too. */
    final List<Hold> holds = new ArrayList<>();

    State state = State.OPEN;

    /** What closed it when that was a Bet, a BetWin or a Win; else null. */
    Play closer;

    long touchedNs;

    /** Reversals, Resettles and captures. */
    int changes;

    /** What Resettles paid and what they took, gross. */
    BigInteger raised = BigInteger.ZERO;

    BigInteger lowered = BigInteger.ZERO;

    /** The remembered ids that it consists of; the round is forgotten with the last of them. */
    int idsKept;

    /** True once one of these ids is forgotten: a repeat can no longer be told from a new command. */
    boolean isIncomplete;

    Round(final RoundKey key, final String currency, final String wallet, final long creation) {
        this.key = key;
        this.currency = currency;
        this.wallet = wallet;
        this.creation = creation;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** True when the Win that closed it was taken back, so that the right one can still come. */
    boolean isClosedByReversedWin() {
        return state == State.CLOSED && closer != null && closer.isWin && closer.isReversedInFull;
    }

    /** Whether a bet of this round counts as settled. */
    boolean isSettled(final Play bet) {
        for (final Play win : wins) {
            if (!win.isReversedInFull && win.settles.contains(bet)) {
                return true;
            }
        }
        return bet.version > 0 || (state == State.CLOSED && closer != bet && !isClosedByReversedWin());
    }

    /** The wins that name a bet and are not reversed in full. */
    List<Play> winsNaming(final Play bet) {
        return wins.stream()
                .filter(win -> win.namedBet == bet && !win.isReversedInFull)
                .toList();
    }

    void touch(final long timeNs) {
        if (isOpen()) {
            touchedNs = timeNs;
        }
    }

    /** Bets, BetWins and placed holds: what the bound of bets counts. */
    int betCount() {
        final long ofHolds =
                bets.stream().filter(bet -> "PlaceHold".equals(bet.key.kind())).count();
        return bets.size() - (int) ofHolds + holds.size();
    }

    boolean isEmpty() {
        return bets.stream().allMatch(bet -> bet.isReversedInFull)
                && holds.stream().noneMatch(Hold::isOpen)
                && sum(wins, Play::left).add(sum(bets, bet -> bet.resettled)).signum() == 0;
    }

    BigInteger staked() {
        return sum(bets, bet -> bet.staked);
    }

    BigInteger won() {
        return sum(plays, play -> play.won).add(raised);
    }

    BigInteger reversed() {
        return sum(plays, Play::reversedGross).add(lowered);
    }

    /** What must stay within int64: stakes, wins, and what open holds may still become. */
    BigInteger total() {
        final BigInteger held = holds.stream().map(Hold::restIfOpen).reduce(BigInteger.ZERO, BigInteger::add);
        return staked().add(won()).add(held);
    }

    /** What a Resettle paid is taken back with its bet. */
    void takeBackResettled(final Play bet) {
        lowered = lowered.add(bet.resettled);
        bet.resettled = BigInteger.ZERO;
    }

    Runnable picture() {
        final List<Runnable> parts = new ArrayList<>();
        plays.forEach(play -> parts.add(play.picture()));
        holds.forEach(hold -> parts.add(hold.picture()));
        final List<List<Play>> listsThen = List.of(List.copyOf(bets), List.copyOf(wins), List.copyOf(plays));
        final List<Hold> holdsThen = List.copyOf(holds);
        final State stateThen = state;
        final Play closerThen = closer;
        final long[] numbersThen = {touchedNs, changes, idsKept};
        final BigInteger raisedThen = raised;
        final BigInteger loweredThen = lowered;
        return () -> {
            parts.forEach(Runnable::run);
            refill(bets, listsThen.get(0));
            refill(wins, listsThen.get(1));
            refill(plays, listsThen.get(2));
            refill(holds, holdsThen);
            state = stateThen;
            closer = closerThen;
            touchedNs = numbersThen[0];
            changes = (int) numbersThen[1];
            idsKept = (int) numbersThen[2];
            raised = raisedThen;
            lowered = loweredThen;
        };
    }

    private static <T> void refill(final List<T> list, final List<T> then) {
        list.clear();
        list.addAll(then);
    }

    private static BigInteger sum(final List<Play> plays, final Function<Play, BigInteger> of) {
        return plays.stream().map(of).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
