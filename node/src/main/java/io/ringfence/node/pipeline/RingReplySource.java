package io.ringfence.node.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import io.ringfence.gateway.ReplySource;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Egress thread only: the end of the ring. What it has handed on is free for the sink again, so its sequence gates the
 * producer. A throw of the handler frees nothing.
 */
public final class RingReplySource implements ReplySource {
    private final RingBuffer<Slot> ring;
    private final SequenceBarrier upstream;
    private final LargeBuffers largeReplies;
    private final PipelineCounters counters;
    private final Sequence sequence = new Sequence();
    private long replies;

    public RingReplySource(
            final RingBuffer<Slot> ring,
            final Sequence engineSequence,
            final LargeBuffers largeReplies,
            final PipelineCounters counters) {
        this.ring = ring;
        this.upstream = ring.newBarrier(engineSequence);
        this.largeReplies = largeReplies;
        this.counters = counters;
        ring.addGatingSequences(sequence);
    }

    @Override
    public int poll(final ReplyHandler handler, final int limit) {
        final long first = sequence.get() + 1;
        final long last = Math.min(upstream.getCursor(), first + limit - 1);
        if (last < first) {
            return 0;
        }
        for (long index = first; index <= last; index++) {
            final Slot slot = ring.get(index);
            if (slot.replyLength() > 0) {
                handler.onReply(slot.sessionId(), slot.replyBuffer(), slot.replyOffset(), slot.replyLength());
                replies++;
                final UnsafeBuffer taken = slot.takeLargeReply();
                if (taken != null) {
                    largeReplies.giveBack(taken);
                }
            }
        }
        sequence.set(last);
        counters.replies.setRelease(replies);
        return (int) (last - first + 1);
    }

    /** Last slot whose answer was handed on. Any thread may read it. */
    public Sequence sequence() {
        return sequence;
    }
}
