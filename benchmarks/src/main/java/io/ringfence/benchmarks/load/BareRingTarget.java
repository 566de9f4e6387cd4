package io.ringfence.benchmarks.load;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A Disruptor ring and a thread that lets every slot go again: what a hop to another thread and back costs. */
final class BareRingTarget implements Target {
    private static final int SLOTS = 16 * 1024;
    private static final int SLOT_LENGTH = 512;

    private final RingBuffer<UnsafeBuffer> ring = RingBuffer.createSingleProducer(
            () -> new UnsafeBuffer(new byte[SLOT_LENGTH]), SLOTS, new YieldingWaitStrategy());
    private final SequenceBarrier arrived = ring.newBarrier();
    private final Sequence passed = new Sequence();
    private final Sequence taken = new Sequence();
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[128]);
    private final Thread thread = new Thread(this::pass, "bench-bare-ring");
    private volatile boolean isRunning = true;
    private AnswerListener listener;

    BareRingTarget() {
        Expected.writeDone(answer, 0);
        ring.addGatingSequences(taken);
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private void pass() {
        while (isRunning) {
            final long last = arrived.getCursor();
            if (last > passed.get()) {
                passed.set(last);
            } else {
                Thread.yield();
            }
        }
    }

    @Override
    public void listener(final AnswerListener newListener) {
        listener = newListener;
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        if (!ring.hasAvailableCapacity(1)) {
            return -1;
        }
        final long index = ring.next();
        ring.get(index).putBytes(0, buffer, offset, length);
        ring.publish(index);
        return index + 1;
    }

    @Override
    public int poll() {
        final long first = taken.get() + 1;
        final long last = passed.get();
        for (long index = first; index <= last; index++) {
            listener.onAnswer(index + 1, answer, 0, answer.capacity());
        }
        taken.set(Math.max(last, first - 1));
        return (int) (last - first + 1);
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
        isRunning = false;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    @Override
    public void close() {
        stop();
    }
}
