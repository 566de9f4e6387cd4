package io.ringfence.gateway;

/** What the gateway counts. Each is written by one thread only, the one that its comment names. */
public enum GatewayCounter {
    /** Ingress: frames taken from the transport. */
    FRAMES_IN(0, "gateway frames in"),
    /** Ingress: frames refused as malformed, or dropped because they could not even be answered. */
    FRAMES_MALFORMED(1, "gateway frames malformed"),
    /** Ingress: frames dropped because their session is not open, or not theirs. */
    FRAMES_DROPPED(2, "gateway frames dropped"),
    /** Ingress: frames refused because the session had more than its window unanswered. */
    FRAMES_BUSY(3, "gateway frames refused busy"),
    /** Ingress: duty cycles that ended because the sink had no room. */
    ABORTS(4, "gateway ingress aborts"),
    /** Ingress: sessions opened since the start. */
    SESSIONS_OPENED(5, "gateway sessions opened"),
    /** Ingress: sessions ended since the start; opened less ended are open. */
    SESSIONS_ENDED(6, "gateway sessions ended"),
    /** Egress: frames sent. */
    REPLIES_OUT(7, "gateway replies out"),
    /** Egress: answers whose session was gone. */
    REPLIES_DROPPED(8, "gateway replies dropped"),
    /** Egress: large answers replaced by BUSY, because the client does not keep up with them. */
    REPLIES_REFUSED(9, "gateway replies refused busy"),
    /** Egress: sends that the transport had no room for. */
    EGRESS_BACK_PRESSURED(10, "gateway egress back pressured"),
    /** Egress: sessions dropped because their client made no progress or went away. */
    SESSIONS_DROPPED(11, "gateway sessions dropped");

    private final int id;
    private final String label;

    GatewayCounter(final int id, final String label) {
        this.id = id;
        this.label = label;
    }

    /** Its number, dense from 0. */
    public int id() {
        return id;
    }

    /** A name for people. */
    public String label() {
        return label;
    }
}
