package io.ringfence.engine.player;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of players by themselves: against a simple model, written and read, and taken back. */
class PlayerSectionsTest {
    private static final int ROWS_MAX = 100;
    private static final int PLAYERS = 4;
    private static final int CURRENCIES = 3;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long START_NS = CalendarTest.ns("2027-12-20T00:00:00Z");

    private record Counted(int player, int currency, int limits, long amount, long timeNs) {}

    static long[] seeds() {
        return new long[] {1, 2, 3, 42, ThreadLocalRandom.current().nextLong()};
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldUseWhatAListOfEverythingCountedSays(final long seed) {
        final Random random = new Random(seed);
        final Tables tables = new Tables();
        final List<Counted> counted = new ArrayList<>();
        long nowNs = START_NS;
        for (int step = 0; step < 3_000; step++) {
            nowNs += random.nextInt(4) == 0 ? random.nextLong(10 * 86_400 * NS_PER_SECOND) : random.nextInt(3);
            if (counted.isEmpty() || random.nextInt(3) > 0) {
                final Counted one = new Counted(
                        random.nextInt(PLAYERS),
                        random.nextInt(CURRENCIES),
                        1 + random.nextInt(7),
                        random.nextInt(1_000) - 300,
                        nowNs);
                counted.add(one);
                tables.usages.count(one.player, one.currency, one.limits, one.amount, nowNs, nowNs);
            } else {
                final Counted one = counted.remove(Math.max(0, counted.size() - 1 - random.nextInt(4)));
                tables.usages.count(one.player, one.currency, one.limits, -one.amount, one.timeNs, nowNs);
            }
            tables.checkHash();
            final int player = random.nextInt(PLAYERS);
            final int currency = random.nextInt(CURRENCIES);
            for (int what = 0; what < Usages.SUMS; what++) {
                assertEquals(
                        used(counted, player, currency, what, nowNs),
                        tables.usages.used(tables.usages.find(player, currency), what, nowNs),
                        "seed " + seed + " step " + step + " what " + what);
            }
        }
    }

    @Test
    void shouldReadWhatItWrote() {
        final Tables tables = new Tables();
        fill(tables);
        final Tables read = new Tables();
        tables.copyTo(read);
        assertEquals(tables.hash.value(), read.hash.value());
        read.checkHash();
        for (int section = 0; section < tables.sections().size(); section++) {
            final long[][] written = rows(tables.sections().get(section));
            assertArrayEquals(written, rows(read.sections().get(section)));
            assertTrue(written.length > 0);
        }
        read.locks.dropEnded(1, START_NS + 5);
        tables.locks.dropEnded(1, START_NS + 5);
        assertEquals(tables.hash.value(), read.hash.value());
        assertEquals(2, read.locks.status(read.locks.first(1)), "the order of creation is kept");
    }

    @Test
    void shouldTakeBackWhatWasDoneSinceACheckpoint() {
        final Tables tables = new Tables();
        fill(tables);
        tables.hash.undo().configure(10_000);
        final long before = tables.hash.value();
        tables.hash.undo().begin();
        tables.usages.count(1, 1, 7, 5, START_NS, START_NS + 40 * 86_400 * NS_PER_SECOND);
        tables.usages.count(3, 1, 7, 5, START_NS, START_NS);
        tables.limits.create(2, 1);
        tables.limits.set(tables.limits.find(1, 1), 3, 9);
        tables.hash.undo().rollBack();
        assertEquals(before, tables.hash.value());
        tables.checkHash();
        assertEquals(StateSection.NULL_ROW, tables.limits.find(2, 1));
        assertEquals(StateSection.NULL_ROW, tables.usages.find(3, 1));
    }

    private static void fill(final Tables tables) {
        tables.locks.add(1, 3, START_NS + 5, false, 10);
        tables.locks.add(0, 1, Command.ABSENT, true, 11);
        tables.locks.add(1, 2, Command.ABSENT, true, 12);
        tables.locks.add(1, 1, START_NS + 9, false, 13);
        tables.limits.setLater(tables.limits.create(1, 2), 4, 7, START_NS + 1, START_NS);
        tables.limits.set(tables.limits.create(1, 0), 8, 0);
        tables.limits.set(tables.limits.create(1, 1), 8, Long.MAX_VALUE);
        tables.usages.count(1, 1, 7, 5, START_NS, START_NS);
        tables.usages.count(1, 0, 1, -5, START_NS, START_NS);
        tables.usages.count(2, 0, 1, 5, START_NS, START_NS);
        tables.usages.count(2, 0, 1, -5, START_NS, START_NS);
    }

    private static long used(
            final List<Counted> counted, final int player, final int currency, final int what, final long nowNs) {
        long sum = 0;
        for (final Counted one : counted) {
            final boolean isAsked = one.player == player
                    && one.currency == currency
                    && (one.limits & (1 << (what / Usages.PERIODS))) != 0
                    && isSameWindow(Period.get((short) (what % Usages.PERIODS)), one.timeNs, nowNs);
            sum += isAsked ? one.amount : 0;
        }
        return sum;
    }

    private static boolean isSameWindow(final Period period, final long timeNs, final long otherNs) {
        final LocalDate date = date(timeNs);
        final LocalDate other = date(otherNs);
        return switch (period) {
            case DAY -> date.equals(other);
            case WEEK ->
                date.get(IsoFields.WEEK_BASED_YEAR) == other.get(IsoFields.WEEK_BASED_YEAR)
                        && date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) == other.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            default -> date.getYear() == other.getYear() && date.getMonthValue() == other.getMonthValue();
        };
    }

    private static LocalDate date(final long timeNs) {
        return Instant.ofEpochSecond(timeNs / NS_PER_SECOND)
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static long[][] rows(final StateSection section) {
        final List<long[]> rows = new ArrayList<>();
        for (int row = 0; row < section.highWater(); row++) {
            if (section.isRow(row)) {
                final long[] cells = new long[section.snapshotColumns()];
                section.writeRow(row, cells);
                rows.add(cells);
            }
        }
        rows.sort(Arrays::compare);
        return rows.toArray(long[][]::new);
    }

    private static final class Tables {
        private final StateHash hash = new StateHash();
        private final Players players = new Players(hash);
        private final Locks locks = new Locks(hash, players);
        private final LimitRows limits = new LimitRows(hash, players);
        private final Usages usages = new Usages(hash, players);

        Tables() {
            players.resize(ROWS_MAX);
            locks.configure(ROWS_MAX);
            limits.resize(ROWS_MAX);
            usages.resize(ROWS_MAX);
            for (int player = 0; player < PLAYERS; player++) {
                players.open(1_000 + player);
            }
            assertEquals(3, LimitKind.WAGER.value() + 1, "three limits");
        }

        List<StateSection> sections() {
            return List.of(locks, limits, usages);
        }

        void copyTo(final Tables other) {
            for (int section = 0; section < sections().size(); section++) {
                for (final long[] cells : rows(sections().get(section))) {
                    other.sections().get(section).readRow(cells);
                }
            }
        }

        void checkHash() {
            long sum = players.scanHash();
            for (final StateSection section : sections()) {
                sum += section.scanHash();
            }
            assertEquals(sum, hash.value());
        }
    }
}
