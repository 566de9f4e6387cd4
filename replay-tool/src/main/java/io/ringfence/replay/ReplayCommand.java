package io.ringfence.replay;

import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ringfence replay}: reads a journal; only {@code repair --yes} writes. Single-use. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Reads the journal of a node, running or not. Only repair --yes changes anything.",
        exitCodeListHeading = "%nexit codes%n",
        exitCodeList = {
            "0:ok",
            "2:usage, or no such journal",
            "11:a node holds the data directory (repair --yes)",
            "13:the journal is damaged, or does not lead to the state it states",
            "14:the files cannot be read",
            "15:the engine stopped on a journaled command, or an invariant does not hold"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private ReplayCommand() {}

    /** Runs and ends the process with its exit code. */
    public static void main(final String... args) {
        System.exit(run(System.out, System.err, args));
    }

    /** Runs with these streams; an exit code of {@link ExitCode}. */
    static int run(final PrintStream out, final PrintStream err, final String... args) {
        return new CommandLine(new ReplayCommand())
                .addSubcommand(new InfoCommand(out))
                .addSubcommand(new VerifyCommand(out, err))
                .addSubcommand(new DumpCommand(out, err))
                .addSubcommand(new StateCommand(out, err))
                .addSubcommand(new RepairCommand(out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((ex, command, parsed) -> {
                    err.println("ringfence replay: " + ex.getMessage());
                    return exitCode(ex);
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: info, verify, dump, state or repair");
    }

    private static int exitCode(final Exception failure) throws Exception {
        if (failure instanceof final ReplayException replay) {
            return replay.exitCode();
        }
        if (failure instanceof JournalDamagedException) {
            return ExitCode.DAMAGED;
        }
        if (failure instanceof JournalException) {
            return ExitCode.DISK;
        }
        throw failure;
    }
}
