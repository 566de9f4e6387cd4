package io.ringfence.node.recovery;

/**
 * Remembers the state hash at the ends of the last batches, so that a proof in a later batch header can be met.
 * Bounded: the pipeline lets a proof lag by less than the ring holds. One thread.
 */
final class ProofWindow {
    /** What became of a proof. */
    enum Verdict {
        MET,
        /** The state had another hash there. */
        UNMET,
        /** No batch ended there, though the window reaches back that far. */
        NO_BATCH_END,
        /** It is older than the window. */
        TOO_OLD
    }

    /** Batch ends that are remembered. */
    static final int BATCHES = 1 << 16;

    private final long[] sequences = new long[BATCHES];
    private final long[] hashes = new long[BATCHES];
    private long count;

    /** After the last record of a batch was applied. Sequences rise. */
    void remember(final long sequence, final long hash) {
        final int index = (int) (count & (BATCHES - 1));
        sequences[index] = sequence;
        hashes[index] = hash;
        count++;
    }

    Verdict check(final long sequence, final long hash) {
        final long oldest = Math.max(0, count - BATCHES);
        for (long i = count - 1; i >= oldest; i--) {
            final int index = (int) (i & (BATCHES - 1));
            if (sequences[index] == sequence) {
                return hashes[index] == hash ? Verdict.MET : Verdict.UNMET;
            }
            if (sequences[index] < sequence) {
                return Verdict.NO_BATCH_END;
            }
        }
        return oldest == 0 ? Verdict.NO_BATCH_END : Verdict.TOO_OLD;
    }
}
