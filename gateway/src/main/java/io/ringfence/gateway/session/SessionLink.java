package io.ringfence.gateway.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What ingress and egress share of a session. The ingress makes it and hands it over through a queue; after that the
 * fields are constant but for the count of answers, which the egress thread alone writes.
 */
public final class SessionLink {
    private final int sessionId;
    private final long imageCorrelationId;
    private final AtomicLong answered = new AtomicLong();

    SessionLink(final int sessionId, final long imageCorrelationId) {
        this.sessionId = sessionId;
        this.imageCorrelationId = imageCorrelationId;
    }

    /** Id of the session, above 0. */
    public int sessionId() {
        return sessionId;
    }

    /** What a response publication is correlated with. */
    public long imageCorrelationId() {
        return imageCorrelationId;
    }

    /** Egress thread: so many more (or, taken back before anybody could act on it, less) frames are answered. */
    public void addAnswered(final int delta) {
        answered.setRelease(answered.getPlain() + delta);
    }

    long answered() {
        return answered.getAcquire();
    }
}
