package io.ringfence.testkit.match;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rate of commands over a run that compresses a real match: quiet before kick-off, a crowd at each event that
 * fades, quiet at the end. A crowd is {@code weight / 6 * 10} times the base rate, so that the kick-off (weight 6) is
 * ten times as loud as quiet play.
 *
 * <p>Immutable, thread safe, does not allocate after construction. Times are nanoseconds since the start of the run.
 */
public final class RateCurve {
    /** 30 million messages an hour. */
    public static final int BASE_RATE_PER_SECOND = 8_333;

    private static final String FACTS = "/match-2022-final.csv";
    private static final double KICK_OFF_FACTOR = 10.0;
    private static final double KICK_OFF_WEIGHT = 6.0;
    private static final double LEAD_MINUTES = 10.0;
    private static final double TAIL_MINUTES = 6.0;
    private static final double FADE_MINUTES = 1.5;
    private static final double CROWD_FACTOR_MIN = 2.0;
    private static final int MS_PER_SECOND = 1_000;
    private static final long NS_PER_MS = 1_000_000L;

    private final long[] dueAtMs;
    private final double[] factorAtMs;
    private final Phase[] phaseAtMs;
    private final int baseRatePerSecond;

    private record Event(double minute, String name, double weight) {
        Phase phase() {
            return switch (name) {
                case "KICK_OFF", "SECOND_HALF", "EXTRA_TIME" -> Phase.KICK_OFF;
                case "FULL_TIME_DRAW", "PEN_ARG_SCORED_WINS", "SETTLEMENT" -> Phase.SETTLEMENT;
                default -> Phase.GOAL;
            };
        }

        double factorAt(final double now) {
            return now < minute
                    ? 0
                    : weight / KICK_OFF_WEIGHT * KICK_OFF_FACTOR * StrictMath.exp((minute - now) / FADE_MINUTES);
        }
    }

    private RateCurve(final List<Event> events, final int baseRatePerSecond, final int seconds) {
        this.baseRatePerSecond = baseRatePerSecond;
        final int milliseconds = Math.multiplyExact(seconds, MS_PER_SECOND);
        dueAtMs = new long[milliseconds + 1];
        factorAtMs = new double[milliseconds + 1];
        phaseAtMs = new Phase[milliseconds + 1];
        final double lastMinute = events.get(events.size() - 1).minute();
        final double minutes = LEAD_MINUTES + lastMinute + TAIL_MINUTES;
        double due = 0;
        for (int ms = 0; ms <= milliseconds; ms++) {
            final double minute = minutes * ms / milliseconds - LEAD_MINUTES;
            factorAtMs[ms] = 1;
            phaseAtMs[ms] = Phase.QUIET;
            for (final Event event : events) {
                final double factor = event.factorAt(minute);
                if (factor > factorAtMs[ms]) {
                    factorAtMs[ms] = factor;
                    phaseAtMs[ms] = factor > CROWD_FACTOR_MIN ? event.phase() : Phase.QUIET;
                }
            }
            dueAtMs[ms] = (long) due;
            due += factorAtMs[ms] * baseRatePerSecond / MS_PER_SECOND;
        }
    }

    /**
     * The World Cup final of 2022, compressed.
     *
     * @param baseRatePerSecond of quiet play
     * @param seconds of the whole run
     */
    public static RateCurve final2022(final int baseRatePerSecond, final int seconds) {
        return new RateCurve(facts(), baseRatePerSecond, seconds);
    }

    /** How many commands should have been sent by then; after the run as many as at its end. */
    public long due(final long elapsedNs) {
        return dueAtMs[index(elapsedNs)];
    }

    /** The rate of that moment. */
    public long ratePerSecond(final long elapsedNs) {
        return Math.round(factorAtMs[index(elapsedNs)] * baseRatePerSecond);
    }

    /** What the crowd does at that moment. */
    public Phase phase(final long elapsedNs) {
        return phaseAtMs[index(elapsedNs)];
    }

    /** How many commands the whole run has. */
    public long total() {
        return dueAtMs[dueAtMs.length - 1];
    }

    private int index(final long elapsedNs) {
        return (int) Math.max(0, Math.min(dueAtMs.length - 1, elapsedNs / NS_PER_MS));
    }

    private static List<Event> facts() {
        final List<Event> events = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(RateCurve.class.getResourceAsStream(FACTS), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#") && !line.startsWith("minute") && !line.isBlank()) {
                    final String[] columns = line.split(",", 3);
                    events.add(new Event(
                            Double.parseDouble(columns[0]),
                            columns[1].toUpperCase(Locale.ROOT),
                            Double.parseDouble(columns[2])));
                }
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return events;
    }
}
