package io.ringfence.replay;

/** A replay that cannot end well, with the exit code that says of what kind that is. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** With one of {@link ExitCode} and a sentence for people. */
    public ReplayException(final int exitCode, final String message) {
        this(exitCode, message, null);
    }

    /** The same, with what it came from. */
    public ReplayException(final int exitCode, final String message, final Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
