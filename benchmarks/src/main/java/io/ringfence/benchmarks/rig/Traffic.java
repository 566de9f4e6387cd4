package io.ringfence.benchmarks.rig;

import org.agrona.MutableDirectBuffer;

/** An endless, seeded stream of command frames; the same seed gives the same bytes. One thread; allocates nothing. */
public interface Traffic {
    /**
     * Writes the next command frame.
     *
     * @param originatedAtMs when the caller says it was first sent, or the null value for the client to say so.
     * @return its length in bytes.
     */
    int next(MutableDirectBuffer buffer, int offset, long originatedAtMs);
}
