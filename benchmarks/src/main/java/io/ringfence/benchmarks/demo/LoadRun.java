package io.ringfence.benchmarks.demo;

import io.ringfence.benchmarks.rig.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A node and a load client as processes, without a kill, with the whole verdict: for measuring. The caller's thread
 * runs it; nothing is left afterwards.
 */
public final class LoadRun {
    private LoadRun() {}

    /**
     * What came of it.
     *
     * @param isValid whether the verdict was PASS
     * @param perSecond answered during the load
     * @param p50Us from when it was due
     * @param p99Us from when it was due
     * @param p999Us from when it was due
     * @param maxUs from when it was due
     * @param against the verdict's reasons, if it was not PASS
     */
    public record Measured(
            boolean isValid,
            double perSecond,
            double p50Us,
            double p99Us,
            double p999Us,
            double maxUs,
            String against) {}

    /**
     * Even traffic at a rate, or, with 0, as fast as the window lets through; before it, uncounted, full speed until
     * the compilers have settled.
     */
    public static Measured run(
            final long seed,
            final int players,
            final int ratePerSecond,
            final int warmUpSeconds,
            final int seconds,
            final String sync,
            final String profile)
            throws IOException, InterruptedException {
        final DemoPlan plan =
                new DemoPlan(seed, players, ratePerSecond, true, warmUpSeconds, seconds, 0, sync, profile, "", 0);
        final PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        final Workspace workspace = Workspace.open(null);
        final Conductor conductor = new Conductor(plan, workspace, silent, false, Relapse.none());
        final Thread hook = new Thread(
                () -> {
                    conductor.abandon();
                    workspace.close();
                },
                "load-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        try (workspace;
                conductor) {
            return conductor.run().measured();
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
