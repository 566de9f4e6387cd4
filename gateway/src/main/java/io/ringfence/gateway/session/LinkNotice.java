package io.ringfence.gateway.session;

/**
 * What the egress tells the ingress about a session's way out.
 *
 * @param sessionId of the session.
 * @param state     that its link has now.
 */
public record LinkNotice(int sessionId, State state) {
    /** State of a link. */
    public enum State {
        /** The client can be sent to. */
        READY,
        /** The client cannot be sent to any more, or never could. */
        GONE
    }
}
