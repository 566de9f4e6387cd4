package io.ringfence.node.failure;

import io.aeron.driver.exceptions.ActiveDriverException;
import io.aeron.exceptions.ChannelEndpointException;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import io.aeron.exceptions.RegistrationException;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;

/**
 * What a throw means to the operator.
 *
 * @param exitCode tells "start me again" from "needs a person"
 * @param reason   what is wrong
 * @param advice   what to do next
 * @param cause    what was thrown
 */
public record Failure(ExitCode exitCode, String reason, String advice, Throwable cause) {
    private static final int CAUSES_MAX = 16;

    /** The driver has no error code for a socket that cannot be bound, only these words. */
    private static final String CHANNEL_ERROR = "channel error - ";

    /** When not even judging is possible, which takes memory; made while there is some. */
    private static final Failure NOT_JUDGED = new Failure(
            ExitCode.RESTART,
            "the node failed, and what it was could not be told; most likely it has not enough memory",
            "start it again; if it happens again give it more heap (RINGFENCE_JVM_OPTS=-Xmx8g)",
            null);

    /** As {@link #of}, and never throws itself. */
    public static Failure ofAny(final Throwable thrown) {
        try {
            return of(thrown);
        } catch (final Throwable alsoThrown) {
            return NOT_JUDGED;
        }
    }

    /** Judges a throw by the first of its causes that has a meaning; whatever has none is a broken invariant. */
    public static Failure of(final Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
            final Failure known = known(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return new Failure(
                ExitCode.INVARIANT,
                "an internal invariant is broken: " + thrown,
                "keep the data directory as it is, do not start the node again, and report this",
                thrown);
    }

    private static Failure known(final Throwable thrown) {
        if (thrown instanceof final NodeException node) {
            return new Failure(node.exitCode(), node.getMessage(), node.advice(), node.getCause());
        }
        if (thrown instanceof JournalDamagedException) {
            return new Failure(
                    ExitCode.JOURNAL_DAMAGED,
                    thrown.getMessage(),
                    "nothing was changed; keep a copy of the data directory before anything else",
                    thrown);
        }
        if (isEndpoint(thrown)) {
            return new Failure(
                    ExitCode.ADDRESS_IN_USE,
                    "the endpoint cannot be opened: " + thrown.getMessage(),
                    "stop what uses the address, or choose another with --endpoint HOST:PORT",
                    thrown);
        }
        if (isDisk(thrown)) {
            return new Failure(
                    ExitCode.DISK,
                    "the disk failed: " + thrown.getMessage(),
                    "look at the space, the permissions and the health of the disk under the data directory, then start"
                            + " the node again: it recovers what was committed, or says what of it is missing",
                    thrown);
        }
        if (thrown instanceof DriverTimeoutException
                || thrown instanceof ConductorServiceTimeoutException
                || thrown instanceof ActiveDriverException) {
            return new Failure(
                    ExitCode.RESTART,
                    "the node cannot go on: " + thrown,
                    "start it again; if it happens again look at the load of the machine",
                    thrown);
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Failure(
                    ExitCode.RESTART,
                    "the node has not enough memory: " + thrown.getMessage(),
                    "give it more heap (RINGFENCE_JVM_OPTS=-Xmx8g), or smaller bounds under engine and gateway",
                    thrown);
        }
        return null;
    }

    private static boolean isEndpoint(final Throwable thrown) {
        return thrown instanceof BindException
                || thrown instanceof ChannelEndpointException
                || (thrown instanceof RegistrationException
                        && String.valueOf(thrown.getMessage()).contains(CHANNEL_ERROR));
    }

    private static boolean isDisk(final Throwable thrown) {
        return thrown instanceof JournalException
                || thrown instanceof UncheckedIOException
                || thrown instanceof IOException;
    }
}
