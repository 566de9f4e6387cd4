package io.ringfence.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.recovery.JournalReport;
import io.ringfence.journal.recovery.Judgement;
import io.ringfence.protocol.json.ReplyJson;
import io.ringfence.replay.view.Findings;
import io.ringfence.replay.view.Lines;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay verify}: judges the files, applies everything that is durable, and meets every state proof. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks every batch and record, applies all of them to a fresh engine, and meets every state proof.")
final class VerifyCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private JournalSource source;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean isJson;

    VerifyCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        source.checkExists();
        final JournalReport report = source.inspect();
        if (report.judgement() == Judgement.REFUSE && !source.isVisible()) {
            Lines.print(out, Findings.put(JsonNodeFactory.instance.objectNode(), report), isJson);
            source.endSequence();
            report.checkNotRefused();
        }
        final long endSequence = source.endSequence();
        final WalletEngine engine = new WalletEngine();
        final Progress progress = new Progress(err);
        final JournalReplay replay = new JournalReplay(engine, (record, reply, length) -> {}, progress);
        try (JournalReader reader = source.open(1, endSequence)) {
            replay.run(reader);
            source.checkReached(reader, endSequence);
        }
        final double seconds = progress.seconds();
        final long perSecond = progress.perSecond(replay.records());
        checkInvariants(engine);
        final ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("files", source.fileCount())
                .put("batches", replay.batches())
                .put("records", replay.records())
                .put("recordsPerSecond", perSecond)
                .put("seconds", Math.round(seconds * 1000) / 1000.0)
                .put("proofsMet", replay.proofs())
                .put("sequence", engine.sequence())
                .put("time", Lines.time(engine.timestampNs()))
                .put("hash", ReplyJson.hash(engine.stateHash()));
        Lines.print(out, Findings.put(result, report), isJson);
        return ExitCode.OK;
    }

    /** The full scan: what the engine keeps up to date must be what it finds when it counts. */
    private static void checkInvariants(final WalletEngine engine) {
        if (!engine.isConfigured()) {
            return;
        }
        try {
            engine.checkInvariants();
        } catch (final RuntimeException | AssertionError ex) {
            throw new ReplayException(
                    ExitCode.INVARIANT,
                    "after sequence " + engine.sequence() + " an invariant does not hold: " + ex,
                    ex);
        }
    }
}
