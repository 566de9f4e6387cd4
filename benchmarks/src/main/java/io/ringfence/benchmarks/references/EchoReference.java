package io.ringfence.benchmarks.references;

import io.aeron.logbuffer.FragmentHandler;
import io.ringfence.benchmarks.rig.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The raw echo: frames of a command's size to a process that sends them back, over UDP on loopback, latency counted
 * from when each was due. One thread; close ends the other process.
 */
public final class EchoReference implements AutoCloseable {
    /** About a Transfer and its answer. */
    public static final int FRAME_LENGTH = 96;

    private static final int WINDOW = 8_192;
    private static final int BURST = 256;
    private static final int FRAGMENT_LIMIT = 256;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final Process server;
    private final Path log;
    private final EchoTransport transport;
    private final UnsafeBuffer frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(FRAME_LENGTH, 64));
    private final FragmentHandler onPong;
    private Histogram histogram;
    private long received;

    /**
     * One measurement.
     *
     * @param perSecond echoed
     * @param latencyNs from when it was due
     * @param isValid whether everything came back
     */
    public record Measured(double perSecond, Histogram latencyNs, boolean isValid) {}

    /** The settings of its driver and channels, which are those of gateway and client; for people. */
    public static String settings() {
        return "driver invoked by the thread that polls, term-length=4m" + EchoTransport.SIZES + ", window=" + WINDOW
                + ", frame=" + FRAME_LENGTH;
    }

    private EchoReference(final Process server, final Path log, final EchoTransport transport) {
        this.server = server;
        this.log = log;
        this.transport = transport;
        onPong = (buffer, offset, length, header) -> {
            received++;
            histogram.recordValue(Math.min(TIMEOUT_NS, Math.max(1, System.nanoTime() - buffer.getLong(offset))));
        };
    }

    /** Starts the other process and connects. */
    public static EchoReference launch() throws IOException {
        final int ping = freePort();
        final int pong = freePort();
        final Path log = Files.createTempFile("ringfence-echo-", ".log");
        final List<String> command =
                JavaProcess.command(List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC"), EchoServer.class.getName());
        command.add(Integer.toString(ping));
        command.add(Integer.toString(pong));
        final Process server = JavaProcess.start(command, log);
        final BufferedReader reader =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        if (reader.readLine() == null) {
            throw new IOException("the echo server did not start: " + Files.readString(log));
        }
        final EchoReference echo = new EchoReference(
                server,
                log,
                EchoTransport.launch(ping, EchoTransport.PING_STREAM_ID, pong, EchoTransport.PONG_STREAM_ID));
        final long startNs = System.nanoTime();
        while (!echo.transport.publication().isConnected()
                || !echo.transport.subscription().isConnected()) {
            echo.transport.invoke();
            if (System.nanoTime() - startNs > TIMEOUT_NS) {
                echo.close();
                throw new IOException("no connection to the echo server");
            }
        }
        return echo;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Echoes for so long: at a rate, or, with 0, as many as a window of 8,192 lets through. */
    @SuppressWarnings("ThreadPriorityCheck")
    public Measured run(final int ratePerSecond, final int milliseconds) {
        histogram = new Histogram(TIMEOUT_NS, 3);
        received = 0;
        long sent = 0;
        final long startNs = System.nanoTime();
        final long budgetNs = TimeUnit.MILLISECONDS.toNanos(milliseconds);
        final long total = (long) ratePerSecond * milliseconds / 1_000;
        long nowNs = startNs;
        while (ratePerSecond > 0 ? sent < total : nowNs - startNs < budgetNs) {
            nowNs = System.nanoTime();
            for (int i = 0; i < BURST && sent - received < WINDOW; i++) {
                final long dueNs = ratePerSecond > 0 ? startNs + (long) (sent * (1e9 / ratePerSecond)) : nowNs;
                if (dueNs > nowNs || (ratePerSecond > 0 && sent == total) || !offer(dueNs)) {
                    break;
                }
                sent++;
            }
            if (poll() == 0) {
                Thread.yield();
            }
            if (nowNs - startNs > budgetNs + TIMEOUT_NS) {
                break;
            }
        }
        final double perSecond = received * 1e9 / (System.nanoTime() - startNs);
        final long drainNs = System.nanoTime();
        while (received < sent && System.nanoTime() - drainNs < TIMEOUT_NS) {
            poll();
        }
        return new Measured(perSecond, histogram, received == sent);
    }

    private boolean offer(final long dueNs) {
        frame.putLong(0, dueNs);
        return transport.publication().offer(frame, 0, FRAME_LENGTH) > 0;
    }

    private int poll() {
        return transport.invoke() + transport.subscription().poll(onPong, FRAGMENT_LIMIT);
    }

    @Override
    public void close() throws IOException {
        transport.close();
        server.getOutputStream().close();
        try {
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
