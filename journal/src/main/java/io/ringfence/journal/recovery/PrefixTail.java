package io.ringfence.journal.recovery;

import io.ringfence.journal.BatchDescriptor;
import io.ringfence.journal.CycleName;
import io.ringfence.journal.CycleScan;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.Watermark;
import java.nio.file.Path;
import java.util.List;

/** The good part of a journal as far as it has been walked: each batch must be the next one. One thread. */
final class PrefixTail {
    private final Watermark durable;
    private long batches;
    private long bytes;
    private long proofs;
    private long incarnations;
    private long lastSequence;
    private long timestampNs = Long.MIN_VALUE;
    private long incarnation;
    private long proofSequence = BatchDescriptor.NO_PROOF;
    private long proofHash;
    private int lastCycle = -1;
    private boolean isEnded;
    private long openPosition;
    private int endCycle = -1;
    private long endPosition;
    private boolean isWatermarkMet;

    PrefixTail(final Watermark durable) {
        this.durable = durable;
    }

    /** A usable file follows. */
    void onFile(final int cycle) {
        lastCycle = cycle;
        isEnded = false;
    }

    /** The walk of the current file came to its end. */
    void onEnd(final long position, final boolean isMarked) {
        openPosition = position;
        isEnded = isMarked;
    }

    /** Takes the current batch as the next one, or says why it is not. */
    String onBatch(final CycleScan scan, final int cycle) {
        final String wrong = fault(scan);
        if (wrong != null) {
            return wrong;
        }
        batches++;
        bytes += scan.batchLength();
        lastSequence = scan.lastSequence();
        timestampNs = scan.timestampNs();
        incarnations += scan.incarnation() == incarnation && batches > 1 ? 0 : 1;
        incarnation = scan.incarnation();
        endCycle = cycle;
        endPosition = scan.end();
        if (scan.proofSequence() >= 0) {
            proofs += scan.proofSequence() == proofSequence ? 0 : 1;
            proofSequence = scan.proofSequence();
            proofHash = scan.proofHash();
        }
        if (lastSequence == durable.sequence()) {
            isWatermarkMet = durable.cycle() == cycle && durable.position() == endPosition;
        }
        return null;
    }

    private String fault(final CycleScan scan) {
        if (scan.firstSequence() != lastSequence + 1) {
            return "the next batch begins with sequence " + scan.firstSequence();
        }
        if (scan.timestampNs() < timestampNs) {
            return "time falls from " + timestampNs + " to " + scan.timestampNs();
        }
        if (scan.incarnation() < incarnation) {
            return "the incarnation falls from " + incarnation + " to " + scan.incarnation();
        }
        return scan.recordsFault(timestampNs);
    }

    JournalTail tail(final Watermark watermark, final List<Path> leftovers) {
        return new JournalTail(
                lastSequence,
                timestampNs,
                Math.max(incarnation, Math.max(0, watermark.incarnation())),
                lastCycle,
                isEnded,
                openPosition,
                endPosition,
                endCycle,
                watermark,
                proofSequence,
                proofHash,
                batches,
                bytes,
                leftovers);
    }

    long lastSequence() {
        return lastSequence;
    }

    long proofs() {
        return proofs;
    }

    long incarnations() {
        return incarnations;
    }

    int lastCycle() {
        return lastCycle;
    }

    Path lastFile(final Path directory) {
        return lastCycle < 0 ? directory : CycleName.file(directory, lastCycle);
    }

    /** Behind the last good batch of a file; zero if it has none. */
    long endIn(final int cycle) {
        return endCycle == cycle ? endPosition : 0;
    }

    /** Whether a batch ends where the watermark points. */
    boolean isWatermarkMet() {
        return isWatermarkMet;
    }
}
