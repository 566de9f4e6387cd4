package io.ringfence.benchmarks.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * The load client's process: plays the plan in {@code plan.json} of a directory against a node, says on standard output
 * how far it is, and leaves its result in that directory. Ends early when its standard input ends, so that it never
 * outlives its conductor.
 */
public final class LoadClient {
    /** The plan's file. */
    static final String PLAN_FILE = "plan.json";

    private static final long REPORT_MS = 25;
    private static final double NS_PER_US = 1e3;
    private static final int REPORTS_PER_HISTOGRAM = 8;

    private LoadClient() {}

    /** Directory of the run, then port of the node. */
    public static void main(final String[] args) throws IOException {
        final Path directory = Path.of(args[0]);
        final DemoPlan plan =
                new ObjectMapper().readValue(directory.resolve(PLAN_FILE).toFile(), DemoPlan.class);
        final Load load = new Load(plan, Integer.parseInt(args[1]));
        daemon("stop", () -> stopAtEndOfInput(load));
        daemon("report", () -> report(load));
        final LoadResult result = load.run();
        load.record().writeSequences(directory.resolve(LoadResult.SEQUENCES_FILE));
        result.write(directory);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void daemon(final String name, final Runnable work) {
        final Thread thread = new Thread(work, "load-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void stopAtEndOfInput(final Load load) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to this process; only the end counts.
            }
        } catch (final IOException e) {
            System.err.println("load: standard input: " + e);
        }
        load.stop();
    }

    private static void report(final Load load) {
        double p50Us = 0;
        double p99Us = 0;
        try {
            for (int i = 0; ; i++) {
                if (i % REPORTS_PER_HISTOGRAM == 0) {
                    final Histogram recent = load.watch().recent();
                    p50Us = recent.getValueAtPercentile(50) / NS_PER_US;
                    p99Us = recent.getValueAtPercentile(99) / NS_PER_US;
                }
                System.out.println(load.progress(p50Us, p99Us).line());
                System.out.flush();
                Thread.sleep(REPORT_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
