package io.ringfence.client;

import io.ringfence.protocol.FrameLayout;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What was offered and not answered, with its frames: a power of two of slots, the slot of a frame is its correlation
 * id by mask, so neither an offer nor an answer looks anything up. Correlation ids are dense from 1 and stand in the
 * order in which frames were offered.
 */
final class InFlightTable {
    private static final long FREE = 0;

    private final int mask;
    private final long[] correlationIds;
    private final int[] lengths;
    private final long[] deadlinesNs;
    private final UnsafeBuffer frames;
    private long nextId = 1;
    private long oldestId = 1;
    private int count;

    InFlightTable(final int window) {
        final int capacity = BitUtil.findNextPositivePowerOfTwo(window);
        mask = capacity - 1;
        correlationIds = new long[capacity];
        lengths = new int[capacity];
        deadlinesNs = new long[capacity];
        frames = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(capacity * FrameLayout.COMMAND_LENGTH_MAX, BitUtil.CACHE_LINE_LENGTH));
    }

    /** Whether one more frame can be kept; not when the oldest unanswered one still holds the slot that comes next. */
    boolean hasRoom() {
        return correlationIds[(int) nextId & mask] == FREE;
    }

    /** Keeps a copy under the next correlation id, which is written into the copy. */
    long add(final DirectBuffer buffer, final int offset, final int length, final long deadlineNs) {
        final long correlationId = nextId++;
        final int slot = (int) correlationId & mask;
        final int frameOffset = slot * FrameLayout.COMMAND_LENGTH_MAX;
        frames.putBytes(frameOffset, buffer, offset, length);
        FrameLayout.correlationId(frames, frameOffset, correlationId);
        correlationIds[slot] = correlationId;
        lengths[slot] = length;
        deadlinesNs[slot] = deadlineNs;
        count++;
        return correlationId;
    }

    /** Takes back the frame added last, as if it had never been. */
    void undoLast() {
        nextId--;
        remove(nextId);
    }

    boolean contains(final long correlationId) {
        return correlationId != FREE && correlationIds[(int) correlationId & mask] == correlationId;
    }

    /** Frees the slot of a frame; its bytes stay until the slot is taken again. */
    boolean remove(final long correlationId) {
        if (!contains(correlationId)) {
            return false;
        }
        correlationIds[(int) correlationId & mask] = FREE;
        count--;
        return true;
    }

    int count() {
        return count;
    }

    UnsafeBuffer frames() {
        return frames;
    }

    int offset(final long correlationId) {
        return ((int) correlationId & mask) * FrameLayout.COMMAND_LENGTH_MAX;
    }

    int length(final long correlationId) {
        return lengths[(int) correlationId & mask];
    }

    long deadlineNs(final long correlationId) {
        return deadlinesNs[(int) correlationId & mask];
    }

    /** The correlation id that the next frame gets. */
    long nextId() {
        return nextId;
    }

    /** The correlation id of the oldest unanswered frame; {@link #nextId()} when there is none. */
    long oldestId() {
        while (oldestId < nextId && !contains(oldestId)) {
            oldestId++;
        }
        return oldestId;
    }
}
