package io.ringfence.node.pipeline;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;

/**
 * One thread of a profile: runs the duty cycles of its agents in turn until it is told to stop or one of them throws.
 *
 * <p>Unlike Agrona's {@code AgentRunner} it does not go on after a throw and it never interrupts: an interrupt would
 * close the journal's file channels. A throw goes to the failure handler once, and no agent of this thread runs again.
 * Single-use; {@link #stop} and {@link #join} from any other thread.
 */
public final class StageThread implements Runnable {
    private final List<Agent> agents;
    private final IdleStrategy idleStrategy;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean isRunning = true;

    public StageThread(
            final String name,
            final List<Agent> agents,
            final IdleStrategy idleStrategy,
            final Consumer<Throwable> onFailure) {
        this.agents = List.copyOf(agents);
        this.idleStrategy = idleStrategy;
        this.onFailure = onFailure;
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            for (final Agent agent : agents) {
                agent.onStart();
            }
            final Agent[] turns = agents.toArray(new Agent[0]);
            while (isRunning) {
                int workCount = 0;
                for (final Agent agent : turns) {
                    workCount += agent.doWork();
                }
                idleStrategy.idle(workCount);
            }
            for (int i = turns.length - 1; i >= 0; i--) {
                turns[i].onClose();
            }
        } catch (final Throwable failure) {
            isRunning = false;
            onFailure.accept(failure);
        }
    }

    /** Lets the duty cycle in progress end, then no more. */
    public void stop() {
        isRunning = false;
    }

    /** Waits for the end; false if the thread still runs after the time given. Never interrupts it. */
    public boolean join(final long timeoutNs) {
        if (thread.getState() == Thread.State.NEW || Thread.currentThread() == thread) {
            return true;
        }
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1_000_000L, timeoutNs));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
