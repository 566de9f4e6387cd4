package io.ringfence.gateway.session;

import io.aeron.Image;
import io.ringfence.gateway.GatewayConfig;
import io.ringfence.gateway.GatewayCounter;
import io.ringfence.gateway.GatewayCounters;
import io.ringfence.protocol.codec.SessionCode;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Every session, keyed by the correlation id of its image, which the driver makes unique (Aeron's own session id is
 * chosen by the client). Images are not learnt of by callback: the first frame makes a session, and a closed image is
 * noticed in the slow tick. Ingress thread only.
 */
public final class Sessions {
    /** Images beyond the limit of sessions that are kept, so that their clients can be told so. */
    private static final int SPARE_COUNT = 64;

    private final GatewayConfig config;
    private final GatewayCounters counters;
    private final Long2ObjectHashMap<Session> byImage = new Long2ObjectHashMap<>();
    private final List<Session> all = new ArrayList<>();
    private int lastId;
    private Image cachedImage;
    private Session cachedSession;

    public Sessions(final GatewayConfig config, final GatewayCounters counters) {
        this.config = config;
        this.counters = counters;
    }

    /** How many entries there can be: links and notices never outnumber a small multiple of it. */
    public static int capacity(final GatewayConfig config) {
        return config.limits().sessionsMax() + SPARE_COUNT;
    }

    /** The session of an image, made when it is new; null when there is no room for one more. */
    public Session getOrCreate(final Image image, final long servedNs) {
        if (image == cachedImage) {
            return cachedSession;
        }
        Session session = byImage.get(image.correlationId());
        if (session == null) {
            if (all.size() >= capacity(config)) {
                return null;
            }
            session = new Session(++lastId, image, servedNs);
            byImage.put(image.correlationId(), session);
            all.add(session);
        }
        cachedImage = image;
        cachedSession = session;
        return session;
    }

    /** Marks what timed out or lost its image; {@link Handshake#progress} tells, {@link #sweep} forgets them. */
    public void checkLiveness(final long servedNs) {
        for (int i = all.size() - 1; i >= 0; i--) {
            final Session session = all.get(i);
            if (!session.isImageGone() && session.image().isClosed()) {
                session.onImageGone();
                end(session, SessionCode.CLOSED, "client is gone");
            }
            if (session.isOver()) {
                continue;
            }
            if (session.isOpen()) {
                if (servedNs - session.activeServedNs() > config.timeouts().sessionNs()) {
                    end(session, SessionCode.TIMED_OUT, "no sign of life");
                }
            } else if (servedNs - session.bornServedNs() > config.timeouts().handshakeNs()) {
                end(session, SessionCode.TIMED_OUT, "handshake took too long");
            }
        }
    }

    /** Forgets sessions that have ended and whose image is gone, so that no late frame can bring them back. */
    public void sweep() {
        for (int i = all.size() - 1; i >= 0; i--) {
            final Session session = all.get(i);
            if (session.isImageGone() && session.state() == Session.State.ENDED) {
                all.remove(i);
                byImage.remove(session.image().correlationId());
                if (cachedSession == session) {
                    cachedImage = null;
                    cachedSession = null;
                }
            }
        }
    }

    /** Takes what the egress says of a link. */
    public void onNotice(final LinkNotice notice) {
        for (int i = 0; i < all.size(); i++) {
            final Session session = all.get(i);
            if (session.id() == notice.sessionId()) {
                if (notice.state() == LinkNotice.State.READY) {
                    session.onLinkReady();
                } else {
                    end(session, SessionCode.CLOSED, "client cannot be reached");
                    session.onLinkGone();
                }
                return;
            }
        }
    }

    /** Ends a session that is not over yet. */
    public void end(final Session session, final SessionCode code, final String detail) {
        if (session.isOpen()) {
            counters.add(GatewayCounter.SESSIONS_ENDED, 1);
        }
        session.end(code, detail);
    }

    /** Ends every session that is not over yet. */
    public void endAll(final SessionCode code, final String detail) {
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isOver()) {
                end(all.get(i), code, detail);
            }
        }
    }

    int size() {
        return all.size();
    }

    Session at(final int index) {
        return all.get(index);
    }

    /**
     * Silences every older session of the same client, or this one when it is the older: images are polled in no order,
     * so the Connect of an attempt that the client has given up may come after that of the next.
     */
    void supersede(final Session accepted) {
        for (int i = 0; i < all.size(); i++) {
            final Session session = all.get(i);
            if (session == accepted || session.isOver() || !session.isOfClient(accepted)) {
                continue;
            }
            if (session.connectCorrelationId() > accepted.connectCorrelationId()) {
                end(accepted, SessionCode.SUPERSEDED, "the client has connected again already");
                return;
            }
            end(session, SessionCode.SUPERSEDED, "the client connected again");
        }
    }

    boolean hasRoomFor(final Session newer) {
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            final Session session = all.get(i);
            final boolean isTakingRoom = session.state() != Session.State.NEW && !session.isOver();
            if (session != newer && isTakingRoom && !session.isOfClient(newer)) {
                count++;
            }
        }
        return count < config.limits().sessionsMax();
    }
}
