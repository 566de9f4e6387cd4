package io.ringfence.gateway;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counters that tests read. */
final class Counts implements GatewayCounters {
    private final AtomicLongArray values = new AtomicLongArray(GatewayCounter.values().length);

    @Override
    public void add(final GatewayCounter counter, final long delta) {
        values.getAndAdd(counter.id(), delta);
    }

    long get(final GatewayCounter counter) {
        return values.get(counter.id());
    }
}
