package io.ringfence.testkit.match;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringfence.protocol.FrameLayout;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One encoded command that is copied out again and again with a few fields changed: its encoder runs once, at first.
 * Not thread safe; does not allocate after construction.
 */
final class FrameTemplate {
    private static final int LENGTH_MAX = FrameLayout.SINGLE_LENGTH_MAX;

    private final UnsafeBuffer bytes;
    private final int length;

    /** Writes one command into a buffer from its start and says how long it is. */
    interface Encoder {
        int encode(MutableDirectBuffer buffer);
    }

    FrameTemplate(final Encoder encoder) {
        bytes = new UnsafeBuffer(new byte[LENGTH_MAX]);
        length = encoder.encode(bytes);
    }

    /** Copies the frame with a new id and time, and says how long it is. */
    int copy(
            final MutableDirectBuffer buffer,
            final int offset,
            final long txIdHigh,
            final long txIdLow,
            final long originatedAtMs) {
        buffer.putBytes(offset, bytes, 0, length);
        buffer.putLong(offset + FrameLayout.TX_ID_HIGH_OFFSET, txIdHigh, LITTLE_ENDIAN);
        buffer.putLong(offset + FrameLayout.TX_ID_LOW_OFFSET, txIdLow, LITTLE_ENDIAN);
        buffer.putLong(offset + FrameLayout.ORIGINATED_AT_OFFSET, originatedAtMs, LITTLE_ENDIAN);
        return length;
    }

    /** Changes a field of a frame that was copied; the offset is the encoder's, counted from the first field. */
    static void put(final MutableDirectBuffer buffer, final int offset, final int fieldOffset, final long value) {
        buffer.putLong(offset + FrameLayout.HEADER_LENGTH + fieldOffset, value, LITTLE_ENDIAN);
    }
}
