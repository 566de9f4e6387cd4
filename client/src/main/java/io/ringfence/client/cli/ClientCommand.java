package io.ringfence.client.cli;

import io.ringfence.client.ClientConfig;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.json.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code ringfence client}; its exit codes are 0 to 3, as its help says. */
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        description = "Sends commands and queries, one JSON object a line, to a node and prints one reply a line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all well",
            "1:no answer from the node",
            "2:bad input, with line and reason; earlier lines were done",
            "3:an expectation was not met"
        })
public final class ClientCommand implements Callable<Integer> {
    static final int OK = 0;
    static final int NO_ANSWER = 1;
    static final int BAD_INPUT = 2;
    static final int NOT_AS_EXPECTED = 3;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7400",
            description = "Request endpoint of the node (${DEFAULT-VALUE}).")
    private String endpoint;

    @Option(names = "--key", paramLabel = "FILE", description = "Credentials: the text of this file.")
    private Path key;

    @Option(names = "--check", description = "Compare each reply with the line's \"expect\" and print what differs.")
    private boolean isChecking;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "256",
            description = "Lines that may be unanswered (${DEFAULT-VALUE}).")
    private int window;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Where the lines are; without it standard input.")
    private Path file;

    /** Reads lines from, and prints to, these streams. */
    public ClientCommand(final InputStream in, final PrintStream out, final PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs the command line and exits with its code. */
    public static void main(final String[] args) {
        System.exit(run(System.in, System.out, System.err, args));
    }

    /** Runs the command line; its exit code. */
    public static int run(final InputStream in, final PrintStream out, final PrintStream err, final String... args) {
        return new CommandLine(new ClientCommand(in, out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    err.println("client: " + failure);
                    return NO_ANSWER;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        final ClientConfig config;
        final ScenarioReader reader;
        try {
            config = config();
            final InputStream lines = file == null ? in : Files.newInputStream(file);
            reader = new ScenarioReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
        } catch (final IllegalArgumentException | IOException e) {
            err.println("client: " + e);
            return BAD_INPUT;
        }
        final Conversation conversation = new Conversation(config, isChecking, out, err);
        try (RingfenceClient client = RingfenceClient.launch(config, conversation)) {
            return conversation.run(client, new LineFeed(reader));
        }
    }

    private ClientConfig config() throws IOException {
        final int colon = endpoint.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("no HOST:PORT: " + endpoint);
        }
        final String host = endpoint.substring(0, colon);
        final boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        final String credentials = key == null ? "" : Files.readString(key).trim();
        return ClientConfig.of(
                        isBracketed ? host.substring(1, host.length() - 1) : host,
                        Integer.parseInt(endpoint.substring(colon + 1)))
                .withWindow(window)
                .withIdentity("ringfence client", credentials);
    }
}
