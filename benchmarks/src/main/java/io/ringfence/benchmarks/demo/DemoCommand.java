package io.ringfence.benchmarks.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ringfence.benchmarks.rig.Workspace;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.testkit.match.RateCurve;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code demo} command of the launcher: the main job in about a minute, with a verdict. */
@Command(
        name = "ringfence demo",
        mixinStandardHelpOptions = true,
        version = "see ringfence version",
        sortOptions = false,
        description = {
            "Starts a node and a load client as processes, plays a match night over Aeron UDP, kills the node with",
            "kill -9 under full load, starts it again, and checks the client's own record of every answer against the",
            "node's balances, its journal and a second replay."
        },
        footer = {"", "Exit codes: 0 verdict PASS; 1 verdict FAIL; 2 usage."})
public final class DemoCommand implements Callable<Integer> {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final int SECONDS = 35;
    private static final int SECONDS_QUICK = 6;
    private static final int PLAYERS_MAX = 1_000_000;
    private static final int RATE_MAX = 1_000_000;
    private static final int KILLS_MAX = 100;

    @Option(names = "--quick", description = "at most 25 s instead of about a minute")
    private boolean isQuick;

    @Option(names = "--seed", defaultValue = "2022", description = "of traffic and kills (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--kills", defaultValue = "1", description = "of the node (default: ${DEFAULT-VALUE})")
    private int kills;

    @Option(
            names = "--rate",
            paramLabel = "N|max",
            defaultValue = "" + RateCurve.BASE_RATE_PER_SECOND,
            description = "commands a second of quiet play, or as many as get through (default: ${DEFAULT-VALUE})")
    private String rate;

    @Option(names = "--players", defaultValue = "100000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(
            names = "--sync",
            paramLabel = "POLICY",
            defaultValue = "batch",
            description = "batch, interval:<ms> or none (default: ${DEFAULT-VALUE})")
    private String sync;

    @Option(
            names = "--sabotage",
            paramLabel = "NAME",
            defaultValue = "",
            description = "shows that the verdict can fail: no-dedupe, drop-reply, skip-record or change-rule")
    private String sabotage;

    @Option(names = "--json", paramLabel = "FILE", description = "write the verdict and its figures there")
    private Path json;

    @Option(names = "--keep", paramLabel = "DIR", description = "leave journal, logs and records there; new or empty")
    private Path keep;

    @Option(names = "--seconds", description = "of load (default: 35, with --quick 6, with --rate max 10 and 4)")
    private Integer seconds;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final PrintStream out;

    DemoCommand(final PrintStream out) {
        this.out = out;
    }

    /** Runs the demo and leaves with its exit code. */
    public static void main(final String[] args) {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(out, args));
    }

    /** Runs the demo with these arguments; the exit code. Everything it prints goes to {@code out}. */
    static int run(final PrintStream out, final String... args) {
        return new CommandLine(new DemoCommand(out)).execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final DemoPlan plan = plan();
        final Workspace workspace = Workspace.open(keep);
        final Conductor conductor = new Conductor(plan, workspace, out, isTerminal(), Relapse.none());
        final Thread hook = new Thread(
                () -> {
                    conductor.abandon();
                    workspace.close();
                },
                "demo-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        try (workspace;
                conductor) {
            print(plan, workspace);
            final Verdict verdict = conductor.run();
            verdict.lines().forEach(out::println);
            if (json != null) {
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValue(json.toFile(), verdict.json(new ObjectMapper()));
            }
            return verdict.isPass() ? 0 : 1;
        } finally {
            removeHook(hook);
        }
    }

    /** Whether a line can be written over; {@code System.console()} answers differently from JDK 22 on. */
    private static boolean isTerminal() {
        try {
            final String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (final IOException e) {
            return false;
        }
    }

    private static void removeHook(final Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The JVM is going down already, and the hook does its work.
        }
    }

    private void print(final DemoPlan plan, final Workspace workspace) {
        out.println("match night: " + plan.players() + " players, seed " + plan.seed() + ", "
                + (plan.isMaxRate() ? "as fast as it goes" : plan.ratePerSecond() + "/s and its crowds") + " for "
                + plan.seconds() + " s, " + plan.kills() + " kill(s), sync " + plan.sync()
                + (plan.sabotage().isEmpty() ? "" : ", SABOTAGED: " + plan.sabotage()));
        out.println("in " + workspace.directory() + (keep == null ? ", removed at the end" : ""));
    }

    private DemoPlan plan() {
        checkRange("--players", players, 10, PLAYERS_MAX);
        checkRange("--kills", kills, 0, KILLS_MAX);
        if (!sabotage.isEmpty() && !SabotagedNode.NAMES.contains(sabotage)) {
            throw new ParameterException(spec.commandLine(), "--sabotage is one of " + SabotagedNode.NAMES);
        }
        try {
            SyncPolicy.parse(sync);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--sync: " + e.getMessage(), e);
        }
        final int perSecond = rate();
        return new DemoPlan(
                seed, players, perSecond, false, 0, seconds(perSecond), kills, sync, "compact", sabotage, 0);
    }

    private int seconds(final int perSecond) {
        if (seconds != null) {
            checkRange("--seconds", seconds, 1, 600);
            return seconds;
        }
        if (perSecond == DemoPlan.RATE_MAX) {
            return isQuick ? 4 : 10;
        }
        return isQuick ? SECONDS_QUICK : SECONDS;
    }

    private int rate() {
        if ("max".equals(rate)) {
            return DemoPlan.RATE_MAX;
        }
        try {
            final int parsed = Integer.parseInt(rate);
            checkRange("--rate", parsed, 1, RATE_MAX);
            return parsed;
        } catch (final NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), "--rate is a number or max: " + rate, e);
        }
    }

    private void checkRange(final String name, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new ParameterException(spec.commandLine(), name + " is " + min + " to " + max + ": " + value);
        }
    }
}
