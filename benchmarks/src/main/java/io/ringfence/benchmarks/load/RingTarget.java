package io.ringfence.benchmarks.load;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.WalletEngine;
import io.ringfence.gateway.ReplySource;
import io.ringfence.protocol.FrameLayout;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The node's pipeline in the rig's process: the rig's thread is ingress and egress, another one journal and engine, as
 * in the profile compact, but for driver and sessions.
 */
final class RingTarget implements Target {
    private static final int SESSION = 1;
    private static final int PRINCIPAL = 1;
    private static final int FRAME_LENGTH_MAX = 512;
    private static final int REPLIES_MAX = 512;

    private final LocalPipeline local;
    private final WallClock clock = new WallClock();
    private final UnsafeBuffer frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(FRAME_LENGTH_MAX, 64));
    private final ReplySource.ReplyHandler handler = this::onReply;
    private AnswerListener listener;
    private long offered;

    private RingTarget(final LocalPipeline local) {
        this.local = local;
    }

    /** Over a journal that keeps nothing. */
    static RingTarget withoutJournal(final EngineConfig config) {
        return new RingTarget(LocalPipeline.start(config, new WalletEngine(), null));
    }

    /** Over a journal of its own in a directory that is removed at close. */
    static RingTarget withJournal(final LoadPlan plan) throws IOException {
        return new RingTarget(LocalPipeline.start(plan.engineConfig(), new WalletEngine(), LocalJournal.create(plan)));
    }

    @Override
    public void listener(final AnswerListener newListener) {
        listener = newListener;
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        frame.putBytes(0, buffer, offset, length);
        FrameLayout.correlationId(frame, 0, offered + 1);
        final boolean isIn = FrameLayout.templateId(frame, 0) < EngineTarget.FIRST_QUERY_TEMPLATE_ID
                ? local.pipeline().sink().offerCommand(SESSION, PRINCIPAL, clock.nowNs(), frame, 0, length)
                : local.pipeline().sink().offerQuery(SESSION, frame, 0, length);
        return isIn ? ++offered : -1;
    }

    @Override
    public int poll() {
        clock.update();
        local.checkAlive();
        return local.pipeline().replySource().poll(handler, REPLIES_MAX);
    }

    private void onReply(final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
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
        return local.stop();
    }

    @Override
    public void close() {
        local.close();
    }
}
