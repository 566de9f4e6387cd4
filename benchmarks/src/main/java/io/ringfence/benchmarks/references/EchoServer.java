package io.ringfence.benchmarks.references;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The far side of the raw echo, in a process of its own: sends back whatever comes. Ends when its standard input does.
 * Arguments: the port it listens on, the port it sends to.
 */
public final class EchoServer {
    private static final int FRAGMENT_LIMIT = 256;
    private static final int SPINS_BEFORE_NAP = 20_000;

    private EchoServer() {}

    /** Runs it. */
    @SuppressWarnings("ThreadPriorityCheck")
    public static void main(final String[] args) {
        final AtomicBoolean isStopped = new AtomicBoolean();
        final Thread stop = new Thread(() -> awaitEnd(isStopped), "echo-stop");
        stop.setDaemon(true);
        stop.start();
        try (EchoTransport transport = EchoTransport.launch(
                Integer.parseInt(args[1]),
                EchoTransport.PONG_STREAM_ID,
                Integer.parseInt(args[0]),
                EchoTransport.PING_STREAM_ID)) {
            final ControlledFragmentHandler echo = (buffer, offset, length, frame) ->
                    transport.publication().offer(buffer, offset, length) < 0 ? Action.ABORT : Action.CONTINUE;
            System.out.println("READY");
            int idle = 0;
            while (!isStopped.get()) {
                final int workCount =
                        transport.invoke() + transport.subscription().controlledPoll(echo, FRAGMENT_LIMIT);
                idle = workCount > 0 ? 0 : idle + 1;
                if (idle > SPINS_BEFORE_NAP) {
                    LockSupport.parkNanos(1_000_000);
                } else if (idle > 0) {
                    Thread.yield();
                }
            }
        }
    }

    private static void awaitEnd(final AtomicBoolean isStopped) {
        try {
            while (System.in.read() >= 0) {
                // Only the end counts.
            }
        } catch (final IOException e) {
            System.err.println("echo: standard input: " + e);
        }
        isStopped.set(true);
    }
}
