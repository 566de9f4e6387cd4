package io.ringfence.journal.recovery;

import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.Watermark;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@link JournalInspection} found.
 *
 * @param directory of the cycle files.
 * @param watermarkFile beside it.
 * @param durable the watermark as it was found.
 * @param forcedSequence the last sequence that is known to have been forced: by the watermark, or by what later batches
 *     say about the time when they were written.
 * @param tail the good part of the journal: all of it, or what is left after the cut.
 * @param proofs different state proofs in the good part.
 * @param incarnations nodes that wrote the good part.
 * @param findings in the order of the files.
 * @param cut where a repair would end the journal; null when there is nothing to cut, or when it may not be cut.
 */
public record JournalReport(
        Path directory,
        Path watermarkFile,
        Watermark durable,
        long forcedSequence,
        JournalTail tail,
        long proofs,
        long incarnations,
        List<Finding> findings,
        Cut cut) {
    /** Copies the list. */
    public JournalReport {
        findings = List.copyOf(findings);
    }

    /** The worst of the findings. */
    public Judgement judgement() {
        Judgement worst = Judgement.CLEAN;
        for (final Finding finding : findings) {
            worst = finding.judgement().compareTo(worst) > 0 ? finding.judgement() : worst;
        }
        return worst;
    }

    /** The findings of one judgement. */
    public List<Finding> findings(final Judgement judgement) {
        return findings.stream()
                .filter(finding -> finding.judgement() == judgement)
                .toList();
    }

    /** Throws the first finding that a person must look at, if there is one. */
    public void checkNotRefused() {
        check(Judgement.REFUSE);
    }

    /** Throws the worst finding if anything is to be cut, or a person must look. */
    public void checkWhole() {
        check(Judgement.REFUSE);
        check(Judgement.CUT);
    }

    private void check(final Judgement judgement) {
        for (final Finding finding : findings) {
            if (finding.judgement() == judgement) {
                throw new JournalDamagedException(
                        finding.file(), finding.cycle(), finding.sequence(), finding.detail());
            }
        }
    }
}
