package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.RoundState;
import io.ringfence.protocol.codec.TargetKind;

/** Rollback and EndRound VOID (docs/protocol.md). Engine thread only. */
public final class Reversals {
    private static final int NULL_ROW = RoundLifecycle.NULL_ROW;
    /** Kind numbers that a Rollback looks for, in order; BetWin's is its reserved template id. */
    private static final int[] TARGETS = {CommandKind.BET.templateId(), 61, CommandKind.WIN.templateId()};

    private final Players players;
    private final Definitions definitions;
    private final Accounts accounts;
    private final Wallets wallets;
    private final TransactionLog log;
    private final RoundLifecycle lifecycle;
    private final Betting betting;
    private final Rounds rounds;
    private final Plays plays;
    private final NetByWallet nets = new NetByWallet();

    /**
     * Over the ledger, the log and the rounds.
     *
     * @param players opened.
     * @param definitions with the policies of the sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param log of ids.
     * @param lifecycle of rounds.
     * @param betting that knows when a round may be ended.
     */
    public Reversals(
            final Players players,
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final TransactionLog log,
            final RoundLifecycle lifecycle,
            final Betting betting) {
        this.players = players;
        this.definitions = definitions;
        this.accounts = accounts;
        this.wallets = wallets;
        this.log = log;
        this.lifecycle = lifecycle;
        this.betting = betting;
        this.rounds = lifecycle.rounds();
        this.plays = lifecycle.plays();
    }

    /** Makes room for the wallets of one reversal. */
    public void configure(final int walletsMax) {
        nets.resize(walletsMax);
    }

    /**
     * Finds what a Rollback refers to, as it is at the command's time: a known id in the order BET, BETWIN, WIN; a
     * tombstone only when none is known.
     *
     * @param command a Rollback.
     * @return the row of the id, or NULL_ROW.
     */
    public int findTarget(final Command command) {
        int tombstone = NULL_ROW;
        for (int position = 0; position < TARGETS.length; position++) {
            if (isMeant(command, position)) {
                final int row = lifecycle.findId(
                        command.source, TARGETS[position], command.targetHigh, command.targetLow, command.timestampNs);
                if (row != NULL_ROW && !log.isTombstone(row)) {
                    return row;
                }
                tombstone = tombstone == NULL_ROW ? row : tombstone;
            }
        }
        return tombstone;
    }

    /**
     * Reverses a bet or win at most once, or occupies its id before it comes.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome; after TOMBSTONED the caller calls {@link #bury}.
     */
    public Outcome rollback(final Command command, final Answer answer) {
        final boolean isPartial = Command.isGiven(command.amount);
        final boolean isAmountInvalid =
                isPartial && (command.amount < 1 || command.option == TargetKind.BETWIN.value());
        if (isAmountInvalid || (Command.isGiven(command.player) && command.player <= 0)) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        final int target = findTarget(command);
        if (target == NULL_ROW) {
            return isPartial ? Outcome.TX_NOT_FOUND : Outcome.TOMBSTONED;
        }
        if (log.isTombstone(target)) {
            return Outcome.TOMBSTONED;
        }
        nameTarget(target, answer);
        if (Command.isGiven(command.player)) {
            answer.player = command.player;
            answer.playerRow = players.find(command.player);
            if (answer.playerRow == Players.NULL_ROW) {
                return Outcome.PLAYER_NOT_FOUND;
            }
            if (command.player != log.player(target)) {
                return Outcome.PLAYER_MISMATCH;
            }
        }
        final int play = log.playRow(target);
        if (play == NULL_ROW) {
            return Outcome.NOTHING_TO_REVERSE;
        }
        lifecycle.closeIfIdle(plays.roundRow(play), command.timestampNs);
        return reverse(command, answer, play);
    }

    private Outcome reverse(final Command command, final Answer answer, final int play) {
        if (plays.isFullyReversed(play)) {
            return Outcome.ALREADY_ROLLED_BACK;
        }
        if (!plays.isWin(play) && isSettled(play)) {
            final boolean isReversible =
                    !Command.isGiven(command.amount) && definitions.sources().isSettledReversed(command.sourceIndex);
            return isReversible ? reverseSettled(command, answer, play) : Outcome.ALREADY_SETTLED;
        }
        final long left = left(play);
        final long amount = Command.isGiven(command.amount) ? command.amount : left;
        if (amount > left) {
            return Outcome.AMOUNT_EXCEEDS_TARGET;
        }
        final long signed = plays.isWin(play) ? -amount : amount;
        nets.clear();
        nets.add(answer.walletIndex, signed);
        final Outcome refusal = refuseReversal(command, answer);
        if (refusal != null) {
            return refusal;
        }
        final int round = plays.roundRow(play);
        if (amount < left && !lifecycle.hasRoomForPart(round)) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        postNets(command, answer);
        reversePlay(play, amount, amount == left);
        answer.amount = amount;
        settleRound(command, answer, round);
        return Outcome.REVERSED;
    }

    /** Reverses a settled bet with the wins that name it, net per wallet. */
    private Outcome reverseSettled(final Command command, final Answer answer, final int bet) {
        final int round = plays.roundRow(bet);
        nets.clear();
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (isReversedWith(play, bet)) {
                addNet(play);
            }
        }
        final Outcome refusal = refuseReversal(command, answer);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        answer.amount = nets.total();
        postNets(command, answer);
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (isReversedWith(play, bet)) {
                reversePlay(play, left(play), true);
            }
        }
        settleRound(command, answer, round);
        return Outcome.REVERSED;
    }

    /**
     * Reverses what is left of every bet and win of an open round, net per wallet, and cancels it.
     *
     * @param command EndRound VOID, resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome voidRound(final Command command, final Answer answer) {
        final int round = lifecycle.find(command);
        final Outcome notOpen = betting.refuseEnd(command);
        if (notOpen != null) {
            return notOpen;
        }
        nameTarget(plays.txRow(rounds.firstPlay(round)), answer);
        nets.clear();
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (isLeft(play)) {
                addNet(play);
            }
        }
        final Outcome refusal = refuseNets(command, answer);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        answer.amount = nets.total();
        postNets(command, answer);
        for (int play = rounds.firstPlay(round); play != NULL_ROW; play = plays.next(play)) {
            if (isLeft(play)) {
                reversePlay(play, left(play), true);
            }
        }
        lifecycle.end(round, RoundState.CANCELLED, 0);
        return Outcome.OK;
    }

    /**
     * Occupies the keys of a command that was reversed before it came.
     *
     * @param command a full Rollback whose outcome is TOMBSTONED.
     */
    public void bury(final Command command) {
        for (int position = 0; position < TARGETS.length; position++) {
            if (isMeant(command, position)
                    && log.find(command.source, TARGETS[position], command.targetHigh, command.targetLow) == NULL_ROW) {
                log.bury(command, TARGETS[position]);
            }
        }
    }

    private static boolean isMeant(final Command command, final int position) {
        // ANY is 0; BET, BETWIN and WIN follow in the order of TARGETS.
        return command.option == TargetKind.ANY.value() || command.option == position + 1;
    }

    private void nameTarget(final int target, final Answer answer) {
        answer.player = log.player(target);
        answer.walletIndex = log.walletIndex(target);
        answer.currencyIndex = log.currencyIndex(target);
        answer.playerRow = answer.player > 0 ? players.find(answer.player) : Players.NULL_ROW;
        answer.wallet = answer.walletIndex < 0 ? 0 : definitions.wallets().code(answer.walletIndex);
        answer.currency =
                answer.currencyIndex < 0 ? 0 : definitions.currencies().code(answer.currencyIndex);
    }

    /**
     * Whether a bet is settled: by a win that names it, by a later win that names none, or by the close of its round;
     * its own endRound does not, nor a win or a close by a win that was reversed in full.
     */
    private boolean isSettled(final int bet) {
        if (plays.winsNaming(bet) > 0) {
            return true;
        }
        final int round = plays.roundRow(bet);
        if (rounds.state(round) == RoundState.CLOSED.value()
                && !rounds.isCloserReversed(round)
                && rounds.closer(round) != plays.ordinal(bet)) {
            return true;
        }
        for (int play = plays.next(bet); play != NULL_ROW; play = plays.next(play)) {
            if (plays.isWin(play) && !plays.isNaming(play) && !plays.isFullyReversed(play)) {
                return true;
            }
        }
        return false;
    }

    private boolean isReversedWith(final int play, final int bet) {
        return !plays.isFullyReversed(play) && (play == bet || (plays.isWin(play) && plays.named(play) == bet));
    }

    private boolean isLeft(final int play) {
        return !plays.isReversal(play) && !plays.isFullyReversed(play);
    }

    private long left(final int play) {
        return log.amount(plays.txRow(play)) - plays.reversed(play);
    }

    private void addNet(final int play) {
        nets.add(log.walletIndex(plays.txRow(play)), plays.isWin(play) ? -left(play) : left(play));
    }

    private Outcome refuseReversal(final Command command, final Answer answer) {
        final Outcome refusal = refuseNets(command, answer);
        if (refusal != null) {
            return refusal;
        }
        return lifecycle.hasRoomForPin() ? null : Outcome.CAPACITY_EXCEEDED;
    }

    private Outcome refuseNets(final Command command, final Answer answer) {
        final boolean isDebtBooked = definitions.sources().isDebtBooked(command.sourceIndex);
        Outcome noCredit = null;
        boolean isAnyShort = false;
        long taken = 0;
        for (int position = 0; position < nets.count(); position++) {
            final int wallet = nets.walletIndex(position);
            final long net = nets.amount(position);
            final long available = wallets.available(answer.playerRow, wallet, answer.currencyIndex);
            if (net < 0) {
                final boolean isShort = available < -net;
                if (isShort && !isDebtBooked) {
                    return Outcome.INSUFFICIENT_FUNDS;
                }
                isAnyShort |= isShort;
            } else if (noCredit == null) {
                noCredit = wallets.refuseCredit(answer.playerRow, wallet, answer.currencyIndex, net, false);
            }
            // What a BONUS wallet has or gets pays nothing but what is taken from itself.
            taken -= definitions.isBonus(wallet) ? Math.min(0, Math.min(0, net) + available) : net;
        }
        if (noCredit == null && isAnyShort) {
            return wallets.refuseDebt(answer.playerRow, answer.currencyIndex, taken);
        }
        return noCredit;
    }

    /** Posts the nets: credits first, then debits. */
    private void postNets(final Command command, final Answer answer) {
        final boolean isDebtBooked = definitions.sources().isDebtBooked(command.sourceIndex);
        for (int position = 0; position < nets.count(); position++) {
            final long net = nets.amount(position);
            if (net >= 0) {
                wallets.credit(answer, answer.playerRow, nets.walletIndex(position), answer.currencyIndex, net);
            }
        }
        for (int position = 0; position < nets.count(); position++) {
            final long net = nets.amount(position);
            if (net < 0 && isDebtBooked) {
                wallets.debitIntoDebt(answer, answer.playerRow, nets.walletIndex(position), answer.currencyIndex, -net);
            } else if (net < 0) {
                wallets.debit(answer.playerRow, nets.walletIndex(position), answer.currencyIndex, -net);
            }
        }
        accounts.postSystem(
                AccountKind.HOUSE, command.sourceIndex, answer.currencyIndex, command.source, -nets.total());
    }

    private void reversePlay(final int play, final long amount, final boolean isFull) {
        final int round = plays.roundRow(play);
        plays.reverse(play, amount, isFull);
        rounds.reverse(round, plays.isWin(play), amount, isFull);
        if (isFull && plays.isWin(play)) {
            final int bet = plays.named(play);
            if (bet != NULL_ROW) {
                plays.addWinsNaming(bet, -1);
            }
            if (rounds.closer(round) == plays.ordinal(play)) {
                rounds.closerReversed(round);
            }
        }
    }

    /** Adds the reversal to the round, and cancels an open one of which nothing is left. */
    private void settleRound(final Command command, final Answer answer, final int round) {
        answer.playRow = lifecycle.addReversal(command, round);
        if (rounds.isOpen(round) && rounds.betsLeft(round) == 0 && rounds.wonNet(round) == 0) {
            lifecycle.end(round, RoundState.CANCELLED, 0);
        }
    }
}
