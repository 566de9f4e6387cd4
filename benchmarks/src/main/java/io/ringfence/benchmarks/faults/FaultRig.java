package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.demo.KillRun;
import io.ringfence.benchmarks.rig.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Plays rounds. While a process recovers from what a round left, the next one is being written. One thread calls, a
 * second one waits for the recovering processes; closing ends those and removes the files.
 */
public final class FaultRig implements AutoCloseable {
    private static final int FORCED_EVERY = 25;
    private static final int KILLS_MIN = 1;
    private static final int KILLS_MORE = 3;
    private static final int KILL_SECONDS = 2;
    private static final int OTHER_JDK = 25;
    private static final long EXAMINED_SECONDS_MAX = 120;
    private static final long AGE_NS = TimeUnit.SECONDS.toNanos(300);
    private static final long KILLS = 0x4B494C4C53L;
    private static final int SABOTAGE_ROUNDS = 32;
    private static final int SABOTAGE_FROM = 1_000_000;

    private final Path directory;
    private final Path keep;
    private final long seed;
    private final RecoveryProcess[] children;
    private final ExecutorService examiner =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "fault-examiner"));

    /** @param keep where the disk of each round and what was done to it stay; null: nowhere */
    public FaultRig(final long seed, final Path keep) throws IOException {
        this.seed = seed;
        this.keep = keep;
        this.directory = Files.createTempDirectory("ringfence-faults-").toRealPath();
        final Path log = directory.resolve("children.log");
        Files.createFile(log);
        final List<RecoveryProcess> processes = new ArrayList<>();
        for (final Jdk jdk : Jdk.ownAnd(OTHER_JDK)) {
            processes.add(new RecoveryProcess(jdk, false, log));
            processes.add(new RecoveryProcess(jdk, true, log));
        }
        this.children = processes.toArray(RecoveryProcess[]::new);
    }

    /** A round of which only the recovery is left to do, on the examiner's thread. */
    private interface Begun {
        RoundResult end() throws IOException;
    }

    /** Whoever begins a round of a number. */
    public interface Beginning {
        Future<RoundResult> begin(int round) throws IOException, InterruptedException;
    }

    /** Plays so many rounds from 0 on and hands on their results in order; one begins while the one before ends. */
    public void playAll(final int rounds, final Beginning beginning, final Consumer<RoundResult> results)
            throws IOException, InterruptedException {
        Future<RoundResult> before = null;
        for (int round = 0; round < rounds; round++) {
            final Future<RoundResult> now = beginning.begin(round);
            if (before != null) {
                results.accept(await(before));
            }
            before = now;
        }
        if (before != null) {
            results.accept(await(before));
        }
    }

    private static RoundResult await(final Future<RoundResult> round) throws InterruptedException {
        try {
            return round.get(EXAMINED_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (final ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a round did not end", e);
        }
    }

    private Future<RoundResult> examine(final Begun begun) {
        return examiner.submit(begun::end);
    }

    /** Begins the round of a number; one that needs the whole machine is over on return. */
    public Future<RoundResult> begin(final int round) throws IOException, InterruptedException {
        return switch (RoundKind.of(round)) {
            case CUT -> beginCut(round);
            case BYTES -> beginBytes(round);
            default -> CompletableFuture.completedFuture(play(round));
        };
    }

    /** Begins a round of power cuts. */
    Future<RoundResult> beginCut(final int round) throws IOException {
        return examine(begunCut(round, RoundPlan.draw(seed, round), Saboteur.NONE));
    }

    /** Begins a round of bytes. */
    Future<RoundResult> beginBytes(final int round) throws IOException {
        return examine(begunBytes(round, byteFault(round), Saboteur.NONE));
    }

    private RecoveryProcess child(final int round) {
        return children[Math.floorMod(round, children.length)];
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
        return begunCut(round, plan, saboteur).end();
    }

    private Begun begunCut(final int round, final RoundPlan plan, final Saboteur saboteur) throws IOException {
        final RoundResult result = new RoundResult("cut " + round);
        final Path place = directory.resolve("round-" + round);
        final CutRound cut = new CutRound(plan, place, saboteur, result);
        final Path left = cut.cut();
        return () -> {
            try {
                if (left != null) {
                    keep(round, left);
                    cut.judge(child(round).examine(cut.order(left, round % FORCED_EVERY == 0)));
                }
                tell(round, result);
                return result;
            } finally {
                remove(place);
            }
        };
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

    /** In turn; the seed says where that begins, so that short runs see all of them as well. */
    private InfraFault infraFault(final int round) {
        final InfraFault[] faults = InfraFault.values();
        return faults[Math.floorMod(seed + round / RoundKind.INFRA_EVERY, faults.length)];
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
        final String profile = random.nextBoolean() ? "single" : "compact";
        final KillRun.Outcome outcome =
                KillRun.run(random.nextLong(), KILLS_MIN + random.nextInt(KILLS_MORE), KILL_SECONDS, sync, profile);
        result.tell("sync " + sync + ", profile " + profile + ", " + outcome);
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
        return bytes(round, byteFault(round), Saboteur.NONE);
    }

    private static ByteFault byteFault(final int round) {
        final ByteFault[] faults = ByteFault.values();
        return faults[Math.floorMod(round, faults.length)];
    }

    /** The same with a certain fault, and with a saboteur. */
    RoundResult bytes(final int round, final ByteFault fault, final Saboteur saboteur) throws IOException {
        return begunBytes(round, fault, saboteur).end();
    }

    private Begun begunBytes(final int round, final ByteFault fault, final Saboteur saboteur) throws IOException {
        final RoundResult result = new RoundResult("bytes " + round + " " + fault);
        final SplittableRandom random = RoundPlan.random(~seed, round);
        final Path place = directory.resolve("round-" + round);
        final ByteRound bytes = new ByteRound(RoundPlan.drawUncut(random), fault, place, saboteur, result);
        final Path left = bytes.spoil(random);
        return () -> {
            try {
                if (left != null) {
                    keep(round, left);
                    bytes.judge(child(round).examine(bytes.order(left)));
                }
                tell(round, result);
                return result;
            } finally {
                remove(place);
            }
        };
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
        examiner.shutdown();
        for (final RecoveryProcess child : children) {
            child.close();
        }
        remove(directory);
    }
}
