package io.ringfence.benchmarks.load;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.protocol.FrameLayout;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The engine on the rig's own thread: frames are kept until the next poll and applied in groups, as a node does. */
final class EngineTarget implements Target {
    /** Command ids are below, query ids from here on. */
    static final int FIRST_QUERY_TEMPLATE_ID = 90;

    private static final int ROOM = 512;
    private static final int STRIDE = 512;

    private final WalletEngine engine = new WalletEngine();
    private final WallClock clock = new WallClock();
    private final UnsafeBuffer frames = new UnsafeBuffer(BufferUtil.allocateDirectAligned(ROOM * STRIDE, 64));
    private final int[] lengths = new int[ROOM];
    private final UnsafeBuffer output =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(StateMachine.OUTPUT_LENGTH_MAX, 64));
    private AnswerListener listener;
    private long sequence;
    private long offered;
    private int waiting;

    EngineTarget(final EngineConfig config) {
        final int length = config.encode(frames, 0);
        engine.apply(++sequence, clock.nowNs(), frames, 0, length, output);
    }

    @Override
    public void listener(final AnswerListener newListener) {
        listener = newListener;
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        if (waiting == ROOM) {
            return -1;
        }
        frames.putBytes(waiting * STRIDE, buffer, offset, length);
        FrameLayout.correlationId(frames, waiting * STRIDE, ++offered);
        lengths[waiting++] = length;
        return offered;
    }

    @Override
    public int poll() {
        final int count = waiting;
        if (count > 0) {
            clock.update();
        }
        for (int first = 0; first < count; first += StateMachine.LOOK_AHEAD_COUNT) {
            final int end = first + StateMachine.LOOK_AHEAD_COUNT;
            for (int i = first; i < end && end <= count; i++) {
                engine.lookAhead(frames, i * STRIDE);
            }
            for (int i = first; i < Math.min(end, count); i++) {
                apply(i);
            }
        }
        waiting = 0;
        return count;
    }

    private void apply(final int index) {
        final int offset = index * STRIDE;
        final int length = FrameLayout.templateId(frames, offset) < FIRST_QUERY_TEMPLATE_ID
                ? engine.apply(++sequence, clock.nowNs(), frames, offset, lengths[index], output)
                : engine.query(frames, offset, lengths[index], output);
        listener.onAnswer(FrameLayout.correlationId(frames, offset), output, 0, length);
    }

    @Override
    public Path journal() {
        return null;
    }

    @Override
    public double[] pausesMs() {
        return Pauses.ofThisProcess();
    }

    @Override
    public String stop() {
        engine.checkInvariants();
        return "";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
