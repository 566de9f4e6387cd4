package io.ringfence.replay;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Says on standard error how far a long replay is: nothing at all for a short one. One thread. */
final class Progress {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);

    private final PrintStream err;
    private final long startNs = System.nanoTime();
    private long nextNs = startNs + INTERVAL_NS;

    Progress(final PrintStream err) {
        this.err = err;
    }

    /** After a batch. */
    void onRecords(final long records) {
        final long nowNs = System.nanoTime();
        if (nowNs - nextNs >= 0) {
            nextNs = nowNs + INTERVAL_NS;
            err.printf("replayed %,d records, %,d/s%n", records, perSecond(records));
        }
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /** How many records a second that is by now. */
    long perSecond(final long records) {
        return Math.round(records / Math.max(seconds(), 1e-6));
    }
}
