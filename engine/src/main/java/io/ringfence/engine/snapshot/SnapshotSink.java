package io.ringfence.engine.snapshot;

import org.agrona.DirectBuffer;

/** Takes the bytes of a snapshot in order. */
@FunctionalInterface
public interface SnapshotSink {
    /**
     * Takes the next bytes; the buffer is reused afterwards.
     *
     * @param buffer that holds them.
     * @param offset of the first.
     * @param length in bytes.
     */
    void write(DirectBuffer buffer, int offset, int length);
}
