package io.ringfence.node;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.gateway.Gateway;
import io.ringfence.journal.Journal;
import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.node.counters.CountersFile;
import io.ringfence.node.counters.NodeCounter;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.Failure;
import io.ringfence.node.failure.NodeException;
import io.ringfence.node.pipeline.EdgeAgent;
import io.ringfence.node.pipeline.JournalClock;
import io.ringfence.node.pipeline.Pipeline;
import io.ringfence.node.pipeline.PipelineCounters;
import io.ringfence.node.pipeline.Profile.Role;
import io.ringfence.node.pipeline.StageThread;
import io.ringfence.node.recovery.JournalCheck;
import io.ringfence.node.recovery.Recovery;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A running node: lock, recovery, journal, pipeline, gateway, in this order, and back in reverse.
 *
 * <p>{@link #launch} returns when the node serves. A failure of any of its threads goes to the context's
 * {@link io.ringfence.node.failure.Terminator} once; with one that returns, the node is stopped and only waits for
 * {@link #close()}. Launch and close by one thread at a time; single-use.
 */
public final class RingfenceNode implements AutoCloseable {
    private static final long CONFIGURE_NS = TimeUnit.SECONDS.toNanos(30);
    // The next three are together below the five seconds in which a node must stop.
    private static final long DRAIN_NS = TimeUnit.MILLISECONDS.toNanos(2500);
    private static final long LINGER_NS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final long JOIN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int CONFIGURE_LENGTH_MAX = 512;

    private final NodeContext context;
    private final NodeConfig config;
    private final WalletEngine engine = new WalletEngine();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final AtomicReference<Failure> closingFailure = new AtomicReference<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private DataDirectory directory;
    private CountersFile counters;
    private Journal journal;
    private Pipeline pipeline;
    private EdgeAgent edge;
    private List<StageThread> threads = List.of();
    private volatile boolean isClosing;
    private boolean isClosed;

    private RingfenceNode(final NodeContext context) {
        this.context = context;
        this.config = context.config();
    }

    /** The {@code node} command of the launcher. */
    public static void main(final String[] args) {
        NodeCommand.run(args);
    }

    /**
     * Starts a node and returns when it serves; its last line on standard output begins with {@code READY}.
     *
     * @throws RuntimeException when it cannot serve; {@link Failure#of} says what that means. Nothing is left running.
     */
    public static RingfenceNode launch(final NodeContext context) {
        final RingfenceNode node = new RingfenceNode(context);
        try {
            node.start();
            return node;
        } catch (final Throwable thrown) {
            node.closeAfter(thrown);
            throw thrown;
        }
    }

    /** What stopped the start is what is said; that something could not be let go as well only stands beside it. */
    private void closeAfter(final Throwable thrown) {
        try {
            close();
        } catch (final RuntimeException | Error alsoFailed) {
            thrown.addSuppressed(alsoFailed);
        }
    }

    private void start() {
        print("ringfence " + BuildStamp.read() + ", profile " + config.profile().name() + ", JDK " + Runtime.version());
        print(config.journal().sync().mayLose());
        EndpointCheck.check(config.gateway(), context.err());
        directory = open(DataDirectory.lock(config.data()));
        counters = open(openCounters());
        final StateMachine machine = context.stateMachine().apply(engine);
        final JournalCheck check =
                new JournalCheck(context.journalDisk(), config.journal().sync(), context.err());
        final Recovery.Result recovered =
                Recovery.run(check, config.journalDirectory(), config.watermark(), machine, context.err());
        printRecovered(recovered);
        final long nowNs = checkDownTime(recovered);
        final EngineConfig configuration = newConfiguration(machine);
        journal = context.journal()
                .apply(ChronicleJournal.open(config.journalConfig(), context.journalDisk(), recovered.tail()));
        if (recovered.sequence() > 0) {
            journal.stateProof(recovered.sequence(), recovered.stateHash());
        }
        wire(machine);
        threads.forEach(StageThread::start);
        if (configuration != null) {
            configure(configuration, nowNs);
        }
        final String ready = "READY endpoint=" + config.gateway().host() + ":"
                + config.gateway().port() + " sequence=" + machine.sequence() + " hash=" + hex(machine.stateHash())
                + " profile=" + config.profile().name() + " sync="
                + config.journal().sync();
        edge.open();
        counters.counter(NodeCounter.READY).setRelease(1);
        context.out().println(ready);
        context.out().flush();
    }

    private <T extends AutoCloseable> T open(final T resource) {
        opened.push(resource);
        return resource;
    }

    private CountersFile openCounters() {
        try {
            final CountersFile file = CountersFile.create(directory.path());
            file.counter(NodeCounter.PID).setRelease(ProcessHandle.current().pid());
            file.counter(NodeCounter.STARTED_AT_MS).setRelease(System.currentTimeMillis());
            return file;
        } catch (final IOException e) {
            throw new NodeException(
                    ExitCode.DISK,
                    "the counters file in " + directory.path() + " cannot be made: " + e,
                    "make room, or make the directory writable for the user of this process",
                    e);
        }
    }

    private void printRecovered(final Recovery.Result recovered) {
        final double seconds = recovered.durationNs() / 1e9;
        print(String.format(
                Locale.ROOT,
                "recovered sequence %d, hash %s, in %.2f s (%,d records, %,.0f/s, %d state proofs met)",
                recovered.sequence(),
                hex(recovered.stateHash()),
                seconds,
                recovered.records(),
                recovered.records() / Math.max(1e-9, seconds),
                recovered.proofsMet()));
    }

    /** The time now, if it can follow that of the last record. */
    private long checkDownTime(final Recovery.Result recovered) {
        final long nowNs = context.clock().nanoTime();
        if (recovered.sequence() == 0) {
            return nowNs;
        }
        final long downSeconds = TimeUnit.NANOSECONDS.toSeconds(nowNs - recovered.timestampNs());
        if (downSeconds > config.clock().downSecondsMax()) {
            throw new NodeException(
                    ExitCode.CONFIGURATION,
                    "the last record was journaled " + downSeconds + " s ago by the clock of this machine, more than "
                            + config.clock().downSecondsMax() + " s (clock.downMaxSeconds)",
                    "if the clock is wrong, set it right; if the node really was down that long, raise"
                            + " clock.downMaxSeconds for this start: everything that is due expires at once");
        }
        if (downSeconds < 0) {
            print("the clock of this machine is " + -downSeconds
                    + " s behind the journal: journal time stands still until it has caught up");
        }
        return nowNs;
    }

    /** The engine's configuration if it is to be journaled: it is the first one, or not the one in the state. */
    private EngineConfig newConfiguration(final StateMachine machine) {
        if (!machine.isConfigured()) {
            return config.engine();
        }
        final EngineConfig current = engine.config();
        final EngineConfig wanted = withSeed(config.engine(), current.hashSeed());
        if (wanted.equals(current)) {
            return null;
        }
        try {
            current.checkSuccessor(wanted);
            return wanted;
        } catch (final IllegalArgumentException e) {
            throw new NodeException(
                    ExitCode.CONFIGURATION,
                    "engine configuration: " + e.getMessage(),
                    "this bound is part of the journaled state; give at least the value it has",
                    e);
        }
    }

    /** Journals and applies a configuration like any input, while the edge lets nothing else in. */
    private void configure(final EngineConfig configuration, final long nowNs) {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[CONFIGURE_LENGTH_MAX]);
        final int length = configuration.encode(frame, 0);
        if (!pipeline.sink().offerNode(nowNs, frame, 0, length)
                || !await(pipeline::isApplied, System.nanoTime() + CONFIGURE_NS)) {
            final Failure first = failure.get();
            throw new NodeException(
                    first == null ? ExitCode.RESTART : first.exitCode(),
                    "the configuration could not be journaled" + (first == null ? " in time" : ": " + first.reason()),
                    first == null ? "look at the disk, then start the node again" : first.advice());
        }
        print("configuration journaled");
    }

    private static EngineConfig withSeed(final EngineConfig config, final long hashSeed) {
        return new EngineConfig(
                config.rulesVersion(),
                hashSeed,
                config.playersMax(),
                config.accountsMax(),
                config.transactionsMax(),
                config.roundsMax(),
                config.betsPerRoundMax(),
                config.currenciesMax(),
                config.walletsMax(),
                config.sourcesMax(),
                config.idHorizonSeconds(),
                config.skewMs(),
                config.things());
    }

    private void wire(final StateMachine machine) {
        final NodeConfig.Ring ring = config.ring();
        pipeline = new Pipeline(
                new Pipeline.Sizes(ring.slots(), ring.commitSlots(), ring.largeInputs(), ring.largeReplies()),
                journal,
                machine,
                context.monotonicClock(),
                new PipelineCounters(counters::counter));
        final JournalClock clock = new JournalClock(
                context.clock(),
                context.monotonicClock(),
                machine.timestampNs(),
                TimeUnit.SECONDS.toNanos(config.clock().jumpSecondsMax()));
        final Transport transport = open(Transport.launch(
                directory,
                config.gateway().limits().sessionsMax(),
                this::onFailure,
                counters.counter(NodeCounter.TRANSPORT_ERRORS)));
        final Gateway gateway = open(Gateway.launch(
                config.gateway(),
                transport.aeron(),
                clock,
                pipeline.sink(),
                context.replySource().apply(pipeline.replySource()),
                counters));
        edge = new EdgeAgent(clock, pipeline.sink(), gateway.ingressAgent());
        final Map<Role, Agent> agents = new EnumMap<>(Role.class);
        agents.put(Role.DRIVER, transport.driver());
        agents.put(Role.CONDUCTOR, transport.conductor());
        agents.put(Role.INGRESS, edge);
        agents.put(Role.JOURNAL, pipeline.journalStage());
        agents.put(Role.ENGINE, pipeline.engineStage());
        agents.put(Role.EGRESS, gateway.egressAgent());
        threads = pipeline.threads(config.profile(), agents, this::onFailure);
    }

    /** Any thread. May not throw: it would end its thread, and the process would live on without it. */
    private void onFailure(final Throwable thrown) {
        final Failure first = Failure.ofAny(thrown);
        if (isClosing) {
            // Whoever closes says so: nothing may look like an orderly stop when the last force failed.
            closingFailure.compareAndSet(null, first);
            return;
        }
        if (!failure.compareAndSet(null, first)) {
            return;
        }
        threads.forEach(StageThread::stop);
        context.terminator().terminate(first);
    }

    /** What stopped this node by itself; null while nothing did. Any thread. */
    public Failure failure() {
        return failure.get();
    }

    /**
     * Lets nothing more in, answers what is in the ring, closes sessions and journal, and lets go of the directory.
     * Takes at most five seconds. Idempotent.
     *
     * @throws NodeException with {@link ExitCode#RESTART} when a thread does not stop: then nothing is let go, and only
     *                       the end of the process helps; with another code when a thread failed on its way out, for
     *                       example because the journal could not be forced a last time
     */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (counters != null) {
            counters.counter(NodeCounter.READY).setRelease(0);
        }
        if (edge != null && failure.get() == null) {
            drain();
        }
        isClosing = true;
        threads.forEach(StageThread::stop);
        final long deadlineNs = System.nanoTime() + JOIN_NS;
        for (final StageThread thread : threads) {
            if (!thread.join(deadlineNs - System.nanoTime())) {
                throw new NodeException(
                        ExitCode.RESTART,
                        "a thread of the node did not stop in time",
                        "end the process; what was answered is committed");
            }
        }
        if (journal != null) {
            // The journal thread has closed it, unless it failed or never ran; then this only lets go.
            journal.close();
        }
        CloseHelper.closeAll(opened);
        final Failure last = closingFailure.get();
        if (last != null && failure.get() == null) {
            throw new NodeException(last.exitCode(), last.reason(), last.advice(), last.cause());
        }
    }

    private void drain() {
        edge.shut();
        final long deadlineNs = System.nanoTime() + DRAIN_NS;
        if (!await(() -> edge.isShut() && pipeline.isDrained(), deadlineNs)) {
            print("not everything in the ring could be answered in time; the clients will ask again");
        }
        // Egress has the answers; the driver still has to send them.
        await(() -> false, System.nanoTime() + LINGER_NS);
    }

    private boolean await(final BooleanSupplier condition, final long deadlineNs) {
        while (failure.get() == null) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() - deadlineNs >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return false;
    }

    private void print(final String line) {
        context.err().println("ringfence: " + line);
    }

    private static String hex(final long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }
}
