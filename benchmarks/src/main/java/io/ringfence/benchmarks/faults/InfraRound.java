package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.rig.NodeProcess;
import io.ringfence.benchmarks.rig.Workspace;
import io.ringfence.journal.CycleName;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.Watermark;
import io.ringfence.node.RingfenceNode;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.testkit.FileFaults;
import io.ringfence.testkit.match.MatchNight;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Real nodes on a machine of which one part fails. The node must end with the right code and word, or live if it can;
 * nothing is answered after the failure; and an honest node on the same data has every answer that was given.
 */
final class InfraRound {
    private static final int TRANSACTIONS = 400_000;
    private static final int PLAYERS = 50;
    private static final int SPORTS_BETS = 500;
    private static final int COMMANDS = 50_000;
    private static final int COMMANDS_MAX = 300_000;
    private static final int COMMANDS_SHORT = 3_000;
    private static final int COMMANDS_STEP = 500;
    private static final int LISTEN_MS = 400;
    private static final int STOP_MS = 100;

    private final InfraFault fault;
    private final long seed;
    private final RoundResult result;
    private final NodeUnderTest nodes;
    private final AnswerBook book = new AnswerBook();

    InfraRound(final InfraFault fault, final long seed, final RoundResult result) throws IOException {
        this.fault = fault;
        this.seed = seed;
        this.result = result;
        this.nodes =
                new NodeUnderTest(new HostSettings(SyncPolicy.BATCH, 1 << 20, 32 << 10, TRANSACTIONS), (seed & 1) == 0);
    }

    void play() throws IOException, InterruptedException {
        try (nodes) {
            switch (fault) {
                case JOURNAL_DAMAGED -> damaged();
                case FREE_PART_CUT_OFF -> {
                    cutOff(new LiveTruncation(data(), false));
                    recovers();
                }
                case ANSWERED_PART_CUT_OFF -> {
                    final LiveTruncation truncation = new LiveTruncation(data(), true);
                    cutOff(truncation);
                    refusesToStart(truncation);
                }
                case DIRECTORY_NOT_WRITABLE -> ends(honest(Path.of("/proc/ringfence"), port()));
                // There on every Linux, and read-only for root too.
                case DIRECTORY_READ_ONLY -> ends(honest(Path.of("/sys"), port()));
                case SECOND_NODE_ON_THE_DATA -> secondOnData();
                case SECOND_NODE_ON_AERON -> secondOnAeron();
                case SECOND_NODE_ON_THE_PORT -> secondOnPort();
                case LOCK_OF_A_REUSED_PID -> lockHeld();
                default -> faulty();
            }
        }
    }

    private int port() {
        return nodes.workspace().port();
    }

    private Path data() {
        return nodes.workspace().data();
    }

    private NodeProcess honest(final Path data, final int port) throws IOException {
        return nodes.start(List.of(RingfenceNode.class.getName()), data, port);
    }

    /** Serves until the fault strikes, or to the end where it need not die. */
    private void faulty() throws IOException, InterruptedException {
        final NodeProcess node = nodes.start(List.of(FaultyNode.class.getName(), fault.name()), data(), port());
        if (!node.awaitReady()) {
            ends(node);
            return;
        }
        final int commands = fault.exitCode() == ExitCode.OK ? COMMANDS : COMMANDS_MAX;
        try (NodeCaller caller = new NodeCaller(port(), book)) {
            caller.play(new MatchNight(seed, PLAYERS, SPORTS_BETS), commands, () -> !node.isAlive());
            if (fault.exitCode() == ExitCode.OK) {
                result.against(!node.isAlive(), "it ended, and need not have: " + said());
                result.against(
                        fault.isBusy() != caller.undecided() > 0,
                        caller.undecided() + " commands were answered without a decision");
                caller.listen(STOP_MS);
                final int code = node.isAlive() ? node.stop() : node.exitCode();
                result.against(code != 0, "it ended with " + code + ": " + said());
            } else {
                ends(node);
                result.against(caller.listen(LISTEN_MS) > 0, "it answered after it had ended");
            }
            result.tell(fault + ": " + caller.answers() + " answers, " + caller.undecided() + " of them undecided");
        }
        recovers();
    }

    /** The node ends by itself, with the right code and word. */
    private void ends(final NodeProcess node) throws IOException, InterruptedException {
        final int code = node.exitCode();
        result.refusedStarts += node.readyLine().isEmpty() ? 1 : 0;
        result.against(
                code != fault.exitCode().number(),
                "exit code " + code + " instead of " + fault.exitCode().number() + ": " + said());
        result.against(!nodes.said().contains(fault.word()), "it does not say '" + fault.word() + "': " + said());
        result.against(code != 0 && !nodes.said().contains("next: "), "it does not say what to do next: " + said());
        result.tell(fault + ": exit code " + code);
    }

    private String said() throws IOException {
        final String said = nodes.said();
        return said.substring(0, Math.min(said.length(), 1_500));
    }

    /** An honest node has every answer that was given. */
    private void recovers() throws IOException, InterruptedException {
        final NodeProcess node = nodes.start();
        if (!node.awaitReady()) {
            result.against("an honest node does not start afterwards: " + node.ending());
            result.unexpectedRefusals++;
            return;
        }
        final long recovered = NodeUnderTest.readySequence(node);
        if (book.lastSequence() > recovered) {
            result.acknowledgedLost += book.countBeyond(recovered);
            result.against("answered up to " + book.lastSequence() + ", found up to " + recovered);
        }
        try (NodeCaller caller = new NodeCaller(port(), book)) {
            result.against(!caller.askAgain(recovered), "an honest node does not answer afterwards");
            result.appliedTwice += caller.differing();
            result.against(caller.differing() > 0, "answered differently afterwards: " + caller.firstDiffering());
            result.against(!caller.isConserved(), "money does not sum to zero afterwards");
        }
        final int code = node.stop();
        result.against(code != 0, "an honest node ended with " + code + ": " + said());
    }

    /** An honest node that has served, still running. */
    private NodeProcess served() throws IOException, InterruptedException {
        final NodeProcess node = nodes.start();
        if (!node.awaitReady()) {
            result.against("it did not start: " + node.ending());
            return node;
        }
        try (NodeCaller caller = new NodeCaller(port(), book)) {
            caller.play(new MatchNight(seed, PLAYERS, SPORTS_BETS), COMMANDS_SHORT, () -> !node.isAlive());
        }
        return node;
    }

    private void damaged() throws IOException, InterruptedException {
        served().kill();
        final Path data = data();
        final List<SpoiledDisk.Batch> batches = SpoiledDisk.batches(data);
        final SpoiledDisk.Batch batch = batches.get(batches.size() / 2);
        FileFaults.flip(batch.file(), (batch.position() + batch.end()) / 2, 1);
        final byte[] before = Files.readAllBytes(batch.file());
        ends(nodes.start());
        result.against(!nodes.said().contains(batch.file().toString()), "it does not name the file: " + said());
        result.against(!Arrays.equals(before, Files.readAllBytes(batch.file())), "it changed the damaged file");
    }

    /** Serves until somebody shortens its file, and ends by itself then. */
    private void cutOff(final LiveTruncation truncation) throws IOException, InterruptedException {
        final NodeProcess node = nodes.start();
        if (!node.awaitReady()) {
            result.against("it did not start: " + node.ending());
            return;
        }
        try (NodeCaller caller = new NodeCaller(port(), book)) {
            final MatchNight night = new MatchNight(seed, PLAYERS, SPORTS_BETS);
            int sent = 0;
            do {
                caller.play(night, COMMANDS_STEP, () -> !node.isAlive());
                sent += COMMANDS_STEP;
            } while (!truncation.strike() && sent < COMMANDS);
            final long answered = book.lastSequence();
            caller.play(night, COMMANDS_SHORT, () -> !node.isAlive());
            if (node.isAlive()) {
                result.against("it did not end: " + truncation);
                return;
            }
            ends(node);
            result.against(book.lastSequence() > answered, "it answered from a file that was cut off");
            result.against(caller.listen(LISTEN_MS) > 0, "it answered after it had ended");
            result.tell(truncation + "; answered up to " + book.lastSequence());
        }
    }

    /** A start names the file, the first sequence that is missing and the last one that was durable. */
    private void refusesToStart(final LiveTruncation truncation) throws IOException, InterruptedException {
        final Path data = data();
        final List<SpoiledDisk.Batch> left = SpoiledDisk.batches(data);
        final long missing = left.get(left.size() - 1).lastSequence() + 1;
        final long durable = Watermark.read(HostSettings.watermark(data)).sequence();
        result.against(missing > book.lastSequence(), "nothing that was answered was cut off");
        result.against(durable < book.lastSequence(), "the watermark is behind the answers");
        final byte[] before = Files.readAllBytes(truncation.file());
        final NodeProcess node = nodes.start();
        if (node.awaitReady()) {
            result.acknowledgedLost += book.countBeyond(missing - 1);
            result.against("it starts without the commands from " + missing + " on");
            return;
        }
        result.refusedStarts++;
        final int code = node.exitCode();
        result.against(code != ExitCode.JOURNAL_DAMAGED.number(), "exit code " + code + " at the start: " + said());
        final String where = "file " + truncation.file() + ", cycle ";
        result.against(!nodes.said().contains(where), "it does not name the file: " + said());
        result.against(!nodes.said().contains(", sequence " + missing + ": "), "it does not name the first: " + said());
        result.against(!nodes.said().contains("watermark " + durable), "it does not name the last: " + said());
        result.against(!Arrays.equals(before, Files.readAllBytes(truncation.file())), "it changed the damaged file");
    }

    private void secondOnData() throws IOException, InterruptedException {
        final NodeProcess first = served();
        final Path link = nodes.workspace().directory().resolve("by-another-name");
        Files.createSymbolicLink(link, data());
        ends(honest(link, otherPort()));
        stillServes(first);
    }

    private void secondOnPort() throws IOException, InterruptedException {
        final NodeProcess first = served();
        ends(honest(nodes.workspace().directory().resolve("other-data"), port()));
        stillServes(first);
    }

    /** Two containers with one shared memory, say: the lock beside the directory is held by somebody else. */
    private void secondOnAeron() throws IOException, InterruptedException {
        final Path shared = Path.of("/dev/shm");
        if (!Files.isWritable(shared)) {
            result.tell("no shared memory here");
            return;
        }
        result.against(served().stop() != 0, "the first node did not stop in order");
        final Path data = data();
        final Path lock = shared.resolve(Workspace.nodeDriverName(data) + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            result.against(!held.isValid(), "the rig could not take the lock");
            ends(nodes.start());
        }
        recovers();
    }

    private void stillServes(final NodeProcess first) throws InterruptedException {
        try (NodeCaller caller = new NodeCaller(port(), book)) {
            result.against(!caller.askAgain(Long.MAX_VALUE), "the first node does not answer any more");
            result.appliedTwice += caller.differing();
            result.against(caller.differing() > 0, "the first node answers differently: " + caller.firstDiffering());
        }
        result.against(first.stop() != 0, "the first node did not stop in order");
    }

    /** A port that is not the first node's nor the one behind it. */
    private int otherPort() {
        return port() > 40_000 ? port() - 10_000 : port() + 10_000;
    }

    /** Notes of Chronicle in which this process, which lives, holds the lock of the queue. */
    private void lockHeld() throws IOException, InterruptedException {
        served().kill();
        final Path scratch =
                Files.createDirectories(nodes.workspace().directory().resolve("scratch"));
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(scratch)
                        .rollCycle(RollCycles.FIVE_MINUTELY)
                        .build();
                ExcerptAppender appender = queue.createAppender();
                DocumentContext held = appender.writingDocument()) {
            held.rollbackOnClose();
            Files.copy(
                    scratch.resolve(CycleName.METADATA),
                    HostSettings.journal(data()).resolve(CycleName.METADATA),
                    StandardCopyOption.REPLACE_EXISTING);
            recovers();
        }
        result.tell(fault + ": served");
    }
}
