package io.ringfence.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots of a result as SVG: percentiles of the layers at a rate, and of the whole node over time. One thread. */
final class Plots {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final Pattern DECIMALS = Pattern.compile("(\\d\\.\\d)\\d+");
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 99.999};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "p99.99", "p99.999"};

    private Plots() {}

    /** Writes those that are wanted by their file name and that the result has figures for; the files. */
    static List<Path> write(final JsonNode result, final Path directory, final Predicate<String> isWanted)
            throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final String step : new String[] {"layers-batch", "layers-none"}) {
            final Map<Integer, List<JsonNode>> byRate = new TreeMap<>();
            for (final JsonNode row : result.path("steps").path(step).path("rows")) {
                if (row.path("valid").asBoolean()) {
                    byRate.computeIfAbsent(row.path("ratePerSec").asInt(), rate -> new ArrayList<>())
                            .add(row);
                }
            }
            for (final Map.Entry<Integer, List<JsonNode>> rate : byRate.entrySet()) {
                final Path file = directory.resolve("percentiles-" + step + "-" + rate.getKey() + ".svg");
                if (isWanted.test(file.getFileName().toString())) {
                    save(percentiles(step + ", open loop at " + rate.getKey() + "/s", rate.getValue()), file);
                    files.add(file);
                }
            }
        }
        for (final String step : new String[] {"crowd", "steady", "layers-batch"}) {
            for (final JsonNode row : result.path("steps").path(step).path("rows")) {
                if (row.path("valid").asBoolean()
                        && "udp".equals(row.path("layer").asText())) {
                    final int rate = row.path("ratePerSec").asInt();
                    final Path file = directory.resolve("over-time-" + step + "-" + rate + ".svg");
                    if (isWanted.test(file.getFileName().toString())) {
                        save(overTime("udp, " + step + ", from " + rate + "/s", row), file);
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }

    private static XYChart chart(final String title, final String xTitle) {
        final XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle("latency from when it was due, µs")
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    /** The further right, the rarer: one step for each further nine. */
    private static XYChart percentiles(final String title, final List<JsonNode> rows) {
        final XYChart chart = chart(title, "percentile");
        for (final JsonNode row : rows) {
            final List<Double> depths = new ArrayList<>();
            final List<Double> values = new ArrayList<>();
            final JsonNode latency = row.path("runs").path(0).path("latencyUs");
            for (int i = 0; i < NAMES.length; i++) {
                if (latency.has(NAMES[i])) {
                    depths.add(-Math.log10(1 - PERCENTILES[i] / 100));
                    values.add(Math.max(0.01, latency.path(NAMES[i]).asDouble()));
                }
            }
            if (!depths.isEmpty()) {
                chart.addSeries(row.path("layer").asText(), depths, values);
            }
        }
        chart.getStyler()
                .setxAxisTickLabelsFormattingFunction(depth -> trimmed(100 * (1 - Math.pow(10, -depth))) + " %");
        return chart;
    }

    private static String trimmed(final double percent) {
        return String.format(Locale.ROOT, "%.3f", percent).replaceAll("\\.?0+$", "");
    }

    private static XYChart overTime(final String title, final JsonNode row) {
        final XYChart chart = chart(title, "seconds");
        final JsonNode over = row.path("runs").path(0).path("overTime");
        final double interval = over.path("intervalMillis").asDouble();
        for (final String name : new String[] {"p50Us", "p99Us", "maxUs"}) {
            final List<Double> times = new ArrayList<>();
            final List<Double> values = new ArrayList<>();
            for (int i = 0; i < over.path(name).size(); i++) {
                times.add(i * interval / 1_000);
                values.add(Math.max(1, over.path(name).path(i).asDouble()));
            }
            if (!times.isEmpty()) {
                chart.addSeries(name.replace("Us", ""), times, values).setMarker(SeriesMarkers.NONE);
            }
        }
        return chart;
    }

    private static void save(final XYChart chart, final Path file) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        // Letters are outlines; a tenth of a pixel is enough for them.
        Files.writeString(file, DECIMALS.matcher(Files.readString(file)).replaceAll("$1"));
    }
}
