package io.ringfence.benchmarks.system;

import io.ringfence.benchmarks.rig.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.CloseHelper;

/**
 * The provider's process and the socket to it. Requests and answers may be lost, late or double; only the questions of
 * {@link #ask} are repeated until they are answered. One thread.
 */
final class ProviderLink implements AutoCloseable {
    private static final int DATAGRAM_MAX = 512;
    private static final int SOCKET_BUFFER = 1 << 20;
    private static final int HEAP_MIB = 64;
    private static final int ASK_TRIES_MAX = 40;
    private static final long ASK_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int END_SECONDS = 5;

    private final Path log;
    private final Process process;
    private final DatagramChannel channel;
    private final SocketAddress provider;
    private final ByteBuffer datagram = ByteBuffer.allocate(DATAGRAM_MAX);

    private ProviderLink(
            final Path log, final Process process, final DatagramChannel channel, final SocketAddress provider) {
        this.log = log;
        this.process = process;
        this.channel = channel;
        this.provider = provider;
    }

    /** Starts the provider and waits until it serves. */
    static ProviderLink launch(final long seed, final long startBalance) throws IOException {
        final List<String> command = new ArrayList<>(JavaProcess.command(
                List.of("-Xmx" + HEAP_MIB + "m", "-XX:+UseSerialGC"), FakeProvider.class.getName()));
        command.add(Long.toString(seed));
        command.add(Long.toString(startBalance));
        final Path log = Files.createTempFile("ringfence-provider-", ".log");
        final Process process = JavaProcess.start(command, log);
        final BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        final String line = said.readLine();
        if (line == null || !line.startsWith("READY ")) {
            process.destroyForcibly();
            throw new IllegalStateException("the provider did not start: " + Files.readString(log));
        }
        final DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        final int port = Integer.parseInt(line.substring("READY ".length()));
        return new ProviderLink(log, process, channel, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Sends it once; it may be lost. */
    void send(final ProviderRequest request) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the provider has ended: " + Files.readString(log));
        }
        channel.send(ByteBuffer.wrap(request.encode()), provider);
    }

    /** Takes every answer that is there; how many. */
    int poll(final Consumer<ProviderAnswer> listener) throws IOException {
        int count = 0;
        datagram.clear();
        while (channel.receive(datagram) != null) {
            datagram.flip();
            listener.accept(ProviderAnswer.decode(datagram));
            datagram.clear();
            count++;
        }
        return count;
    }

    /** Asks until it is answered; what else comes meanwhile goes to the listener. */
    ProviderAnswer ask(final ProviderRequest request, final Consumer<ProviderAnswer> listener) throws IOException {
        final ProviderAnswer[] found = new ProviderAnswer[1];
        for (int i = 0; i < ASK_TRIES_MAX && found[0] == null; i++) {
            send(request);
            final long sentNs = System.nanoTime();
            while (found[0] == null && System.nanoTime() - sentNs < ASK_WAIT_NS) {
                Desk.idle(poll(answer -> {
                    if (answer.answers(request)) {
                        found[0] = answer;
                    } else {
                        listener.accept(answer);
                    }
                }));
            }
        }
        if (found[0] == null) {
            throw new IllegalStateException("the provider never answers " + request);
        }
        return found[0];
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(log);
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (final IOException e) {
            System.err.println("provider: its log stays: " + e);
        }
    }
}
