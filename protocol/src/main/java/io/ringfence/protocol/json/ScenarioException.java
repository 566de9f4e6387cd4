package io.ringfence.protocol.json;

/** A line of a scenario that cannot be understood: usage error, exit code 2. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** About the line with this number, counted from 1. */
    public ScenarioException(final int line, final String reason) {
        super("line " + line + ": " + reason);
        this.line = line;
    }

    /** The number of the line, counted from 1. */
    public int line() {
        return line;
    }
}
