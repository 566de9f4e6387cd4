package io.ringfence.node.pipeline;

import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A bounded number of buffers for what does not fit into a slot. One thread takes them and another one gives them back:
 * for long answers engine and egress, for long inputs ingress and engine.
 */
public final class LargeBuffers {
    private final OneToOneConcurrentArrayQueue<UnsafeBuffer> free;

    /** Makes all buffers at once; {@code count} above 0. */
    public LargeBuffers(final int count, final int lengthBytes) {
        free = new OneToOneConcurrentArrayQueue<>(count);
        for (int i = 0; i < count; i++) {
            free.offer(new UnsafeBuffer(new byte[lengthBytes]));
        }
    }

    /** The taking thread: a free buffer, or null if all are on their way. */
    UnsafeBuffer tryTake() {
        return free.poll();
    }

    /** The giving thread: gives back what {@link #tryTake()} gave. */
    void giveBack(final UnsafeBuffer buffer) {
        if (!free.offer(buffer)) {
            throw new IllegalStateException("a large buffer came back twice");
        }
    }
}
