package io.ringfence.benchmarks.load;

import org.agrona.concurrent.SystemEpochNanoClock;

/** Journal time of the layers that run in the rig's process: the wall clock, never back. One thread. */
final class WallClock {
    private long nowNs = SystemEpochNanoClock.INSTANCE.nanoTime();

    /** Reads it, once in a while. */
    void update() {
        nowNs = Math.max(nowNs, SystemEpochNanoClock.INSTANCE.nanoTime());
    }

    long nowNs() {
        return nowNs;
    }
}
