package io.ringfence.node.failure;

import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/**
 * The one way in which a node stops after a failure. Any thread calls it; only the first call counts.
 *
 * <p>The real one never returns, so nothing that was in flight is let go: what was answered is committed, what was not
 * answered is asked again by the clients with the same ids.
 */
@FunctionalInterface
public interface Terminator {
    /** How long a report may take, in nanoseconds. */
    long REPORT_NS_MAX = 2_000_000_000L;

    void terminate(Failure failure);

    /** Says what happened and what to do on {@code err}, then halts the process with the failure's exit code. */
    static Terminator halting(final PrintStream err) {
        return halting(err, () -> {});
    }

    /**
     * The same.
     *
     * @param lastly done between report and halt, within {@link #REPORT_NS_MAX} of the failure, while other threads
     *               may still run; what it throws is of no account
     */
    static Terminator halting(final PrintStream err, final Runnable lastly) {
        return failure -> {
            try {
                haltLater(failure.exitCode());
            } finally {
                reportAndHalt(failure, err, lastly);
            }
        };
    }

    private static void reportAndHalt(final Failure failure, final PrintStream err, final Runnable lastly) {
        try {
            report(failure, err);
        } finally {
            try {
                lastly.run();
            } finally {
                Runtime.getRuntime().halt(failure.exitCode().number());
            }
        }
    }

    /** A report that nobody reads may not keep a failed node alive: a pipe that is full blocks whoever writes to it. */
    private static void haltLater(final ExitCode exitCode) {
        final long deadlineNs = System.nanoTime() + REPORT_NS_MAX;
        final Thread watch = new Thread(
                () -> {
                    for (long leftNs = REPORT_NS_MAX; leftNs > 0; leftNs = deadlineNs - System.nanoTime()) {
                        LockSupport.parkNanos(leftNs);
                    }
                    Runtime.getRuntime().halt(exitCode.number());
                },
                "ringfence-halt");
        watch.setDaemon(true);
        watch.start();
    }

    /** Prints a failure as an operator wants to read it: what, what next, and where in the code if that may help. */
    static void report(final Failure failure, final PrintStream err) {
        err.println("ringfence: " + failure.reason());
        err.println("ringfence: next: " + failure.advice());
        if (failure.cause() != null && failure.exitCode() != ExitCode.ADDRESS_IN_USE) {
            failure.cause().printStackTrace(err);
        }
        err.println("ringfence: exit code " + failure.exitCode().number() + " (" + failure.exitCode() + ")");
        err.flush();
    }
}
