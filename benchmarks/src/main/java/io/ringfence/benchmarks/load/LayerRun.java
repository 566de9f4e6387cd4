package io.ringfence.benchmarks.load;

import io.ringfence.benchmarks.rig.Pace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One run of a layer and whether it counts. The caller's thread runs it; nothing is left afterwards. */
public final class LayerRun {
    private static final double RATE_SHARE_MIN = 0.999;

    private final Layer layer;
    private final LoadPlan plan;
    private final Target target;
    private final Workload workload;
    private final LoadRig rig;
    private final JournalFollower follower;

    private LayerRun(
            final Layer layer,
            final LoadPlan plan,
            final Target target,
            final Workload workload,
            final LoadRig rig,
            final JournalFollower follower) {
        this.layer = layer;
        this.plan = plan;
        this.target = target;
        this.workload = workload;
        this.rig = rig;
        this.follower = follower;
    }

    /**
     * What came of it.
     *
     * @param layer that was measured
     * @param played what the rig saw
     * @param latencies from when each was due
     * @param pauseMs collections stopped the layer's process for while it was measured, together
     * @param balances that were asked for beside the load; null if none were
     * @param watch what a watched node noted; null if it was not watched
     * @param journal its room on the disk; null if there is none
     * @param recoverPerSecond commands that it recovered when it was started again; 0 where that was not tried
     * @param against what speaks against it; empty if it counts
     */
    public record Measured(
            Layer layer,
            Played played,
            Latencies latencies,
            double pauseMs,
            BalanceReader.Measured balances,
            NodeWatch.Measured watch,
            JournalRoom journal,
            double recoverPerSecond,
            List<String> against) {
        /** Whether it counts. */
        public boolean isValid() {
            return against.isEmpty();
        }
    }

    /**
     * The room of a journal on the disk.
     *
     * @param bytesPeak at most, files made ahead too
     * @param isFollowed whether it was checked and removed behind its writer
     * @param filesRemoved while it was written
     */
    public record JournalRoom(long bytesPeak, boolean isFollowed, long filesRemoved) {}

    /** Runs it: set-up, warm-up at full speed, the load, the books, the journal once more. */
    public static Measured run(final Layer layer, final LoadPlan plan) throws IOException {
        return run(layer, plan, Witnesses.NONE);
    }

    /** The same with others who look on, each where the layer has something for it to look at. */
    public static Measured run(final Layer layer, final LoadPlan plan, final Witnesses witnesses) throws IOException {
        try (Target target = layer.launch(plan, witnesses.isWatched())) {
            final Workload workload = plan.workload();
            final LoadRig rig = new LoadRig(target, workload, plan.window());
            try (JournalFollower follower = follow(target, witnesses, rig)) {
                return new LayerRun(layer, plan, target, workload, rig, follower).run(witnesses.balancesPerSecond());
            }
        }
    }

    /** Null where there is no journal, or where it is kept. */
    private static JournalFollower follow(final Target target, final Witnesses witnesses, final LoadRig rig) {
        return witnesses.isJournalFollowed() && target.journal() != null
                ? JournalFollower.start(target.journal(), target.watermark(), witnesses.journalBytesMax(), rig::stop)
                : null;
    }

    private Measured run(final int balancesPerSecond) throws IOException {
        final LoadPlan.Timing timing = plan.timing();
        if (plan.isNapping()) {
            rig.nap();
        }
        rig.setUp();
        if (timing.warmUpMillis() > 0) {
            rig.full(timing.warmUpMillis(), null);
        }
        final boolean isAsked = balancesPerSecond > 0 && target.served() != null;
        final BalanceReader reader =
                isAsked ? BalanceReader.start(target.served(), plan.players(), balancesPerSecond) : null;
        final NodeWatch watch = target.watch();
        if (watch != null) {
            watch.begin();
        }
        final double pausedBeforeMs = sum(target.pausesMs());
        final Latencies latencies = new Latencies(timing.millis());
        final Played played = timing.isClosed()
                ? rig.full(timing.millis(), latencies)
                : rig.paced(pace(timing), timing.millis(), latencies);
        final BalanceReader.Measured balances = reader == null ? null : reader.stop();
        final NodeWatch.Measured watched = watch == null ? null : watch.end();
        final List<String> against = new ArrayList<>();
        if (follower != null) {
            follower.hold();
            add(against, follower.against());
        }
        against.addAll(judge(played));
        add(against, balances == null ? "" : balances.against());
        add(against, watch != null && watched == null ? "the node noted nothing" : "");
        final Books books = new Books();
        if (layer.isOurs() && against.isEmpty()) {
            books.ask(rig, workload.currency());
            add(against, books.isConserved() ? "" : "the money does not sum to zero");
        }
        final double pauseMs = sum(target.pausesMs()) - pausedBeforeMs;
        add(against, target.stop());
        final JournalRoom room = checkJournal(books, against);
        final double recoverPerSecond =
                room != null && !room.isFollowed() && timing.isClosed() && against.isEmpty() ? target.recover() : 0;
        return new Measured(
                layer, played, latencies, pauseMs, balances, watched, room, recoverPerSecond, List.copyOf(against));
    }

    /** Reads the journal, or what was not read of it yet, unless something else speaks against the run already. */
    private JournalRoom checkJournal(final Books books, final List<String> against) {
        if (target.journal() == null) {
            return null;
        }
        final long bytes = JournalFollower.bytesOf(target.journal());
        if (follower == null) {
            if (against.isEmpty()) {
                add(against, new JournalCheck().run(target.journal(), books.sequence(), books.hash()));
            }
            return new JournalRoom(bytes, false, 0);
        }
        if (against.isEmpty()) {
            add(against, follower.finish(books.sequence(), books.hash()));
        }
        return new JournalRoom(Math.max(bytes, follower.bytesPeak()), true, follower.filesRemoved());
    }

    private static Pace pace(final LoadPlan.Timing timing) {
        if (timing.burstPerSecond() == 0) {
            return Pace.steady(timing.ratePerSecond(), (long) timing.ratePerSecond() * timing.millis() / 1_000);
        }
        return Pace.burst(
                timing.ratePerSecond(),
                timing.burstPerSecond(),
                TimeUnit.MILLISECONDS.toNanos(timing.burstFromMillis()),
                TimeUnit.MILLISECONDS.toNanos(timing.burstMillis()),
                TimeUnit.MILLISECONDS.toNanos(timing.millis()));
    }

    /** The part of the gate that the rig itself sees. */
    static List<String> judge(final Played played) {
        final List<String> against = new ArrayList<>();
        add(against, played.sent() > 0 ? "" : "nothing was sent");
        add(
                against,
                played.sent() == played.answered()
                        ? ""
                        : played.sent() + " were sent, " + played.answered() + " answered");
        add(
                against,
                played.sentPerSecond() >= RATE_SHARE_MIN * played.targetPerSecond()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%,.0f a second were sent, %,.0f planned",
                                played.sentPerSecond(),
                                played.targetPerSecond()));
        add(
                against,
                played.unexpected() == 0
                        ? ""
                        : played.unexpected() + " wrong answers, the first: " + played.firstUnexpected());
        return against;
    }

    private static void add(final List<String> against, final String reason) {
        if (!reason.isEmpty()) {
            against.add(reason);
        }
    }

    private static double sum(final double[] pausesMs) {
        return Arrays.stream(pausesMs).sum();
    }
}
