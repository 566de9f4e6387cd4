package io.ringfence.gateway.session;

import io.ringfence.gateway.GatewayConfig;
import java.util.Queue;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * The bounded queues between the two agents, each with one producer and one consumer.
 *
 * @param linkRequests from ingress to egress.
 * @param notices      from egress to ingress.
 */
public record Handover(Queue<SessionLink> linkRequests, Queue<LinkNotice> notices) {
    /** A link can have become ready and gone before the other side looks, and a new one have taken its place. */
    private static final int NOTICES_PER_SESSION = 4;

    /** Queues that cannot overflow as long as both agents run. */
    public static Handover of(final GatewayConfig config) {
        final int capacity = NOTICES_PER_SESSION * Sessions.capacity(config);
        return new Handover(new OneToOneConcurrentArrayQueue<>(capacity), new OneToOneConcurrentArrayQueue<>(capacity));
    }
}
