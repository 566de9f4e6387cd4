package io.ringfence.benchmarks.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The longest step of the thread that journals and applies, in its own processor time: growing a table, beginning the
 * next file, letting ids go, whatever keeps the next command waiting and is work of ours or of the kernel for us. What
 * the thread waits for (its turn on a core, the disk, a client) is no part of it, nor is the disk's force.
 *
 * <p>Asking for processor time is a call into the kernel, so it is not asked at every step: the thread's time is cut
 * into windows that end with the first look after a tenth of a millisecond. A long step lies in one window, which says
 * at most that much too much. A look is taken every few commands, and wherever a turn begins or a commit ends.
 *
 * <p>The thread that calls {@link #turn} first is the one that is watched; what others do is ignored, recovery say.
 * Allocates nothing.
 */
final class StepClock {
    /** What a step was. */
    enum Kind {
        /** Applied commands, and all that the thread does before its next turn. */
        ENGINE,
        /** Appended or committed. */
        JOURNAL
    }

    private static final int COMMANDS_PER_LOOK = 32;
    private static final long WINDOW_NS = 100_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong engineNs = new AtomicLong();
    private final AtomicLong journalNs = new AtomicLong();
    private Thread thread;
    private long windowNs;
    private long windowCpuNs;
    private int commands;

    /** A turn of the journal begins. */
    void turn(final long nowNs) {
        if (thread == null) {
            thread = Thread.currentThread();
            open();
        }
        look(nowNs, Kind.ENGINE);
    }

    /** One more command was appended or applied. */
    void command(final Kind kind) {
        if (++commands % COMMANDS_PER_LOOK == 0 && thread != null) {
            look(System.nanoTime(), kind);
        }
    }

    /** All commands of a commit are committed. */
    void committed() {
        look(System.nanoTime(), Kind.JOURNAL);
    }

    /** A force begins; whether it is the watched thread's. */
    boolean beforeForce() {
        final boolean isOurs = Thread.currentThread() == thread;
        if (isOurs) {
            close(System.nanoTime(), Kind.JOURNAL);
        }
        return isOurs;
    }

    /** A force of the watched thread has ended. */
    void afterForce() {
        open();
    }

    /** The longest since the last call, in nanoseconds. Any thread. */
    long take(final Kind kind) {
        return longest(kind).getAndSet(0);
    }

    private AtomicLong longest(final Kind kind) {
        return kind == Kind.ENGINE ? engineNs : journalNs;
    }

    private void look(final long nowNs, final Kind kind) {
        if (nowNs - windowNs >= WINDOW_NS) {
            close(nowNs, kind);
        }
    }

    private void open() {
        windowNs = System.nanoTime();
        windowCpuNs = threads.getCurrentThreadCpuTime();
    }

    private void close(final long nowNs, final Kind kind) {
        final long cpuNs = threads.getCurrentThreadCpuTime();
        final AtomicLong longest = longest(kind);
        if (cpuNs - windowCpuNs > longest.get()) {
            longest.set(cpuNs - windowCpuNs);
        }
        windowNs = nowNs;
        windowCpuNs = cpuNs;
    }
}
