package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.DueHeap;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.HoldState;

/**
 * How holds begin and end, by command, with their round and by time. Engine thread only.
 *
 * <p>What is due of one player is applied in order of (due time, creation), all of it whenever the player is touched:
 * which wallet gets money back first decides which repays a debt. A SPORT_BET hold falls due when it expires or when
 * its round is idle, whichever is first, and the idle round before the hold when both are due together. Holds of
 * players nobody touches are given back in bounded portions.
 */
public final class HoldLifecycle {
    private static final int NULL_ROW = StateSection.NULL_ROW;

    private final Players players;
    private final Accounts accounts;
    private final Wallets wallets;
    private final Limits limits;
    private final TransactionLog log;
    private final RoundLifecycle lifecycle;
    private final Rounds rounds;
    private final Plays plays;
    private final Holds holds;
    private final DueHeap expiries;
    private final Answer unasked = new Answer();
    private int holdsPerPlayerMax;
    private int capturesMax;

    /**
     * No holds.
     *
     * @param hash of the whole state.
     * @param players whose lists of open holds this keeps.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param limits that count stakes.
     * @param log of ids.
     * @param lifecycle of rounds, which hears of its holds.
     */
    public HoldLifecycle(
            final StateHash hash,
            final Players players,
            final Accounts accounts,
            final Wallets wallets,
            final Limits limits,
            final TransactionLog log,
            final RoundLifecycle lifecycle) {
        this.players = players;
        this.accounts = accounts;
        this.wallets = wallets;
        this.limits = limits;
        this.log = log;
        this.lifecycle = lifecycle;
        this.rounds = lifecycle.rounds();
        this.plays = lifecycle.plays();
        holds = new Holds(hash);
        expiries = new DueHeap(hash.undo());
        lifecycle.holds(this);
    }

    /**
     * Makes room.
     *
     * @param holdsMax holds, open and ended.
     * @param newHoldsPerPlayerMax open holds of a player.
     * @param newCapturesMax captures of a hold without a round that leave it open.
     */
    public void configure(final int holdsMax, final int newHoldsPerPlayerMax, final int newCapturesMax) {
        holds.resize(holdsMax);
        expiries.resize(holdsMax);
        holdsPerPlayerMax = newHoldsPerPlayerMax;
        capturesMax = newCapturesMax;
    }

    /** The table of holds, for queries and snapshots. */
    public Holds table() {
        return holds;
    }

    /** Whether one more hold fits. */
    boolean hasRoom() {
        return Capacity.hasRoom(holds.count(), holds.capacity());
    }

    /** Whether a player may have one more open hold. */
    boolean hasRoomFor(final int playerRow) {
        int open = 0;
        for (int hold = first(playerRow); hold != NULL_ROW; hold = holds.nextOfPlayer(hold)) {
            open++;
        }
        return open < holdsPerPlayerMax;
    }

    /** Whether one more capture fits that leaves a hold without a round open. */
    boolean hasRoomForCapture(final int hold) {
        return holds.captures(hold) < capturesMax;
    }

    /**
     * Moves available to held.
     *
     * @param command PlaceHold, resolved.
     * @param roundRow of the round of a SPORT_BET, else NULL_ROW.
     * @return the row of the hold's play.
     */
    int place(final Command command, final int roundRow) {
        final int row = holds.place(
                command.ordinal,
                command.player,
                command.walletIndex,
                command.currencyIndex,
                command.amount,
                command.option,
                Command.isGiven(command.endsAtNs) ? command.endsAtNs : Holds.NEVER);
        final int play = lifecycle.records().addHold(command, roundRow);
        plays.holdRow(play, row);
        holds.playRow(row, play);
        linkLast(command.playerRow, row);
        if (holds.expiresNs(row) != Holds.NEVER) {
            expiries.add(row, holds.expiresNs(row), holds.ordinal(row));
        }
        accounts.hold(accounts.find(command.playerRow, command.walletIndex, command.currencyIndex), command.amount);
        if (command.option == HoldPurpose.SPORT_BET.value()) {
            limits.countStake(
                    command.playerRow, command.currencyIndex, command.amount, command.timestampNs, command.timestampNs);
        }
        return play;
    }

    /** Remembers that a decision was about a hold: once it is forgotten, old commands about the hold are too old. */
    int mention(final Command command, final int hold) {
        return plays.add(command.ordinal, Plays.MENTION, 0, NULL_ROW, holds.playRow(hold));
    }

    /** Adds a capture that leaves a hold without a round open: its id is needed as long as the hold is open. */
    int addCapture(final Command command, final int hold) {
        final int play = lifecycle.records().addCapture(command, NULL_ROW, holds.playRow(hold));
        plays.next(holds.lastPlay(hold), play);
        holds.lastPlay(hold, play);
        holds.countCapture(hold);
        return play;
    }

    /**
     * Ends an open hold; what is not captured goes back. An id of it whose turn had come is forgotten now, and with its
     * own the hold: do not use the row afterwards.
     *
     * @param hold the row.
     * @param state it ends in.
     * @param answer that states what debt is repaid.
     * @param timestampNs journal time now.
     */
    void end(final int hold, final HoldState state, final Answer answer, final long timestampNs) {
        final int play = holds.playRow(hold);
        final int playerRow = players.find(holds.player(hold));
        final int currency = holds.currencyIndex(hold);
        wallets.release(answer, playerRow, holds.walletIndex(hold), currency, holds.rest(hold));
        if (holds.isSportBet(hold)) {
            finishBet(hold, state, playerRow, timestampNs);
            return;
        }
        finish(hold, state, playerRow);
        log.unpinned(1 + holds.captures(hold));
        forgetPassedOver(play);
    }

    private void finish(final int hold, final HoldState state, final int playerRow) {
        holds.finish(hold, state);
        unlink(playerRow, hold);
        expiries.remove(hold);
    }

    private void finishBet(final int hold, final HoldState state, final int playerRow, final long timestampNs) {
        final int play = holds.playRow(hold);
        final long rest = holds.rest(hold);
        finish(hold, state, playerRow);
        rounds.endHold(plays.roundRow(play), rest);
        if (rest > 0) {
            limits.countStake(playerRow, holds.currencyIndex(hold), -rest, log.timeNs(plays.txRow(play)), timestampNs);
        }
    }

    /** Adds what the open holds of a round would give back, in the order in which they were placed. */
    void addRests(final int roundRow, final NetPosting nets) {
        for (int hold = firstOf(roundRow); hold != NULL_ROW; hold = holds.nextOfPlayer(hold)) {
            if (isOf(hold, roundRow)) {
                nets.addRest(holds.walletIndex(hold), holds.rest(hold));
            }
        }
    }

    /**
     * Ends the open holds of a round; what they held is taken from the player, whose nets give it back.
     *
     * @param roundRow of the round.
     * @param answer that names the player.
     * @param timestampNs journal time now.
     */
    void takeRests(final int roundRow, final Answer answer, final long timestampNs) {
        int hold = firstOf(roundRow);
        while (hold != NULL_ROW) {
            final int next = holds.nextOfPlayer(hold);
            if (isOf(hold, roundRow)) {
                accounts.takeHeld(
                        accounts.find(answer.playerRow, holds.walletIndex(hold), holds.currencyIndex(hold)),
                        holds.rest(hold));
                finishBet(hold, HoldState.RELEASED, answer.playerRow, timestampNs);
            }
            hold = next;
        }
    }

    private int firstOf(final int roundRow) {
        return rounds.openHolds(roundRow) == 0 ? NULL_ROW : first(players.find(rounds.player(roundRow)));
    }

    private boolean isOf(final int hold, final int roundRow) {
        return plays.roundRow(holds.playRow(hold)) == roundRow;
    }

    private void forgetPassedOver(final int first) {
        int play = first;
        while (play != NULL_ROW) {
            final int next = plays.next(play);
            final int txRow = plays.txRow(play);
            if (txRow == NULL_ROW || !log.isPassedOver(txRow)) {
                return;
            }
            log.unpin(txRow);
            play = next;
        }
    }

    /** Ends a hold by itself; its round is cancelled when nothing was ever captured and nothing else is left. */
    void endAlone(final int hold, final HoldState state, final Answer answer, final long timestampNs) {
        final int round = plays.roundRow(holds.playRow(hold));
        final boolean isEmptying = round != NULL_ROW && holds.captured(hold) == 0;
        end(hold, state, answer, timestampNs);
        if (isEmptying) {
            lifecycle.cancelIfEmpty(round, answer, timestampNs);
        }
    }

    /** Releases the open holds of a round that is about to end, in the order in which they were placed. */
    void releaseOf(final int roundRow, final Answer answer, final long timestampNs) {
        int hold = firstOf(roundRow);
        while (hold != NULL_ROW) {
            final int next = holds.nextOfPlayer(hold);
            if (isOf(hold, roundRow)) {
                end(hold, HoldState.RELEASED, answer, timestampNs);
            }
            hold = next;
        }
    }

    /**
     * Applies what is due of a player's holds, in order. To be called wherever a player is touched.
     *
     * @param playerRow of the player.
     * @param timestampNs journal time now.
     * @return whether anything was applied.
     */
    public boolean bringUp(final int playerRow, final long timestampNs) {
        if (playerRow == Players.NULL_ROW) {
            return false;
        }
        boolean isAnyDone = false;
        for (int hold = firstDue(playerRow, timestampNs); hold != NULL_ROW; hold = firstDue(playerRow, timestampNs)) {
            isAnyDone = true;
            if (isIdleFirst(hold)) {
                lifecycle.closeIdle(plays.roundRow(holds.playRow(hold)), timestampNs);
            } else {
                endAlone(hold, HoldState.EXPIRED, unasked, timestampNs);
            }
        }
        return isAnyDone;
    }

    /** Like {@link #bringUp}, by the number of the player. */
    boolean bringUpPlayer(final long player, final long timestampNs) {
        return bringUp(players.find(player), timestampNs);
    }

    private int firstDue(final int playerRow, final long timestampNs) {
        int first = NULL_ROW;
        long firstNs = timestampNs;
        long firstCreation = Long.MAX_VALUE;
        for (int hold = first(playerRow); hold != NULL_ROW; hold = holds.nextOfPlayer(hold)) {
            final long dueNs = dueNs(hold);
            if (dueNs <= firstNs) {
                final long creation = creation(hold);
                if (dueNs < firstNs || creation < firstCreation) {
                    first = hold;
                    firstNs = dueNs;
                    firstCreation = creation;
                }
            }
        }
        return first;
    }

    private long dueNs(final int hold) {
        final int round = plays.roundRow(holds.playRow(hold));
        final long expiresNs = holds.expiresNs(hold);
        return round == NULL_ROW ? expiresNs : Math.min(expiresNs, lifecycle.idleDueNs(round));
    }

    private boolean isIdleFirst(final int hold) {
        final int round = plays.roundRow(holds.playRow(hold));
        return round != NULL_ROW && lifecycle.idleDueNs(round) <= holds.expiresNs(hold);
    }

    private long creation(final int hold) {
        return isIdleFirst(hold) ? lifecycle.openedBy(plays.roundRow(holds.playRow(hold))) : holds.ordinal(hold);
    }

    /**
     * Gives back expired holds, the earliest first.
     *
     * @param timestampNs journal time now.
     * @param limit of players to look at.
     * @return how many were looked at.
     */
    int expireDue(final long timestampNs, final int limit) {
        int done = 0;
        while (done < limit && expiries.firstDueNs() <= timestampNs) {
            bringUpPlayer(holds.player(expiries.first()), timestampNs);
            done++;
        }
        return done;
    }

    /** When the first hold expires, ns; Long.MAX_VALUE when none will. */
    long nextDueNs() {
        return expiries.firstDueNs();
    }

    /** Whether an id without a round belongs to a hold that is open at this time. */
    boolean isPinned(final int playRow, final long timestampNs) {
        final int hold = holdOf(playRow);
        if (hold == NULL_ROW || plays.kind(playRow) == Plays.MENTION) {
            return false;
        }
        if (holds.isOpen(hold)) {
            bringUpPlayer(holds.player(hold), timestampNs);
        }
        return isNeeded(playRow);
    }

    /** Whether an id without a round belongs to an open hold. */
    boolean isNeeded(final int playRow) {
        final int hold = holdOf(playRow);
        return hold != NULL_ROW && plays.kind(playRow) != Plays.MENTION && holds.isOpen(hold);
    }

    /** The id of this play is being forgotten. */
    void onForgotten(final int playRow) {
        final int kind = plays.kind(playRow);
        if (kind == Plays.HOLD) {
            holds.remove(plays.holdRow(playRow));
        } else if (kind == Plays.CAPTURE || kind == Plays.MENTION) {
            final int hold = holdOf(playRow);
            if (hold != NULL_ROW) {
                holds.incomplete(hold);
            }
        }
    }

    /** The hold that a play is, captures from or mentions; NULL_ROW when it is forgotten. */
    int holdOf(final int playRow) {
        if (plays.kind(playRow) == Plays.HOLD) {
            return plays.holdRow(playRow);
        }
        final int named = plays.named(playRow);
        return named == NULL_ROW ? NULL_ROW : plays.holdRow(named);
    }

    private int first(final int playerRow) {
        return players.head(playerRow, Players.HOLDS);
    }

    private void linkLast(final int playerRow, final int hold) {
        int last = first(playerRow);
        if (last == NULL_ROW) {
            players.head(playerRow, Players.HOLDS, hold);
            return;
        }
        while (holds.nextOfPlayer(last) != NULL_ROW) {
            last = holds.nextOfPlayer(last);
        }
        holds.nextOfPlayer(last, hold);
    }

    private void unlink(final int playerRow, final int hold) {
        final int next = holds.nextOfPlayer(hold);
        int before = first(playerRow);
        if (before == hold) {
            players.head(playerRow, Players.HOLDS, next);
        } else {
            while (holds.nextOfPlayer(before) != hold) {
                before = holds.nextOfPlayer(before);
            }
            holds.nextOfPlayer(before, next);
        }
        holds.nextOfPlayer(hold, NULL_ROW);
    }

    /** Ties holds to plays and players, and counts the ids that something open needs, once a snapshot was read. */
    public void relink() {
        for (int hold = 0; hold < holds.highWater(); hold++) {
            final int play = plays.find(holds.ordinal(hold));
            holds.playRow(hold, play);
            plays.holdRow(play, hold);
            if (holds.isOpen(hold)) {
                linkLast(players.find(holds.player(hold)), hold);
                if (holds.expiresNs(hold) != Holds.NEVER) {
                    expiries.add(hold, holds.expiresNs(hold), holds.ordinal(hold));
                }
            }
        }
        for (int play = 0; play < plays.highWater(); play++) {
            if (plays.kind(play) == Plays.CAPTURE && plays.roundRow(play) == NULL_ROW && isNeeded(play)) {
                final int hold = holdOf(play);
                plays.next(holds.lastPlay(hold), play);
                holds.lastPlay(hold, play);
            }
            final int round = plays.roundRow(play);
            if (round == NULL_ROW ? isNeeded(play) : rounds.isOpen(round)) {
                log.pin();
            }
        }
    }
}
