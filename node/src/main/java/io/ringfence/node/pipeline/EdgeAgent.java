package io.ringfence.node.pipeline;

import java.util.function.BooleanSupplier;
import org.agrona.concurrent.Agent;

/**
 * Ingress thread only, in front of the gateway's ingress: reads the clock for this duty cycle and lets the sink put a
 * tick into silence. The gate in front of both opens when the node is configured, and closes when it stops: what is
 * in the ring is still answered, nothing new gets in but the farewell to the clients.
 */
public final class EdgeAgent implements Agent {
    private final JournalClock clock;
    private final RingCommandSink sink;
    private final Agent ingress;
    private final BooleanSupplier farewell;
    private volatile Gate gate = Gate.NOT_YET;
    private volatile boolean isShut;

    private enum Gate {
        NOT_YET,
        OPEN,
        SHUT
    }

    /**
     * A shut gate.
     *
     * @param farewell called in place of the ingress once the gate is shut, until it returns true
     */
    public EdgeAgent(
            final JournalClock clock, final RingCommandSink sink, final Agent ingress, final BooleanSupplier farewell) {
        this.clock = clock;
        this.sink = sink;
        this.ingress = ingress;
        this.farewell = farewell;
    }

    @Override
    public void onStart() {
        ingress.onStart();
    }

    @Override
    public int doWork() throws Exception {
        final Gate now = gate;
        if (now != Gate.OPEN) {
            if (now == Gate.SHUT && !isShut) {
                isShut = farewell.getAsBoolean();
            }
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

    /** Any thread: nothing will get in any more, and the farewell is in the ring. */
    public boolean isShut() {
        return isShut;
    }
}
