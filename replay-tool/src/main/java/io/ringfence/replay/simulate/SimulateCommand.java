package io.ringfence.replay.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.WalletEngine;
import io.ringfence.protocol.json.CheckReport;
import io.ringfence.protocol.json.ScenarioException;
import io.ringfence.protocol.json.ScenarioReader;
import io.ringfence.protocol.json.ScenarioStep;
import io.ringfence.replay.ExitCode;
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

/** {@code ringfence simulate}: runs a scenario on an engine in memory and prints one reply a line. Single-use. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Runs a scenario, one JSON object a line, on an engine in memory with a virtual clock that starts "
                        + "at 2026-01-01T00:00:00Z. Source 1 is defined, and nothing else.",
        exitCodeListHeading = "%nexit codes%n",
        exitCodeList = {"0:all well", "2:a line that cannot be understood; earlier lines were done", "3:not as expected"
        })
public final class SimulateCommand implements Callable<Integer> {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--check", description = "Print where replies are not what \"expect\" says, and the count.")
    private boolean isCheck;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The scenario (standard input).")
    private Path file;

    private SimulateCommand(final InputStream in, final PrintStream out, final PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs and ends the process with its exit code. */
    public static void main(final String... args) {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(System.in, out, System.err, args));
    }

    /** Runs with these streams; the exit code. */
    static int run(final InputStream in, final PrintStream out, final PrintStream err, final String... args) {
        return new CommandLine(new SimulateCommand(in, out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(args);
    }

    @Override
    public Integer call() {
        final CheckReport report = new CheckReport(out);
        try (ScenarioReader reader = open()) {
            final Simulator simulator = new Simulator(new WalletEngine());
            for (ScenarioStep step = reader.next(); step != null; step = reader.next()) {
                perform(step, simulator, report);
            }
        } catch (final IOException ex) {
            return refuse("cannot read the scenario: " + ex);
        } catch (final ScenarioException ex) {
            return refuse(ex.getMessage());
        }
        if (!isCheck) {
            return ExitCode.OK;
        }
        report.summary();
        return report.failed() == 0 ? ExitCode.OK : ExitCode.EXPECTATION;
    }

    private void perform(final ScenarioStep step, final Simulator simulator, final CheckReport report)
            throws ScenarioException {
        if (step instanceof final ScenarioStep.Command command) {
            final ObjectNode reply = simulator.execute(command.kind(), command.command());
            out.println(reply);
            if (isCheck) {
                report.check(command.line(), command.expect(), reply);
            }
            return;
        }
        try {
            if (step instanceof final ScenarioStep.Advance advance) {
                simulator.advance(advance.duration());
            } else if (step instanceof final ScenarioStep.At at) {
                simulator.advanceTo(at.time());
            }
        } catch (final IllegalArgumentException ex) {
            throw new ScenarioException(step.line(), ex.getMessage());
        }
    }

    private ScenarioReader open() throws IOException {
        return new ScenarioReader(
                file == null
                        ? new InputStreamReader(in, StandardCharsets.UTF_8)
                        : Files.newBufferedReader(file, StandardCharsets.UTF_8));
    }

    private int refuse(final String reason) {
        out.flush();
        err.println("ringfence simulate: " + reason);
        return ExitCode.USAGE;
    }
}
