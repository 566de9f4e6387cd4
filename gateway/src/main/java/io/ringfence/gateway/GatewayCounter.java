package io.ringfence.gateway;

/** What the gateway counts. Each is written by one thread only, the one that its comment names. */
public enum GatewayCounter {
    /** Ingress: frames taken from the transport. */
    FRAMES_IN("gateway frames in"),
    /** Ingress: frames refused as malformed, or dropped because they could not even be answered. */
    FRAMES_MALFORMED("gateway frames malformed"),
    /** Ingress: frames dropped because their session is not open, or not theirs. */
    FRAMES_DROPPED("gateway frames dropped"),
    /** Ingress: frames refused because the session had more than its window unanswered. */
    FRAMES_BUSY("gateway frames refused busy"),
    /** Ingress: duty cycles that ended because the sink had no room. */
    ABORTS("gateway ingress aborts"),
    /** Ingress: sessions opened since the start. */
    SESSIONS_OPENED("gateway sessions opened"),
    /** Ingress: sessions ended since the start; opened less ended are open. */
    SESSIONS_ENDED("gateway sessions ended"),
    /** Egress: frames sent. */
    REPLIES_OUT("gateway replies out"),
    /** Egress: answers whose session was gone. */
    REPLIES_DROPPED("gateway replies dropped"),
    /** Egress: large answers replaced by BUSY, because the client does not keep up with them. */
    REPLIES_REFUSED("gateway replies refused busy"),
    /** Egress: sends that the transport had no room for. */
    EGRESS_BACK_PRESSURED("gateway egress back pressured"),
    /** Egress: sessions dropped because their client made no progress or went away. */
    SESSIONS_DROPPED("gateway sessions dropped");

    private final String label;

    GatewayCounter(final String label) {
        this.label = label;
    }

    /** A name for people. */
    public String label() {
        return label;
    }
}
