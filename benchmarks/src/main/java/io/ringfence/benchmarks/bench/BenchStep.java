package io.ringfence.benchmarks.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One measurement of a set, in a JVM of its own.
 *
 * @param name in the result
 * @param arguments of {@code ringfence bench}
 * @param heapMiB of the JVM
 * @param secondsMax after which it is ended and has failed
 */
record BenchStep(String name, List<String> arguments, int heapMiB, int secondsMax) {
    private static final int HEAP_MIB = 2_560;
    private static final int RUNS_ON_A_JDK_MIN = 4;
    private static final String RATES = "8333,83333";

    /** Five minutes at most: every layer, reference and present peer, with the gate. */
    static List<BenchStep> quick() {
        final List<BenchStep> steps = new ArrayList<>();
        add(steps, 30, "references", "references --runs 2 --millis 800");
        for (final String mix : List.of("transfer", "match-night")) {
            add(steps, 30, "engine-" + mix, "engine --workload " + mix + " --players 100000 --seconds 1 --runs 3");
        }
        add(steps, 30, "journal", "journal --records 500000 --runs 2");
        add(steps, 60, "layers-max", "layers --rate max --runs 1 --millis 1500 --warm-up 2000 --players 50000");
        final String paced = " --profile single --runs 1 --millis 1500 --warm-up 1500 --players 50000 --rate " + RATES;
        add(steps, 60, "layers-batch", "layers --sync batch --layers journal,udp" + paced);
        add(steps, 45, "layers-none", "layers --sync none --layers udp" + paced);
        add(
                steps,
                30,
                "crowd",
                "layers --layers udp --profile single --mix match-night --rate 8333 --burst 83333:2000"
                        + " --runs 1 --millis 6000 --warm-up 2000 --players 20000 --no-references --watch");
        add(
                steps,
                40,
                "balances",
                "layers --layers udp --rate max --balances 200 --no-references --runs 1 --millis 1500");
        add(steps, 90, "peers", "peers --runs 1 --millis 1000");
        return steps;
    }

    /** The set behind the page: about forty-five minutes, less than 40 GiB, one journal at a time. */
    static List<BenchStep> full(final int runs) {
        final List<BenchStep> steps = new ArrayList<>();
        add(steps, 120, "references", "references --runs " + runs);
        for (final String mix : List.of("transfer", "bet-win", "match-night")) {
            add(steps, 180, "engine-" + mix, "engine --workload " + mix + " --runs " + runs);
        }
        add(steps, 120, "journal", "journal --runs " + runs);
        add(steps, 600, "layers-max", "layers --rate max --runs " + runs);
        final String paced = " --profile single --millis 10000 --rate " + RATES + " --runs " + runs;
        add(steps, 1_200, "layers-batch", "layers --sync batch" + paced);
        add(steps, 900, "layers-none", "layers --sync none --layers journal,ipc,udp" + paced);
        add(
                steps,
                200,
                "crowd",
                "layers --layers udp --profile single --mix match-night --rate 8333 --burst 83333:10000"
                        + " --runs 1 --millis 20000 --no-references");
        add(
                steps,
                400,
                "steady",
                "layers --layers udp --rate 500000 --runs 1 --millis 180000 --warm-up 5000 --disk-gib 20"
                        + " --no-references --watch");
        add(steps, 500, "jdks", "jdks --runs " + Math.max(RUNS_ON_A_JDK_MIN, runs));
        add(steps, 120, "balances", "layers --layers udp --rate max --balances 200 --no-references --runs " + runs);
        add(steps, 600, "peers", "peers --runs " + runs);
        return steps;
    }

    private static void add(
            final List<BenchStep> steps, final int secondsMax, final String name, final String arguments) {
        steps.add(
                new BenchStep(name, Collections.unmodifiableList(List.of(arguments.split(" "))), HEAP_MIB, secondsMax));
    }
}
