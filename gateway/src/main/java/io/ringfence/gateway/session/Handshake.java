package io.ringfence.gateway.session;

import io.ringfence.gateway.GatewayConfig;
import io.ringfence.gateway.GatewayCounter;
import io.ringfence.gateway.GatewayCounters;
import io.ringfence.protocol.codec.ChallengeResponseDecoder;
import io.ringfence.protocol.codec.ConnectDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.SessionCode;
import java.util.Queue;
import org.agrona.DirectBuffer;

/**
 * How a session opens and how it ends. Every step that the client hears of waits for two things: a way out that is
 * really connected, and room in the sink.
 *
 * <pre>
 *  Connect ─► LINKING ──ready──► SessionEvent OK ─► OPEN
 *                │   └─ready──► Challenge ─► CHALLENGED ─ChallengeResponse─► (as after Connect)
 *                └─ refused, superseded, timed out, closed ─► ENDING ─► SessionEvent ─► ENDED
 * </pre>
 *
 * A SessionEvent that is not OK is the last frame of its session; the egress closes the way out behind it. Ingress
 * thread only.
 */
public final class Handshake {
    /** A challenge may be followed by another, but not for ever. */
    private static final int CHALLENGES_MAX = 3;

    private final GatewayConfig config;
    private final Sessions sessions;
    private final Authenticator authenticator;
    private final SessionPublisher publisher;
    private final Queue<SessionLink> linkRequests;
    private final GatewayCounters counters;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ConnectDecoder connect = new ConnectDecoder();
    private final ChallengeResponseDecoder challengeResponse = new ChallengeResponseDecoder();

    public Handshake(
            final GatewayConfig config,
            final Sessions sessions,
            final Authenticator authenticator,
            final SessionPublisher publisher,
            final Queue<SessionLink> linkRequests,
            final GatewayCounters counters) {
        this.config = config;
        this.sessions = sessions;
        this.authenticator = authenticator;
        this.publisher = publisher;
        this.linkRequests = linkRequests;
        this.counters = counters;
    }

    /**
     * A Connect that passed the frame check; only the first of an image counts.
     *
     * @return false when it came out of order and was ignored.
     */
    public boolean onConnect(final Session session, final DirectBuffer buffer, final int offset) {
        if (session.state() != Session.State.NEW) {
            return false;
        }
        connect.wrapAndApplyHeader(buffer, offset, header);
        final int version = connect.protocolVersion();
        session.connect(connect.correlationId(), connect.clientIdHigh(), connect.clientIdLow(), (int)
                Math.min(connect.windowRequested(), Integer.MAX_VALUE));
        if (!linkRequests.offer(session.makeLink())) {
            throw new IllegalStateException("link requests are more than sessions can be");
        }
        session.state(Session.State.LINKING);
        if (version != ConnectDecoder.SCHEMA_VERSION) {
            decide(session, Verdict.refuse(SessionCode.VERSION_UNSUPPORTED, "protocol version is not supported"));
        } else if (!sessions.hasRoomFor(session)) {
            decide(session, Verdict.refuse(SessionCode.TOO_MANY_SESSIONS, "no room for one more session"));
        } else {
            connect.skipClientName();
            final byte[] credentials = new byte[connect.credentialsLength()];
            connect.getCredentials(credentials, 0, credentials.length);
            decide(session, authenticator.onConnect(session.id(), credentials));
        }
        return true;
    }

    /**
     * A ChallengeResponse that passed the frame check.
     *
     * @return false when it came out of order and was ignored.
     */
    public boolean onChallengeResponse(final Session session, final DirectBuffer buffer, final int offset) {
        if (session.state() != Session.State.CHALLENGED) {
            return false;
        }
        challengeResponse.wrapAndApplyHeader(buffer, offset, header);
        final byte[] credentials = new byte[challengeResponse.credentialsLength()];
        challengeResponse.getCredentials(credentials, 0, credentials.length);
        session.state(Session.State.LINKING);
        decide(session, authenticator.onChallengeResponse(session.id(), credentials));
        return true;
    }

    /**
     * Says to every session what is due to it, as far as the sink has room.
     *
     * @return how many sessions moved on.
     */
    public int progress() {
        int workCount = 0;
        for (int i = 0; i < sessions.size(); i++) {
            workCount += progress(sessions.at(i)) ? 1 : 0;
        }
        return workCount;
    }

    /** Whether no session is left that is to be told of its end and can be. */
    public boolean isEveryEndTold() {
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.at(i);
            if (session.state() == Session.State.ENDING && session.isLinkReady()) {
                return false;
            }
        }
        return true;
    }

    private boolean progress(final Session session) {
        if (!session.isLinkReady()) {
            return false;
        }
        if (session.state() == Session.State.ENDING) {
            return end(session);
        }
        if (session.state() != Session.State.LINKING) {
            return false;
        }
        return session.verdict().isChallenge() ? challenge(session) : open(session);
    }

    private void decide(final Session session, final Verdict verdict) {
        session.verdict(verdict);
        if (verdict.isAccepted()) {
            sessions.supersede(session);
        } else if (!verdict.isChallenge()) {
            sessions.end(session, verdict.code(), verdict.detail());
        } else if (session.countChallenge() > CHALLENGES_MAX) {
            sessions.end(session, SessionCode.AUTHENTICATION_REJECTED, "too many challenges");
        }
    }

    private boolean open(final Session session) {
        session.window(Math.max(1, Math.min(session.windowRequested(), config.windowThatFits())));
        if (!publisher.event(session, SessionCode.OK, "")) {
            return false;
        }
        session.state(Session.State.OPEN);
        counters.add(GatewayCounter.SESSIONS_OPENED, 1);
        return true;
    }

    private boolean challenge(final Session session) {
        if (!publisher.challenge(session, session.verdict().challenge())) {
            return false;
        }
        session.state(Session.State.CHALLENGED);
        return true;
    }

    private boolean end(final Session session) {
        if (!publisher.event(session, session.endCode(), session.endDetail())) {
            return false;
        }
        session.state(Session.State.ENDED);
        return true;
    }
}
