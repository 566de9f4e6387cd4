package io.ringfence.benchmarks;

import io.ringfence.benchmarks.bench.AllBench;
import io.ringfence.benchmarks.bench.CampaignRainBench;
import io.ringfence.benchmarks.bench.EndToEndBench;
import io.ringfence.benchmarks.bench.EngineBench;
import io.ringfence.benchmarks.bench.FaultsBench;
import io.ringfence.benchmarks.bench.JdksBench;
import io.ringfence.benchmarks.bench.JournalBench;
import io.ringfence.benchmarks.bench.LayersBench;
import io.ringfence.benchmarks.bench.MemoryBench;
import io.ringfence.benchmarks.bench.PeersBench;
import io.ringfence.benchmarks.bench.ProviderSagaBench;
import io.ringfence.benchmarks.bench.ReferencesBench;
import io.ringfence.benchmarks.bench.ReportBench;
import io.ringfence.benchmarks.bench.WaveBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code bench} command of the launcher: each subcommand states one figure and whether it was measured validly. */
@Command(
        name = "ringfence bench",
        mixinStandardHelpOptions = true,
        version = "see ringfence version",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AllBench.class,
            ReportBench.class,
            ReferencesBench.class,
            LayersBench.class,
            PeersBench.class,
            EngineBench.class,
            JournalBench.class,
            MemoryBench.class,
            EndToEndBench.class,
            JdksBench.class,
            CampaignRainBench.class,
            ProviderSagaBench.class,
            WaveBench.class,
            FaultsBench.class
        },
        description = "Measures. A figure counts with its machine, its seed and its flags; --json keeps them together.",
        footer = {"", "Exit codes: 0 measured; 1 the run was not valid, its figures do not count; 2 usage."})
public final class BenchCommand {
    private BenchCommand() {}

    /** Runs a measurement and leaves with its exit code. */
    public static void main(final String[] args) {
        System.exit(line().execute(args));
    }

    /** The command line, not executed yet. */
    public static CommandLine line() {
        return new CommandLine(new BenchCommand());
    }
}
