package io.ringfence.benchmarks.demo;

import io.ringfence.benchmarks.rig.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A node under as much load as gets through, killed again and again, at rolls, in its start and in its recovery, with
 * the whole verdict at the end. The caller's thread runs it; nothing is left afterwards.
 */
public final class KillRun {
    private static final int PLAYERS = 5_000;
    private static final int ROLL_MIB = 1;

    private KillRun() {}

    /**
     * What came of it.
     *
     * @param kills       of a node that served, and of one that was only starting
     * @param rolls       files that were begun beside the first one
     * @param lost        acknowledged commands that are missing
     * @param appliedTwice commands that were decided twice
     * @param against     the verdict's reasons
     */
    public record Outcome(int kills, long rolls, long lost, long appliedTwice, List<String> against) {}

    /** Kills of the serving node so many times in so many seconds of load. */
    public static Outcome run(
            final long seed, final int kills, final int seconds, final String sync, final String profile)
            throws IOException, InterruptedException {
        final DemoPlan plan =
                new DemoPlan(seed, PLAYERS, DemoPlan.RATE_MAX, true, 0, seconds, kills, sync, profile, "", ROLL_MIB);
        final PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        final Workspace workspace = Workspace.open(null);
        final Conductor conductor = new Conductor(plan, workspace, silent, false, Relapse.of(seed));
        final Thread hook = new Thread(
                () -> {
                    conductor.abandon();
                    workspace.close();
                },
                "kill-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        try (workspace;
                conductor) {
            final Verdict verdict = conductor.run();
            return new Outcome(
                    verdict.kills() + conductor.relapses(),
                    verdict.rolls(),
                    verdict.acknowledgedMissing(),
                    verdict.decidedTwice(),
                    verdict.reasons());
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
