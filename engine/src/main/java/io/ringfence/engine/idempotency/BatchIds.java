package io.ringfence.engine.idempotency;

import io.ringfence.engine.state.Invariants;
import io.ringfence.protocol.BatchLayout;

/**
 * What a Batch does to the log before it is known to succeed: rows that are filled but stand in no order yet, and rows
 * whose turn to be forgotten has come. Nothing is forgotten on the way, so that a refusal takes nothing but its own
 * writes back. Engine thread only.
 */
final class BatchIds {
    /** Each command may remember its own id and the three tombstones of a Rollback. */
    static final int IDS_MAX = 4 * BatchLayout.COUNT_MAX;

    private final int[] rows = new int[IDS_MAX];
    private int[] freed = new int[0];
    private int count;
    private int freedCount;
    private boolean isOpen;

    /** Makes room for the ids that the ends of things may set free. */
    void configure(final int freedMax) {
        freed = new int[freedMax];
    }

    void begin() {
        isOpen = true;
        count = 0;
        freedCount = 0;
    }

    void end() {
        isOpen = false;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** A row was filled: it takes its place in the order when the Batch has succeeded. */
    void add(final int row) {
        rows[count++] = row;
    }

    int count() {
        return count;
    }

    int row(final int index) {
        return rows[index];
    }

    /** A row whose turn had come is needed no longer: it is forgotten when the Batch has succeeded. */
    void free(final int row) {
        Invariants.check(freedCount < freed.length, "the ids that a Batch sets free are bounded");
        freed[freedCount++] = row;
    }

    int freedCount() {
        return freedCount;
    }

    int freed(final int index) {
        return freed[index];
    }
}
