package io.ringfence.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.Watermark;
import io.ringfence.journal.recovery.JournalReport;
import io.ringfence.replay.view.Findings;
import io.ringfence.replay.view.Lines;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay info}: what is in the journal, and everything that is not as it should be. */
@Command(name = "info", mixinStandardHelpOptions = true, description = "Says what is in the journal.")
final class InfoCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private JournalSource source;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean isJson;

    InfoCommand(final PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        source.checkExists();
        final JournalReport report = source.inspect();
        Lines.print(out, describe(report), isJson);
        report.checkNotRefused();
        return ExitCode.OK;
    }

    private ObjectNode describe(final JournalReport report) {
        final JournalTail tail = report.tail();
        final ObjectNode info = JsonNodeFactory.instance
                .objectNode()
                .put("files", source.fileCount())
                .put("batches", tail.batches())
                .put("records", tail.lastSequence())
                .put("bytes", tail.bytes());
        if (!tail.isEmpty()) {
            info.put("firstSequence", 1)
                    .put("firstTime", Lines.time(firstTimestampNs()))
                    .put("lastTime", Lines.time(tail.lastTimestampNs()));
        }
        final Watermark watermark = report.durable();
        info.putObject("watermark")
                .put("known", watermark.isKnown())
                .put("incarnation", watermark.incarnation())
                .put("cycle", watermark.cycle())
                .put("position", watermark.position());
        info.put("incarnations", report.incarnations()).put("proofs", report.proofs());
        return Findings.put(info, report);
    }

    private long firstTimestampNs() {
        final long[] found = new long[1];
        try (JournalReader reader = source.open(1, 1)) {
            if (reader.nextBatch()) {
                reader.forEachRecord(record -> found[0] = record.timestampNs());
            }
        }
        return found[0];
    }
}
