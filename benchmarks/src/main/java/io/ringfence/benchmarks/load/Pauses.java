package io.ringfence.benchmarks.load;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What collections have stopped a process for. */
final class Pauses {
    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9]+[.,][0-9]+)ms\\s*$");
    private static final Pattern STOP = Pattern.compile("Safepoint \".*Total: *([0-9]+) ns");

    private Pauses() {}

    /** Of this process since it started: one entry for each collector that ever ran, its sum. */
    static double[] ofThisProcess() {
        final List<Double> all = new ArrayList<>();
        for (final GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (bean.getCollectionCount() > 0) {
                all.add((double) bean.getCollectionTime());
            }
        }
        return array(all);
    }

    /** Of a process that wrote {@code -Xlog:gc} into a file: each pause. */
    static double[] ofLog(final Path log) throws IOException {
        final List<Double> all = new ArrayList<>();
        if (Files.exists(log)) {
            for (final String line : Files.readAllLines(log)) {
                final Matcher matcher = PAUSE.matcher(line);
                if (matcher.find()) {
                    all.add(Double.parseDouble(matcher.group(1).replace(',', '.')));
                }
            }
        }
        return array(all);
    }

    /** Of a process that wrote {@code -Xlog:safepoint} into a file: each stop of all its threads, in nanoseconds. */
    static long[] stopsOfLog(final Path log) throws IOException {
        if (!Files.exists(log)) {
            return new long[0];
        }
        return Files.readAllLines(log).stream()
                .map(STOP::matcher)
                .filter(Matcher::find)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .toArray();
    }

    private static double[] array(final List<Double> all) {
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
