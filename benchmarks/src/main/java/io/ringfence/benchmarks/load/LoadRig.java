package io.ringfence.benchmarks.load;

import com.sun.management.ThreadMXBean;
import io.ringfence.benchmarks.rig.Pace;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Offers a workload to a target and times the answers. Open loop: each command is due at a time that was fixed before,
 * and its latency counts from there whether it could be sent then or not. Closed loop: as many as the window lets
 * through, for the most that a target can do; latencies of that are no more than the time in the window.
 *
 * <p>A command's due time is kept at its correlation id, which travels in the frame and comes back. One thread; nothing
 * is allocated between the first and the last command.
 */
public final class LoadRig {
    private static final int BURST = 256;
    private static final int FRAME_LENGTH_MAX = 8 * 1024;
    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int SPINS_BEFORE_NAP = 4;
    private static final long NAP_NS = 20_000;
    private static final long STALL_NS = TimeUnit.SECONDS.toNanos(20);

    private final Target target;
    private final Workload workload;
    private final NanoClock clock;
    private final int window;
    private final int mask;
    private final long[] dueNs;
    private final Expected[] expected;
    private final UnsafeBuffer frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(FRAME_LENGTH_MAX, 64));
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Latencies latencies;
    private Target.AnswerListener queries;
    private long startNs;
    private int pendingLength;
    private long sent;
    private long answered;
    private long lateSends;
    private long latestSendNs;
    private long backPressured;
    private long unexpected;
    private String firstUnexpected = "";
    private long lastAnswerNs;
    private int idleTurns;
    private boolean isNapping;
    private volatile boolean isStopped;

    /** For a target that nobody else uses. */
    public LoadRig(final Target target, final Workload workload, final int window) {
        this(target, workload, window, System::nanoTime);
    }

    LoadRig(final Target target, final Workload workload, final int window, final NanoClock clock) {
        this.target = target;
        this.workload = workload;
        this.clock = clock;
        this.window = window;
        final int capacity = BitUtil.findNextPositivePowerOfTwo(window);
        mask = capacity - 1;
        dueNs = new long[capacity];
        expected = new Expected[capacity];
        target.listener(this::onAnswer);
    }

    /** Sleeps for moments when there is nothing to do, instead of asking again at once. */
    public void nap() {
        isNapping = true;
    }

    /** Any thread: ends the load early; what was sent is still answered. */
    void stop() {
        isStopped = true;
    }

    /** Offers what sets the workload up and waits for the answers. */
    public void setUp() {
        begin(null);
        while (workload.isSettingUp()) {
            for (int i = 0; i < BURST && workload.isSettingUp() && offer(clock.nanoTime()); i++) {
                sent++;
            }
            turn();
        }
        // A frame that was made last and found no room.
        while (pendingLength > 0) {
            if (offer(clock.nanoTime())) {
                sent++;
            }
            turn();
        }
        drain();
        if (unexpected > 0 || answered != sent) {
            throw new IllegalStateException("set-up: " + sent + " sent, " + answered + " answered, " + firstUnexpected);
        }
    }

    /** Closed loop: keeps the window full for so long. */
    public Played full(final int millis, final Latencies into) {
        begin(into);
        final long allocated = allocated();
        final long endNs = startNs + TimeUnit.MILLISECONDS.toNanos(millis);
        long nowNs = startNs;
        while (nowNs < endNs && !isStopped) {
            for (int i = 0; i < BURST && offer(nowNs); i++) {
                sent++;
            }
            turn();
            nowNs = clock.nanoTime();
        }
        return end(0, answered * 1e9 / (nowNs - startNs), nowNs, allocated);
    }

    /** Open loop: offers each command when it is due, or as soon after as there is room. */
    public Played paced(final Pace pace, final int millis, final Latencies into) {
        begin(into);
        final long allocated = allocated();
        final long total = pace.total();
        long lastSentNs = startNs;
        while (sent < total && !isStopped && !isStalled()) {
            final long nowNs = clock.nanoTime();
            for (int i = 0; i < BURST && sent < total; i++) {
                final long due = startNs + pace.plannedNs(sent);
                if (due > nowNs || !offer(due)) {
                    break;
                }
                sent++;
                lastSentNs = nowNs;
                if (nowNs - due > LATE_NS) {
                    lateSends++;
                }
                latestSendNs = Math.max(latestSendNs, nowNs - due);
            }
            turn();
        }
        final long plannedNs = TimeUnit.MILLISECONDS.toNanos(millis);
        final double targetPerSecond = total * 1e9 / plannedNs;
        final long spentNs = Math.max(plannedNs, lastSentNs - startNs);
        return end(targetPerSecond, sent * 1e9 / spentNs, startNs + spentNs, allocated);
    }

    /** Offers one frame, a query say, and waits for its answer. */
    void ask(final DirectBuffer buffer, final int length, final Target.AnswerListener onAnswer) {
        begin(null);
        queries = onAnswer;
        long id = target.offer(buffer, 0, length);
        while (id <= 0 && !isStalled()) {
            turn();
            id = target.offer(buffer, 0, length);
        }
        sent++;
        expected[(int) id & mask] = Expected.ANSWER;
        drain();
        queries = null;
    }

    private void begin(final Latencies into) {
        latencies = into;
        sent = 0;
        answered = 0;
        lateSends = 0;
        latestSendNs = 0;
        backPressured = 0;
        startNs = clock.nanoTime();
        lastAnswerNs = startNs;
    }

    private Played end(
            final double targetPerSecond, final double sentPerSecond, final long endNs, final long allocatedBefore) {
        final double answeredPerSecond = answered * 1e9 / Math.max(1, endNs - startNs);
        final long allocated = allocated() - allocatedBefore;
        drain();
        return new Played(
                sent,
                answered,
                targetPerSecond,
                sentPerSecond,
                answeredPerSecond,
                lateSends,
                latestSendNs,
                backPressured,
                unexpected,
                firstUnexpected,
                (double) allocated / Math.max(1, answered));
    }

    private boolean offer(final long due) {
        if (sent - answered >= window) {
            backPressured++;
            return false;
        }
        if (pendingLength == 0) {
            pendingLength = workload.next(frame, 0, System.currentTimeMillis());
        }
        final long id = target.offer(frame, 0, pendingLength);
        if (id <= 0) {
            backPressured++;
            return false;
        }
        final int slot = (int) id & mask;
        dueNs[slot] = due;
        expected[slot] = workload.expected();
        pendingLength = 0;
        return true;
    }

    private void onAnswer(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        final long nowNs = clock.nanoTime();
        lastAnswerNs = nowNs;
        answered++;
        final int slot = (int) correlationId & mask;
        if (expected[slot] == Expected.ANSWER) {
            queries.onAnswer(correlationId, buffer, offset, length);
            return;
        }
        if (!expected[slot].isMet(buffer, offset)) {
            unexpected++;
            if (firstUnexpected.isEmpty()) {
                firstUnexpected = "expected " + expected[slot] + ", was "
                        + Outcome.of(Expected.outcome(buffer, offset)) + ", kind of answer "
                        + FrameLayout.templateId(buffer, offset);
            }
        }
        if (latencies != null) {
            latencies.record(nowNs - dueNs[slot], dueNs[slot] - startNs);
        }
    }

    private void drain() {
        lastAnswerNs = clock.nanoTime();
        while (answered < sent && !isStalled()) {
            turn();
        }
    }

    private boolean isStalled() {
        return clock.nanoTime() - lastAnswerNs > STALL_NS;
    }

    /** Yields when there was nothing to do, then naps as the demo's client does: the node shares the cores. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void turn() {
        if (target.poll() > 0) {
            idleTurns = 0;
        } else if (++idleTurns < SPINS_BEFORE_NAP || !isNapping) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(NAP_NS);
        }
    }

    private long allocated() {
        long sum = 0;
        for (final long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
