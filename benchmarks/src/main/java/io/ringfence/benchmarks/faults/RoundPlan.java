package io.ringfence.benchmarks.faults;

import io.ringfence.journal.SyncPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All that a round of power cuts does, drawn from seed and round.
 *
 * @param settings how the journal is written
 * @param stages   one after the other: each writes on the disk that the one before left, and ends with a cut
 * @param startNs  journal time of the beginning
 */
record RoundPlan(HostSettings settings, List<Stage> stages, long startNs) {
    /** 2026-01-01T00:00:00Z. */
    private static final long START_NS = 1_767_225_600_000_000_000L;

    private static final int COMMANDS_PER_MIB = 9_500;
    private static final int SLACK = 4_000;
    private static final int FILE_BYTES = 256 << 10;

    /** What a stage is cut in the middle of. */
    enum Kind {
        /** Making and opening files; behind a cut also judging, repairing and replaying. */
        START,
        /** A commit like any other. */
        COMMIT,
        /** A commit of several batches. */
        BATCH,
        /** The change from one file to the next. */
        ROLL,
        /** The copy of what is valid, where there is something to repair; else as START. */
        REPAIR
    }

    /**
     * One life of the writer.
     *
     * @param kind       what it is cut in
     * @param seed       of traffic and image
     * @param commits    at most
     * @param commitMax  most commands of a commit
     * @param event      the cut comes behind this
     * @param occurrence of the event
     * @param then       so many instants later
     */
    record Stage(Kind kind, long seed, int commits, int commitMax, String event, int occurrence, int then) {
        CutMoment moment() {
            return new CutMoment(event, occurrence, then);
        }
    }

    static SplittableRandom random(final long seed, final int round) {
        return new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + round * 0xD1B5_4A32_D192_ED03L);
    }

    static RoundPlan draw(final long seed, final int round) {
        return draw(random(seed, round), null);
    }

    /** @param only the one kind of the first stage; null for any */
    static RoundPlan draw(final SplittableRandom random, final Kind only) {
        // A roll costs as many commands as a file holds, so most files are small.
        final long[] rolls = {1 << 18, 1 << 18, 1 << 18, 5 << 16, 5 << 16, 1 << 19, 1 << 19, 1 << 20};
        final int[] batches = {4 << 10, 8 << 10, 16 << 10, 32 << 10};
        final long rollBytes = rolls[random.nextInt(rolls.length)];
        final SyncPolicy policy = policy(random.nextInt(20));
        final int batchBytes = batches[random.nextInt(batches.length)];
        final int[] stageCounts = {1, 1, 1, 2, 2, 2, 3, 3};
        final int count = stageCounts[random.nextInt(stageCounts.length)];
        final List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final Kind kind = only != null && i == 0 ? only : kind(random.nextInt(20), i);
            stages.add(stage(kind, rollBytes, random));
        }
        // Nothing that was answered may be forgotten before it is asked for again.
        final int commands = stages.stream()
                .mapToInt(stage -> stage.commits() * stage.commitMax())
                .sum();
        return new RoundPlan(
                new HostSettings(policy, rollBytes, batchBytes, SLACK + commands * 2 / 3), stages, START_NS);
    }

    /** A round in which a saboteur does harm, if the cut falls well. */
    static RoundPlan against(final Saboteur saboteur, final SplittableRandom random) {
        final SyncPolicy policy = saboteur == Saboteur.WRONG_FILE ? SyncPolicy.NONE : SyncPolicy.BATCH;
        final long seed = random.nextLong();
        final Stage stage =
                switch (saboteur) {
                    case WRONG_FILE -> {
                        final int then = 5 + random.nextInt(6);
                        yield new Stage(Kind.ROLL, seed, 40, 300, "after rename of the next file", 2, then);
                    }
                    case EARLY_WATERMARK ->
                        new Stage(Kind.COMMIT, seed, 20, 300, "before force 20000101", 3 + random.nextInt(9), 0);
                    default -> new Stage(Kind.COMMIT, seed, 20, 300, "turn", 4 + random.nextInt(9), 0);
                };
        return new RoundPlan(
                new HostSettings(policy, FILE_BYTES, 16 << 10, SLACK + stage.commits() * stage.commitMax()),
                List.of(stage),
                START_NS);
    }

    /** Two lives without a cut, with or without a roll in each: something for a fault of bytes to spoil. */
    static RoundPlan drawUncut(final SplittableRandom random) {
        final boolean isRolling = random.nextInt(3) > 0;
        final int commits = isRolling ? 24 : 8;
        final int commitMax = isRolling ? 220 : 100;
        final List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            stages.add(new Stage(Kind.COMMIT, random.nextLong(), commits, commitMax, "no such event", 1, 0));
        }
        final SyncPolicy policy = random.nextInt(4) == 0 ? SyncPolicy.NONE : SyncPolicy.BATCH;
        return new RoundPlan(
                new HostSettings(policy, FILE_BYTES, 16 << 10, SLACK + 2 * commits * commitMax), stages, START_NS);
    }

    private static SyncPolicy policy(final int dice) {
        if (dice < 14) {
            return SyncPolicy.BATCH;
        }
        return dice < 17 ? SyncPolicy.interval(20) : SyncPolicy.NONE;
    }

    private static Kind kind(final int dice, final int stage) {
        if (dice < 3) {
            return stage == 0 ? Kind.START : Kind.REPAIR;
        } else if (dice < 6) {
            return Kind.START;
        } else if (dice < 9) {
            return Kind.BATCH;
        }
        return dice < 14 ? Kind.ROLL : Kind.COMMIT;
    }

    private static Stage stage(final Kind kind, final long rollBytes, final SplittableRandom random) {
        final long seed = random.nextLong();
        final int small = 1 + random.nextInt(200);
        final int commits = 3 + random.nextInt(40);
        return switch (kind) {
            case START -> new Stage(kind, seed, 3, small, "", 1, random.nextInt(28));
            case REPAIR -> new Stage(kind, seed, 3, small, "before repair", 1, random.nextInt(16));
            case COMMIT ->
                new Stage(kind, seed, commits, small, "turn", 1 + random.nextInt(commits), random.nextInt(6));
            case BATCH -> {
                final int occurrence = 1 + random.nextInt(60);
                yield new Stage(kind, seed, 40, 900, "step", occurrence, random.nextInt(3));
            }
            case ROLL -> {
                // One file is begun at the start; every later one is a roll.
                final int roll = 1 + (rollBytes > 5 << 16 ? 0 : random.nextInt(2));
                final int perFile = (int) ((rollBytes * COMMANDS_PER_MIB) >> 20);
                final int commitMax = 100 + random.nextInt(perFile / 6);
                yield new Stage(
                        kind,
                        seed,
                        (roll + 1) * perFile * 2 / commitMax + 2,
                        commitMax,
                        "after rename of the next file",
                        1 + roll,
                        random.nextInt(10));
            }
        };
    }
}
