package io.ringfence.benchmarks.bench;

import io.ringfence.benchmarks.system.ProviderSaga;
import io.ringfence.benchmarks.system.SagaPlan;
import io.ringfence.benchmarks.system.SagaVerdict;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Transfers to and from a provider that drops, delays and repeats; no money may differ without a reason. */
@Command(
        name = "provider-saga",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "External transfers with a bad provider; money here plus there, or a listed item that explains it.")
public final class ProviderSagaBench implements Callable<Integer> {
    @Option(names = "--players", defaultValue = "120", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(names = "--transfers", defaultValue = "5", description = "of each player (default: ${DEFAULT-VALUE})")
    private int transfers;

    @Option(
            names = "--trust-timeouts",
            description = "shows that the verdict can fail: the connector takes a timeout for a rejection")
    private boolean isTrusting;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final SagaVerdict verdict = ProviderSaga.run(plan());
        verdict.lines().forEach(line -> report.line("%s", line));
        verdict.put(report.json().put("bench", "provider-saga"));
        return report.finish(verdict.isPass());
    }

    private SagaPlan plan() {
        try {
            return new SagaPlan(report.seed(), players, transfers, isTrusting);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
