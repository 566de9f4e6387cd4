package io.ringfence.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** What servers are started with. */
final class Server {
    private Server() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The command, as another user if this is root and a user has to be given. */
    static List<String> command(final String asUser, final String... words) {
        final List<String> command = new ArrayList<>();
        if (!asUser.isEmpty() && "root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("runuser", "-u", asUser, "--"));
        }
        command.addAll(List.of(words));
        return command;
    }

    /** Runs it to its end. */
    static void run(final List<String> command) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        final int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
    }
}
