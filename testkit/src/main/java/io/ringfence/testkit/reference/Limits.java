package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What players may spend, lose and wager in a day, an ISO week, a month of UTC, and what they have. */
final class Limits {
    static final String DEPOSIT = "DEPOSIT";
    static final String LOSS = "LOSS";
    static final String WAGER = "WAGER";

    /** The order in which the first limit that is exceeded is named. */
    static final List<String> KINDS = List.of(DEPOSIT, LOSS, WAGER);

    /** The smallest int64 is no number but the absent value. */
    private static final BigInteger SUM_MIN = Accounts.INT64_MAX.negate();

    /** A window of the calendar, UTC. */
    enum Period {
        DAY,
        WEEK,
        MONTH;

        LocalDate start(final long timeNs) {
            final LocalDate day =
                    Instant.ofEpochSecond(0, timeNs).atOffset(ZoneOffset.UTC).toLocalDate();
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }
    }

    /** A player in a currency. */
    record Key(long player, String currency) {}

    /** One limit of those. */
    record Slot(Key owner, String limit, Period period) {}

    /** The limit that stands in the way, and what is left of it. */
    record Exceeded(String limit, Period period, BigInteger remaining) {}

    /** A change to come: a higher amount, or null for none at all. */
    record Pending(BigInteger amount, long dueNs, long creation) {}

    /** What was counted in the window that began then. */
    record Used(LocalDate window, BigInteger sum) {}

    final Map<Slot, BigInteger> current = new HashMap<>();
    final Map<Slot, Pending> pending = new LinkedHashMap<>();

    /** Who ever set a limit. */
    final Map<Key, Boolean> owners = new HashMap<>();

    private final Map<Slot, Used> used = new HashMap<>();
    private final Definitions definitions;

    Limits(final Definitions definitions) {
        this.definitions = definitions;
    }

    BigInteger used(final Slot slot, final long nowNs) {
        final Used counted = used.get(slot);
        return counted != null && counted.window().equals(slot.period().start(nowNs)) ? counted.sum() : BigInteger.ZERO;
    }

    /** The first limit of this kind that the amount would exceed, or null. */
    Exceeded exceeded(final Key owner, final String limit, final BigInteger amount, final long nowNs) {
        for (final Period period : Period.values()) {
            final Slot slot = new Slot(owner, limit, period);
            final BigInteger max = current.get(slot);
            if (max != null && amount.signum() > 0) {
                final BigInteger remaining = max.subtract(used(slot, nowNs));
                if (amount.compareTo(remaining) > 0) {
                    return new Exceeded(limit, period, remaining.max(BigInteger.ZERO));
                }
            }
        }
        return null;
    }

    /** The first limit that a stake would exceed, or null. */
    Exceeded exceededByStake(final Key owner, final BigInteger amount, final long nowNs) {
        final Exceeded loss = exceeded(owner, LOSS, amount, nowNs);
        return loss == null ? exceeded(owner, WAGER, amount, nowNs) : loss;
    }

    /** Counts what happens now. */
    void count(final Key owner, final String limit, final BigInteger amount, final long nowNs) {
        countAsOf(owner, limit, amount, nowNs, nowNs);
    }

    /** Counts now what belongs to another time: only in windows that still hold that time. */
    void countAsOf(final Key owner, final String limit, final BigInteger amount, final long ofNs, final long nowNs) {
        for (final Period period : Period.values()) {
            final LocalDate window = period.start(nowNs);
            if (window.equals(period.start(ofNs))) {
                final Slot slot = new Slot(owner, limit, period);
                used.put(slot, new Used(window, clamp(used(slot, nowNs).add(amount))));
            }
        }
    }

    void stake(final Key owner, final BigInteger amount, final long nowNs) {
        count(owner, LOSS, amount, nowNs);
        count(owner, WAGER, amount, nowNs);
    }

    void unstake(final Key owner, final BigInteger amount, final long ofNs, final long nowNs) {
        countAsOf(owner, LOSS, amount.negate(), ofNs, nowNs);
        countAsOf(owner, WAGER, amount.negate(), ofNs, nowNs);
    }

    void win(final Key owner, final BigInteger amount, final long nowNs) {
        count(owner, LOSS, amount.negate(), nowNs);
    }

    void unwin(final Key owner, final BigInteger amount, final long ofNs, final long nowNs) {
        countAsOf(owner, LOSS, amount, ofNs, nowNs);
    }

    /** A change that was due takes effect. */
    void apply(final Slot slot) {
        final BigInteger amount = pending.remove(slot).amount();
        if (amount == null) {
            current.remove(slot);
        } else {
            current.put(slot, amount);
        }
    }

    /** What a player has set or will have, in the order in which it is listed. */
    List<Slot> of(final long player) {
        final List<Slot> slots = new ArrayList<>();
        for (final String currency : definitions.currencies.keySet()) {
            for (final String limit : KINDS) {
                for (final Period period : Period.values()) {
                    final Slot slot = new Slot(new Key(player, currency), limit, period);
                    if (current.containsKey(slot) || pending.containsKey(slot)) {
                        slots.add(slot);
                    }
                }
            }
        }
        return slots;
    }

    Runnable picture() {
        final Map<Slot, Used> usedThen = new HashMap<>(used);
        return () -> {
            used.clear();
            used.putAll(usedThen);
        };
    }

    private static BigInteger clamp(final BigInteger sum) {
        return sum.min(Accounts.INT64_MAX).max(SUM_MIN);
    }
}
