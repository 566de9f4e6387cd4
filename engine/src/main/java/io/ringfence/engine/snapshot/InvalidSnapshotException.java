package io.ringfence.engine.snapshot;

/** A snapshot that is damaged, or of a version that this engine does not read; the message says what is wrong. */
public final class InvalidSnapshotException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal to load.
     *
     * @param message what is wrong, and where.
     */
    public InvalidSnapshotException(final String message) {
        super(message);
    }
}
