package io.ringfence.testkit.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The locks that stand on players side by side; the strictest counts. */
final class Locks {
    /** From the mildest to the strictest. */
    enum Status {
        ACTIVE,
        BET_LOCKED,
        FROZEN,
        CLOSED
    }

    /** A lock; {@code untilNs} is null when only a command ends it. */
    record Lock(Status status, Long untilNs, boolean isBinding) {}

    private final Map<Long, List<Lock>> byPlayer = new HashMap<>();

    /** Ends what was due. */
    void advanceTo(final long timeNs) {
        byPlayer.values().forEach(locks -> locks.removeIf(lock -> lock.untilNs() != null && lock.untilNs() <= timeNs));
    }

    List<Lock> of(final Long player) {
        return byPlayer.getOrDefault(player, List.of());
    }

    Status status(final Long player) {
        return of(player).stream().map(Lock::status).max(Status::compareTo).orElse(Status.ACTIVE);
    }

    boolean isBetLocked(final Long player) {
        return status(player) != Status.ACTIVE;
    }

    boolean isFrozen(final Long player) {
        return status(player).compareTo(Status.FROZEN) >= 0;
    }

    int count() {
        return byPlayer.values().stream().mapToInt(List::size).sum();
    }

    void add(final long player, final Lock lock) {
        byPlayer.computeIfAbsent(player, any -> new ArrayList<>()).add(lock);
    }

    void lift(final long player) {
        byPlayer.remove(player);
    }
}
