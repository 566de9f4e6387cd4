package io.ringfence.client;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.ChallengeDecoder;
import io.ringfence.protocol.codec.ChallengeResponseEncoder;
import io.ringfence.protocol.codec.CloseSessionEncoder;
import io.ringfence.protocol.codec.ConnectEncoder;
import io.ringfence.protocol.codec.KeepAliveEncoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.SessionEventDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes what a client says of its session, into one buffer, and decodes what it hears of it. Client thread only. */
final class SessionFrames {
    private static final int FRAME_LENGTH_MAX = 1024;
    private static final int FRAME_LENGTH_MIN = FrameLayout.HEADER_LENGTH + Long.BYTES;

    private final ClientConfig config;
    private final ChallengeResponder responder;
    private final long clientIdHigh;
    private final long clientIdLow;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final ConnectEncoder connect = new ConnectEncoder();
    private final ChallengeDecoder challenge = new ChallengeDecoder();
    private final ChallengeResponseEncoder challengeResponse = new ChallengeResponseEncoder();
    private final KeepAliveEncoder keepAlive = new KeepAliveEncoder();
    private final CloseSessionEncoder closeSession = new CloseSessionEncoder();
    private final SessionEventDecoder sessionEvent = new SessionEventDecoder();
    private int length;
    private long attempt;

    SessionFrames(final ClientConfig config, final ChallengeResponder responder) {
        this.config = config;
        this.responder = responder;
        final SecureRandom random = new SecureRandom();
        clientIdHigh = random.nextLong();
        // Never zero in both halves, which would be no id.
        clientIdLow = random.nextLong() | 1;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Length of what was encoded last. */
    int length() {
        return length;
    }

    boolean isOurs(final DirectBuffer frame, final int offset, final int frameLength) {
        return frameLength >= FRAME_LENGTH_MIN
                && headerDecoder.wrap(frame, offset).schemaId() == MessageHeaderDecoder.SCHEMA_ID;
    }

    SessionEventDecoder sessionEvent(final DirectBuffer frame, final int offset) {
        return sessionEvent.wrapAndApplyHeader(frame, offset, headerDecoder);
    }

    void connect() {
        final byte[] credentials = config.credentials().getBytes(StandardCharsets.UTF_8);
        // Rises from attempt to attempt, also over a restart, so that the node knows which of two is the later.
        attempt = Math.max(attempt + 1, System.currentTimeMillis());
        connect.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(attempt)
                .clientIdHigh(clientIdHigh)
                .clientIdLow(clientIdLow)
                .windowRequested(config.window())
                .protocolVersion(ConnectEncoder.SCHEMA_VERSION)
                .clientName(config.clientName())
                .putCredentials(credentials, 0, credentials.length);
        length = FrameLayout.HEADER_LENGTH + connect.encodedLength();
    }

    void challengeResponse(final DirectBuffer frame, final int offset) {
        challenge.wrapAndApplyHeader(frame, offset, headerDecoder);
        final byte[] asked = new byte[challenge.challengeLength()];
        challenge.getChallenge(asked, 0, asked.length);
        final byte[] answer = responder.onChallenge(asked);
        challengeResponse
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(0)
                .putCredentials(answer, 0, answer.length);
        length = FrameLayout.HEADER_LENGTH + challengeResponse.encodedLength();
    }

    int keepAlive(final int sessionId, final long correlationId) {
        keepAlive
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .sessionId(sessionId);
        length = FrameLayout.HEADER_LENGTH + keepAlive.encodedLength();
        return length;
    }

    int closeSession(final int sessionId) {
        closeSession.wrapAndApplyHeader(buffer, 0, header).correlationId(0).sessionId(sessionId);
        length = FrameLayout.HEADER_LENGTH + closeSession.encodedLength();
        return length;
    }
}
