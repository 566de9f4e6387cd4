package io.ringfence.benchmarks.faults;

import io.ringfence.engine.StateMachine;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.recovery.JournalInspection;
import io.ringfence.journal.recovery.JournalReport;
import io.ringfence.journal.recovery.Judgement;
import io.ringfence.node.recovery.JournalCheck;
import io.ringfence.node.recovery.Recovery;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What a node does between its start and its first write, on the same classes.
 *
 * @param result     of verification and replay
 * @param isRepaired whether something was cut off before
 * @param findings   what was found, in words
 */
record Restart(Recovery.Result result, boolean isRepaired, String findings) {
    private static final PrintStream SILENT =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    static Restart run(final Path data, final JournalDisk disk, final StateMachine machine) {
        final Path journal = HostSettings.journal(data);
        final Path watermark = HostSettings.watermark(data);
        final JournalReport report = JournalInspection.inspect(journal, watermark);
        final String findings = report.findings().stream()
                .map(finding -> finding.judgement() + " " + finding.code() + " "
                        + finding.file().getFileName() + " " + finding.detail())
                .collect(Collectors.joining("; "));
        final Recovery.Result result =
                Recovery.run(new JournalCheck(disk, SyncPolicy.BATCH, SILENT), journal, watermark, machine, SILENT);
        return new Restart(result, report.judgement() == Judgement.CUT, findings);
    }
}
