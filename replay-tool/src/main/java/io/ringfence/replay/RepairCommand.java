package io.ringfence.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.recovery.JournalRepair;
import io.ringfence.journal.recovery.JournalReport;
import io.ringfence.journal.recovery.Judgement;
import io.ringfence.replay.view.Findings;
import io.ringfence.replay.view.Lines;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay repair}: does at once what the start of a node does with a journal that a power cut tore. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Cuts off what was written, never forced, and torn; what is cut off is kept in journal/damaged.",
            "Says what it would do, and does it with --yes. Changes nothing that was durable: where that is",
            "missing or wrong it refuses. A node does the same when it starts."
        })
final class RepairCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private JournalSource source;

    @Option(names = "--yes", description = "Do it. Not while a node runs on the directory.")
    private boolean isMeant;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean isJson;

    RepairCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        source.checkExists();
        if (!isMeant) {
            final JournalReport report = source.inspect();
            print(report, null);
            report.checkNotRefused();
            if (report.judgement() == Judgement.CUT) {
                err.println("nothing was changed; next: ringfence replay repair --yes --data " + source.data());
            }
            return ExitCode.OK;
        }
        try (DataLock lock = DataLock.take(source.data())) {
            lock.checkHeld();
            final JournalReport report = source.inspect();
            final JournalRepair.Result result =
                    report.judgement() == Judgement.REFUSE ? null : JournalRepair.repair(JournalDisk.real(), report);
            print(report, result);
            report.checkNotRefused();
            source.inspect().checkWhole();
            return ExitCode.OK;
        }
    }

    private void print(final JournalReport report, final JournalRepair.Result result) {
        final ObjectNode object = Findings.put(JsonNodeFactory.instance.objectNode(), report);
        object.put("repaired", result != null);
        final ArrayNode damaged = object.putArray("damaged");
        if (result != null) {
            result.damaged().forEach(file -> damaged.add(file.toString()));
        }
        Lines.print(out, object, isJson);
    }
}
