package io.ringfence.benchmarks.demo;

import java.util.Locale;

/**
 * One line of the load client to the conductor.
 *
 * @param permille of the load that is answered; below 0 before it
 * @param answered so far, set-up included
 * @param inFlight sent and not answered
 * @param p50Us median of the last moments
 * @param p99Us of the last moments
 * @param isConnected whether there is a session
 */
record LoadProgress(int permille, long answered, int inFlight, double p50Us, double p99Us, boolean isConnected) {
    /** What such a line begins with. */
    static final String PREFIX = "PROGRESS ";

    /** Before the first line. */
    static final LoadProgress NONE = new LoadProgress(-1, 0, 0, 0, 0, false);

    String line() {
        return String.format(
                Locale.ROOT, PREFIX + "%d %d %d %.1f %.1f %b", permille, answered, inFlight, p50Us, p99Us, isConnected);
    }

    static LoadProgress parse(final String line) {
        final String[] words = line.substring(PREFIX.length()).split(" ", -1);
        return new LoadProgress(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Boolean.parseBoolean(words[5]));
    }
}
