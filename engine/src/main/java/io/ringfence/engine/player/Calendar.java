package io.ringfence.engine.player;

/**
 * The windows that limits are counted in: days, ISO weeks and months in UTC, each numbered so that a later window has a
 * higher number. Pure arithmetic, as if the Gregorian calendar had no leap seconds; nothing is allocated. Any thread.
 *
 * <p>The month follows {@code civil_from_days} of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
 * (https://howardhinnant.github.io/date_algorithms.html): years are counted from March, so that the leap day is the
 * last of its year, in eras of 400 years.
 */
final class Calendar {
    private static final long NS_PER_DAY = 86_400_000_000_000L;
    private static final int DAYS_PER_WEEK = 7;
    /** 1970-01-01 was a Thursday: so many days after the Monday of its week. */
    private static final int EPOCH_WEEKDAY = 3;

    private static final int MONTHS_PER_YEAR = 12;
    private static final int YEARS_PER_ERA = 400;
    private static final int DAYS_PER_ERA = 146_097;
    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int EPOCH_DAY = 719_468;

    private static final int DAYS_PER_4_YEARS = 1_460;
    private static final int DAYS_PER_CENTURY = 36_524;
    private static final int DAYS_PER_YEAR = 365;
    /** Five months from March have 153 days: 31, 30, 31, 30, 31. */
    private static final int DAYS_PER_5_MONTHS = 153;

    private static final int MARCH_TO_DECEMBER = 10;

    private Calendar() {}

    /**
     * The day of a time.
     *
     * @param timestampNs since the epoch.
     * @return days since 1970-01-01.
     */
    static int day(final long timestampNs) {
        return (int) Math.floorDiv(timestampNs, NS_PER_DAY);
    }

    /**
     * The ISO week of a day; weeks begin on Monday and know no years.
     *
     * @param day since 1970-01-01.
     * @return weeks since the one of 1970-01-01.
     */
    static int week(final int day) {
        return Math.floorDiv(day + EPOCH_WEEKDAY, DAYS_PER_WEEK);
    }

    /**
     * The month of a day.
     *
     * @param day since 1970-01-01.
     * @return months since January of the year 0.
     */
    static int month(final int day) {
        final int shifted = day + EPOCH_DAY;
        final int era = Math.floorDiv(shifted, DAYS_PER_ERA);
        final int dayOfEra = shifted - era * DAYS_PER_ERA;
        final int yearOfEra =
                (dayOfEra - dayOfEra / DAYS_PER_4_YEARS + dayOfEra / DAYS_PER_CENTURY - dayOfEra / (DAYS_PER_ERA - 1))
                        / DAYS_PER_YEAR;
        final int dayOfYear = dayOfEra - (DAYS_PER_YEAR * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        final int monthFromMarch = (5 * dayOfYear + 2) / DAYS_PER_5_MONTHS;
        final int yearFromMarch = era * YEARS_PER_ERA + yearOfEra;
        // March is 2 (January is 0); January and February belong to the next year.
        return yearFromMarch * MONTHS_PER_YEAR + monthFromMarch + MONTHS_PER_YEAR - MARCH_TO_DECEMBER;
    }
}
