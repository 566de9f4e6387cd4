package io.ringfence.node.failure;

/**
 * The node cannot start or go on: what is wrong, the exit code that says so, and what the operator does next.
 */
public final class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String advice;

    /**
     * @param reason what is wrong, naming the file, key or address concerned
     * @param advice what the operator does next, in the imperative
     */
    public NodeException(final ExitCode exitCode, final String reason, final String advice) {
        this(exitCode, reason, advice, null);
    }

    /** The same, with what it came from. */
    public NodeException(final ExitCode exitCode, final String reason, final String advice, final Throwable cause) {
        super(reason, cause);
        this.exitCode = exitCode;
        this.advice = advice;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** What the operator does next. */
    public String advice() {
        return advice;
    }
}
