package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.load.BalanceReader;
import io.ringfence.benchmarks.load.Latencies;
import io.ringfence.benchmarks.load.Layer;
import io.ringfence.benchmarks.load.LayerRun;
import io.ringfence.benchmarks.load.Played;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The runs of one layer at one rate, each with what was measured beside it; runs that failed are kept apart. */
final class LayerRow {
    private static final double US = 1e3;

    private final Layer layer;
    private final int ratePerSecond;
    private final List<One> valid = new ArrayList<>();
    private final List<One> failed = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    /** A run and its reference, which may be null. */
    private record One(LayerRun.Measured measured, Beside beside) {
        Histogram balances() {
            return measured.balances().latencyNs();
        }
    }

    LayerRow(final Layer layer, final int ratePerSecond) {
        this.layer = layer;
        this.ratePerSecond = ratePerSecond;
    }

    void add(final LayerRun.Measured measured, final Beside beside) {
        final boolean isValid = measured.isValid() && (beside == null || beside.isValid());
        (isValid ? valid : failed).add(new One(measured, beside));
    }

    /** A run that did not come to its end. */
    void broke(final String reason) {
        broken.add(reason);
    }

    boolean isValid() {
        return failed.isEmpty() && broken.isEmpty() && !valid.isEmpty();
    }

    private boolean isClosed() {
        return ratePerSecond == LoadOptions.MAX;
    }

    /** A run in a line. */
    static String line(final LayerRun.Measured measured, final Beside beside) {
        final Histogram all = measured.latencies().all();
        final Played played = measured.played();
        return String.format(
                Locale.ROOT,
                "%,11.0f/s  p50 %,9.1f  p99 %,9.1f  p99.9 %,9.1f  max %,9.1f us  %5.1f B  late %,d%s%s%s%s",
                played.answeredPerSecond(),
                all.getValueAtPercentile(50) / US,
                all.getValueAtPercentile(99) / US,
                all.getValueAtPercentile(99.9) / US,
                all.getMaxValue() / US,
                played.bytesPerCommand(),
                played.lateSends(),
                measured.balances() == null ? "" : balances(measured.balances()),
                Watched.line(measured),
                beside == null ? "" : beside(beside),
                measured.isValid() ? "" : "  FAILED: " + String.join("; ", measured.against()));
    }

    private static String balances(final BalanceReader.Measured balances) {
        return String.format(
                Locale.ROOT,
                "  balances p50 %,.1f p95 %,.1f, a batch %,.1f us",
                balances.latencyNs().getValueAtPercentile(50) / US,
                balances.latencyNs().getValueAtPercentile(95) / US,
                balances.batchNs() / US);
    }

    private static String beside(final Beside beside) {
        return beside.latencyNs() == null
                ? String.format(Locale.ROOT, "  (%s %,.0f/s)", beside.name(), beside.perSecond())
                : String.format(
                        Locale.ROOT,
                        "  (%s p50 %,.1f p99 %,.1f us)",
                        beside.name(),
                        beside.latencyNs().getValueAtPercentile(50) / US,
                        beside.latencyNs().getValueAtPercentile(99) / US);
    }

    /** All of it. */
    void put(final ObjectNode node) {
        node.put("layer", layer.label());
        node.put("loop", isClosed() ? "closed, the most it can do" : "open");
        node.put("ratePerSec", ratePerSecond);
        node.put("valid", isValid());
        if (!valid.isEmpty()) {
            spread(
                    node.putObject("answeredPerSec"),
                    one -> one.measured.played().answeredPerSecond(),
                    1);
            spread(
                    node.putObject("p50Us"),
                    one -> percentile(one.measured.latencies().all(), 50),
                    100);
            spread(
                    node.putObject("p99Us"),
                    one -> percentile(one.measured.latencies().all(), 99),
                    100);
            spread(
                    node.putObject("bytesPerCommand"),
                    one -> one.measured.played().bytesPerCommand(),
                    100);
            if (valid.get(0).measured.recoverPerSecond() > 0) {
                spread(node.putObject("recoverPerSec"), one -> one.measured.recoverPerSecond(), 1);
            }
            if (valid.get(0).measured.balances() != null) {
                spread(node.putObject("balanceP50Us"), one -> percentile(one.balances(), 50), 100);
                spread(node.putObject("balanceP95Us"), one -> percentile(one.balances(), 95), 100);
                spread(node.putObject("batchUs"), one -> one.measured.balances().batchNs() / US, 100);
            }
            putReference(node);
        }
        for (final One one : valid) {
            final ObjectNode run = node.withArray("runs").addObject();
            putRun(run, one);
            if (node.path("runs").size() == 1) {
                // One is enough to look at; the others have their histograms by time in files of their own.
                putOverTime(run.putObject("overTime"), one.measured.latencies());
            }
        }
        failed.forEach(one -> putRun(node.withArray("failedRuns").addObject(), one));
        broken.forEach(reason ->
                node.withArray("failedRuns").addObject().withArray("against").add(reason));
    }

    private void putReference(final ObjectNode node) {
        final Beside first = valid.get(0).beside;
        if (first == null) {
            return;
        }
        final ObjectNode reference = node.putObject("reference").put("name", first.name());
        if (isClosed()) {
            spread(reference.putObject("perSec"), one -> one.beside.perSecond(), 1);
            spread(
                    node.putObject("ratioOfRate"),
                    one -> one.measured.played().answeredPerSecond() / one.beside.perSecond(),
                    1_000);
            return;
        }
        spread(reference.putObject("p50Us"), one -> percentile(one.beside.latencyNs(), 50), 100);
        spread(reference.putObject("p99Us"), one -> percentile(one.beside.latencyNs(), 99), 100);
        spread(node.putObject("ratioOfP50"), one -> ratio(one, 50), 1_000);
        spread(node.putObject("ratioOfP99"), one -> ratio(one, 99), 1_000);
    }

    private static double ratio(final One one, final double percentile) {
        return percentile(one.measured.latencies().all(), percentile) / percentile(one.beside.latencyNs(), percentile);
    }

    private static double percentile(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / US;
    }

    /** Median and range of the runs that count. */
    private void spread(final ObjectNode node, final ToDoubleFunction<One> figure, final double scale) {
        Report.spread(node, valid.stream().map(one -> figure.applyAsDouble(one)).toList(), scale);
    }

    private static void putRun(final ObjectNode node, final One one) {
        final Played played = one.measured.played();
        node.put("sent", played.sent()).put("answered", played.answered());
        node.put("targetPerSec", Math.round(played.targetPerSecond()));
        node.put("sentPerSec", Math.round(played.sentPerSecond()));
        node.put("answeredPerSec", Math.round(played.answeredPerSecond()));
        node.put("lateSends", played.lateSends()).put("latestSendUs", played.latestSendNs() / 1_000);
        node.put("backPressured", played.backPressured());
        node.put("bytesPerCommand", Math.round(played.bytesPerCommand() * 100) / 100.0);
        node.put("gcPauseMs", Math.round(one.measured.pauseMs() * 1_000) / 1_000.0);
        Watched.put(node, one.measured);
        Percentiles.put(node.putObject("latencyUs"), one.measured.latencies().all());
        one.measured.against().forEach(node.withArray("against")::add);
    }

    /** Percentiles by when commands were due. */
    private static void putOverTime(final ObjectNode node, final Latencies latencies) {
        node.put("intervalMillis", latencies.intervalNs() / 1_000_000.0);
        final ArrayNode p50 = node.putArray("p50Us");
        final ArrayNode p99 = node.putArray("p99Us");
        final ArrayNode max = node.putArray("maxUs");
        for (int i = 0; i < latencies.intervals(); i++) {
            final Histogram interval = latencies.interval(i);
            p50.add(Math.round(percentile(interval, 50)));
            p99.add(Math.round(percentile(interval, 99)));
            max.add(Math.round(interval.getTotalCount() == 0 ? 0 : interval.getMaxValue() / US));
        }
    }
}
