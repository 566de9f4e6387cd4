package io.ringfence.engine.snapshot;

import org.agrona.MutableDirectBuffer;

/** Gives the bytes of a snapshot in order. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * Fills a part of a buffer with the next bytes.
     *
     * @param buffer to be filled.
     * @param offset of the first byte.
     * @param length bytes wanted.
     * @throws InvalidSnapshotException when there are fewer.
     */
    void read(MutableDirectBuffer buffer, int offset, int length);
}
