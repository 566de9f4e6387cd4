package io.ringfence.node;

import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.Failure;
import io.ringfence.node.failure.Terminator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the command line, runs a node until a signal ends it, and leaves with the exit code that says how. */
@Command(
        name = "ringfence node",
        mixinStandardHelpOptions = true,
        version = "see ringfence version",
        sortOptions = false,
        description =
                "Runs a node: recovers, prints a line that starts with READY, and serves until SIGTERM or SIGINT.",
        footer = {
            "",
            "Exit codes: 0 ok; 2 usage; 10 configuration; 11 data directory in use; 12 address in use;",
            "13 journal damaged (needs a person); 14 disk failure; 15 invariant broken (needs a person);",
            "16 temporary failure (start me again)."
        })
final class NodeCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "configuration; config/ringfence.yaml explains it")
    private Path configFile;

    @Option(names = "--data", paramLabel = "DIR", description = "data directory (default: data)")
    private String data;

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            description = "UDP endpoint (default: 127.0.0.1:7400); PORT + 1 is used too")
    private String endpoint;

    @Option(
            names = "--sync",
            paramLabel = "POLICY",
            description = "batch (default), interval:<ms> or none: when the journal is forced to the disk")
    private String sync;

    @Option(names = "--allow-remote", description = "also serve beyond loopback, though clients are not authenticated")
    private boolean allowRemote;

    private NodeCommand() {}

    static void run(final String[] args) {
        final int code = new CommandLine(new NodeCommand()).execute(args);
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    @Override
    public Integer call() {
        final AtomicReference<RingfenceNode> serving = new AtomicReference<>();
        final Terminator terminator = terminator(serving);
        try {
            final NodeContext context = new NodeContext(config()).terminator(terminator);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(serving.get()), "ringfence-stop"));
            serving.set(RingfenceNode.launch(context));
            new CountDownLatch(1).await();
        } catch (final Throwable thrown) {
            terminator.terminate(Failure.of(thrown));
        }
        return ExitCode.OK.number();
    }

    /** Reports, removes what a node that served would leave in shared memory, and halts. */
    static Terminator terminator(final AtomicReference<RingfenceNode> serving) {
        return Terminator.halting(System.err, () -> {
            final RingfenceNode node = serving.get();
            if (node != null) {
                node.abandonSharedMemory();
            }
        });
    }

    /**
     * A signal was received. Halting here is what makes the exit code ours: a JVM that ends by a signal says 128 and
     * the signal's number. A node that still recovers has served nobody; it is let go like by a kill.
     */
    private static void stop(final RingfenceNode node) {
        ExitCode code = ExitCode.OK;
        if (node != null) {
            try {
                node.close();
                System.err.println("ringfence: stopped; everything answered is committed");
            } catch (final Throwable thrown) {
                final Failure failure = Failure.of(thrown);
                Terminator.report(failure, System.err);
                code = failure.exitCode();
            }
        }
        System.err.flush();
        Runtime.getRuntime().halt(code.number());
    }

    private NodeConfig config() {
        final Settings settings = configFile == null ? Settings.none() : Settings.read(configFile);
        override(settings, "data", data, "--data");
        override(settings, "endpoint", endpoint, "--endpoint");
        override(settings, "journal.sync", sync, "--sync");
        if (allowRemote) {
            settings.override("allowRemote", "true", "--allow-remote");
        }
        return NodeConfig.from(settings);
    }

    private static void override(final Settings settings, final String key, final String text, final String option) {
        if (text != null) {
            settings.override(key, text, option);
        }
    }
}
