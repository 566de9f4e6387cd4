package io.ringfence.benchmarks.load;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.ringfence.engine.WalletEngine;
import io.ringfence.gateway.ReplySource;
import io.ringfence.node.pipeline.StageThread;
import io.ringfence.protocol.FrameLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.BufferUtil;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * The pipeline with its journal behind Aeron in shared memory: the rig's thread on one side, one for driver, ingress
 * and egress and one for journal and engine on the other, all in this process. No sessions and no sockets.
 */
final class IpcTarget implements Target {
    private static final String CHANNEL = "aeron:ipc?term-length=16m";
    private static final int REQUESTS = 7201;
    private static final int ANSWERS = 7202;
    private static final int SESSION = 1;
    private static final int PRINCIPAL = 1;
    private static final int FRAGMENT_LIMIT = 256;
    private static final int REPLIES_MAX = 512;
    private static final int FRAME_LENGTH_MAX = 512;
    private static final long CONNECT_NS = TimeUnit.SECONDS.toNanos(10);

    private final LocalPipeline local;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final ExclusivePublication requests;
    private final Subscription answers;
    private final StageThread wire;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final UnsafeBuffer frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(FRAME_LENGTH_MAX, 64));
    private final FragmentHandler onFragment = this::onFragment;
    private AnswerListener listener;
    private long offered;

    private IpcTarget(final LocalPipeline local, final Path directory) {
        this.local = local;
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.INVOKER));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .driverAgentInvoker(driver.sharedAgentInvoker())
                .useConductorAgentInvoker(true));
        final Subscription arriving = aeron.addSubscription(CHANNEL, REQUESTS);
        answers = aeron.addSubscription(CHANNEL, ANSWERS);
        requests = aeron.addExclusivePublication(CHANNEL, REQUESTS);
        final ExclusivePublication leaving = aeron.addExclusivePublication(CHANNEL, ANSWERS);
        final long startNs = System.nanoTime();
        while (!requests.isConnected() || !leaving.isConnected() || !arriving.isConnected()) {
            driver.sharedAgentInvoker().invoke();
            aeron.conductorAgentInvoker().invoke();
            if (System.nanoTime() - startNs > CONNECT_NS) {
                throw new IllegalStateException("no connection in shared memory");
            }
        }
        wire = new StageThread(
                "bench-wire",
                List.of(new Wire(local, driver, aeron, arriving, leaving)),
                new YieldingIdleStrategy(),
                thrown -> failure.compareAndSet(null, thrown));
    }

    /** Over a journal of its own in a directory that is removed at close. */
    static IpcTarget launch(final LoadPlan plan) throws IOException {
        final Path sharedMemory = Path.of("/dev/shm");
        final Path base =
                Files.isDirectory(sharedMemory) ? sharedMemory : Path.of(System.getProperty("java.io.tmpdir"));
        final LocalPipeline local =
                LocalPipeline.start(plan.engineConfig(), new WalletEngine(), LocalJournal.create(plan));
        final IpcTarget target = new IpcTarget(
                local, base.resolve("ringfence-ipc-" + ProcessHandle.current().pid()));
        target.wire.start();
        return target;
    }

    /** What {@link io.ringfence.node.pipeline.Profile#COMPACT} has on its first thread, without sessions. */
    private static final class Wire implements Agent {
        private final LocalPipeline local;
        private final MediaDriver driver;
        private final Aeron aeron;
        private final Subscription arriving;
        private final ControlledFragmentHandler toRing;
        private final ReplySource.ReplyHandler toClient;
        private final WallClock clock = new WallClock();

        Wire(
                final LocalPipeline local,
                final MediaDriver driver,
                final Aeron aeron,
                final Subscription arriving,
                final ExclusivePublication leaving) {
            this.local = local;
            this.driver = driver;
            this.aeron = aeron;
            this.arriving = arriving;
            toRing = this::onFragment;
            toClient = (sessionId, buffer, offset, length) -> {
                // The rig's window fits into the term, so there is room; only a term that ends is tried again.
                long position = leaving.offer(buffer, offset, length);
                while (position == Publication.ADMIN_ACTION) {
                    position = leaving.offer(buffer, offset, length);
                }
                if (position < 0) {
                    throw new IllegalStateException("an answer finds no room: " + Publication.errorString(position));
                }
            };
        }

        @SuppressWarnings("UnusedVariable")
        private Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
            final boolean isIn = FrameLayout.templateId(buffer, offset) < EngineTarget.FIRST_QUERY_TEMPLATE_ID
                    ? local.pipeline().sink().offerCommand(SESSION, PRINCIPAL, clock.nowNs(), buffer, offset, length)
                    : local.pipeline().sink().offerQuery(SESSION, buffer, offset, length);
            return isIn ? Action.CONTINUE : Action.ABORT;
        }

        @Override
        public int doWork() {
            clock.update();
            return driver.sharedAgentInvoker().invoke()
                    + aeron.conductorAgentInvoker().invoke()
                    + arriving.controlledPoll(toRing, FRAGMENT_LIMIT)
                    + local.pipeline().replySource().poll(toClient, REPLIES_MAX);
        }

        @Override
        public String roleName() {
            return "wire";
        }
    }

    @Override
    public void listener(final AnswerListener newListener) {
        listener = newListener;
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        frame.putBytes(0, buffer, offset, length);
        FrameLayout.correlationId(frame, 0, offered + 1);
        return requests.offer(frame, 0, length) > 0 ? ++offered : -1;
    }

    @Override
    public int poll() {
        local.checkAlive();
        final Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("the wire thread has failed", thrown);
        }
        return answers.poll(onFragment, FRAGMENT_LIMIT);
    }

    @SuppressWarnings("UnusedVariable")
    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        listener.onAnswer(FrameLayout.correlationId(buffer, offset), buffer, offset, length);
    }

    @Override
    public Path journal() {
        return local.journal();
    }

    @Override
    public Path watermark() {
        return local.watermark();
    }

    @Override
    public double[] pausesMs() {
        return Pauses.ofThisProcess();
    }

    @Override
    public String stop() {
        wire.stop();
        if (!wire.join(CONNECT_NS)) {
            return "the wire thread did not stop";
        }
        return local.stop();
    }

    @Override
    public void close() {
        stop();
        CloseHelper.closeAll(aeron, driver);
        local.close();
    }
}
