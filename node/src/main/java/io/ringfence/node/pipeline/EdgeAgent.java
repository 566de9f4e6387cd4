package io.ringfence.node.pipeline;

import org.agrona.concurrent.Agent;

/**
 * Ingress thread only, in front of the gateway's ingress: reads the clock for this duty cycle and lets the sink put a
 * tick into silence. The gate in front of both opens when the node is configured, and closes when it stops: what is
 * in the ring is still answered, nothing new gets in.
 */
public final class EdgeAgent implements Agent {
    private final JournalClock clock;
    private final RingCommandSink sink;
    private final Agent ingress;
    private volatile Gate gate = Gate.NOT_YET;
    private volatile boolean isShut;

    private enum Gate {
        NOT_YET,
        OPEN,
        SHUT
    }

    public EdgeAgent(final JournalClock clock, final RingCommandSink sink, final Agent ingress) {
        this.clock = clock;
        this.sink = sink;
        this.ingress = ingress;
    }

    @Override
    public void onStart() {
        ingress.onStart();
    }

    @Override
    public int doWork() throws Exception {
        final Gate now = gate;
        if (now != Gate.OPEN) {
            isShut = now == Gate.SHUT;
            return 0;
        }
        return sink.onDutyCycle(clock.update()) + ingress.doWork();
    }

    @Override
    public void onClose() {
        ingress.onClose();
    }

    @Override
    public String roleName() {
        return "ingress";
    }

    /** Any thread, once: from now on the sink belongs to the ingress thread. */
    public void open() {
        gate = Gate.OPEN;
    }

    /** Any thread: lets nothing more in. */
    public void shut() {
        gate = Gate.SHUT;
    }

    /** Any thread: nothing will get in any more, the duty cycle in progress at {@link #shut()} is over. */
    public boolean isShut() {
        return isShut;
    }
}
