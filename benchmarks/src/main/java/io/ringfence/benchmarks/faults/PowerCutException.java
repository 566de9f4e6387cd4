package io.ringfence.benchmarks.faults;

import java.io.IOException;

/** The power is off: nothing that is done from here on has any effect. */
final class PowerCutException extends IOException {
    private static final long serialVersionUID = 1L;

    PowerCutException(final String when) {
        super("the power was cut " + when);
    }
}
