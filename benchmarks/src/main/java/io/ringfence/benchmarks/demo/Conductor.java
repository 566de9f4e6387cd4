package io.ringfence.benchmarks.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.benchmarks.rig.NodeProcess;
import io.ringfence.benchmarks.rig.Workspace;
import io.ringfence.journal.Watermark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a plan: node and load client as processes, kills and restarts, a live line, and the verdict. One thread;
 * {@link #abandon} is for a shutdown hook. Single-use.
 */
final class Conductor implements AutoCloseable {
    private static final long LOOK_MS = 10;
    private static final long LINE_NS_INTERACTIVE = 250_000_000L;
    private static final long LINE_NS_LOG = 2_000_000_000L;

    private final DemoPlan plan;
    private final Workspace workspace;
    private final PrintStream out;
    private final boolean isInteractive;
    private final KillMoments moments;
    private final List<String> faults = new ArrayList<>();
    private final Object processes = new Object();
    private NodeProcess node;
    private LoadProcess load;
    private boolean isAbandoned;
    private final Relapse relapse;
    private int kills;
    private int relapses;
    private double[] recovery = new double[2];
    private final long startNs = System.nanoTime();
    private long lastLineNs = startNs;
    private long lastAnswered;

    Conductor(
            final DemoPlan plan,
            final Workspace workspace,
            final PrintStream out,
            final boolean isInteractive,
            final Relapse relapse) {
        this.relapse = relapse;
        this.plan = plan;
        this.workspace = workspace;
        this.out = out;
        this.isInteractive = isInteractive;
        this.moments = new KillMoments(plan);
    }

    /** Plays it to its end. */
    Verdict run() throws IOException, InterruptedException {
        Files.writeString(
                workspace.nodeConfig(), plan.nodeConfig(workspace.data().toString(), workspace.port()));
        new ObjectMapper()
                .writeValue(workspace.directory().resolve(LoadClient.PLAN_FILE).toFile(), plan);
        startNode();
        startLoad();
        if (!node.awaitReady()) {
            faults.add("the node did not start: " + node.ending());
        } else {
            print("node %s", node.readyLine());
            conduct();
        }
        load.stop();
        final int exitCode = node.isAlive() ? node.stop() : node.exitCode();
        final LoadResult result = LoadResult.read(workspace.directory());
        print("load over; reading the journal again");
        final Path sequences = workspace.directory().resolve(LoadResult.SEQUENCES_FILE);
        if (!Files.exists(sequences)) {
            Files.createFile(sequences);
        }
        final JournalAudit audit = new JournalAudit(result, sequences);
        audit.run(workspace.journal());
        print("took %.1f s", (System.nanoTime() - startNs) / 1e9);
        return new Verdict(
                plan, result, audit, new Verdict.Conduct(kills, exitCode, (long) recovery[0], recovery[1], faults));
    }

    /** Until the load client has ended, or the node has without being told to. */
    private void conduct() throws IOException, InterruptedException {
        while (load.isAlive()) {
            Thread.sleep(LOOK_MS);
            final LoadProgress progress = load.progress();
            printProgress(progress);
            if (kills < moments.count() && progress.permille() >= moments.permille(kills)) {
                Thread.sleep(moments.jitterMs(kills));
                if (!killAndRestart()) {
                    return;
                }
            } else if (!node.isAlive() && load.isAlive()) {
                faults.add("the node ended by itself: " + node.ending());
                return;
            }
        }
    }

    private boolean killAndRestart() throws IOException, InterruptedException {
        relapse.awaitRoll(workspace.journal());
        final LoadProgress progress = load.progress();
        node.kill();
        kills++;
        print(
                "kill -9 number %d at %.1f %% of the load, %,d in flight, journal at %,d",
                kills,
                progress.permille() / 10.0,
                progress.inFlight(),
                Watermark.read(workspace.watermark()).sequence());
        for (int i = relapse.again(); i > 0; i--) {
            startNode();
            Thread.sleep(relapse.startMs());
            node.kill();
            relapses++;
        }
        startNode();
        if (!node.awaitReady()) {
            faults.add("the node did not come back after kill " + kills + ": " + node.ending());
            return false;
        }
        recovery = node.recovery();
        print("node is back, %,.0f commands recovered in %.2f s", recovery[0], recovery[1]);
        return true;
    }

    /** Kills of nodes that did not serve again yet. */
    int relapses() {
        return relapses;
    }

    private void startNode() throws IOException {
        synchronized (processes) {
            if (!isAbandoned) {
                node = NodeProcess.start(
                        SabotagedNode.program(plan.sabotage()),
                        plan.engineHeapMiB(),
                        workspace.nodeConfig(),
                        workspace.nodeLog());
            }
        }
    }

    private void startLoad() throws IOException {
        synchronized (processes) {
            if (!isAbandoned) {
                load = LoadProcess.start(plan, workspace.directory(), workspace.port(), workspace.loadLog());
                workspace.addClient(load.pid());
            }
        }
    }

    private void printProgress(final LoadProgress progress) {
        final long nowNs = System.nanoTime();
        final long elapsedNs = nowNs - lastLineNs;
        if (elapsedNs < (isInteractive ? LINE_NS_INTERACTIVE : LINE_NS_LOG)) {
            return;
        }
        final double perSecond = (progress.answered() - lastAnswered) * 1e9 / elapsedNs;
        lastLineNs = nowNs;
        lastAnswered = progress.answered();
        final String line = String.format(
                Locale.ROOT,
                "%s %,9.0f answered/s   p50 %,8.0f us   p99 %,9.0f us   in flight %,6d   journal %,10d",
                progress.permille() < 0 ? "set-up" : String.format(Locale.ROOT, "%5.1f%%", progress.permille() / 10.0),
                perSecond,
                progress.p50Us(),
                progress.p99Us(),
                progress.inFlight(),
                Math.max(0, Watermark.read(workspace.watermark()).sequence()));
        if (isInteractive) {
            out.print("\r" + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    private void print(final String format, final Object... arguments) {
        out.println((isInteractive ? "\r\033[K" : "") + String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    /** Kills both processes and starts no more; from any thread, at any time. */
    void abandon() {
        synchronized (processes) {
            isAbandoned = true;
            if (load != null) {
                load.close();
            }
            if (node != null) {
                node.close();
            }
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
