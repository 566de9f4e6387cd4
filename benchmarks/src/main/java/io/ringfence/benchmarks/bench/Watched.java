package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.load.LayerRun;
import io.ringfence.benchmarks.load.NodeWatch;
import java.util.Locale;

/** What a run says besides rates and latencies: the journal's room on the disk, the node's heap, its longest steps. */
final class Watched {
    private static final double MIB = 1 << 20;
    private static final double US = 1e3;

    private Watched() {}

    /** For people; empty where there is nothing special. */
    static String line(final LayerRun.Measured measured) {
        final StringBuilder line = new StringBuilder();
        final LayerRun.JournalRoom room = measured.journal();
        if (room != null && room.isFollowed()) {
            line.append(String.format(
                    Locale.ROOT,
                    "  journal followed, %,.0f MiB at most, %,d files removed",
                    room.bytesPeak() / MIB,
                    room.filesRemoved()));
        }
        final NodeWatch.Measured watch = measured.watch();
        if (watch != null) {
            line.append(String.format(
                    Locale.ROOT,
                    "  heap %.1f, %.1f, %.1f MiB; longest steps: engine %,.0f, journal %,.0f us; JVM %,.0f us",
                    watch.firstBytes() / MIB,
                    watch.settledBytes() / MIB,
                    watch.lastBytes() / MIB,
                    watch.engineStepNs() / US,
                    watch.journalStepNs() / US,
                    watch.longestStopNs() / US));
        }
        return line.toString();
    }

    /** For programs. */
    static void put(final ObjectNode node, final LayerRun.Measured measured) {
        final LayerRun.JournalRoom room = measured.journal();
        if (room != null) {
            node.putObject("journal")
                    .put("peakMiB", tenths(room.bytesPeak() / MIB))
                    .put("followed", room.isFollowed())
                    .put("filesRemoved", room.filesRemoved());
        }
        final NodeWatch.Measured watch = measured.watch();
        if (watch != null) {
            putWatch(node, watch);
        }
    }

    private static void putWatch(final ObjectNode node, final NodeWatch.Measured watch) {
        final double grownMiB = (watch.lastBytes() - watch.settledBytes()) / MIB;
        node.putObject("heap")
                .put("notes", watch.notes())
                .put("firstMiB", hundredths(watch.firstBytes() / MIB))
                .put("settledMiB", hundredths(watch.settledBytes() / MIB))
                .put("lastMiB", hundredths(watch.lastBytes() / MIB))
                .put("mostMiB", hundredths(watch.mostBytes() / MIB))
                .put("grownMiB", hundredths(grownMiB))
                .put("grownMiBPerMinute", hundredths(watch.minutes() > 0 ? grownMiB / watch.minutes() : 0))
                .put("collections", watch.collections());
        node.putObject("longestUs")
                .put("engineStep", tenths(watch.engineStepNs() / US))
                .put("journalStep", tenths(watch.journalStepNs() / US))
                .put("tenthsWithLongEngineStep", watch.longEngineSteps())
                .put("tenthsWithLongJournalStep", watch.longJournalSteps())
                .put("jvmStop", tenths(watch.longestStopNs() / US))
                .put("jvmStops", watch.stops());
    }

    private static double tenths(final double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static double hundredths(final double value) {
        return Math.round(value * 100) / 100.0;
    }
}
