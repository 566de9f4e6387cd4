package io.ringfence.benchmarks.load;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.Journal;
import io.ringfence.node.counters.NodeCounter;
import io.ringfence.node.pipeline.Pipeline;
import io.ringfence.node.pipeline.PipelineCounters;
import io.ringfence.node.pipeline.RingIdleStrategy;
import io.ringfence.node.pipeline.StageThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.BufferUtil;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * The pipeline of a node with its journal and engine on a thread as the profile compact has it, and its two ends for
 * somebody else. Started and stopped by one thread.
 */
final class LocalPipeline implements AutoCloseable {
    private static final Pipeline.Sizes SIZES = new Pipeline.Sizes(16 * 1024, 8 * 1024, 64, 16);
    private static final int LABELS_LENGTH = 64 * 1024;
    private static final int VALUES_LENGTH = 16 * 1024;
    private static final int ALIGNMENT = 64;
    private static final int FRAME_LENGTH_MAX = 512;
    private static final long JOIN_NS = TimeUnit.SECONDS.toNanos(20);

    private final Pipeline pipeline;
    private final WalletEngine engine;
    private final LocalJournal files;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final StageThread thread;
    private boolean isStopped;

    private LocalPipeline(final Pipeline pipeline, final WalletEngine engine, final LocalJournal files) {
        this.pipeline = pipeline;
        this.engine = engine;
        this.files = files;
        thread = new StageThread(
                "bench-journal-engine",
                List.of(pipeline.journalStage(), pipeline.engineStage()),
                new RingIdleStrategy(pipeline.journalStage()),
                thrown -> failure.compareAndSet(null, thrown));
    }

    /** Starts it with its configuration applied; without files there is no journal. */
    static LocalPipeline start(final EngineConfig config, final WalletEngine engine, final LocalJournal files) {
        final Journal journal = files == null ? new NoJournal() : files.open();
        final Map<NodeCounter, AtomicCounter> counters = new EnumMap<>(NodeCounter.class);
        final CountersManager manager = new CountersManager(
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(LABELS_LENGTH, ALIGNMENT)),
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(VALUES_LENGTH, ALIGNMENT)));
        for (final NodeCounter counter : NodeCounter.values()) {
            counters.put(counter, manager.newCounter(counter.label(), counter.number()));
        }
        final StateMachine machine = engine;
        final LocalPipeline local = new LocalPipeline(
                new Pipeline(SIZES, journal, machine, System::nanoTime, new PipelineCounters(counters::get)),
                engine,
                files);
        local.thread.start();
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
        final int length = config.encode(frame, 0);
        local.pipeline.sink().offerNode(SystemEpochNanoClock.INSTANCE.nanoTime(), frame, 0, length);
        while (!local.pipeline.isApplied()) {
            local.checkAlive();
            Thread.onSpinWait();
        }
        return local;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Null if it has none. */
    Path journal() {
        return files == null ? null : files.config().directory();
    }

    /** Null if it has none. */
    Path watermark() {
        return files == null ? null : files.config().watermark();
    }

    /** Throws what ended the other thread. */
    void checkAlive() {
        final Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("the pipeline has failed", thrown);
        }
    }

    /** Commits, closes the journal, looks at the state. Empty, or what was wrong. */
    String stop() {
        if (isStopped) {
            return "";
        }
        isStopped = true;
        thread.stop();
        if (!thread.join(JOIN_NS)) {
            return "the pipeline did not stop";
        }
        final Throwable thrown = failure.get();
        if (thrown != null) {
            return "the pipeline failed: " + thrown;
        }
        engine.checkInvariants();
        return "";
    }

    @Override
    public void close() {
        try {
            stop();
            if (files != null) {
                files.remove();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
