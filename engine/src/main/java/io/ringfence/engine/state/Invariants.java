package io.ringfence.engine.state;

/**
 * Checks that stay on in production. A broken one means that the state can no longer be trusted: the host stops the
 * node.
 */
public final class Invariants {
    private Invariants() {}

    /**
     * Stops the engine unless the condition holds.
     *
     * @param condition what must be true.
     * @param message a literal: nothing is built on the way when the condition holds.
     * @throws InvariantViolation when it does not hold.
     */
    public static void check(final boolean condition, final String message) {
        if (!condition) {
            throw new InvariantViolation(message);
        }
    }
}
