package io.ringfence.node.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which roles share which thread: the only thing that differs between profiles.
 *
 * @param name    as in the configuration
 * @param threads each thread's roles, in the order of their duty cycles
 */
public record Profile(String name, List<List<Role>> threads) {
    /** What a thread may do. */
    public enum Role {
        /** The media driver: sender, receiver, conductor. */
        DRIVER,
        /** The conductor of the node's Aeron client. */
        CONDUCTOR,
        /** Clock, ticks, and the gateway's ingress. */
        INGRESS,
        /** Appends and commits. */
        JOURNAL,
        /** Applies and answers. */
        ENGINE,
        /** The gateway's egress. */
        EGRESS
    }

    /** Two threads, for small machines: one for the wire, one for journal and engine. */
    public static final Profile COMPACT = new Profile(
            "compact",
            List.of(
                    List.of(Role.DRIVER, Role.CONDUCTOR, Role.INGRESS, Role.EGRESS),
                    List.of(Role.JOURNAL, Role.ENGINE)));

    /**
     * One thread for everything: a command changes hands nowhere, and nothing has to be woken. The least latency on a
     * machine whose other core the clients use; while it forces it does not listen, so the most it can do is less.
     */
    public static final Profile SINGLE = new Profile(
            "single",
            List.of(List.of(Role.DRIVER, Role.CONDUCTOR, Role.INGRESS, Role.JOURNAL, Role.ENGINE, Role.EGRESS)));

    /** Those that a configuration may name. */
    public static final List<Profile> ALL = List.of(COMPACT, SINGLE);

    /** Checks that every role has exactly one thread. */
    public Profile {
        final List<List<Role>> copy = new ArrayList<>();
        final Set<Role> missing = EnumSet.allOf(Role.class);
        for (final List<Role> roles : threads) {
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("profile " + name + " has a thread without a role");
            }
            for (final Role role : roles) {
                if (!missing.remove(role)) {
                    throw new IllegalArgumentException("profile " + name + " has " + role + " twice");
                }
            }
            copy.add(List.copyOf(roles));
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("profile " + name + " has no thread for " + missing);
        }
        threads = List.copyOf(copy);
    }
}
