package io.ringfence.benchmarks.load;

import io.ringfence.engine.EngineConfig;

/**
 * What a run does; fixed before it begins.
 *
 * @param seed of the traffic
 * @param players numbered from 1
 * @param mix {@code transfer}, {@code bet-win}, {@code match-night}, or {@code keys} for {@link TransferKeys}
 * @param distribution of players: {@code uniform}, {@code zipf:0.99}, {@code hot:16}
 * @param repeatsPermille share of commands that were sent before
 * @param refusalsPermille share of commands that must be refused
 * @param window most that is unanswered
 * @param sync the journal's policy
 * @param profile of a node: which roles share a thread
 * @param idsMax ids that the engine remembers
 * @param isNapping whether the rig sleeps for moments when there is nothing to do
 * @param timing rates and times
 */
public record LoadPlan(
        long seed,
        int players,
        String mix,
        String distribution,
        int repeatsPermille,
        int refusalsPermille,
        int window,
        String sync,
        String profile,
        int idsMax,
        boolean isNapping,
        Timing timing) {
    private static final int SKEW_MS = 100;
    private static final int THOUSAND = 1_000;
    private static final int NODE_HEAP_MIB_MIN = 640;
    private static final int IDS_OF_A_TRIAL = 200_000;
    private static final int IDS_OF_A_SHORT_RUN = 500_000;
    private static final int BYTES_PER_ID = 320;

    /**
     * Rates and times.
     *
     * @param ratePerSecond of the open loop; 0 keeps the window full instead (closed loop)
     * @param burstPerSecond rate of a crowd in the middle; 0 for none
     * @param burstMillis length of the crowd
     * @param warmUpMillis at full speed before
     * @param millis measured
     */
    public record Timing(int ratePerSecond, int burstPerSecond, int burstMillis, int warmUpMillis, int millis) {
        /** Whether the next command waits for an answer instead of its time. */
        public boolean isClosed() {
            return ratePerSecond == 0;
        }

        /** When the crowd begins. */
        int burstFromMillis() {
            return (millis - burstMillis) / 3;
        }
    }

    public LoadPlan {
        if (repeatsPermille < 0 || refusalsPermille < 0 || repeatsPermille + refusalsPermille > THOUSAND) {
            throw new IllegalArgumentException("shares of repeats and refusals are together 0 to 1000 permille");
        }
        if ("match-night".equals(mix) && (!"uniform".equals(distribution) || refusalsPermille > 0)) {
            throw new IllegalArgumentException("match-night has players and outcomes of its own");
        }
        if (timing.burstPerSecond() > 0 && (timing.isClosed() || timing.burstMillis() >= timing.millis())) {
            throw new IllegalArgumentException("a burst needs a rate, and must be shorter than the run");
        }
    }

    /** The stream of commands. */
    Workload workload() {
        final Workload base =
                switch (mix) {
                    case "transfer" -> new MoneyWorkload(players, distribution, false, seed);
                    case "bet-win" -> new MoneyWorkload(players, distribution, true, seed);
                    case "match-night" -> new NightWorkload(players, seed);
                    case "keys" -> new KeyedWorkload(players, TransferKeys.of(seed, players, distribution));
                    default -> throw new IllegalArgumentException("transfer, bet-win or match-night, not " + mix);
                };
        return repeatsPermille + refusalsPermille == 0
                ? base
                : new MixedWorkload(base, players, repeatsPermille, refusalsPermille, seed);
    }

    /** Bounds for the engine in the rig's process. */
    EngineConfig engineConfig() {
        final EngineConfig base = EngineConfig.defaults();
        return new EngineConfig(
                base.rulesVersion(),
                base.hashSeed(),
                playersMax(),
                accountsMax(),
                idsMax,
                roundsMax(),
                base.betsPerRoundMax(),
                base.currenciesMax(),
                base.walletsMax(),
                base.sourcesMax(),
                base.idHorizonSeconds(),
                SKEW_MS,
                base.things());
    }

    private int playersMax() {
        return players / 9 * 10 + 1_000;
    }

    private int accountsMax() {
        return players / 9 * 20 + 5_000;
    }

    private int roundsMax() {
        return (int) Math.max(10_000, idsMax / 0.9 + 1);
    }

    /** The configuration file of a node with the same bounds. */
    String nodeConfig(final String data, final int port) {
        return """
                endpoint: 127.0.0.1:%d
                data: "%s"
                profile: %s
                journal:
                  sync: %s
                  rollMiB: %d
                engine:
                  playersMax: %d
                  accountsMax: %d
                  transactionsMax: %d
                  roundsMax: %d
                  skewMs: %d
                """.formatted(
                port, data, profile, sync, rollMiB(), playersMax(), accountsMax(), idsMax, roundsMax(), SKEW_MS);
    }

    /** Size of a journal file; each is filled with zeros ahead of its use. */
    public int rollMiB() {
        if (idsMax < IDS_OF_A_TRIAL) {
            return 2;
        }
        return idsMax < IDS_OF_A_SHORT_RUN ? 16 : 256;
    }

    /** Heap of a process that holds this state. */
    int nodeHeapMiB() {
        return NODE_HEAP_MIB_MIN + (int) (((long) idsMax * BYTES_PER_ID) >> 20) + (players >> 12);
    }
}
