package io.ringfence.testkit.reference;

import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that the ledger knows, and the sequence and time at which it knows it. */
final class World {
    static final long NS_PER_MS = 1_000_000L;
    static final long NS_PER_SECOND = 1_000_000_000L;

    final LedgerConfig config;
    final Definitions definitions = new Definitions();
    final Accounts accounts = new Accounts(definitions);
    final Limits limits = new Limits(definitions);
    final Locks locks = new Locks();
    final Memory memory;

    /** By id, in order of creation; ended ones stay until they are forgotten. */
    final Map<String, Campaign> campaigns = new LinkedHashMap<>();

    long sequence;
    long timeNs;

    World(final LedgerConfig config) {
        this.config = config;
        memory = new Memory(config, definitions);
    }

    long nowMs() {
        return Math.floorDiv(timeNs, NS_PER_MS);
    }

    /**
     * Takes a picture of all that the commands of a player's Batch may change; running the answer puts it back.
     * Campaigns, external transfers, locks and definitions are none of a Batch's business.
     */
    Runnable picture(final long player) {
        final Runnable accountsThen = accounts.picture();
        final Runnable limitsThen = limits.picture();
        final Runnable memoryThen = memory.picture(player);
        return () -> {
            accountsThen.run();
            limitsThen.run();
            memoryThen.run();
        };
    }
}
