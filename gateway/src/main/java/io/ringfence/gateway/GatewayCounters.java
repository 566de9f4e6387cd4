package io.ringfence.gateway;

/** Takes the gateway's counts; the node maps them to counters that can be read beside it. */
public interface GatewayCounters {
    /** Adds to a counter, on the thread that {@link GatewayCounter} names for it. Must not allocate. */
    void add(GatewayCounter counter, long delta);
}
