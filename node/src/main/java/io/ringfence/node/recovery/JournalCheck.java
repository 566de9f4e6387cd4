package io.ringfence.node.recovery;

import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.recovery.Finding;
import io.ringfence.journal.recovery.JournalInspection;
import io.ringfence.journal.recovery.JournalRepair;
import io.ringfence.journal.recovery.JournalReport;
import io.ringfence.journal.recovery.Judgement;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Judges the files of a journal before anything reads or writes it, cuts off what a power cut tore, and says so. The
 * thread that starts the node, which holds the data directory.
 */
public final class JournalCheck {
    private final JournalDisk disk;
    private final SyncPolicy sync;
    private final PrintStream err;

    /**
     * @param disk takes the changes of a repair
     * @param sync the policy of this start: what it says about a loss
     * @param err  takes what was found
     */
    public JournalCheck(final JournalDisk disk, final SyncPolicy sync, final PrintStream err) {
        this.disk = disk;
        this.sync = sync;
        this.err = err;
    }

    /**
     * Where the journal ends; it is whole then.
     *
     * @throws JournalDamagedException if something that was durable is missing or wrong; nothing was changed
     */
    JournalTail run(final Path directory, final Path watermark) {
        final JournalReport report = JournalInspection.inspect(directory, watermark);
        for (final Finding finding : report.findings()) {
            if (finding.judgement().compareTo(Judgement.LEFTOVER) > 0) {
                err.println("ringfence: journal: " + finding.code() + ": " + finding.file() + ", sequence "
                        + finding.sequence() + ": " + finding.detail());
            }
        }
        report.checkNotRefused();
        if (report.judgement() != Judgement.CUT) {
            return report.tail();
        }
        final JournalRepair.Result cut = JournalRepair.repair(disk, report);
        printCut(cut);
        final JournalReport repaired = JournalInspection.inspect(directory, watermark);
        repaired.checkWhole();
        return repaired.tail();
    }

    private void printCut(final JournalRepair.Result cut) {
        final String what = cut.sequences() > 0
                ? "sequences " + cut.firstSequence() + " to " + cut.lastSequence()
                : "what followed sequence " + (cut.firstSequence() - 1) + " (no whole batch)";
        err.println("ringfence: journal repaired: " + what + " had been written but not forced, and is torn; cut off "
                + cut.bytes() + " bytes, kept in " + cut.damaged());
        err.println("ringfence: journal repaired: "
                + (sync.mode() == SyncPolicy.Mode.BATCH
                        ? "nothing of it was answered, if the node ran with sync batch"
                        : "what of it had been answered is lost, as sync " + sync + " allows"));
    }
}
