package io.ringfence.gateway.session;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts a frame together again that came in more than one datagram. Unlike Aeron's assembler it never grows, so a client
 * cannot make it, and a piece that could not be used yet can be taken back. Ingress thread only; no allocation but at
 * the start.
 */
public final class FramePieces {
    private final UnsafeBuffer buffer;
    private int length;
    private boolean isSkipping = true;

    FramePieces(final int lengthMax) {
        buffer = new UnsafeBuffer(new byte[lengthMax]);
    }

    /** A new frame begins; what was there is forgotten. */
    public void begin() {
        length = 0;
        isSkipping = false;
    }

    /** The rest of this frame is of no use; until the next one begins nothing is taken. */
    public void skip() {
        length = 0;
        isSkipping = true;
    }

    /** Whether pieces are passed over. */
    public boolean isSkipping() {
        return isSkipping;
    }

    /** Adds a piece; false, and nothing changed, when the frame would be too long. */
    public boolean tryAppend(final DirectBuffer piece, final int offset, final int pieceLength) {
        if (pieceLength > buffer.capacity() - length) {
            return false;
        }
        buffer.putBytes(length, piece, offset, pieceLength);
        length += pieceLength;
        return true;
    }

    /** Takes back the last piece of this length, which will come again. */
    public void undo(final int pieceLength) {
        length -= pieceLength;
    }

    /** The frame, from offset 0. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Bytes of the frame so far. */
    public int length() {
        return length;
    }
}
