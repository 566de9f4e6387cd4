package io.ringfence.node;

import io.ringfence.gateway.GatewayConfig;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Looks at the endpoint before anything else is done, so that a mistake shows before a long recovery. */
final class EndpointCheck {
    private EndpointCheck() {}

    /** Throws {@link NodeException} if host or ports cannot be used; says so if everybody may come in. */
    static void check(final GatewayConfig config, final PrintStream err) {
        final InetAddress address;
        try {
            address = InetAddress.getByName(config.host());
        } catch (final UnknownHostException e) {
            throw new NodeException(
                    ExitCode.CONFIGURATION,
                    "the host of the endpoint is not known: " + config.host(),
                    "give an address of this machine with --endpoint HOST:PORT",
                    e);
        }
        if (!address.isLoopbackAddress() && !config.allowRemote()) {
            throw new NodeException(
                    ExitCode.CONFIGURATION,
                    "endpoint " + config.host() + " is not loopback, and clients are not authenticated: whoever reaches"
                            + " it is operator",
                    "use a loopback address, or say --allow-remote on a network that only trusted machines reach");
        }
        if (config.allowRemote()) {
            err.println("ringfence: WARNING: remote clients are let in and not authenticated: whoever reaches "
                    + config.host() + " is operator");
        } else {
            err.println("ringfence: loopback only: every client on this machine is operator");
        }
        bind(address, config.port());
        bind(address, config.port() + 1);
    }

    private static void bind(final InetAddress address, final int port) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(address, port));
        } catch (final IOException e) {
            throw new NodeException(
                    ExitCode.ADDRESS_IN_USE,
                    "UDP port " + port + " of " + address.getHostAddress() + " cannot be opened: " + e.getMessage(),
                    "stop what uses it, or choose another port with --endpoint HOST:PORT (the node uses PORT and"
                            + " PORT + 1)",
                    e);
        }
    }
}
