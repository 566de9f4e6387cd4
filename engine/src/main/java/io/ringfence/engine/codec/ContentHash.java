package io.ringfence.engine.codec;

import io.ringfence.engine.state.StateHash;
import org.agrona.DirectBuffer;

/** Hashes the part of a command's content that only its own kind has, for the fingerprint. */
final class ContentHash {
    private static final int BITS_8 = 0xFF;

    private ContentHash() {}

    /** Takes two more cells into a hash; order matters. */
    static long mix(final long hash, final long cell, final long next) {
        return StateHash.mix(StateHash.mix(hash, cell), next);
    }

    /**
     * Takes texts that follow one another, each behind its length byte, into a hash.
     *
     * @param hash so far.
     * @param buffer that holds the frame.
     * @param offset of the first length byte.
     * @param count of texts.
     * @return the hash with their bytes and lengths in it.
     */
    static long mixTexts(final long hash, final DirectBuffer buffer, final int offset, final int count) {
        long mixed = hash;
        int at = offset;
        for (int text = 0; text < count; text++) {
            final int end = textEnd(buffer, at);
            for (int index = at; index < end; index++) {
                mixed = StateHash.mix(mixed, buffer.getByte(index));
            }
            at = end;
        }
        return mixed;
    }

    /**
     * Whether two texts that follow one another are equal.
     *
     * @param buffer that holds the frame.
     * @param offset of the first one's length byte.
     * @return true when both have the same bytes.
     */
    static boolean areEqual(final DirectBuffer buffer, final int offset) {
        final int second = textEnd(buffer, offset);
        final int length = second - offset;
        for (int index = 0; index < length; index++) {
            if (buffer.getByte(offset + index) != buffer.getByte(second + index)) {
                return false;
            }
        }
        return true;
    }

    private static int textEnd(final DirectBuffer buffer, final int offset) {
        return offset + 1 + (buffer.getByte(offset) & BITS_8);
    }
}
