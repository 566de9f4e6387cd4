package io.ringfence.node.pipeline;

import java.util.List;
import org.agrona.concurrent.Agent;

/**
 * The roles in front of the journal, on one thread with it: takes their turns again until nothing more has come, so
 * that one commit holds all that waited. A turn of the driver is one datagram in and one out; a force for each would
 * hold back what had already arrived.
 *
 * <p>One thread.
 */
final class Gathering implements Agent {
    /**
     * Most turns before the journal's: enough for what came during a force, few enough that a client which never rests
     * does not keep the others waiting.
     */
    static final int TURNS_MAX = 64;

    private final Agent[] agents;

    Gathering(final List<Agent> agents) {
        this.agents = agents.toArray(new Agent[0]);
    }

    @Override
    public void onStart() {
        for (final Agent agent : agents) {
            agent.onStart();
        }
    }

    @Override
    public int doWork() throws Exception {
        int total = 0;
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            int workCount = 0;
            for (final Agent agent : agents) {
                workCount += agent.doWork();
            }
            total += workCount;
            if (workCount <= 0) {
                break;
            }
        }
        return total;
    }

    @Override
    public void onClose() {
        for (int i = agents.length - 1; i >= 0; i--) {
            agents[i].onClose();
        }
    }

    @Override
    public String roleName() {
        return "gathering";
    }
}
