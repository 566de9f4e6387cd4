package io.ringfence.testkit.match;

import io.ringfence.protocol.FrameLayout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames that come a little later: copies of what was sent, and bets that their rollback overtook. First in, first out,
 * none before its turn. Not thread safe; does not allocate after construction.
 */
final class LaterFrames {
    private static final int SLOTS = 8_192;
    private static final int SLOT_LENGTH = FrameLayout.SINGLE_LENGTH_MAX;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[SLOTS * SLOT_LENGTH]);
    private final int[] lengths = new int[SLOTS];
    private final long[] turns = new long[SLOTS];
    private long head;
    private long tail;

    boolean isFull() {
        return tail - head == SLOTS;
    }

    boolean isEmpty() {
        return tail == head;
    }

    boolean isDue(final long turn) {
        return tail != head && turns[slot(head)] <= turn;
    }

    void add(final long turn, final DirectBuffer frame, final int offset, final int length) {
        final int slot = slot(tail);
        bytes.putBytes(slot * SLOT_LENGTH, frame, offset, length);
        lengths[slot] = length;
        turns[slot] = turn;
        tail++;
    }

    int poll(final MutableDirectBuffer buffer, final int offset) {
        final int slot = slot(head);
        buffer.putBytes(offset, bytes, slot * SLOT_LENGTH, lengths[slot]);
        head++;
        return lengths[slot];
    }

    private static int slot(final long position) {
        return (int) (position & (SLOTS - 1));
    }
}
