package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.Objects;

/** SetPlayerStatus, SetLimit. */
final class PlayerRules extends Rules {
    private static final long COOLING_OFF_SECONDS = 86_400;

    PlayerRules(final World world) {
        super(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        final Outcome unnamed = firstOf(checkPositive(request.player()), checkNumbers(request));
        if (unnamed != null) {
            decision.refuse(unnamed);
        } else if ("SetLimit".equals(request.kind)) {
            setLimit(request, decision);
        } else {
            setStatus(request, decision);
        }
    }

    private Outcome checkNumbers(final Request request) {
        final boolean isLimit = "SetLimit".equals(request.kind);
        final Long untilNs = request.timeNs("until");
        return firstOf(
                isLimit ? checkNotNegative(request.number("amount")) : null,
                when(untilNs != null && untilNs <= world.timeNs, Outcome.TIME_INVALID),
                isLimit ? checkCurrency(request.currency()) : null,
                checkSource(request.source),
                checkPlayer(request.player()));
    }

    private void setStatus(final Request request, final Decision decision) {
        final Long player = request.player();
        final Locks.Status status = Locks.Status.valueOf(request.text("status"));
        final boolean isLift = status == Locks.Status.ACTIVE;
        final boolean isBound = world.locks.of(player).stream().anyMatch(Locks.Lock::isBinding);
        final boolean isFull =
                !LedgerConfig.mayOpen(world.locks.count(), config.things().locksMax())
                        || world.locks.of(player).size() >= LedgerConfig.LOCKS_PER_PLAYER_MAX;
        final Outcome refusal = firstOf(
                when(isLift && isBound, Outcome.LOCK_BINDING),
                when(!isLift && isFull, Outcome.CAPACITY_EXCEEDED),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        if (isLift) {
            world.locks.lift(player);
        } else {
            world.locks.add(player, new Locks.Lock(status, request.timeNs("until"), request.flag("binding")));
        }
        decision.done(Outcome.OK, BigInteger.ZERO);
    }

    private void setLimit(final Request request, final Decision decision) {
        final Limits.Key owner = owner(request);
        final String limit = request.text("limit");
        final Limits.Period period = Limits.Period.valueOf(request.text("period"));
        final Limits.Slot slot = new Limits.Slot(owner, limit, period);
        final BigInteger amount = request.has("amount") ? request.amount() : null;
        final boolean isNew = amount != null && !world.limits.owners.containsKey(owner);
        final boolean isFull = !LedgerConfig.mayOpen(
                world.limits.owners.size(), config.things().limitsMax());
        final Outcome refusal = firstOf(
                when(amount != null && !isInOrder(slot, amount), Outcome.LIMIT_ORDER_INVALID),
                when(isNew && isFull, Outcome.CAPACITY_EXCEEDED),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        if (isNew) {
            world.limits.owners.put(owner, true);
        }
        decision.done(set(slot, amount), BigInteger.ZERO);
    }

    /** A day is never above a week, a week never above a month, now and later. */
    private boolean isInOrder(final Limits.Slot slot, final BigInteger amount) {
        for (final Limits.Period other : Limits.Period.values()) {
            final Limits.Slot otherSlot = new Limits.Slot(slot.owner(), slot.limit(), other);
            final Limits.Pending pending = world.limits.pending.get(otherSlot);
            final BigInteger later = pending == null ? null : pending.amount();
            final int direction = slot.period().compareTo(other);
            if (!isInOrder(direction, amount, world.limits.current.get(otherSlot))
                    || !isInOrder(direction, amount, later)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInOrder(final int direction, final BigInteger amount, final BigInteger other) {
        return direction == 0 || other == null || direction * amount.compareTo(other) >= 0;
    }

    /** Null removes. Lower or first: at once; higher or none: after a day, unless that is already on its way. */
    private Outcome set(final Limits.Slot slot, final BigInteger amount) {
        final BigInteger current = world.limits.current.get(slot);
        final boolean isLater = current != null && (amount == null || amount.compareTo(current) > 0);
        if (!isLater) {
            world.limits.pending.remove(slot);
            if (amount != null) {
                world.limits.current.put(slot, amount);
            }
            return Outcome.OK;
        }
        final Limits.Pending pending = world.limits.pending.get(slot);
        if (pending == null || !Objects.equals(pending.amount(), amount)) {
            final long dueNs = world.timeNs + COOLING_OFF_SECONDS * World.NS_PER_SECOND;
            world.limits.pending.put(slot, new Limits.Pending(amount, dueNs, world.sequence));
        }
        return Outcome.PENDING_INCREASE;
    }
}
