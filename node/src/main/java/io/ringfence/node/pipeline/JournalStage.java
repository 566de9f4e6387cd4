package io.ringfence.node.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.ringfence.journal.Journal;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Journal thread only: appends what is to be journaled and commits once per duty cycle, before anything of it is let
 * go.
 *
 * <p>Group commit needs no timer: while one commit is forced, the next one's inputs gather in the ring. Queries and
 * ready answers pass in order; a duty cycle that has nothing else commits nothing.
 *
 * <p>The stage also carries the state proof. It marks the slot that ends a commit; the engine writes its hash there;
 * once the engine has passed that slot the pair goes to the journal, which puts it into the header of a later batch.
 * The slot cannot be used again before this stage itself has passed its next use, so the read is safe.
 */
public final class JournalStage extends StageAgent {
    private static final long NONE = -1;

    private final Journal journal;
    private final NanoClock clock;
    private final PipelineCounters counters;
    private final Sequence committed = new Sequence();

    private Sequence applied = new Sequence(NONE);
    private long proofIndex = NONE;
    private long proofSequence;
    private long commits;
    private long rolls = NONE;

    /** @param commitSlotsMax most slots of one commit */
    public JournalStage(
            final RingBuffer<Slot> ring,
            final Journal journal,
            final NanoClock clock,
            final PipelineCounters counters,
            final int commitSlotsMax) {
        super(ring, ring.newBarrier(), commitSlotsMax, commitSlotsMax);
        this.journal = journal;
        this.clock = clock;
        this.counters = counters;
        committed.set(journal.committedSequence());
    }

    /** Before the threads start: the engine's own sequence, from which this stage learns that a hash is there. */
    public void applied(final Sequence engineSequence) {
        applied = engineSequence;
    }

    /** Journal sequence up to which inputs are safe under the sync policy. Any thread may read it. */
    public Sequence committed() {
        return committed;
    }

    /** The journal is closed by the thread that wrote it. */
    @Override
    public void onClose() {
        journal.close();
    }

    @Override
    public String roleName() {
        return "journal";
    }

    @Override
    void onDutyCycle() {
        if (proofIndex != NONE && applied.get() >= proofIndex) {
            journal.stateProof(proofSequence, slot(proofIndex).stateHash());
            proofIndex = NONE;
        }
        journal.doWork(clock.nanoTime());
    }

    @Override
    void process(final long first, final long last) {
        long lastJournaled = NONE;
        long lastSequence = 0;
        for (long index = first; index <= last; index++) {
            final Slot slot = slot(index);
            slot.endsCommit(false);
            if (slot.isJournaled()) {
                journal.append(
                        slot.sequence(),
                        slot.timestampNs(),
                        slot.sessionId(),
                        slot.principal(),
                        slot.input(),
                        0,
                        slot.inputLength());
                lastJournaled = index;
                lastSequence = slot.sequence();
            }
        }
        if (lastJournaled != NONE) {
            commit(lastJournaled, lastSequence);
        }
    }

    private void commit(final long index, final long sequence) {
        journal.commit();
        if (journal.committedSequence() != sequence) {
            throw new IllegalStateException("journal committed " + journal.committedSequence() + ", not " + sequence);
        }
        slot(index).endsCommit(true);
        if (proofIndex == NONE) {
            proofIndex = index;
            proofSequence = sequence;
        }
        committed.set(sequence);
        updateCounters(sequence);
    }

    private void updateCounters(final long sequence) {
        commits++;
        counters.commits.setRelease(commits);
        counters.journalSequence.setRelease(sequence);
        counters.durableSequence.setRelease(journal.durableSequence());
        counters.journalPosition.setRelease(journal.position());
        final long nowRolls = journal.rolls();
        if (nowRolls != rolls) {
            rolls = nowRolls;
            final AtomicCounter counter = counters.journalRolls;
            counter.setRelease(nowRolls);
        }
    }
}
