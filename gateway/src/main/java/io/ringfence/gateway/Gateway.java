package io.ringfence.gateway;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.RethrowingErrorHandler;
import io.aeron.Subscription;
import io.ringfence.gateway.egress.EgressAgent;
import io.ringfence.gateway.ingress.IngressAgent;
import io.ringfence.gateway.session.AllowAll;
import io.ringfence.gateway.session.Authenticator;
import io.ringfence.gateway.session.Handover;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Binds the endpoint and makes the two agents; whoever launches it runs them, on one thread or on two, and closes them
 * through their {@code onClose}. Single use.
 */
public final class Gateway implements AutoCloseable {
    private final IngressAgent ingressAgent;
    private final EgressAgent egressAgent;
    private boolean isClosed;

    private Gateway(final IngressAgent ingressAgent, final EgressAgent egressAgent) {
        this.ingressAgent = ingressAgent;
        this.egressAgent = egressAgent;
    }

    /** Launches a gateway that lets everybody in; see {@link AllowAll}. */
    public static Gateway launch(
            final GatewayConfig config,
            final Aeron aeron,
            final EpochNanoClock clock,
            final CommandSink sink,
            final ReplySource source,
            final GatewayCounters counters) {
        return launch(config, aeron, clock, sink, source, counters, new AllowAll());
    }

    /**
     * Binds both sockets; clients can connect as soon as the agents run.
     *
     * @param aeron whose subscriber error handler must rethrow, because Aeron skips a fragment whose handler threw;
     *              when its conductor is invoked, the caller invokes it and the media driver.
     * @param clock what commands are stamped with; read by the ingress agent, once per duty cycle.
     * @throws IllegalArgumentException when the address is not loopback and remote clients are not allowed.
     * @throws io.aeron.exceptions.RegistrationException when the address is taken, or Aeron refuses a size.
     */
    public static Gateway launch(
            final GatewayConfig config,
            final Aeron aeron,
            final EpochNanoClock clock,
            final CommandSink sink,
            final ReplySource source,
            final GatewayCounters counters,
            final Authenticator authenticator) {
        checkAddress(config);
        if (!(aeron.context().subscriberErrorHandler() instanceof RethrowingErrorHandler)) {
            throw new IllegalArgumentException("the subscriber error handler of the Aeron client must rethrow");
        }
        final Handover handover = Handover.of(config);
        final Subscription requests = aeron.addSubscription(requestChannel(config), GatewayConfig.REQUEST_STREAM_ID);
        try {
            final EgressAgent egress =
                    new EgressAgent(config, aeron, responseChannel(config), source, handover, counters);
            final IngressAgent ingress =
                    new IngressAgent(config, requests, clock, sink, authenticator, handover, counters);
            return new Gateway(ingress, egress);
        } catch (final RuntimeException e) {
            requests.close();
            throw e;
        }
    }

    /** Runs on the thread that puts commands into the sink. */
    public Agent ingressAgent() {
        return ingressAgent;
    }

    /**
     * Lets nothing more in and tells every client that its session is closed; see {@link IngressAgent#closeSessions}.
     * Ingress thread.
     */
    public boolean closeSessions() {
        return ingressAgent.closeSessions();
    }

    /** Runs on the thread that takes answers from the source. */
    public Agent egressAgent() {
        return egressAgent;
    }

    /** Closes both agents when nobody runs them (any more). Idempotent. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            ingressAgent.onClose();
            egressAgent.onClose();
        }
    }

    private static void checkAddress(final GatewayConfig config) {
        final boolean isLoopback;
        try {
            isLoopback = InetAddress.getByName(config.host()).isLoopbackAddress();
        } catch (final UnknownHostException e) {
            throw new IllegalArgumentException("host is not known: " + config.host(), e);
        }
        if (!isLoopback && !config.allowRemote()) {
            throw new IllegalArgumentException("host " + config.host()
                    + " is not loopback, and sessions are not authenticated: set allowRemote to bind to it");
        }
    }

    private static String requestChannel(final GatewayConfig config) {
        final GatewayConfig.Transport transport = config.transport();
        return new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA)
                .endpoint(endpoint(config.host(), config.port()))
                .receiverWindowLength(orNull(transport.receiverWindow()))
                .socketRcvbufLength(orNull(transport.socketReceiveBuffer()))
                .build();
    }

    private static String responseChannel(final GatewayConfig config) {
        final GatewayConfig.Transport transport = config.transport();
        return new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA)
                .controlMode(CommonContext.CONTROL_MODE_RESPONSE)
                .controlEndpoint(endpoint(config.host(), config.port() + 1))
                .termLength(transport.responseTermLength())
                .mtu(orNull(transport.mtu()))
                .socketSndbufLength(orNull(transport.socketSendBuffer()))
                .build();
    }

    private static String endpoint(final String host, final int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static Integer orNull(final int value) {
        return value == 0 ? null : Integer.valueOf(value);
    }
}
