package io.ringfence.gateway;

import io.ringfence.protocol.FrameLayout;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.agrona.BitUtil;

/**
 * How the gateway is reached and what it bounds.
 *
 * @param host        to bind to; a loopback address unless {@code allowRemote}, because sessions are not authenticated.
 * @param port        of the request endpoint; responses leave from the port after it.
 * @param allowRemote binds to other addresses too.
 * @param transport   sizes handed to Aeron.
 * @param limits      of sessions.
 * @param timeouts    of sessions.
 */
public record GatewayConfig(
        String host, int port, boolean allowRemote, Transport transport, Limits limits, Timeouts timeouts) {

    /** Stream of requests. */
    public static final int REQUEST_STREAM_ID = 7001;

    /** Stream of responses. */
    public static final int RESPONSE_STREAM_ID = 7002;

    /** Port of the request endpoint where none is configured. */
    public static final int DEFAULT_PORT = 7400;

    /** The longest answer to a query. */
    public static final int REPLY_LENGTH_MAX = 64 * 1024;

    /** The longest answer to a command; only answers to queries are longer. */
    public static final int REPLY_LENGTH_HOT_MAX = 256;

    private static final int PORT_MAX = 65_534;

    public GatewayConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        checkRange("port", port, 1, PORT_MAX);
    }

    /** Loopback, default sizes. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                "127.0.0.1", DEFAULT_PORT, false, Transport.defaults(), Limits.defaults(), Timeouts.defaults());
    }

    /** The same at another address. */
    public GatewayConfig withEndpoint(final String newHost, final int newPort) {
        return new GatewayConfig(newHost, newPort, allowRemote, transport, limits, timeouts);
    }

    /** The same with other sizes. */
    public GatewayConfig withTransport(final Transport newTransport) {
        return new GatewayConfig(host, port, allowRemote, newTransport, limits, timeouts);
    }

    /** The same with other limits. */
    public GatewayConfig withLimits(final Limits newLimits) {
        return new GatewayConfig(host, port, allowRemote, transport, newLimits, timeouts);
    }

    /** The same with other timeouts. */
    public GatewayConfig withTimeouts(final Timeouts newTimeouts) {
        return new GatewayConfig(host, port, allowRemote, transport, limits, newTimeouts);
    }

    /**
     * The window a session may have at most: as many hot answers as fit into the half of the response term that Aeron
     * lets a sender be ahead, and twice into the half of the egress queue that is kept for them (twice, because up to a
     * window of refusals may come on top).
     */
    public int windowThatFits() {
        final int slotLength = REPLY_LENGTH_HOT_MAX + Transport.FRAME_OVERHEAD;
        final int byTerm = transport.responseTermLength() / 2 / slotLength;
        final int byQueue = limits.egressQueueLength() / 2 / (2 * slotLength);
        return Math.min(limits.windowMax(), Math.min(byTerm, byQueue));
    }

    private static void checkRange(final String name, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
        }
    }

    /**
     * Sizes handed to Aeron, in bytes; 0 leaves a size to the media driver.
     *
     * @param responseTermLength  of a session's response stream; three of these per session in shared memory.
     * @param mtu                 of a datagram of responses; up to 65,504 on loopback.
     * @param receiverWindow      that a sender of requests may be ahead.
     * @param socketReceiveBuffer of the request socket, which all clients share; at least the receiver window.
     * @param socketSendBuffer    of the response socket.
     */
    public record Transport(
            int responseTermLength, int mtu, int receiverWindow, int socketReceiveBuffer, int socketSendBuffer) {
        /** Aeron's message length limit is this fraction of a term. */
        private static final int TERMS_PER_MESSAGE = 8;

        private static final int TERM_LENGTH_MIN = REPLY_LENGTH_MAX * TERMS_PER_MESSAGE;
        private static final int TERM_LENGTH_MAX = 1 << 30;
        private static final int FRAME_OVERHEAD = 32;
        private static final int MTU_MAX = 65_504;

        public Transport {
            checkRange("responseTermLength", responseTermLength, TERM_LENGTH_MIN, TERM_LENGTH_MAX);
            if (!BitUtil.isPowerOfTwo(responseTermLength)) {
                throw new IllegalArgumentException("responseTermLength is no power of two: " + responseTermLength);
            }
            checkRange("mtu", mtu, 0, MTU_MAX);
            checkRange("receiverWindow", receiverWindow, 0, TERM_LENGTH_MAX);
            checkRange("socketReceiveBuffer", socketReceiveBuffer, 0, Integer.MAX_VALUE);
            checkRange("socketSendBuffer", socketSendBuffer, 0, Integer.MAX_VALUE);
            if (socketReceiveBuffer > 0 && socketReceiveBuffer < receiverWindow) {
                throw new IllegalArgumentException("socketReceiveBuffer is less than receiverWindow");
            }
        }

        /** For loopback and machines whose sockets may have 2 MiB. */
        public static Transport defaults() {
            return new Transport(4 << 20, 8 * 1024, 1 << 20, 2 << 20, 2 << 20);
        }
    }

    /**
     * Bounds of sessions.
     *
     * @param sessionsMax         that are open or opening.
     * @param windowMax           frames of a session that may be unanswered.
     * @param egressQueueLength   bytes that wait for one client; half of it is for answers to commands.
     * @param commandLengthMax    longest command or query in bytes.
     * @param ingressFragmentLimit frames taken in a duty cycle.
     * @param egressReplyLimit    answers taken in a duty cycle.
     */
    public record Limits(
            int sessionsMax,
            int windowMax,
            int egressQueueLength,
            int commandLengthMax,
            int ingressFragmentLimit,
            int egressReplyLimit) {
        private static final int SESSIONS_MAX = 4096;
        private static final int WINDOW_MAX = 1 << 20;
        private static final int QUEUE_LENGTH_MIN = 4 * REPLY_LENGTH_MAX;
        private static final int QUEUE_LENGTH_MAX = 128 << 20;
        private static final int LIMIT_MAX = 1 << 16;

        public Limits {
            checkRange("sessionsMax", sessionsMax, 1, SESSIONS_MAX);
            checkRange("windowMax", windowMax, 1, WINDOW_MAX);
            checkRange("egressQueueLength", egressQueueLength, QUEUE_LENGTH_MIN, QUEUE_LENGTH_MAX);
            checkRange("commandLengthMax", commandLengthMax, 1, LIMIT_MAX);
            checkRange("ingressFragmentLimit", ingressFragmentLimit, 1, LIMIT_MAX);
            checkRange("egressReplyLimit", egressReplyLimit, 1, LIMIT_MAX);
        }

        /** Tens of sessions with deep windows. */
        public static Limits defaults() {
            return new Limits(64, 8192, 8 << 20, FrameLayout.COMMAND_LENGTH_MAX, 256, 512);
        }
    }

    /**
     * Times after which the gateway gives up on a client. They run in time that the gateway itself was able to serve:
     * not while the sink is full, nor over a pause of the process.
     *
     * @param handshakeNs from the first frame of an image to an open session.
     * @param sessionNs   without a frame from the client.
     * @param stuckNs     that answers wait and not one more of them could be sent.
     */
    public record Timeouts(long handshakeNs, long sessionNs, long stuckNs) {
        private static final long TIMEOUT_NS_MIN = TimeUnit.MILLISECONDS.toNanos(10);
        private static final long TIMEOUT_NS_MAX = TimeUnit.HOURS.toNanos(1);

        public Timeouts {
            checkRange("handshakeNs", handshakeNs, TIMEOUT_NS_MIN, TIMEOUT_NS_MAX);
            checkRange("sessionNs", sessionNs, TIMEOUT_NS_MIN, TIMEOUT_NS_MAX);
            checkRange("stuckNs", stuckNs, TIMEOUT_NS_MIN, TIMEOUT_NS_MAX);
        }

        /** 5 s, 10 s, 5 s. */
        public static Timeouts defaults() {
            return new Timeouts(TimeUnit.SECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(5));
        }
    }
}
