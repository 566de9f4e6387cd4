package io.ringfence.engine.state;

/**
 * The state of the engine contradicts itself or its input contradicts the journal's rules: stop, and let nothing out.
 */
public final class InvariantViolation extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * A violation that names the broken rule.
     *
     * @param message the rule.
     */
    public InvariantViolation(final String message) {
        super(message);
    }
}
