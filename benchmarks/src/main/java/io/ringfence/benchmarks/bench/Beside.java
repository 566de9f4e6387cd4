package io.ringfence.benchmarks.bench;

import io.ringfence.benchmarks.load.Layer;
import io.ringfence.benchmarks.load.LayerRun;
import io.ringfence.benchmarks.load.LoadPlan;
import io.ringfence.benchmarks.references.ChronicleReference;
import io.ringfence.benchmarks.references.EchoReference;
import io.ringfence.benchmarks.references.ForceReference;
import io.ringfence.benchmarks.references.GroupCommitModel;
import java.io.IOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * What a layer is read beside: measured in the same minute, with the same rate and sizes.
 *
 * @param name for people
 * @param perSecond the most of it, in a closed loop; else 0
 * @param latencyNs at the rate of the run; null in a closed loop
 * @param isValid whether it counts
 */
record Beside(String name, double perSecond, Histogram latencyNs, boolean isValid) {
    private static final int WARM_UP_MS = 1_000;
    private static final int REFERENCE_MS_MAX = 5_000;
    private static final int APPEND_LENGTH = 512;
    private static final String BATCH = "batch";

    /** Measures it; null for a layer that has nothing beside it. */
    static Beside measure(final Layer layer, final LoadPlan plan) throws IOException {
        final int millis = Math.min(REFERENCE_MS_MAX, plan.timing().millis());
        return switch (layer) {
            case RING -> bareRing(plan);
            case JOURNAL ->
                plan.timing().isClosed()
                        ? new Beside("raw Chronicle append", ChronicleReference.run(temporary(), millis), null, true)
                        : BATCH.equals(plan.sync()) ? bareRing(plan).plusForce(plan, millis) : bareRing(plan);
            case UDP -> {
                final Beside echo = echo(plan, millis);
                yield plan.timing().isClosed() || !BATCH.equals(plan.sync()) ? echo : echo.plusForce(plan, millis);
            }
            default -> null;
        };
    }

    private static Beside bareRing(final LoadPlan plan) throws IOException {
        final LayerRun.Measured measured = LayerRun.run(Layer.BARE_RING, plan);
        return new Beside(
                "bare ring hop",
                plan.timing().isClosed() ? measured.played().answeredPerSecond() : 0,
                plan.timing().isClosed() ? null : measured.latencies().all(),
                measured.isValid());
    }

    private static Beside echo(final LoadPlan plan, final int millis) throws IOException {
        try (EchoReference echo = EchoReference.launch()) {
            echo.run(0, WARM_UP_MS);
            final EchoReference.Measured measured = echo.run(plan.timing().ratePerSecond(), millis);
            return new Beside(
                    "raw Aeron echo",
                    plan.timing().isClosed() ? measured.perSecond() : 0,
                    plan.timing().isClosed() ? null : measured.latencyNs(),
                    measured.isValid());
        }
    }

    private Beside plusForce(final LoadPlan plan, final int millis) throws IOException {
        final long[] trace = ForceReference.trace(temporary(), APPEND_LENGTH, millis);
        final Histogram model = GroupCommitModel.run(trace, plan.timing().ratePerSecond());
        return new Beside(
                name + " + group-commit model", 0, GroupCommitModel.sum(latencyNs, model, plan.seed()), isValid);
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
