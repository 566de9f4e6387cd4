package io.ringfence.gateway.session;

import io.ringfence.gateway.CommandSink;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.ChallengeEncoder;
import io.ringfence.protocol.codec.KeepAliveEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.protocol.codec.SessionEventEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes what the gateway itself has to say and offers it to the sink, behind everything that was accepted before.
 * Every method returns false when the sink has no room, and then nothing was said. Ingress thread only.
 */
public final class SessionPublisher {
    private static final int FRAME_LENGTH_MAX = 512;

    private final CommandSink sink;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SessionEventEncoder sessionEvent = new SessionEventEncoder();
    private final ChallengeEncoder challenge = new ChallengeEncoder();
    private final KeepAliveEncoder keepAlive = new KeepAliveEncoder();
    private final Refusals refusals = new Refusals();

    public SessionPublisher(final CommandSink sink) {
        this.sink = sink;
    }

    /** Refuses a frame with an outcome; {@code kind} is its template id where that is known, else 0. */
    public boolean refuse(final Session session, final long correlationId, final Outcome outcome, final int kind) {
        return sink.offerReply(session.id(), refusals.encode(correlationId, outcome, kind), 0, refusals.length());
    }

    /** Answers a sign of life with this correlation id. */
    public boolean keepAlive(final Session session, final long correlationId) {
        keepAlive
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(correlationId)
                .sessionId(session.id());
        return offer(session, keepAlive.encodedLength());
    }

    boolean event(final Session session, final SessionCode code, final String detail) {
        sessionEvent
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(session.connectCorrelationId())
                .sessionId(session.id())
                .window(session.window())
                .code(code)
                .detail(detail);
        return offer(session, sessionEvent.encodedLength());
    }

    boolean challenge(final Session session, final byte[] bytes) {
        challenge
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(session.connectCorrelationId())
                .putChallenge(bytes, 0, bytes.length);
        return offer(session, challenge.encodedLength());
    }

    private boolean offer(final Session session, final int encodedLength) {
        return sink.offerReply(session.id(), frame, 0, FrameLayout.HEADER_LENGTH + encodedLength);
    }
}
