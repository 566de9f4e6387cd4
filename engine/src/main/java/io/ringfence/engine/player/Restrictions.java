package io.ringfence.engine.player;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerStatus;

/** SetPlayerStatus and SetLimit (docs/protocol.md). Engine thread only. */
public final class Restrictions {
    /** After how long a limit rises or goes, ns. */
    private static final long COOLING_OFF_NS = 86_400_000_000_000L;

    private static final int NULL_ROW = Players.NULL_ROW;
    private static final int ACTIVE = PlayerStatus.ACTIVE.value();

    private final Players players;
    private final Definitions definitions;
    private final Locks locks;
    private final LimitRows limits;

    /**
     * Over the tables of players.
     *
     * @param players opened.
     * @param definitions of currencies.
     * @param locks of players.
     * @param limits of players.
     */
    public Restrictions(final Players players, final Definitions definitions, final Locks locks, final Limits limits) {
        this.players = players;
        this.definitions = definitions;
        this.locks = locks;
        this.limits = limits.rows();
    }

    /**
     * Adds a lock, or lifts all with ACTIVE unless a binding one stands.
     *
     * @param command its source resolved.
     * @return the outcome.
     */
    public Outcome setPlayerStatus(final Command command) {
        if (command.option > PlayerStatus.CLOSED.value()) {
            return Outcome.MALFORMED;
        }
        if (command.player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (Command.isGiven(command.endsAtNs) && command.endsAtNs <= command.timestampNs) {
            return Outcome.TIME_INVALID;
        }
        final Outcome unknown = refuseUnknown(command);
        if (unknown != null) {
            return unknown;
        }
        final int playerRow = command.playerRow;
        locks.dropEnded(playerRow, command.timestampNs);
        if (command.option == ACTIVE) {
            if (locks.isBound(playerRow, command.timestampNs)) {
                return Outcome.LOCK_BINDING;
            }
            // From here the command must succeed.
            locks.liftAll(playerRow);
            return Outcome.OK;
        }
        if (!locks.hasRoom(playerRow, command.timestampNs)) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        locks.add(playerRow, command.option, command.endsAtNs, command.flag, command.sequence);
        return Outcome.OK;
    }

    /**
     * Sets a limit or removes it: a stricter one at once, a wider one a day later.
     *
     * @param command its source resolved.
     * @return the outcome.
     */
    public Outcome setLimit(final Command command) {
        if (command.option > LimitKind.WAGER.value() || command.period > Period.MONTH.value()) {
            return Outcome.MALFORMED;
        }
        final boolean isRemoval = !Command.isGiven(command.amount);
        if (command.player <= 0 || (!isRemoval && command.amount < 0)) {
            return Outcome.AMOUNT_INVALID;
        }
        command.currencyIndex = definitions.currencies().find(command.currency);
        if (command.currencyIndex == Definitions.UNKNOWN) {
            return Outcome.CURRENCY_UNKNOWN;
        }
        final Outcome unknown = refuseUnknown(command);
        if (unknown != null) {
            return unknown;
        }
        final int found = limits.find(command.playerRow, command.currencyIndex);
        if (!isRemoval && found != NULL_ROW && !isOrdered(command, found)) {
            return Outcome.LIMIT_ORDER_INVALID;
        }
        if (found == NULL_ROW && !isRemoval && !limits.hasRoom()) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        if (found == NULL_ROW && isRemoval) {
            return Outcome.OK;
        }
        final int row = found == NULL_ROW ? limits.create(command.playerRow, command.currencyIndex) : found;
        return change(row, what(command, command.period), isRemoval ? LimitRows.NONE : command.amount, command);
    }

    private Outcome change(final int row, final int what, final long next, final Command command) {
        final long timestampNs = command.timestampNs;
        final long now = limits.value(row, what, timestampNs);
        if (now == LimitRows.NONE || (next != LimitRows.NONE && next <= now)) {
            limits.set(row, what, next);
            return Outcome.OK;
        }
        if (!limits.isPending(row, what, timestampNs) || limits.pending(row, what) != next) {
            final long pendingAtNs = Usages.saturatedSum(timestampNs, COOLING_OFF_NS);
            limits.setLater(row, what, next, pendingAtNs, timestampNs);
        }
        return Outcome.PENDING_INCREASE;
    }

    /** Whether day, week and month do not fall, whichever of their current and pending values hold. */
    private boolean isOrdered(final Command command, final int row) {
        for (int period = Period.DAY.value(); period <= Period.MONTH.value(); period++) {
            if (period == command.period) {
                continue;
            }
            final int what = what(command, period);
            final boolean isShorter = period < command.period;
            if (!isOrdered(command.amount, limits.value(row, what, command.timestampNs), isShorter)) {
                return false;
            }
            if (limits.isPending(row, what, command.timestampNs)
                    && !isOrdered(command.amount, limits.pending(row, what), isShorter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOrdered(final long amount, final long other, final boolean isOtherShorter) {
        if (other == LimitRows.NONE) {
            return true;
        }
        return isOtherShorter ? other <= amount : amount <= other;
    }

    private Outcome refuseUnknown(final Command command) {
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        command.playerRow = players.find(command.player);
        return command.playerRow == NULL_ROW ? Outcome.PLAYER_NOT_FOUND : null;
    }

    private static int what(final Command command, final int period) {
        return command.option * Usages.PERIODS + period;
    }
}
