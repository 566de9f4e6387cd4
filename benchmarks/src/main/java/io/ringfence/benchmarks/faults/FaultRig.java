package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.demo.KillRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Plays rounds and adds them up. One thread; closing ends its processes and removes its files. */
public final class FaultRig implements AutoCloseable {
    private static final int FORCED_EVERY = 25;
    private static final int KILLS_MAX = 4;
    private static final int KILL_SECONDS = 4;
    private static final long AGE_NS = TimeUnit.SECONDS.toNanos(300);
    private static final long KILLS = 0x4B494C4C53L;
    private static final int SABOTAGE_ROUNDS = 16;
    private static final int SABOTAGE_FROM = 1_000_000;

    private final Path directory;
    private final Path keep;
    private final long seed;
    private final RecoveryProcess[] children;

    /** @param keep where the disk of each round and what was done to it stay; null: nowhere */
    public FaultRig(final long seed, final Path keep) throws IOException {
        this.seed = seed;
        this.keep = keep;
        this.directory = Files.createTempDirectory("ringfence-faults-").toRealPath();
        final Path log = directory.resolve("children.log");
        Files.createFile(log);
        this.children = new RecoveryProcess[] {new RecoveryProcess(false, log), new RecoveryProcess(true, log)};
    }

    /** The round of a number: what kind it is follows from the number, all else from seed and number. */
    public RoundResult play(final int round) throws IOException, InterruptedException {
        return switch (RoundKind.of(round)) {
            case CUT -> cut(round, RoundPlan.draw(seed, round), Saboteur.NONE);
            case BYTES -> bytes(round);
            case KILL -> kill(round);
            case NODE -> node(round);
            case INFRA -> infra(round, infraFault(round));
        };
    }

    /** A round of power cuts. */
    RoundResult cut(final int round) throws IOException {
        return cut(round, RoundPlan.draw(seed, round), Saboteur.NONE);
    }

    /** The same with a saboteur, in what it can do harm to. */
    RoundResult cut(final int round, final RoundPlan plan, final Saboteur saboteur) throws IOException {
        final RoundResult result = new RoundResult("cut " + round);
        final Path place = directory.resolve("round-" + round);
        try {
            final CutRound cut = new CutRound(plan, place, saboteur, result);
            final Path left = cut.cut();
            if (left != null) {
                keep(round, left);
                final RecoveryProcess child = children[round & 1];
                cut.judge(child.examine(cut.order(left, round % FORCED_EVERY == 0)));
            }
            tell(round, result);
            return result;
        } finally {
            remove(place);
        }
    }

    /** A round of power cuts behind which a real node starts. */
    RoundResult node(final int round) throws IOException, InterruptedException {
        final RoundPlan drawn = RoundPlan.draw(seed, round);
        // A node has the clock of this machine, and ids are not remembered for ever.
        final long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - AGE_NS;
        final RoundPlan plan = new RoundPlan(drawn.settings(), drawn.stages(), startNs);
        final RoundResult result = new RoundResult("node " + round);
        final Path place = directory.resolve("round-" + round);
        try {
            final CutRound cut = new CutRound(plan, place, Saboteur.NONE, result);
            final Path left = cut.cut();
            if (left != null) {
                keep(round, left);
                cut.judge(NodeRound.examine(left, plan.settings(), (round & 1) == 1));
            }
            tell(round, result);
            return result;
        } finally {
            remove(place);
        }
    }

    private static InfraFault infraFault(final int round) {
        final InfraFault[] faults = InfraFault.values();
        return faults[(round / RoundKind.INFRA_EVERY) % faults.length];
    }

    /** A round of failing infrastructure. */
    RoundResult infra(final int round, final InfraFault fault) throws IOException, InterruptedException {
        final RoundResult result = new RoundResult("infrastructure " + round + " " + fault);
        new InfraRound(fault, RoundPlan.random(seed, round).nextLong(), result).play();
        tell(round, result);
        return result;
    }

    /** A round of kills: a real node under full load, with real clients. */
    RoundResult kill(final int round) throws IOException, InterruptedException {
        final RoundResult result = new RoundResult("kill " + round);
        final SplittableRandom random = RoundPlan.random(seed ^ KILLS, round);
        final String sync = random.nextInt(4) == 0 ? "none" : "batch";
        final KillRun.Outcome outcome =
                KillRun.run(random.nextLong(), 1 + random.nextInt(KILLS_MAX), KILL_SECONDS, sync);
        result.tell("sync " + sync + ", " + outcome);
        result.kills = outcome.kills();
        result.rolls = outcome.rolls();
        result.acknowledgedLost = outcome.lost();
        result.appliedTwice = outcome.appliedTwice();
        outcome.against().forEach(result::against);
        tell(round, result);
        return result;
    }

    /** A round of bytes; which fault follows from the number. */
    RoundResult bytes(final int round) throws IOException {
        final ByteFault[] faults = ByteFault.values();
        return bytes(round, faults[Math.floorMod(round, faults.length)], Saboteur.NONE);
    }

    /** The same with a certain fault, and with a saboteur. */
    RoundResult bytes(final int round, final ByteFault fault, final Saboteur saboteur) throws IOException {
        final RoundResult result = new RoundResult("bytes " + round + " " + fault);
        final SplittableRandom random = RoundPlan.random(~seed, round);
        final Path place = directory.resolve("round-" + round);
        try {
            final ByteRound bytes = new ByteRound(RoundPlan.drawUncut(random), fault, place, saboteur, result);
            final Path left = bytes.spoil(random);
            if (left != null) {
                keep(round, left);
                bytes.judge(children[round & 1].examine(bytes.order(left)));
            }
            tell(round, result);
            return result;
        } finally {
            remove(place);
        }
    }

    /** How many of the saboteurs the rig says no to; each name that it does not say no to is handed on. */
    public int sabotage(final Consumer<String> missed) throws IOException {
        int caught = 0;
        for (final Saboteur saboteur : Saboteur.values()) {
            if (saboteur == Saboteur.NONE) {
                continue;
            }
            if (catches(saboteur)) {
                caught++;
            } else {
                missed.accept(saboteur.name());
            }
        }
        return caught;
    }

    /**
     * Whether the rig says no to a saboteur within a few rounds. Without it the same rounds must pass: otherwise the no
     * would prove nothing, so then the answer is false too.
     */
    boolean catches(final Saboteur saboteur) throws IOException {
        for (int i = 0; i < SABOTAGE_ROUNDS; i++) {
            final int round = SABOTAGE_FROM
                    + SABOTAGE_ROUNDS * Math.floorMod(saboteur.name().hashCode(), 1_000)
                    + i;
            if (!sabotaged(round, saboteur).isPass()) {
                return sabotaged(round, saboteur, Saboteur.NONE).isPass();
            }
        }
        return false;
    }

    private RoundResult sabotaged(final int round, final Saboteur saboteur) throws IOException {
        return sabotaged(round, saboteur, saboteur);
    }

    private RoundResult sabotaged(final int round, final Saboteur harmedBy, final Saboteur saboteur)
            throws IOException {
        return harmedBy == Saboteur.NO_CRC
                ? bytes(round, ByteFault.FLIP_IN_A_BATCH, saboteur)
                : cut(round, RoundPlan.against(harmedBy, RoundPlan.random(seed, round)), saboteur);
    }

    private void keep(final int round, final Path left) throws IOException {
        if (keep != null) {
            copy(left, keep.resolve("round-" + round));
        }
    }

    private void tell(final int round, final RoundResult result) throws IOException {
        if (keep != null) {
            final Path place = keep.resolve("round-" + round);
            Files.createDirectories(place);
            Files.write(
                    place.resolve("what.txt"),
                    Stream.of(result.story(), result.reasons())
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.skip(1).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void remove(final Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (final RecoveryProcess child : children) {
            child.close();
        }
        remove(directory);
    }
}
