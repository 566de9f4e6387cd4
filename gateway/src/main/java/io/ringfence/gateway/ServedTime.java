package io.ringfence.gateway;

/**
 * Time in which the gateway could serve: it advances from duty cycle to duty cycle by what the clock says, but never by
 * more than one step and never backwards, so that a pause of this process does not make every client look dead. Single
 * threaded, one instance per agent.
 */
public final class ServedTime {
    private static final long STEP_NS_MAX = 100_000_000L;
    private static final long UNSET = Long.MIN_VALUE;

    private long lastNs = UNSET;
    private long servedNs;

    /** Moves on to this reading of the clock; {@code isServing} false lets the time since the last one not count. */
    public long advance(final long nowNs, final boolean isServing) {
        if (isServing && lastNs != UNSET && nowNs > lastNs) {
            servedNs += Math.min(nowNs - lastNs, STEP_NS_MAX);
        }
        lastNs = nowNs;
        return servedNs;
    }

    /** Nanoseconds served since the first reading. */
    public long servedNs() {
        return servedNs;
    }
}
