package io.ringfence.client;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How a client reaches its node.
 *
 * @param host           of the node.
 * @param port           of its request endpoint; responses come from the port after it.
 * @param aeronDirectory of a media driver that runs already; empty for an embedded one in a directory of its own, which
 *                       is removed at close.
 * @param window         frames that may be unanswered; the node may grant less.
 * @param source         of typed commands that name none.
 * @param clientName     for people.
 * @param credentials    sent at Connect, as UTF-8, at most 254 bytes.
 * @param transport      sizes handed to Aeron.
 * @param timing         deadlines and intervals.
 */
public record ClientConfig(
        String host,
        int port,
        String aeronDirectory,
        int window,
        int source,
        String clientName,
        String credentials,
        Transport transport,
        Timing timing) {
    private static final int WINDOW_MAX = 1 << 20;
    private static final int PORT_MAX = 65_534;
    private static final int SOURCE_MAX = 65_534;
    private static final int TEXT_LENGTH_MAX = 254;

    public ClientConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(aeronDirectory, "aeronDirectory");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(timing, "timing");
        checkRange("port", port, 1, PORT_MAX);
        checkRange("window", window, 1, WINDOW_MAX);
        checkRange("source", source, 1, SOURCE_MAX);
        checkRange("clientName length", utf8Length(clientName), 0, TEXT_LENGTH_MAX);
        checkRange("credentials length", utf8Length(credentials), 0, TEXT_LENGTH_MAX);
    }

    /** An embedded driver, default sizes. */
    public static ClientConfig of(final String host, final int port) {
        return new ClientConfig(host, port, "", 8192, 1, "", "", Transport.defaults(), Timing.defaults());
    }

    /** The same with another window. */
    public ClientConfig withWindow(final int newWindow) {
        return new ClientConfig(
                host, port, aeronDirectory, newWindow, source, clientName, credentials, transport, timing);
    }

    /** The same with a name and credentials. */
    public ClientConfig withIdentity(final String newClientName, final String newCredentials) {
        return new ClientConfig(
                host, port, aeronDirectory, window, source, newClientName, newCredentials, transport, timing);
    }

    /** The same with other sizes. */
    public ClientConfig withTransport(final Transport newTransport) {
        return new ClientConfig(
                host, port, aeronDirectory, window, source, clientName, credentials, newTransport, timing);
    }

    /** The same with other times. */
    public ClientConfig withTiming(final Timing newTiming) {
        return new ClientConfig(
                host, port, aeronDirectory, window, source, clientName, credentials, transport, newTiming);
    }

    private static int utf8Length(final String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void checkRange(final String name, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
        }
    }

    /**
     * Sizes handed to Aeron, in bytes; 0 leaves a size to the media driver.
     *
     * @param requestTermLength   of the request stream; half of it may be on its way. Three of these in shared memory
     *                            on both sides.
     * @param mtu                 of a datagram of requests; up to 65,504 on loopback.
     * @param receiverWindow      that the node may be ahead with answers.
     * @param socketReceiveBuffer at least the receiver window.
     * @param socketSendBuffer    at least the MTU.
     * @param fragmentLimit       answers taken in one poll.
     */
    public record Transport(
            int requestTermLength,
            int mtu,
            int receiverWindow,
            int socketReceiveBuffer,
            int socketSendBuffer,
            int fragmentLimit) {
        private static final int FRAGMENT_LIMIT_MAX = 1 << 16;

        public Transport {
            checkRange("requestTermLength", requestTermLength, 64 * 1024, 1 << 30);
            checkRange("mtu", mtu, 0, 65_504);
            checkRange("receiverWindow", receiverWindow, 0, 1 << 30);
            checkRange("socketReceiveBuffer", socketReceiveBuffer, 0, Integer.MAX_VALUE);
            checkRange("socketSendBuffer", socketSendBuffer, 0, Integer.MAX_VALUE);
            checkRange("fragmentLimit", fragmentLimit, 1, FRAGMENT_LIMIT_MAX);
        }

        /** For loopback and machines whose sockets may have 2 MiB. */
        public static Transport defaults() {
            return new Transport(4 << 20, 8 * 1024, 1 << 20, 2 << 20, 2 << 20, 256);
        }
    }

    /**
     * Deadlines and intervals, in nanoseconds.
     *
     * @param deadlineNs   from offering a frame to its answer; then it is unknown.
     * @param keepAliveNs  between signs of life, which the node echoes.
     * @param silenceNs    without any frame from the node until it counts as gone.
     * @param connectNs    that one attempt to connect may take.
     * @param retryDelayNs between a failed attempt and the next.
     */
    public record Timing(long deadlineNs, long keepAliveNs, long silenceNs, long connectNs, long retryDelayNs) {
        private static final long NS_MAX = TimeUnit.DAYS.toNanos(1);

        public Timing {
            checkRange("deadlineNs", deadlineNs, 1, NS_MAX);
            checkRange("keepAliveNs", keepAliveNs, 1, NS_MAX);
            checkRange("silenceNs", silenceNs, keepAliveNs, NS_MAX);
            checkRange("connectNs", connectNs, 1, NS_MAX);
            checkRange("retryDelayNs", retryDelayNs, 0, NS_MAX);
        }

        /** 10 s, 250 ms, 1 s, 2 s, 20 ms. */
        public static Timing defaults() {
            return new Timing(
                    TimeUnit.SECONDS.toNanos(10),
                    TimeUnit.MILLISECONDS.toNanos(250),
                    TimeUnit.SECONDS.toNanos(1),
                    TimeUnit.SECONDS.toNanos(2),
                    TimeUnit.MILLISECONDS.toNanos(20));
        }

        /** The same with another deadline. */
        public Timing withDeadlineNs(final long newDeadlineNs) {
            return new Timing(newDeadlineNs, keepAliveNs, silenceNs, connectNs, retryDelayNs);
        }
    }
}
