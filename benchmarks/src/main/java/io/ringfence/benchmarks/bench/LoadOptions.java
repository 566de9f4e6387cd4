package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.load.Layer;
import io.ringfence.benchmarks.load.LoadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of a load, and the bound of what it may write. */
final class LoadOptions {
    /** Rate of a closed loop. */
    static final int MAX = 0;

    private static final int COMMANDS_PER_SECOND_MAX = 5_000_000;
    private static final int BYTES_PER_COMMAND = 160;
    private static final int FILES_FOLLOWED_MIN = 4;
    private static final long GIB = 1L << 30;

    @Option(
            names = "--burst",
            paramLabel = "RATE:MILLIS",
            description = "a crowd in the middle of the run, at another rate for so long")
    private String burst = "";

    @Option(
            names = "--warm-up",
            paramLabel = "MILLIS",
            defaultValue = "3000",
            description = "at full speed before each run (default: ${DEFAULT-VALUE})")
    private int warmUpMillis;

    @Option(names = "--millis", defaultValue = "5000", description = "of each run (default: ${DEFAULT-VALUE})")
    private int millis;

    @Option(names = "--players", defaultValue = "100000", description = "players (default: ${DEFAULT-VALUE})")
    private int players;

    @Option(
            names = "--distribution",
            defaultValue = "uniform",
            description = "of players: uniform, zipf:0.99, hot:16 (default: ${DEFAULT-VALUE})")
    private String distribution;

    @Option(
            names = "--mix",
            defaultValue = "transfer",
            description = "transfer, bet-win or match-night (default: ${DEFAULT-VALUE})")
    private String mix;

    @Option(names = "--repeats", defaultValue = "0", description = "permille sent twice (default: ${DEFAULT-VALUE})")
    private int repeatsPermille;

    @Option(
            names = "--refusals",
            defaultValue = "0",
            description = "permille that must be refused (default: ${DEFAULT-VALUE})")
    private int refusalsPermille;

    @Option(names = "--window", defaultValue = "8192", description = "most unanswered (default: ${DEFAULT-VALUE})")
    private int window;

    @Option(names = "--sync", defaultValue = "batch", description = "sync policy (default: ${DEFAULT-VALUE})")
    private String sync;

    @Option(
            names = "--profile",
            defaultValue = "compact",
            description = "of the node of layer udp: compact or single (default: ${DEFAULT-VALUE})")
    private String profile;

    @Option(
            names = "--ids",
            defaultValue = "2000000",
            description = "ids that are remembered (default: ${DEFAULT-VALUE})")
    private int idsMax;

    @Option(
            names = "--disk-gib",
            defaultValue = "12",
            description = "a journal may have on the disk, at most half of what is free there; one that could outgrow"
                    + " it is followed (default: ${DEFAULT-VALUE})")
    private int diskGib;

    @Option(
            names = "--follow-journal",
            description = "check the journal behind its writer and remove what is checked, also where it would fit")
    private boolean isFollowed;

    @Option(
            names = "--idle",
            defaultValue = "yield",
            description = "of the rig between two looks: nap or yield (default: ${DEFAULT-VALUE})")
    private String idle;

    String sync() {
        return sync;
    }

    int millis() {
        return millis;
    }

    /** The plan of a run at a rate. */
    LoadPlan plan(final long seed, final int ratePerSecond) {
        int burstRate = 0;
        int burstMillis = 0;
        if (!burst.isEmpty()) {
            final String[] words = burst.split(":", 2);
            if (words.length != 2) {
                throw new IllegalArgumentException("--burst is RATE:MILLIS, not " + burst);
            }
            burstRate = Integer.parseInt(words[0]);
            burstMillis = Integer.parseInt(words[1]);
        }
        return new LoadPlan(
                seed,
                players,
                mix,
                distribution,
                repeatsPermille,
                refusalsPermille,
                window,
                sync,
                profile,
                idsMax,
                "nap".equals(idle),
                new LoadPlan.Timing(ratePerSecond, burstRate, burstMillis, warmUpMillis, millis));
    }

    /**
     * Bytes that the journal of a run may have while it is checked and removed behind its writer; 0 where it is kept,
     * because it cannot outgrow its bound or the disk.
     *
     * @throws IllegalArgumentException if there is too little room even so
     */
    long followedBytesMax(final Layer layer, final LoadPlan plan) throws IOException {
        if (!layer.isJournaled()) {
            return 0;
        }
        final long perSecond = plan.timing().isClosed()
                ? COMMANDS_PER_SECOND_MAX
                : Math.max(plan.timing().ratePerSecond(), plan.timing().burstPerSecond());
        final long bytes = (perSecond * plan.timing().millis()
                                + (long) COMMANDS_PER_SECOND_MAX * plan.timing().warmUpMillis())
                        / 1_000
                        * BYTES_PER_COMMAND
                + 2L * plan.players() * BYTES_PER_COMMAND;
        final long free = Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir")))
                .getUsableSpace();
        final long bytesMax = Math.min(diskGib * GIB, free / 2);
        if (bytes <= bytesMax && !isFollowed) {
            return 0;
        }
        final long bytesMin = ((long) FILES_FOLLOWED_MIN * plan.rollMiB()) << 20;
        if (bytesMax < bytesMin) {
            throw new IllegalArgumentException(
                    "the journal of such a run may have " + bytes / GIB + " GiB, and files of it that were checked are"
                            + " removed while it runs, but there is no room for " + FILES_FOLLOWED_MIN + " of "
                            + plan.rollMiB() + " MiB: make it shorter, or raise --disk-gib");
        }
        return bytesMax;
    }

    /** All of them, into an object. */
    void describe(final ObjectNode node) {
        node.put("mix", mix).put("players", players).put("distribution", distribution);
        node.put("repeatsPermille", repeatsPermille).put("refusalsPermille", refusalsPermille);
        node.put("window", window).put("sync", sync).put("profile", profile).put("ids", idsMax);
        node.put("warmUpMillis", warmUpMillis)
                .put("millis", millis)
                .put("burst", burst)
                .put("idle", idle);
    }
}
