package io.ringfence.benchmarks.load;

import java.io.IOException;
import java.util.Locale;

/** What of the node is measured; each has all that the one before it has. */
public enum Layer {
    /** The rig alone. */
    NULL,
    /** A reference: a ring and a thread that does nothing. */
    BARE_RING,
    /** The engine on the rig's thread. */
    ENGINE,
    /** A ring before it, and a thread of its own. */
    RING,
    /** The journal between. */
    JOURNAL,
    /** Aeron in shared memory in front, and one more thread. */
    IPC,
    /** A whole node in another process, with sessions, over UDP. */
    UDP;

    /** By its name in lower case. */
    public static Layer of(final String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** In lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is of the node. */
    public boolean isOurs() {
        return compareTo(ENGINE) >= 0;
    }

    /** Whether it journals. */
    public boolean isJournaled() {
        return compareTo(JOURNAL) >= 0;
    }

    Target launch(final LoadPlan plan, final boolean isWatched) throws IOException {
        return switch (this) {
            case NULL -> new NullTarget();
            case BARE_RING -> new BareRingTarget();
            case ENGINE -> new EngineTarget(plan.engineConfig());
            case RING -> RingTarget.withoutJournal(plan.engineConfig());
            case JOURNAL -> RingTarget.withJournal(plan);
            case IPC -> IpcTarget.launch(plan);
            case UDP -> NodeTarget.launch(plan, isWatched);
        };
    }
}
