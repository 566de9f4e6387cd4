package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.rig.ForwardingJournal;
import io.ringfence.journal.Journal;
import org.agrona.DirectBuffer;

/** Says now and then between two records that time has passed: a commit may be of several batches. Journal thread. */
final class SteppedJournal extends ForwardingJournal {
    private static final int RECORDS_PER_STEP = 48;

    private final Runnable step;
    private int appended;

    SteppedJournal(final Journal journal, final Runnable step) {
        super(journal);
        this.step = step;
    }

    @Override
    public void append(
            final long sequence,
            final long timestampNs,
            final int sessionId,
            final int principal,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        super.append(sequence, timestampNs, sessionId, principal, buffer, offset, length);
        if (++appended % RECORDS_PER_STEP == 0) {
            step.run();
        }
    }
}
