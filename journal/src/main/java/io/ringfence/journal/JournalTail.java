package io.ringfence.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What verification found: everything that a writer needs to go on, and what an operator wants to know.
 *
 * @param lastSequence last valid sequence; 0 when the journal is empty.
 * @param lastTimestampNs of the last record; {@link Long#MIN_VALUE} when the journal is empty.
 * @param lastIncarnation the highest one in journal and watermark; 0 when there was none.
 * @param lastCycle highest cycle that has a usable file; -1 when there is none.
 * @param isLastCycleEnded whether that file carries its end mark: writing goes on in the next one.
 * @param openPosition in the file of {@code lastCycle}, behind everything that was published there; 0 when there is
 *     none.
 * @param endPosition in the file of the last batch, behind it; 0 when the journal is empty.
 * @param endCycle cycle of the last batch; -1 when the journal is empty.
 * @param durable the watermark as it was found.
 * @param lastProofSequence of the newest state proof; {@link BatchDescriptor#NO_PROOF} when there is none.
 * @param lastProofHash of the newest state proof.
 * @param batches in the journal.
 * @param bytes of all batches.
 * @param leftovers files that hold nothing, left by a killed process; the writer removes them when it opens, in this
 *     order.
 */
public record JournalTail(
        long lastSequence,
        long lastTimestampNs,
        long lastIncarnation,
        int lastCycle,
        boolean isLastCycleEnded,
        long openPosition,
        long endPosition,
        int endCycle,
        Watermark durable,
        long lastProofSequence,
        long lastProofHash,
        long batches,
        long bytes,
        List<Path> leftovers) {

    /** Copies the list. */
    public JournalTail {
        leftovers = List.copyOf(leftovers);
    }

    /** The sequence that the next record carries. */
    public long nextSequence() {
        return lastSequence + 1;
    }

    /** Whether there is no record at all. */
    public boolean isEmpty() {
        return lastSequence == 0;
    }
}
