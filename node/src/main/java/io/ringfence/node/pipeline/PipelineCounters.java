package io.ringfence.node.pipeline;

import io.ringfence.node.counters.NodeCounter;
import java.util.function.Function;
import org.agrona.concurrent.status.AtomicCounter;

/** The counters of ring and stages. Each field is written by one thread, in steps of a portion or a duty cycle. */
public final class PipelineCounters {
    // Ingress thread.
    final AtomicCounter published;
    final AtomicCounter ringFull;
    final AtomicCounter sequence;
    final AtomicCounter ticks;
    final AtomicCounter noSpace;
    final AtomicCounter spaceLow;

    // Journal thread.
    final AtomicCounter commits;
    final AtomicCounter journalSequence;
    final AtomicCounter durableSequence;
    final AtomicCounter journalPosition;
    final AtomicCounter journalRolls;

    // Engine thread.
    final AtomicCounter applied;
    final AtomicCounter appliedSequence;
    final AtomicCounter queries;
    final AtomicCounter refused;
    final AtomicCounter busyReplies;

    // Egress thread.
    final AtomicCounter replies;

    /** @param counters makes or finds the counter of a name */
    public PipelineCounters(final Function<NodeCounter, AtomicCounter> counters) {
        published = counters.apply(NodeCounter.RING_PUBLISHED);
        ringFull = counters.apply(NodeCounter.RING_FULL);
        sequence = counters.apply(NodeCounter.SEQUENCE);
        ticks = counters.apply(NodeCounter.TICKS);
        noSpace = counters.apply(NodeCounter.NO_SPACE);
        spaceLow = counters.apply(NodeCounter.SPACE_LOW);
        commits = counters.apply(NodeCounter.COMMITS);
        journalSequence = counters.apply(NodeCounter.JOURNAL_SEQUENCE);
        durableSequence = counters.apply(NodeCounter.DURABLE_SEQUENCE);
        journalPosition = counters.apply(NodeCounter.JOURNAL_POSITION);
        journalRolls = counters.apply(NodeCounter.JOURNAL_ROLLS);
        applied = counters.apply(NodeCounter.APPLIED);
        appliedSequence = counters.apply(NodeCounter.APPLIED_SEQUENCE);
        queries = counters.apply(NodeCounter.QUERIES);
        refused = counters.apply(NodeCounter.REFUSED);
        busyReplies = counters.apply(NodeCounter.BUSY_REPLIES);
        replies = counters.apply(NodeCounter.REPLIES);
    }
}
