package io.ringfence.benchmarks.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A round of bytes: a node is killed, something happens to its files, and a process starts on them. It must refuse and
 * name what it found, or come back with all that was answered; what it cuts off beyond that it must name.
 */
final class ByteRound {
    private final RoundPlan plan;
    private final ByteFault fault;
    private final Path directory;
    private final Saboteur saboteur;
    private final RoundResult result;
    private final AnswerBook book = new AnswerBook();
    private final StateHistory history = new StateHistory();
    private long promised;
    private long nowNs;

    ByteRound(
            final RoundPlan plan,
            final ByteFault fault,
            final Path directory,
            final Saboteur saboteur,
            final RoundResult result) {
        this.plan = plan;
        this.fault = fault;
        this.directory = directory;
        this.saboteur = saboteur;
        this.result = result;
        this.nowNs = plan.startNs();
    }

    /** The directory of the spoiled disk, with the book beside it; null if this fault has nothing to spoil there. */
    Path spoil(final SplittableRandom random) throws IOException {
        final Path data = directory.resolve("data");
        Files.createDirectories(data);
        write(data, plan.stages().get(0));
        final Path oldWatermark = directory.resolve("old-watermark");
        Files.copy(HostSettings.watermark(data), oldWatermark);
        final List<Path> before = cycles(data);
        final Path last = before.get(before.size() - 1);
        final Path old = directory.resolve("old-file");
        Files.copy(last, old);
        write(data, plan.stages().get(1));
        book.write(directory.resolve(RecoveryChild.BOOK));
        final String done = fault.spoil(
                new ByteFault.Victim(data, SpoiledDisk.batches(data), cycles(data), oldWatermark, old, last), random);
        result.tell("answered up to " + book.lastSequence() + ", promised " + promised + ", applied " + history.last()
                + "; " + done);
        return done.isEmpty() ? null : directory;
    }

    private void write(final Path data, final RoundPlan.Stage stage) {
        final WriterStage writer = new WriterStage(plan.settings(), stage, data, book, history, nowNs);
        writer.run(promised, disk -> disk);
        promised = writer.promised();
        nowNs = Math.max(nowNs, writer.cutNs());
        result.rolls += writer.rolls();
    }

    private static List<Path> cycles(final Path data) throws IOException {
        try (Stream<Path> files = Files.list(HostSettings.journal(data))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    RecoveryProcess.Order order(final Path left) {
        return RecoveryProcess.Order.of(left, plan.settings(), nowNs, history.last(), false, saboteur.orderName());
    }

    void judge(final ChildReport found) {
        result.recoveredOn = found.jdk;
        result.tell("found " + found.outcome + " " + found.message + " sequence " + found.sequence + ", "
                + found.findings + (found.isRepaired ? ", repaired" : ""));
        switch (found.outcome) {
            case REFUSED -> {
                result.refusedStarts++;
                result.against(!found.message.contains("file "), "a refusal that names no file: " + found.message);
            }
            case FAILED -> result.against("neither started nor refused: " + found.message);
            case SERVES -> judgeServing(found);
        }
    }

    private void judgeServing(final ChildReport found) {
        result.repairs += found.isRepaired ? 1 : 0;
        if (found.sequence < promised) {
            result.acknowledgedLost += book.countBeyond(found.sequence) - book.countBeyond(promised);
            result.against("history up to " + promised + " silently became one up to " + found.sequence);
        }
        // What was never forced nobody can miss once its whole file is gone; damage to it is cut off, and that is told.
        result.against(found.isRepaired && found.findings.isEmpty(), "something was cut off and nothing said");
        result.appliedTwice += found.retriedDiffering;
        result.against(found.retriedDiffering > 0, "answered differently: " + found.firstDiffering);
        result.against(
                found.isHashKnown && !history.isHash(found.hashSequence, found.hash),
                "the state after " + found.hashSequence + " is not the one that was: damage was replayed");
        result.against(!found.isServing, "something new was not answered");
        result.against(!found.isReplayEqual, "a second replay leads to another state");
    }
}
