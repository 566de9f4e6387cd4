package io.ringfence.engine.gameplay;

import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.protocol.codec.RoundState;

/**
 * What is settled, what is left to reverse, and what was paid for a bet; changes nothing. Engine thread only.
 *
 * <pre>
 *   paid for a bet = own win of a BetWin + what is left of the wins that name it + changes by Resettles
 * </pre>
 */
final class Settlement {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;

    private final TransactionLog log;
    private final Rounds rounds;
    private final Plays plays;
    private final Holds holds;

    Settlement(final Targets targets) {
        log = targets.log();
        rounds = targets.lifecycle().rounds();
        plays = targets.lifecycle().plays();
        holds = targets.holds().table();
    }

    /**
     * Whether a bet is settled: by a win that names it, by a Resettle, by a later win that names none, or by the close
     * of its round; its own endRound does not, nor a win or a close by a win that was reversed in full.
     */
    boolean isSettled(final int bet) {
        if (plays.winsNaming(bet) > 0 || plays.isResettled(bet)) {
            return true;
        }
        final int round = plays.roundRow(bet);
        if (rounds.state(round) == RoundState.CLOSED.value()
                && !rounds.isCloserReversed(round)
                && rounds.closer(round) != plays.ordinal(bet)) {
            return true;
        }
        final long since = plays.betSince(bet);
        for (int play = plays.next(bet); play != NULL_ROW; play = plays.next(play)) {
            if (plays.isWin(play)
                    && !plays.isNaming(play)
                    && !plays.isFullyReversed(play)
                    && plays.ordinal(play) > since) {
                return true;
            }
        }
        return false;
    }

    /** Whether a later Resettle of its bet took the place of a win. */
    boolean isSuperseded(final int win) {
        if (!plays.isNaming(win)) {
            return false;
        }
        for (int play = plays.next(win); play != NULL_ROW; play = plays.next(play)) {
            if (plays.kind(play) == Plays.RESETTLE && plays.namedOrdinal(play) == plays.namedOrdinal(win)) {
                return true;
            }
        }
        return false;
    }

    /** The last Resettle of a bet, or NULL_ROW. */
    int lastResettle(final int bet) {
        int last = NULL_ROW;
        if (plays.isResettled(bet)) {
            for (int play = plays.next(bet); play != NULL_ROW; play = plays.next(play)) {
                if (plays.kind(play) == Plays.RESETTLE && plays.named(play) == bet) {
                    last = play;
                }
            }
        }
        return last;
    }

    /** What Resettles paid for a bet, together, minor units. */
    long resettled(final int bet) {
        long resettled = 0;
        for (int play = plays.next(bet); play != NULL_ROW; play = plays.next(play)) {
            if (plays.kind(play) == Plays.RESETTLE && plays.named(play) == bet) {
                resettled += log.amount(plays.txRow(play));
            }
        }
        return resettled;
    }

    /** What was paid for a bet so far and not reversed, minor units. */
    long paid(final int bet) {
        long paid = plays.ownWin(bet);
        for (int play = plays.next(bet); play != NULL_ROW; play = plays.next(play)) {
            if (isReversedWith(play, bet)) {
                paid -= toPlayer(play);
            }
        }
        return paid;
    }

    /** Whether something of a play is left that REVERSE of a bet takes back. */
    boolean isReversedWith(final int play, final int bet) {
        final int kind = plays.kind(play);
        final boolean isOf = play == bet || ((kind == Plays.WIN || kind == Plays.RESETTLE) && plays.named(play) == bet);
        return isOf && !plays.isFullyReversed(play);
    }

    /** Whether something of a play is left that VOID takes back. */
    boolean isLeft(final int play) {
        final boolean hasMoney = plays.isBet(play) || plays.isWin(play) || plays.kind(play) == Plays.RESETTLE;
        return hasMoney && !plays.isFullyReversed(play);
    }

    /** What is left of a bet or win, minor units. */
    long left(final int play) {
        final long amount =
                plays.kind(play) == Plays.HOLD ? holds.captured(plays.holdRow(play)) : log.amount(plays.txRow(play));
        return amount - plays.reversed(play);
    }

    /** What the player gets when all that is left of a play is reversed; below zero it is taken. */
    long toPlayer(final int play) {
        return switch (plays.kind(play)) {
            case Plays.WIN -> -left(play);
            case Plays.BETWIN, Plays.RESETTLE -> -log.amount(plays.txRow(play));
            default -> left(play);
        };
    }
}
