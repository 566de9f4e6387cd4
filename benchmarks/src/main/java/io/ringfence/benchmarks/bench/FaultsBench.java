package io.ringfence.benchmarks.bench;

import io.ringfence.benchmarks.faults.FaultRig;
import io.ringfence.benchmarks.faults.FaultVerdict;
import io.ringfence.benchmarks.faults.RoundResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The fault rig: power cuts, kills, spoiled files, failing disks and clocks; and saboteurs that it must notice. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Cuts the power of a writer, kills nodes under load, spoils files, lets disks and clocks fail, and holds",
            "what comes back against every answer that was given. Ends with saboteurs that it must notice.",
            "Every round follows from seed and number."
        })
public final class FaultsBench implements Callable<Integer> {
    private static final int LINE_EVERY = 100;

    @Option(names = "--rounds", defaultValue = "200", description = "how many (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--round", paramLabel = "K", description = "only this one, from 0; without the saboteurs")
    private Integer only;

    @Option(names = "--keep", paramLabel = "DIR", description = "leave the disk of each round there, and what was done")
    private Path keep;

    @Mixin
    private Report report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final FaultVerdict verdict = new FaultVerdict();
        try (FaultRig rig = new FaultRig(report.seed(), keep)) {
            if (only != null) {
                final RoundResult result = rig.play(only);
                verdict.add(result);
                result.story().forEach(line -> report.line("%s", line));
            } else {
                playAll(rig, verdict);
            }
        }
        verdict.lines().forEach(line -> report.line("%s", line));
        verdict.json(report.json());
        return report.finish(verdict.isPass());
    }

    private void playAll(final FaultRig rig, final FaultVerdict verdict) throws IOException, InterruptedException {
        rig.playAll(rounds, rig::begin, result -> {
            verdict.add(result);
            if (!result.isPass()) {
                report.line(
                        "round %s FAILED: %s", result.name(), result.reasons().get(0));
            } else if (verdict.rounds() % LINE_EVERY == 0) {
                report.line("%,d rounds played", verdict.rounds());
            }
        });
        final List<String> missed = new ArrayList<>();
        verdict.addSabotage(rig.sabotage(missed::add), missed);
    }
}
