package io.ringfence.journal;

/**
 * The journal cannot go on: the disk failed, is full, or an invariant is broken. The journal that threw it is dead;
 * what it had not reported as committed before must not be answered.
 */
public class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A broken promise of a caller or of the journal itself. */
    public JournalException(final String message) {
        super(message);
    }

    /** A failure below the journal. */
    public JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
