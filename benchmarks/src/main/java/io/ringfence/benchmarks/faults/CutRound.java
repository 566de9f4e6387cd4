package io.ringfence.benchmarks.faults;

import io.ringfence.journal.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A round of power cuts: each stage writes on the disk that the cut before left, a recovering process starts on the
 * last one, and what it finds is held against what was answered. One thread; single-use.
 */
final class CutRound {
    /** What a turn of the writer takes at most, twice. */
    private static final long IDLE_NS = 8_000_000;

    private final RoundPlan plan;
    private final Path directory;
    private final Saboteur saboteur;
    private final RoundResult result;
    private final AnswerBook book = new AnswerBook();
    private final StateHistory history = new StateHistory();
    private long promised;
    private long cutNs;

    CutRound(final RoundPlan plan, final Path directory, final Saboteur saboteur, final RoundResult result) {
        this.plan = plan;
        this.directory = directory;
        this.saboteur = saboteur;
        this.result = result;
    }

    /** Plays the stages; the directory of the disk that is left, with the book beside it; null if it came to none. */
    Path cut() throws IOException {
        result.tell("policy " + plan.settings().sync() + ", files of "
                + plan.settings().rollBytes() + ", batches of "
                + plan.settings().batchBytes());
        Path place = directory.resolve("stage-0");
        Files.createDirectories(place.resolve("data"));
        for (int i = 0; i < plan.stages().size(); i++) {
            final Path next = directory.resolve("stage-" + (i + 1));
            if (!stage(plan.stages().get(i), place, next)) {
                return null;
            }
            place = next;
        }
        book.write(place.resolve(RecoveryChild.BOOK));
        return place;
    }

    private boolean stage(final RoundPlan.Stage stage, final Path place, final Path next) throws IOException {
        final Path data = place.resolve("data");
        final WriterStage writer =
                new WriterStage(plan.settings(), stage, data, book, history, Math.max(plan.startNs(), cutNs));
        try {
            writer.run(promised, disk -> saboteur.around(disk, data));
        } catch (final RuntimeException e) {
            result.tell("stage " + stage);
            fail(e);
            return false;
        }
        result.cuts++;
        result.rolls += writer.rolls();
        result.repairs += writer.restart() != null && writer.restart().isRepaired() ? 1 : 0;
        result.appliedTwice += writer.retriesDiffering() + history.differing();
        result.against(writer.retriesDiffering() > 0, "a retry in a later stage was answered differently");
        result.against(history.differing() > 0, "a recovered state differs");
        promised = writer.promised();
        cutNs = Math.max(cutNs, writer.cutNs());
        result.tell("stage " + stage.kind() + ": cut at " + writer.disk().cutWhen() + "; answered up to "
                + book.lastSequence() + ", promised " + promised + ", applied " + history.last());
        writer.disk()
                .leave(next.resolve("data"), new SplittableRandom(~stage.seed()))
                .forEach(line -> result.tell("  " + line));
        return true;
    }

    private void fail(final RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        result.against("a start on what a cut left failed: " + e + (cause == e ? "" : ", " + cause));
        result.unexpectedRefusals++;
    }

    /** Holds what came back against what was answered. */
    void judge(final ChildReport found) {
        result.recoveredOn = found.jdk;
        result.tell("found " + found.outcome + " " + found.message + " sequence " + found.sequence + ", "
                + found.findings + (found.isRepaired ? ", repaired" : ""));
        result.repairs += found.isRepaired ? 1 : 0;
        if (found.outcome != ChildReport.Outcome.SERVES) {
            result.unexpectedRefusals++;
            result.against("a power cut stopped the node: " + found.message);
            return;
        }
        if (found.sequence < promised) {
            final long lost = book.countBeyond(found.sequence) - book.countBeyond(promised);
            result.acknowledgedLost += lost;
            result.against("promised up to " + promised + ", found up to " + found.sequence + ": " + lost
                    + " answered commands are lost");
        }
        result.appliedTwice += found.retriedDiffering;
        result.against(
                found.retriedDiffering > 0,
                found.retriedDiffering + " commands were answered differently: " + found.firstDiffering);
        result.against(
                found.isHashKnown && !history.isHash(found.hashSequence, found.hash),
                "the state after " + found.sequence + " is not the one that was");
        result.against(!found.isServing, "something new was not answered");
        result.against(!found.isReplayEqual, "a second replay leads to another state");
        judgeWindow(found.sequence);
    }

    /** Under a policy that may lose, how much it did, and whether that is within what the node says at its start. */
    private void judgeWindow(final long found) {
        result.allowedLost = book.countBeyond(Math.max(found, promised));
        if (result.allowedLost == 0 || cutNs == 0) {
            return;
        }
        final long windowNs = Math.max(0, cutNs - book.earliestBeyond(Math.max(found, promised)));
        if (plan.settings().sync().mode() == SyncPolicy.Mode.INTERVAL) {
            result.windowNs = windowNs;
            result.against(
                    windowNs > plan.settings().sync().intervalNs() + IDLE_NS,
                    "policy " + plan.settings().sync() + " lost what was answered " + windowNs + " ns before the cut");
        } else {
            result.noneWindowNs = windowNs;
        }
    }

    /** What a process is told that starts on the disk that is left. */
    RecoveryProcess.Order order(final Path left, final boolean isForced) {
        return RecoveryProcess.Order.of(
                left, plan.settings(), Math.max(plan.startNs(), cutNs), history.last(), isForced, saboteur.orderName());
    }
}
