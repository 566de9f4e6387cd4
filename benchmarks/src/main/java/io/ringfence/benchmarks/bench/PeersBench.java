package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.load.Layer;
import io.ringfence.benchmarks.load.LayerRun;
import io.ringfence.benchmarks.load.LoadPlan;
import io.ringfence.benchmarks.load.TransferKeys;
import io.ringfence.benchmarks.rig.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Others that move money, in turn with us: the same players and keys, and only what is like for like in a row. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "The same transfers on exchange-core, PostgreSQL and Redis, in turn with the layer that is like it.")
public final class PeersBench implements Callable<Integer> {
    private static final String[][] EXCHANGE_CORE_SETTINGS = {
        {"YIELDING", "1536"}, {"YIELDING", "256"}, {"BLOCKING", "1536"}
    };
    private static final int POSTGRES_CLIENTS = 16;
    private static final int REDIS_CLIENTS = 50;
    private static final int IDS = 2_000_000;
    private static final int WARM_UP_MS = 4_000;
    private static final int WINDOW = 8_192;

    @Option(names = "--players", defaultValue = "10000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(
            names = "--distribution",
            defaultValue = "uniform",
            description = "of players: uniform, zipf:0.99, hot:16 (default: ${DEFAULT-VALUE})")
    private String distribution;

    @Option(names = "--millis", defaultValue = "3000", description = "of each run (default: ${DEFAULT-VALUE})")
    private int millis;

    @Option(names = "--runs", defaultValue = "3", description = "in turn with ours (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--module", description = "benchmarks/peers (default: beside what runs)")
    private Path module;

    @Mixin
    private Report report;

    private Path directory;
    private PeerProcess peers;

    /**
     * Us and another in one row.
     *
     * @param name of the peer
     * @param tier what both do
     * @param layer of ours
     * @param window of ours, and clients of theirs where they have any
     * @param arguments of the peer after keys, players and time; several if its best is looked for
     */
    private record Pair(String name, String tier, Layer layer, int window, List<List<String>> arguments) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("ringfence-peers-");
        final Thread hook = new Thread(PeersBench::endAll, "peers-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            final ObjectNode json = report.json();
            json.put("bench", "peers").put("players", players).put("distribution", distribution);
            json.put("runs", runs).put("millis", millis);
            peers = PeerProcess.of(module == null ? beside() : module.toAbsolutePath(), directory);
            Files.createDirectories(directory);
            TransferKeys.write(TransferKeys.of(report.seed(), players, distribution), keys());
            boolean isValid = true;
            for (final Pair pair : present(json)) {
                isValid &= measure(pair, json.withArray("rows").addObject());
            }
            json.put("valid", isValid);
            return report.finish(isValid);
        } finally {
            endAll();
            Runtime.getRuntime().removeShutdownHook(hook);
            remove();
        }
    }

    private static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    private Path keys() {
        return directory.resolve("keys.bin");
    }

    /** The module beside the jars that run, or below the working directory. */
    private static Path beside() {
        final Path built = Machine.builtDirectory();
        final Path module = built == null ? null : built.resolveSibling("peers");
        return module != null && Files.isDirectory(module)
                ? module
                : Path.of("benchmarks", "peers").toAbsolutePath();
    }

    /** Who is there; who is not is named. */
    private List<Pair> present(final ObjectNode json) {
        final List<Pair> pairs = new ArrayList<>();
        if (peers == null) {
            absent(json, "exchange-core, PostgreSQL, Redis", "benchmarks/peers is not there or could not be built");
            return pairs;
        }
        for (final boolean isJournaled : new boolean[] {false, true}) {
            final List<List<String>> settings = new ArrayList<>();
            for (final String[] setting : EXCHANGE_CORE_SETTINGS) {
                settings.add(List.of(Boolean.toString(isJournaled), setting[0], setting[1]));
            }
            pairs.add(new Pair(
                    "exchange-core",
                    isJournaled
                            ? "in process, one producer, journal forced for each batch"
                            : "in process, one producer, no journal",
                    isJournaled ? Layer.JOURNAL : Layer.RING,
                    WINDOW,
                    settings));
        }
        final String network = "over loopback, forced before the answer, in flight: ";
        final Path postgres = postgresBinaries();
        if (postgres == null) {
            absent(json, "PostgreSQL", "no server is installed");
        } else {
            pairs.add(new Pair(
                    "PostgreSQL",
                    network + POSTGRES_CLIENTS,
                    Layer.UDP,
                    POSTGRES_CLIENTS,
                    List.of(List.of(postgres.toString(), Integer.toString(POSTGRES_CLIENTS)))));
        }
        final Path redis = onPath("redis-server");
        if (redis == null) {
            absent(json, "Redis", "no server is installed");
        } else {
            pairs.add(new Pair(
                    "Redis",
                    network + REDIS_CLIENTS,
                    Layer.UDP,
                    REDIS_CLIENTS,
                    List.of(List.of(redis.toString(), Integer.toString(REDIS_CLIENTS)))));
        }
        return pairs;
    }

    private void absent(final ObjectNode json, final String name, final String reason) {
        report.line("absent: %s (%s)", name, reason);
        json.withArray("absent").addObject().put("name", name).put("reason", reason);
    }

    private static Path onPath(final String program) {
        for (final String place : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            final Path file = Path.of(place, program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    private static Path postgresBinaries() {
        final Path initdb = onPath("initdb");
        if (initdb != null) {
            return initdb.getParent();
        }
        final Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return null;
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        } catch (final IOException e) {
            return null;
        }
    }

    private boolean measure(final Pair pair, final ObjectNode node) throws IOException, InterruptedException {
        final List<Double> ours = new ArrayList<>();
        final List<Double> theirs = new ArrayList<>();
        final List<Double> ratios = new ArrayList<>();
        node.put("name", pair.name()).put("tier", pair.tier());
        node.put("ourLayer", pair.layer().label()).put("ourWindow", pair.window());
        boolean isValid = true;
        List<List<String>> settings = pair.arguments();
        for (int i = 0; i < runs; i++) {
            JsonNode best = null;
            List<String> bestSetting = settings.get(0);
            for (final List<String> setting : settings) {
                final JsonNode one = peers.run(arguments(pair, setting));
                isValid &= !one.has("failed") && one.path("balancesRight").asBoolean();
                if (best == null || perSecond(one) > perSecond(best)) {
                    best = one;
                    bestSetting = setting;
                }
            }
            settings = List.of(bestSetting);
            final LayerRun.Measured measured = LayerRun.run(pair.layer(), plan(pair));
            isValid &= measured.isValid();
            ours.add(measured.played().answeredPerSecond());
            theirs.add(perSecond(best));
            ratios.add(ours.get(i) / theirs.get(i));
            node.withArray("theirRuns").add(best);
            Percentiles.put(
                    node.withArray("ourRuns")
                            .addObject()
                            .put("answeredPerSec", Math.round(ours.get(i)))
                            .put("valid", measured.isValid())
                            .putObject("latencyUs"),
                    measured.latencies().all());
            report.line(
                    "  %-14s %,11.0f transfers/s, ours (%s) %,11.0f/s: %.1f times; %s%s",
                    pair.name(),
                    theirs.get(i),
                    pair.layer().label(),
                    ours.get(i),
                    ratios.get(i),
                    best.path("note").asText(best.toString()),
                    measured.isValid() ? "" : "  OURS FAILED: " + String.join("; ", measured.against()));
        }
        Report.spread(node.putObject("ourTransfersPerSec"), ours, 1);
        Report.spread(node.putObject("theirTransfersPerSec"), theirs, 1);
        Report.spread(node.putObject("ratio"), ratios, 100);
        node.put("valid", isValid);
        return isValid;
    }

    private static double perSecond(final JsonNode figures) {
        return figures.path("transfersPerSec").asDouble(Double.MIN_NORMAL);
    }

    private List<String> arguments(final Pair pair, final List<String> setting) {
        final List<String> arguments = new ArrayList<>(List.of(
                pair.name().toLowerCase(Locale.ROOT),
                keys().toString(),
                Integer.toString(players),
                Integer.toString(millis)));
        arguments.addAll(setting);
        return arguments;
    }

    private LoadPlan plan(final Pair pair) {
        return new LoadPlan(
                report.seed(),
                players,
                "keys",
                distribution,
                0,
                0,
                pair.window(),
                "batch",
                "compact",
                IDS,
                pair.layer() == Layer.UDP,
                new LoadPlan.Timing(LoadOptions.MAX, 0, 0, WARM_UP_MS, millis));
    }

    private void remove() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
