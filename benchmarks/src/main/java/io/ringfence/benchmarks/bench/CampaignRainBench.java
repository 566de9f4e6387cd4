package io.ringfence.benchmarks.bench;

import io.ringfence.benchmarks.system.CampaignRain;
import io.ringfence.benchmarks.system.RainPlan;
import io.ringfence.benchmarks.system.RainVerdict;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everybody claims a share of one campaign at once, over the wire, and the node is killed in the middle. */
@Command(
        name = "campaign-rain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Claims of one campaign as fast as they go, node killed once; oversold and claimed twice must be 0.")
public final class CampaignRainBench implements Callable<Integer> {
    @Option(names = "--players", defaultValue = "100000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(names = "--shares", defaultValue = "20000", description = "shares (default: ${DEFAULT-VALUE})")
    private int shares;

    @Option(names = "--kills", defaultValue = "1", description = "0 or 1 (default: ${DEFAULT-VALUE})")
    private int kills;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final RainVerdict verdict = CampaignRain.run(plan());
        verdict.lines().forEach(line -> report.line("%s", line));
        verdict.put(report.json().put("bench", "campaign-rain"));
        return report.finish(verdict.isPass());
    }

    private RainPlan plan() {
        try {
            return new RainPlan(report.seed(), players, shares, kills);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
