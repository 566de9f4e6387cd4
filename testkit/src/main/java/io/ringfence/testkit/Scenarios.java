package io.ringfence.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The scenario files: one rule or trap each, as an integrator would read them. Every file starts from the state that
 * {@code simulate} starts from and uses players, ids and, where it looks at whole books, a currency of its own, so that
 * all of them may run one after the other against one live node. Those that move the clock run in
 * {@code simulate} only.
 *
 * <p>Thread safe.
 */
public final class Scenarios {
    private static final String FOLDER = "/scenarios/";
    private static final String INDEX = "index.txt";

    private Scenarios() {}

    /** The names of all files, in order. */
    public static List<String> names() {
        return lines(INDEX);
    }

    /** The names of the files that a live node can run: those that do not move the clock. */
    public static List<String> namesWithoutClock() {
        return names().stream().filter(name -> !movesClock(name)).toList();
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException if there is none of this name.
     */
    public static Reader open(final String name) {
        final InputStream stream = Scenarios.class.getResourceAsStream(FOLDER + name);
        if (stream == null) {
            throw new IllegalArgumentException("no scenario " + name);
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    private static boolean movesClock(final String name) {
        return lines(name).stream().anyMatch(line -> line.startsWith("{\"advance\"") || line.startsWith("{\"at\""));
    }

    private static List<String> lines(final String name) {
        try (BufferedReader reader = new BufferedReader(open(name))) {
            return reader.lines().toList();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
