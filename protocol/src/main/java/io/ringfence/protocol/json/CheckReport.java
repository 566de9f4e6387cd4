package io.ringfence.protocol.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;

/**
 * Prints where replies are not what a scenario expects, and the count at the end. One thread; does not close its
 * stream.
 */
public final class CheckReport {
    private final PrintStream out;
    private int passed;
    private int failed;

    /** Prints here. */
    public CheckReport(final PrintStream out) {
        this.out = out;
    }

    /** Compares and counts; a line that expects nothing ({@code null}) is not counted. True when it is well. */
    public boolean check(final int line, final ObjectNode expect, final ObjectNode reply) {
        if (expect == null) {
            return true;
        }
        final List<Mismatch> mismatches = Expectation.compare(expect, reply);
        for (final Mismatch mismatch : mismatches) {
            out.printf(
                    "line %d: %s: expected %s, got %s%n", line, mismatch.path(), mismatch.expected(), mismatch.got());
        }
        if (mismatches.isEmpty()) {
            passed++;
        } else {
            failed++;
        }
        return mismatches.isEmpty();
    }

    /** Counts a line that expects something and was never answered. */
    public void unanswered(final int line, final ObjectNode expect) {
        if (expect != null) {
            failed++;
            out.printf("line %d: expected %s, got no answer%n", line, expect);
        }
    }

    /** Prints the last line. */
    public void summary() {
        out.printf("%d passed, %d failed%n", passed, failed);
    }

    /** Lines whose expectation was met. */
    public int passed() {
        return passed;
    }

    /** Lines whose expectation was not met. */
    public int failed() {
        return failed;
    }
}
