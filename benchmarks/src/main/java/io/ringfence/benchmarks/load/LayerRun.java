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

    private LayerRun() {}

    /**
     * What came of it.
     *
     * @param layer that was measured
     * @param played what the rig saw
     * @param latencies from when each was due
     * @param pauseMs collections stopped the layer's process for while it was measured, together
     * @param balances that were asked for beside the load; null if none were
     * @param recoverPerSecond commands that it recovered when it was started again; 0 where that was not tried
     * @param against what speaks against it; empty if it counts
     */
    public record Measured(
            Layer layer,
            Played played,
            Latencies latencies,
            double pauseMs,
            BalanceReader.Measured balances,
            double recoverPerSecond,
            List<String> against) {
        /** Whether it counts. */
        public boolean isValid() {
            return against.isEmpty();
        }
    }

    /** Runs it: set-up, warm-up at full speed, the load, the books, the journal once more. */
    public static Measured run(final Layer layer, final LoadPlan plan) throws IOException {
        return run(layer, plan, 0);
    }

    /** The same; where others can ask, a second client asks for so many balances a second beside the load. */
    public static Measured run(final Layer layer, final LoadPlan plan, final int balancesPerSecond) throws IOException {
        try (Target target = layer.launch(plan)) {
            final Workload workload = plan.workload();
            final LoadRig rig = new LoadRig(target, workload, plan.window());
            if (plan.isNapping()) {
                rig.nap();
            }
            rig.setUp();
            if (plan.timing().warmUpMillis() > 0) {
                rig.full(plan.timing().warmUpMillis(), null);
            }
            final LoadPlan.Timing timing = plan.timing();
            final boolean isAsked = balancesPerSecond > 0 && target.served() != null;
            final BalanceReader reader =
                    isAsked ? BalanceReader.start(target.served(), plan.players(), balancesPerSecond) : null;
            final double pausedBeforeMs = sum(target.pausesMs());
            final Latencies latencies = new Latencies(timing.millis());
            final Played played = timing.isClosed()
                    ? rig.full(timing.millis(), latencies)
                    : rig.paced(pace(timing), timing.millis(), latencies);
            final List<String> against = new ArrayList<>(judge(played));
            final BalanceReader.Measured balances = reader == null ? null : reader.stop();
            add(against, balances == null ? "" : balances.against());
            final Books books = new Books();
            if (layer.isOurs() && against.isEmpty()) {
                books.ask(rig, workload.currency());
                add(against, books.isConserved() ? "" : "the money does not sum to zero");
            }
            final double pauseMs = sum(target.pausesMs()) - pausedBeforeMs;
            add(against, target.stop());
            double recoverPerSecond = 0;
            if (target.journal() != null && against.isEmpty()) {
                add(against, new JournalCheck(books.sequence()).run(target.journal(), books.hash()));
                recoverPerSecond = timing.isClosed() && against.isEmpty() ? target.recover() : 0;
            }
            return new Measured(layer, played, latencies, pauseMs, balances, recoverPerSecond, List.copyOf(against));
        }
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
