package io.ringfence.client;

import io.ringfence.protocol.FrameLayout;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What was offered and not answered, with its frames: a power of two of slots, the slot of a frame is its correlation
 * id by mask, so neither an offer nor an answer looks anything up. Correlation ids are dense from 1 and stand in the
 * order in which frames were offered.
 *
 * <p>A frame that is longer than any but a Batch lies in one of a few large places behind the slots; when all are taken
 * there is no room for another one.
 */
final class InFlightTable {
    /** Frames longer than a slot that may be unanswered. */
    static final int LARGE_COUNT_MAX = 256;

    private static final long FREE = 0;
    private static final int SLOT_LENGTH = FrameLayout.SINGLE_LENGTH_MAX;
    private static final int INLINE = -1;

    private final int mask;
    private final long[] correlationIds;
    private final int[] lengths;
    private final long[] deadlinesNs;
    private final int[] larges;
    private final int[] freeLarges = new int[LARGE_COUNT_MAX];
    private final UnsafeBuffer frames;
    private int freeLargeCount;
    private long nextId = 1;
    private long oldestId = 1;
    private int count;

    InFlightTable(final int window) {
        final int capacity = BitUtil.findNextPositivePowerOfTwo(window);
        mask = capacity - 1;
        correlationIds = new long[capacity];
        lengths = new int[capacity];
        deadlinesNs = new long[capacity];
        larges = new int[capacity];
        Arrays.fill(larges, INLINE);
        while (freeLargeCount < LARGE_COUNT_MAX) {
            freeLarges[freeLargeCount] = LARGE_COUNT_MAX - 1 - freeLargeCount;
            freeLargeCount++;
        }
        frames = new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                capacity * SLOT_LENGTH + LARGE_COUNT_MAX * FrameLayout.COMMAND_LENGTH_MAX, BitUtil.CACHE_LINE_LENGTH));
    }

    /**
     * Whether one more frame of this length can be kept; not when the oldest unanswered one still holds the slot that
     * comes next.
     */
    boolean hasRoom(final int length) {
        return correlationIds[(int) nextId & mask] == FREE && (length <= SLOT_LENGTH || freeLargeCount > 0);
    }

    /** The caller has asked for room. Keeps a copy under the next correlation id, which is written into the copy. */
    long add(final DirectBuffer buffer, final int offset, final int length, final long deadlineNs) {
        final long correlationId = nextId++;
        final int slot = (int) correlationId & mask;
        larges[slot] = length <= SLOT_LENGTH ? INLINE : freeLarges[--freeLargeCount];
        final int frameOffset = offset(correlationId);
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

    /** Frees the slot of a frame; its bytes stay until the next one is added. */
    boolean remove(final long correlationId) {
        if (!contains(correlationId)) {
            return false;
        }
        final int slot = (int) correlationId & mask;
        correlationIds[slot] = FREE;
        if (larges[slot] != INLINE) {
            freeLarges[freeLargeCount++] = larges[slot];
        }
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
        final int slot = (int) correlationId & mask;
        final int large = larges[slot];
        return large == INLINE ? slot * SLOT_LENGTH : (mask + 1) * SLOT_LENGTH + large * FrameLayout.COMMAND_LENGTH_MAX;
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
