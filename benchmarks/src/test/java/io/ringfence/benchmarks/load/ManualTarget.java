package io.ringfence.benchmarks.load;

import io.ringfence.protocol.Outcome;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Its own clock, which goes on by a step whenever it is read, and a server that answers at once but for a stall: in it
 * nothing is taken and nothing answered.
 */
final class ManualTarget implements Target, NanoClock {
    static final long STEP_NS = 1_000;
    private static final long IDLE_NS = 20_000;

    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[128]);
    private final long stallFromNs;
    private final long stallToNs;
    private AnswerListener listener;
    private long nowNs;
    private long offered;
    private long answered;
    boolean isWrong;
    long dropped;

    ManualTarget(final long stallFromNs, final long stallToNs) {
        this.stallFromNs = stallFromNs;
        this.stallToNs = stallToNs;
        Expected.writeDone(answer, 0);
    }

    private boolean isStalled() {
        return nowNs >= stallFromNs && nowNs < stallToNs;
    }

    @Override
    public long nanoTime() {
        nowNs += STEP_NS;
        return nowNs;
    }

    @Override
    public void listener(final AnswerListener newListener) {
        listener = newListener;
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        return isStalled() ? -1 : ++offered;
    }

    @Override
    public int poll() {
        if (isStalled() || offered - dropped == answered) {
            nowNs += IDLE_NS;
            return 0;
        }
        final int workCount = (int) (offered - dropped - answered);
        if (isWrong && workCount > 0) {
            answer.setMemory(0, answer.capacity(), (byte) Outcome.INSUFFICIENT_FUNDS.number());
        }
        while (answered < offered - dropped) {
            listener.onAnswer(++answered, answer, 0, answer.capacity());
        }
        return workCount;
    }

    @Override
    public Path journal() {
        return null;
    }

    @Override
    public double[] pausesMs() {
        return new double[0];
    }

    @Override
    public String stop() {
        return "";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
