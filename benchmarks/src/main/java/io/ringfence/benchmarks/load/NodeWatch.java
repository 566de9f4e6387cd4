package io.ringfence.benchmarks.load;

import io.ringfence.benchmarks.watch.NodeNotes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a watched node noted during a load, and what stopped its JVM. The rig's thread. */
public final class NodeWatch {
    private static final long SETTLING_MS_MAX = 60_000;
    private static final long LONG_NS = 1_000_000;
    private static final int SETTLING_SHARE = 3;

    private final Path notes;
    private final Path log;
    private int stopsBefore;
    private long beginMs;

    /**
     * For a node that runs.
     *
     * @param log of its collections and safepoints
     */
    NodeWatch(final Path notes, final Path log) {
        this.notes = notes;
        this.log = log;
    }

    /**
     * What came of it. "Settled" is a minute after the begin of the load, or a third of a shorter one.
     *
     * @param notes that there are of it
     * @param firstBytes of heap in use when it began
     * @param settledBytes when it was settled
     * @param lastBytes in the end
     * @param mostBytes at most
     * @param minutes between settled and the end
     * @param collections during the load
     * @param engineStepNs longest step of applying, processor time
     * @param journalStepNs longest step of journaling but for the force, processor time
     * @param longEngineSteps notes of a step of applying above a millisecond
     * @param longJournalSteps notes of a step of journaling above a millisecond
     * @param stops of the JVM, all threads at once
     * @param longestStopNs of them; wall-clock time
     */
    public record Measured(
            int notes,
            long firstBytes,
            long settledBytes,
            long lastBytes,
            long mostBytes,
            double minutes,
            long collections,
            long engineStepNs,
            long journalStepNs,
            long longEngineSteps,
            long longJournalSteps,
            int stops,
            long longestStopNs) {}

    /** The load begins. */
    void begin() throws IOException {
        stopsBefore = Pauses.stopsOfLog(log).length;
        beginMs = System.currentTimeMillis();
    }

    /** The load has ended; null if there are no notes of it. */
    Measured end() throws IOException {
        // What was done last is in the next note.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2 * NodeNotes.PERIOD_MS));
        final long endMs = System.currentTimeMillis();
        final List<NodeNotes.Note> all = NodeNotes.read(notes).stream()
                .filter(note -> note.timeMs() > beginMs && note.timeMs() <= endMs)
                .toList();
        if (all.isEmpty()) {
            return null;
        }
        final long settledMs = beginMs + Math.min(SETTLING_MS_MAX, (endMs - beginMs) / SETTLING_SHARE);
        final NodeNotes.Note first = all.get(0);
        final NodeNotes.Note last = all.get(all.size() - 1);
        final NodeNotes.Note settled = all.stream()
                .filter(note -> note.timeMs() >= settledMs)
                .findFirst()
                .orElse(last);
        final long[] stops = Pauses.stopsOfLog(log);
        long longestStopNs = 0;
        for (int i = stopsBefore; i < stops.length; i++) {
            longestStopNs = Math.max(longestStopNs, stops[i]);
        }
        return new Measured(
                all.size(),
                first.heapBytes(),
                settled.heapBytes(),
                last.heapBytes(),
                all.stream().mapToLong(NodeNotes.Note::heapBytes).max().orElse(0),
                (last.timeMs() - settled.timeMs()) / 60e3,
                last.collections() - first.collections(),
                all.stream().mapToLong(NodeNotes.Note::engineStepNs).max().orElse(0),
                all.stream().mapToLong(NodeNotes.Note::journalStepNs).max().orElse(0),
                all.stream().filter(note -> note.engineStepNs() > LONG_NS).count(),
                all.stream().filter(note -> note.journalStepNs() > LONG_NS).count(),
                stops.length - stopsBefore,
                longestStopNs);
    }
}
