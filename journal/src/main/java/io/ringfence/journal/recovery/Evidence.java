package io.ringfence.journal.recovery;

import io.ringfence.journal.CycleScan;
import java.nio.file.Path;
import java.util.List;

/**
 * What can be made out behind the good part of a journal: batches that are whole, but cannot be reached in order any
 * more. They say how far the journal was forced when they were written. One thread.
 */
final class Evidence {
    private final PrefixTail prefix;
    private long forcedSequence = -1;
    private long seenSequence;
    private long bytes;
    private String witness = "";

    Evidence(final PrefixTail prefix) {
        this.prefix = prefix;
    }

    /** Asks every batch of a file from {@code from} on; whether there is any that the good part does not hold. */
    boolean gather(final CycleScan scan, final Path file, final long from) {
        bytes += Math.max(0, scan.usedLength() - from);
        boolean isAny = false;
        for (long at = scan.findBatch(from); at >= 0; at = scan.findBatch(at)) {
            if (scan.firstSequence() > prefix.lastSequence()) {
                isAny = true;
                seen(scan.lastSequence());
                if (scan.forcedSequence() > forcedSequence) {
                    forcedSequence = scan.forcedSequence();
                    witness = "the batch from " + scan.firstSequence() + " in " + file.getFileName();
                }
            }
        }
        return isAny;
    }

    /** A sequence that could be made out. */
    void seen(final long sequence) {
        seenSequence = Math.max(seenSequence, sequence);
    }

    /** The last sequence that a batch says was forced; -1 when none says so. */
    long forcedSequence() {
        return forcedSequence;
    }

    /** Which batch that is. */
    String witness() {
        return witness;
    }

    Cut cut(final int cycle, final long position, final List<Path> files) {
        final long last = prefix.lastSequence();
        return new Cut(cycle, position, last + 1, Math.max(last, seenSequence), bytes, files);
    }
}
