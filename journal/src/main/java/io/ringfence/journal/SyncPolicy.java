package io.ringfence.journal;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * When the journal is forced to the disk.
 *
 * @param mode what triggers a force.
 * @param intervalMs milliseconds between two forces; only for {@link Mode#INTERVAL}, else zero.
 */
public record SyncPolicy(Mode mode, long intervalMs) {
    /** Every commit forces before it returns. */
    public static final SyncPolicy BATCH = new SyncPolicy(Mode.BATCH, 0);

    /** Nothing forces but a full file and a clean stop. */
    public static final SyncPolicy NONE = new SyncPolicy(Mode.NONE, 0);

    private static final String INTERVAL_PREFIX = "interval:";
    private static final long INTERVAL_MS_MAX = 60_000;

    /** What triggers a force. */
    public enum Mode {
        /** Every commit. */
        BATCH,
        /** The first commit or duty cycle after an interval. */
        INTERVAL,
        /** A roll and the close of the journal. */
        NONE
    }

    /** Refuses an interval that does not fit the mode. */
    public SyncPolicy {
        final boolean fits = mode == Mode.INTERVAL ? intervalMs > 0 && intervalMs <= INTERVAL_MS_MAX : intervalMs == 0;
        if (!fits) {
            throw new IllegalArgumentException("the interval must be 1 to " + INTERVAL_MS_MAX
                    + " ms, and only mode INTERVAL has one: " + intervalMs);
        }
    }

    /** A force every {@code intervalMs} milliseconds. */
    public static SyncPolicy interval(final long intervalMs) {
        return new SyncPolicy(Mode.INTERVAL, intervalMs);
    }

    /**
     * Reads {@code batch}, {@code interval:<ms>} or {@code none}.
     *
     * @throws IllegalArgumentException for anything else.
     */
    public static SyncPolicy parse(final String text) {
        final String policy = text.strip().toLowerCase(Locale.ROOT);
        if ("batch".equals(policy)) {
            return BATCH;
        }
        if ("none".equals(policy)) {
            return NONE;
        }
        if (policy.startsWith(INTERVAL_PREFIX)) {
            try {
                return interval(Long.parseLong(policy.substring(INTERVAL_PREFIX.length())));
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException("not a number of milliseconds: " + text, e);
            }
        }
        throw new IllegalArgumentException("not a sync policy: " + text + " (batch, interval:<ms> or none)");
    }

    /** The interval in nanoseconds; zero when there is none. */
    public long intervalNs() {
        return TimeUnit.MILLISECONDS.toNanos(intervalMs);
    }

    /** The sentence that a node prints at start: what an answered command may be lost by. */
    public String mayLose() {
        return switch (mode) {
            case BATCH -> "sync batch: an answered command survives a killed process and a power cut";
            case INTERVAL ->
                "sync " + this + ": an answered command survives a killed process; a power cut may lose"
                        + " what was answered in the last " + intervalMs + " ms and the force in progress";
            case NONE ->
                "sync none: an answered command survives a killed process; a power cut may lose everything"
                        + " that was answered since the last journal file was begun";
        };
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return mode == Mode.INTERVAL
                ? INTERVAL_PREFIX + intervalMs
                : mode.name().toLowerCase(Locale.ROOT);
    }
}
