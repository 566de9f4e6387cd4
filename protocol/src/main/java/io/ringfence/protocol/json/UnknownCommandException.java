package io.ringfence.protocol.json;

/** A line that names no command, or one that does not exist. */
public final class UnknownCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a reason for people. */
    public UnknownCommandException(final String message) {
        super(message);
    }
}
