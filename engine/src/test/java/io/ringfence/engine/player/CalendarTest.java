package io.ringfence.engine.player;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendar of limits agrees with that of the JDK. */
class CalendarTest {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(1969, 12, 29);

    @Test
    void shouldKnowEveryDayThatJournalTimeCanSay() {
        final LocalDate last = LocalDate.of(2262, 4, 11);
        for (LocalDate date = LocalDate.of(1969, 12, 1); !date.isAfter(last); date = date.plusDays(1)) {
            final int day = (int) date.toEpochDay();
            final LocalDate monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            assertEquals(ChronoUnit.WEEKS.between(FIRST_MONDAY, monday), Calendar.week(day), date::toString);
            assertEquals(date.getYear() * 12 + date.getMonthValue() - 1, Calendar.month(day), date::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01",
        "86399999999999, 1970-01-01",
        "86400000000000, 1970-01-02",
        "-1, 1969-12-31",
        "9223372036854775807, 2262-04-11",
        "-9223372036854775808, 1677-09-21"
    })
    void shouldCountDaysFromMidnightToMidnight(final long timestampNs, final LocalDate date) {
        assertEquals(date.toEpochDay(), Calendar.day(timestampNs));
    }

    @ParameterizedTest
    @CsvSource({
        // One ISO week over a new year, two weeks in one, leap days, and the centuries that have none.
        "2025-12-31T23:59:59.999999999Z, 2026-01-01T00:00:00Z, false, true,  false",
        "2026-01-04T23:59:59.999999999Z, 2026-01-05T00:00:00Z, false, false, true",
        "2020-12-31T00:00:00Z,           2021-01-03T00:00:00Z, false, true,  false",
        "2021-01-03T00:00:00Z,           2021-01-04T00:00:00Z, false, false, true",
        "2028-02-29T00:00:00Z,           2028-02-28T00:00:00Z, false, true,  true",
        "2028-02-29T12:00:00Z,           2028-03-01T12:00:00Z, false, true,  false",
        "2027-02-28T12:00:00Z,           2027-03-01T12:00:00Z, false, false, false",
        "2100-02-28T12:00:00Z,           2100-03-01T12:00:00Z, false, false, false",
        "2000-02-29T12:00:00Z,           2000-02-01T12:00:00Z, false, false, true",
        "2026-01-31T23:59:59.999999999Z, 2026-02-01T00:00:00Z, false, true,  false",
        "2026-01-01T00:00:00Z,           2027-01-01T00:00:00Z, false, false, false",
        "2026-03-29T00:30:00Z,           2026-03-29T23:30:00Z, true,  true,  true"
    })
    void shouldTellWindowsApart(
            final String one, final String other, final boolean isDay, final boolean isWeek, final boolean isMonth) {
        final int day = Calendar.day(ns(one));
        final int otherDay = Calendar.day(ns(other));
        assertEquals(isDay, day == otherDay, "day");
        assertEquals(isWeek, Calendar.week(day) == Calendar.week(otherDay), "week");
        assertEquals(isMonth, Calendar.month(day) == Calendar.month(otherDay), "month");
    }

    static long ns(final String instant) {
        final Instant time = Instant.parse(instant);
        assertEquals(ZoneOffset.UTC, time.atOffset(ZoneOffset.UTC).getOffset());
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
