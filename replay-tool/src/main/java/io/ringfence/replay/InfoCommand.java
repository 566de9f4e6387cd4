package io.ringfence.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.BatchDescriptor;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.Watermark;
import io.ringfence.replay.view.Lines;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay info}: what is in the journal. Checks every batch and record on the way. */
@Command(name = "info", mixinStandardHelpOptions = true, description = "Says what is in the journal.")
final class InfoCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private JournalSource source;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean isJson;

    private long batches;
    private long bytes;
    private long proofs;
    private long incarnations;
    private long firstSequence;
    private long firstTimestampNs;
    private long lastTimestampNs;

    InfoCommand(final PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        source.checkExists();
        // Looked at before reading, so that what it promises must be there.
        final Watermark watermark = source.watermark();
        try (JournalReader reader = source.open(1, Long.MAX_VALUE)) {
            scan(reader);
            source.checkReached(reader, watermark.sequence());
            Lines.print(out, describe(reader, watermark), isJson);
        }
        return ExitCode.OK;
    }

    private void scan(final JournalReader reader) {
        long incarnation = 0;
        long proofSequence = BatchDescriptor.NO_PROOF;
        while (reader.nextBatch()) {
            if (batches == 0) {
                firstSequence = reader.firstSequence();
                reader.forEachRecord(
                        record -> firstTimestampNs = firstTimestampNs == 0 ? record.timestampNs() : firstTimestampNs);
            } else {
                reader.checkRecords();
            }
            batches++;
            bytes += reader.length();
            lastTimestampNs = reader.timestampNs();
            if (reader.incarnation() != incarnation) {
                incarnations++;
                incarnation = reader.incarnation();
            }
            if (reader.proofSequence() != proofSequence) {
                proofs++;
                proofSequence = reader.proofSequence();
            }
        }
    }

    private ObjectNode describe(final JournalReader reader, final Watermark watermark) {
        final ObjectNode info = JsonNodeFactory.instance
                .objectNode()
                .put("files", source.fileCount())
                .put("batches", batches)
                .put("records", batches == 0 ? 0 : reader.lastSequence() - firstSequence + 1)
                .put("bytes", bytes);
        if (batches > 0) {
            info.put("firstSequence", firstSequence)
                    .put("firstTime", Lines.time(firstTimestampNs))
                    .put("lastTime", Lines.time(lastTimestampNs));
        }
        info.put("visibleSequence", reader.lastSequence());
        if (watermark.isKnown()) {
            info.put("durableSequence", watermark.sequence());
        }
        info.putObject("watermark")
                .put("known", watermark.isKnown())
                .put("incarnation", watermark.incarnation())
                .put("cycle", watermark.cycle())
                .put("position", watermark.position());
        return info.put("incarnations", incarnations).put("proofs", proofs);
    }
}
