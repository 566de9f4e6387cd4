package io.ringfence.benchmarks.faults;

import io.ringfence.engine.StateMachine;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.node.counters.NodeCounter;
import io.ringfence.node.pipeline.Pipeline;
import io.ringfence.node.pipeline.PipelineCounters;
import io.ringfence.protocol.FrameLayout;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * A node without its wire: the real journal, the real ring with its stages, the real start, all on one thread whose
 * turns the caller counts. An answer is given when the ring gives it. Journal time is the caller's. Single-use.
 */
final class WalletHost implements AutoCloseable {
    private static final int SLOTS = 1_024;
    private static final int LARGE = 4;
    private static final int SESSION = 1;
    private static final int PRINCIPAL = 1;
    private static final int COUNTERS_LENGTH = 64 * 1024;

    private final StateMachine machine;
    private final Restart restart;
    private final Journal journal;
    private final Pipeline pipeline;
    private final AnswerListener listener;
    private long nowNs;
    private long answered;
    private long offered;

    /** Hears every answer that leaves the ring. */
    interface AnswerListener {
        void onAnswer(DirectBuffer buffer, int offset, int length);
    }

    private WalletHost(
            final StateMachine machine,
            final Restart restart,
            final Journal journal,
            final long nowNs,
            final AnswerListener listener) {
        this.machine = machine;
        this.restart = restart;
        this.journal = journal;
        this.listener = listener;
        this.nowNs = Math.max(nowNs, machine.timestampNs());
        this.pipeline = new Pipeline(
                new Pipeline.Sizes(SLOTS, SLOTS, LARGE, LARGE), journal, machine, () -> this.nowNs, counters());
    }

    private static PipelineCounters counters() {
        final CountersManager manager = new CountersManager(
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(4 * COUNTERS_LENGTH, 64)),
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(COUNTERS_LENGTH, 64)));
        final Map<NodeCounter, AtomicCounter> counters = new EnumMap<>(NodeCounter.class);
        for (final NodeCounter counter : NodeCounter.values()) {
            counters.put(counter, manager.newCounter(counter.label(), counter.number()));
        }
        return new PipelineCounters(counters::get);
    }

    /** As a node starts: judge, cut, replay, open, journal the configuration of a new one. */
    static WalletHost start(
            final Path data,
            final HostSettings settings,
            final JournalDisk disk,
            final StateMachine machine,
            final Hooks hooks) {
        final Restart restart = Restart.run(data, disk, machine);
        hooks.onRecovered(restart);
        final Journal opened = ChronicleJournal.open(
                settings.journalConfig(data), disk, restart.result().tail());
        final Journal journal = new SteppedJournal(opened, hooks::onStep);
        try {
            if (restart.result().sequence() > 0) {
                journal.stateProof(restart.result().sequence(), restart.result().stateHash());
            }
            hooks.onOpened(journal);
            final WalletHost host = new WalletHost(machine, restart, journal, hooks.startNs(), hooks::onAnswer);
            if (!machine.isConfigured()) {
                final UnsafeBuffer frame = new UnsafeBuffer(new byte[512]);
                final int length = settings.engineConfig().encode(frame, 0);
                host.pipeline.sink().offerNode(host.nowNs, frame, 0, length);
                host.turn();
            }
            return host;
        } catch (final RuntimeException | Error e) {
            letGo(journal);
            throw e;
        }
    }

    /** What whoever drives a host wants to know, and the time it starts at. */
    interface Hooks {
        /** Journal time of the start, unless the journal is ahead of it. */
        long startNs();

        /** The journal is read; nothing is written yet. */
        default void onRecovered(final Restart restart) {}

        /** The journal may be written. */
        default void onOpened(final Journal journal) {}

        /** Some records later. */
        default void onStep() {}

        /** An answer left the ring. */
        default void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    }

    /** Puts a command into the ring, after a turn if it is full. */
    void offer(final DirectBuffer buffer, final int offset, final int length) {
        if (!pipeline.sink().offerCommand(SESSION, PRINCIPAL, nowNs, buffer, offset, length)) {
            turn();
            if (!pipeline.sink().offerCommand(SESSION, PRINCIPAL, nowNs, buffer, offset, length)) {
                throw new IllegalStateException("no room in an empty ring");
            }
        }
        offered++;
    }

    /** One turn of journal, engine and egress: what is in the ring is committed, applied and answered. */
    void turn() {
        pipeline.journalStage().doWork();
        pipeline.engineStage().doWork();
        pipeline.replySource().poll(this::onReply, SLOTS);
    }

    private void onReply(final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
        if (FrameLayout.correlationId(buffer, offset) != 0) {
            answered++;
        }
        listener.onAnswer(buffer, offset, length);
    }

    /** Time passes. */
    void advance(final long durationNs) {
        nowNs += durationNs;
    }

    long nowNs() {
        return nowNs;
    }

    /** Commands that have no answer. */
    long unanswered() {
        return offered - answered;
    }

    StateMachine machine() {
        return machine;
    }

    Restart restart() {
        return restart;
    }

    Journal journal() {
        return journal;
    }

    /** Lets go of the files of a writer that failed; what that says does not matter any more. */
    private static void letGo(final Journal journal) {
        try {
            journal.close();
        } catch (final RuntimeException e) {
            // It has failed already, and that is known.
        }
    }

    /** As after a failure: nothing more is promised. */
    void abandon() {
        letGo(journal);
    }

    /** An orderly stop. */
    @Override
    public void close() {
        turn();
        journal.close();
    }
}
