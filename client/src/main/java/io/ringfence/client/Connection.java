package io.ringfence.client;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.Header;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.ChallengeDecoder;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.protocol.codec.SessionEventDecoder;
import org.agrona.DirectBuffer;

/**
 * The way to the node and back: makes subscription and publication, opens the session, notices when the node is gone
 * and starts again with a new pair, because a response stream does not outlive its node. Client thread only.
 *
 * <pre>
 *  IDLE ─► LINKING ─► GREETING ─► OPEN ─┐
 *    ▲         └──────────┴─────────────┤ silence, deadline, an image gone
 *    └──────────────────────────────────┘      REFUSED when the node said never
 * </pre>
 */
final class Connection implements AutoCloseable {
    /** Stream of requests. */
    private static final int REQUEST_STREAM_ID = 7001;

    /** Stream of responses. */
    private static final int RESPONSE_STREAM_ID = 7002;

    private static final int SEND_ATTEMPTS = 3;
    private static final int SESSION_TEMPLATE_ID_MAX = 19;

    /** Own pauses do not count as silence of the node: a cycle adds at most this much. */
    private static final long STEP_NS_MAX = 50_000_000L;

    private enum State {
        IDLE,
        LINKING,
        GREETING,
        OPEN,
        REFUSED
    }

    private final ClientConfig config;
    private final ClientTransport transport;
    private final Events events;
    private final SessionFrames frames;
    private final FragmentAssembler assembler = new FragmentAssembler(this::onMessage);
    private final BufferClaim claim = new BufferClaim();
    private State state = State.IDLE;
    private long subscriptionId;
    private long publicationId;
    private Subscription subscription;
    private ExclusivePublication publication;
    private Image image;
    private boolean isGreetingDue;
    private int sessionId;
    private int window;
    private long lastNowNs;
    private long servedNs;
    private long attemptDeadlineNs;
    private long nextAttemptNs;
    private long heardNs;
    private long keepAliveDueNs;
    private SessionCode endCode;
    private String endDetail = "";

    /** What the client is told. */
    interface Events {
        void onOpen(int sessionId, int window);

        void onLost(SessionCode code, String detail);

        void onAnswer(DirectBuffer buffer, int offset, int length);
    }

    Connection(
            final ClientConfig config,
            final ClientTransport transport,
            final ChallengeResponder responder,
            final Events events) {
        this.config = config;
        this.transport = transport;
        this.events = events;
        this.frames = new SessionFrames(config, responder);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isRefused() {
        return state == State.REFUSED;
    }

    int window() {
        return window;
    }

    /** One duty cycle. */
    int poll(final long nowNs) {
        servedNs += Math.min(Math.max(nowNs - lastNowNs, 0), STEP_NS_MAX);
        lastNowNs = nowNs;
        return switch (state) {
            case IDLE -> begin();
            case LINKING -> link();
            case GREETING -> greet();
            case OPEN -> serve();
            case REFUSED -> 0;
        };
    }

    /** Sends a frame, in pieces if it does not fit into a datagram, or says with Aeron's codes why not. */
    long send(final DirectBuffer buffer, final int offset, final int length) {
        long result = Publication.BACK_PRESSURED;
        for (int i = 0; i < SEND_ATTEMPTS; i++) {
            result = length <= publication.maxPayloadLength()
                    ? claim(buffer, offset, length)
                    : publication.offer(buffer, offset, length);
            if (result > 0) {
                break;
            }
            if (result != Publication.ADMIN_ACTION) {
                break;
            }
        }
        return result;
    }

    private long claim(final DirectBuffer buffer, final int offset, final int length) {
        final long result = publication.tryClaim(length, claim);
        if (result > 0) {
            claim.buffer().putBytes(claim.offset(), buffer, offset, length);
            claim.commit();
        }
        return result;
    }

    /** Says goodbye; the answer shows as a lost session. */
    void sayGoodbye() {
        if (state == State.OPEN) {
            final int length = frames.closeSession(sessionId);
            send(frames.buffer(), 0, length);
        }
    }

    private int begin() {
        if (servedNs < nextAttemptNs) {
            return 0;
        }
        subscriptionId = transport.aeron().asyncAddSubscription(responseChannel(), RESPONSE_STREAM_ID);
        publicationId = transport.aeron().asyncAddExclusivePublication(requestChannel(), REQUEST_STREAM_ID);
        attemptDeadlineNs = servedNs + config.timing().connectNs();
        state = State.LINKING;
        return 1;
    }

    private int link() {
        if (subscription == null) {
            subscription = transport.aeron().getSubscription(subscriptionId);
        }
        if (publication == null) {
            publication = transport.aeron().getExclusivePublication(publicationId);
        }
        // Connected with no window yet is not connected: the first offer would be refused.
        if (subscription != null
                && publication != null
                && publication.isConnected()
                && publication.availableWindow() > 0) {
            isGreetingDue = true;
            frames.connect();
            state = State.GREETING;
            return 1;
        }
        return checkAttempt();
    }

    private int greet() {
        if (isGreetingDue) {
            isGreetingDue = send(frames.buffer(), 0, frames.length()) < 0;
        }
        final int workCount = subscription.poll(assembler, config.transport().fragmentLimit());
        if (endCode != null) {
            lose();
        } else if (state == State.GREETING) {
            checkAttempt();
        }
        return workCount;
    }

    private int serve() {
        int workCount = subscription.poll(assembler, config.transport().fragmentLimit());
        if (workCount > 0) {
            heardNs = servedNs;
        }
        if (endCode != null) {
            lose();
        } else if (image.isClosed()) {
            // Aeron may make another in its place, which begins where the node is now: what was lost between would
            // never be answered, and would count against the window for as long as the session lives.
            endDetail = "the stream from the node broke off";
            lose();
        } else if (servedNs - heardNs > config.timing().silenceNs()) {
            endDetail = "no sign of life from the node";
            lose();
        } else if (servedNs >= keepAliveDueNs) {
            keepAlive();
            workCount++;
        }
        return workCount;
    }

    private void keepAlive() {
        if (subscription.hasNoImages() || !publication.isConnected()) {
            endDetail = "the node closed the stream";
            lose();
            return;
        }
        final int length = frames.keepAlive(sessionId, lastNowNs);
        if (send(frames.buffer(), 0, length) > 0) {
            keepAliveDueNs = servedNs + config.timing().keepAliveNs();
        }
    }

    private int checkAttempt() {
        if (servedNs > attemptDeadlineNs) {
            drop();
            state = State.IDLE;
            return 1;
        }
        return 0;
    }

    private void lose() {
        final SessionCode code = endCode == null ? SessionCode.SBE_UNKNOWN : endCode;
        final String detail = endDetail;
        drop();
        state = isFinal(code) ? State.REFUSED : State.IDLE;
        events.onLost(code, detail);
    }

    private static boolean isFinal(final SessionCode code) {
        return code == SessionCode.SUPERSEDED
                || code == SessionCode.AUTHENTICATION_REJECTED
                || code == SessionCode.VERSION_UNSUPPORTED;
    }

    private void drop() {
        if (publication != null) {
            publication.revokeOnClose();
            publication.close();
        } else {
            transport.aeron().asyncRemovePublication(publicationId);
        }
        if (subscription != null) {
            subscription.close();
        } else {
            transport.aeron().asyncRemoveSubscription(subscriptionId);
        }
        publication = null;
        subscription = null;
        image = null;
        assembler.clear();
        endCode = null;
        endDetail = "";
        nextAttemptNs = servedNs + config.timing().retryDelayNs();
    }

    /** A message: one frame, or several Replies. A callback may end the session; what is behind is not for it then. */
    private void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        int at = offset;
        int remaining = length;
        while (subscription != null && frames.isOurs(buffer, at, remaining)) {
            final int frameLength = FrameLayout.frameLength(buffer, at, remaining);
            if (frameLength > remaining) {
                return;
            }
            onFrame(buffer, at, frameLength, header);
            at += frameLength;
            remaining -= frameLength;
        }
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        final int templateId = FrameLayout.templateId(buffer, offset);
        if (templateId > SESSION_TEMPLATE_ID_MAX) {
            if (state == State.OPEN) {
                events.onAnswer(buffer, offset, length);
            }
        } else if (templateId == SessionEventDecoder.TEMPLATE_ID) {
            onSessionEvent(frames.sessionEvent(buffer, offset), (Image) header.context());
        } else if (templateId == ChallengeDecoder.TEMPLATE_ID && state == State.GREETING) {
            frames.challengeResponse(buffer, offset);
            isGreetingDue = true;
        }
    }

    private void onSessionEvent(final SessionEventDecoder event, final Image source) {
        if (event.code() != SessionCode.OK) {
            endCode = event.code();
            endDetail = event.detail();
        } else if (state == State.GREETING) {
            image = source;
            sessionId = event.sessionId();
            window = (int) Math.min(event.window(), config.window());
            heardNs = servedNs;
            keepAliveDueNs = servedNs + config.timing().keepAliveNs();
            state = State.OPEN;
            events.onOpen(sessionId, window);
        }
    }

    private String requestChannel() {
        final ClientConfig.Transport sizes = config.transport();
        return new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA)
                .endpoint(endpoint(config.host(), config.port()))
                .responseCorrelationId(subscriptionId)
                .termLength(sizes.requestTermLength())
                .mtu(orNull(sizes.mtu()))
                .socketSndbufLength(orNull(sizes.socketSendBuffer()))
                .build();
    }

    private String responseChannel() {
        final ClientConfig.Transport sizes = config.transport();
        return new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA)
                .controlMode(CommonContext.CONTROL_MODE_RESPONSE)
                .controlEndpoint(endpoint(config.host(), config.port() + 1))
                .receiverWindowLength(orNull(sizes.receiverWindow()))
                .socketRcvbufLength(orNull(sizes.socketReceiveBuffer()))
                .build();
    }

    private static String endpoint(final String host, final int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static Integer orNull(final int value) {
        return value == 0 ? null : Integer.valueOf(value);
    }

    @Override
    public void close() {
        if (state != State.IDLE && state != State.REFUSED) {
            drop();
        }
        state = State.REFUSED;
    }
}
