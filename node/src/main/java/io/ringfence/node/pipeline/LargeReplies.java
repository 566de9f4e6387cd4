package io.ringfence.node.pipeline;

import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A bounded number of buffers for answers that do not fit into a slot. The engine thread takes one, the egress thread
 * gives it back.
 */
public final class LargeReplies {
    private final OneToOneConcurrentArrayQueue<UnsafeBuffer> free;

    /** Makes all buffers at once; {@code count} above 0. */
    public LargeReplies(final int count, final int lengthBytes) {
        free = new OneToOneConcurrentArrayQueue<>(count);
        for (int i = 0; i < count; i++) {
            free.offer(new UnsafeBuffer(new byte[lengthBytes]));
        }
    }

    /** Engine thread: a free buffer, or null if all are on their way. */
    UnsafeBuffer tryTake() {
        return free.poll();
    }

    /** Egress thread: gives back what {@link #tryTake()} gave. */
    void giveBack(final UnsafeBuffer buffer) {
        if (!free.offer(buffer)) {
            throw new IllegalStateException("a large reply buffer came back twice");
        }
    }
}
