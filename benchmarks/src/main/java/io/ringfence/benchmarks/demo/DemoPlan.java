package io.ringfence.benchmarks.demo;

import io.ringfence.benchmarks.rig.Pace;
import io.ringfence.testkit.match.RateCurve;

/**
 * What a run does; fixed before it begins.
 *
 * @param seed of traffic and kills
 * @param players numbered from 1
 * @param ratePerSecond of quiet play; {@link #RATE_MAX} keeps the window full instead
 * @param isSteady whether the rate stays that of quiet play, without crowds
 * @param warmUpSeconds of load before that, at full speed and uncounted, until the compilers have settled
 * @param seconds of load
 * @param kills of the node, at seeded moments
 * @param sync the node's policy
 * @param profile of the node: which roles share a thread
 * @param sabotage name of a saboteur, empty for an honest node
 * @param rollMiBWanted size of a journal file; 0: so that a few get full
 */
public record DemoPlan(
        long seed,
        int players,
        int ratePerSecond,
        boolean isSteady,
        int warmUpSeconds,
        int seconds,
        int kills,
        String sync,
        String profile,
        String sabotage,
        int rollMiBWanted) {
    /** As many as the window lets through. */
    public static final int RATE_MAX = 0;

    /** A run at {@link #RATE_MAX} ends here at the latest. */
    private static final int COMMANDS_MAX = 20_000_000;

    private static final int COMMANDS_PER_SECOND_MAX = 1_000_000;

    /** Ids that a node remembers here at most; a longer run sees them forgotten. */
    private static final int IDS_MAX = 2_000_000;

    private static final int SLACK = 20_000;
    private static final int RECORD_BYTES = 120;
    private static final int FILES = 6;
    private static final long SLOW_COMMANDS_PER_SECOND = 100_000;
    private static final int SPORTS_BETS_MAX = 200_000;
    private static final int NODE_HEAP_MIB_MIN = 640;
    private static final int BYTES_PER_ID = 256;

    /** Whether the rate is what the window lets through. */
    boolean isMaxRate() {
        return ratePerSecond == RATE_MAX;
    }

    /** The rate over time; at {@link #RATE_MAX} only its phases count. */
    RateCurve curve() {
        return RateCurve.final2022(isMaxRate() ? RateCurve.BASE_RATE_PER_SECOND : ratePerSecond, seconds);
    }

    /** No more commands than this are sent, set-up and repeats included. */
    int commandsMax() {
        final int warmUp = (COMMANDS_PER_SECOND_MAX + ratePerSecond) * warmUpSeconds;
        if (isMaxRate()) {
            return Math.min(COMMANDS_MAX, setUp() + warmUp + COMMANDS_PER_SECOND_MAX * seconds);
        }
        return Math.toIntExact(setUp() + warmUp + load() + SLACK);
    }

    /** Commands of the load where their number is planned. */
    private long load() {
        return isSteady ? (long) ratePerSecond * seconds : curve().total();
    }

    /** When which command is due. */
    Pace pace() {
        if (isMaxRate()) {
            return Pace.full(commandsMax() - setUp());
        }
        return isSteady ? Pace.steady(ratePerSecond, load()) : Pace.of(curve());
    }

    private int setUp() {
        return 2 * players + SLACK;
    }

    int sportsBetsOpenMax() {
        return Math.min(SPORTS_BETS_MAX, Math.max(1_000, players));
    }

    private int transactionsMax() {
        return Math.min(IDS_MAX, (int) (commandsMax() * 1.2));
    }

    /** Heap of a process that holds this state, in MiB. */
    int engineHeapMiB() {
        return NODE_HEAP_MIB_MIN + (int) (((long) transactionsMax() * BYTES_PER_ID) >> 20) + (players >> 12);
    }

    /** Size of a journal file so that at least three of them get full even when the machine is slow. */
    int rollMiB() {
        if (rollMiBWanted > 0) {
            return rollMiBWanted;
        }
        final long commands = SLOW_COMMANDS_PER_SECOND * warmUpSeconds
                + (isMaxRate() ? SLOW_COMMANDS_PER_SECOND * seconds + setUp() : 2L * players + load());
        return (int) Math.max(1, Math.min(256, (commands * RECORD_BYTES / FILES) >> 20));
    }

    /** The node's configuration file. */
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
                  skewMs: 1000
                """.formatted(
                        port,
                        data,
                        profile,
                        sync,
                        rollMiB(),
                        players / 9 * 10 + 1_000,
                        players / 9 * 20 + 5_000,
                        transactionsMax(),
                        Math.max(10_000, (int) (transactionsMax() * 0.7)));
    }
}
