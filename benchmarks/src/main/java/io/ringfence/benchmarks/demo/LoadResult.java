package io.ringfence.benchmarks.demo;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the load client found, as it hands it to the conductor. Written once, by one thread. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class LoadResult {
    /** The file in the run's directory. */
    static final String FILE = "load.json";

    /** Sequences of all ids, beside it. */
    static final String SEQUENCES_FILE = "sequences.bin";

    long txIdHigh;
    long sent;
    long answered;
    long unanswered;
    long distinct;
    long repeats;
    long decidedTwice;
    long unexpected;
    String firstUnexpected = "";
    long checkedPlayers;
    long differingPlayers;
    boolean isConserved;
    long stateSequence;
    long stateHash;
    long connects;
    long resent;
    long inFlightAtKill;
    double outageMs;
    double achievedPerSecond;
    double p50Us;
    double p99Us;
    double p999Us;
    double maxUs;
    String note = "";

    void write(final Path directory) {
        try {
            final Path made = directory.resolve(FILE + ".tmp");
            new ObjectMapper().writeValue(made.toFile(), this);
            Files.move(made, directory.resolve(FILE));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a load client left; an empty result if it left none. */
    static LoadResult read(final Path directory) {
        final Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            final LoadResult empty = new LoadResult();
            empty.note = "the load client left no result";
            return empty;
        }
        try {
            return new ObjectMapper().readValue(file.toFile(), LoadResult.class);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
