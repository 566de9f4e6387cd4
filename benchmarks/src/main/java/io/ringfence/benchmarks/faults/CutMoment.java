package io.ringfence.benchmarks.faults;

/**
 * When the power goes: so many instants behind the nth event whose name begins in a certain way. An instant is a moment
 * of the writer at which its disk can be looked at. Single-use, the writer's thread.
 */
final class CutMoment {
    private final String event;
    private final int occurrence;
    private final int then;
    private int left;
    private int seen;
    private int instants;

    CutMoment(final String event, final int occurrence, final int then) {
        this.event = event;
        this.occurrence = occurrence;
        this.then = then;
        this.left = then;
    }

    /** Never by itself. */
    static CutMoment atTheEnd() {
        return new CutMoment("the end", 1, 0);
    }

    boolean isNow(final String name) {
        instants++;
        if (seen < occurrence && name.startsWith(event)) {
            seen++;
        }
        return seen >= occurrence && left-- <= 0;
    }

    @Override
    public String toString() {
        return then + " instants behind '" + event + "' number " + occurrence + " (instant " + instants + ")";
    }
}
