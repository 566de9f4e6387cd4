package io.ringfence.client;

import io.ringfence.client.command.CommandWriters;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.SessionCode;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One session with a node. Single threaded: every method is called on the thread that launched it, and everything
 * happens inside {@link #poll()}: sending, receiving, connecting again, deadlines. Offer in bursts, then poll. Aeron
 * gives up on a client that is not polled for minutes; {@code poll} then throws.
 *
 * <p>Zero allocation between connects, if the listener keeps to it.
 */
public final class RingfenceClient extends CommandWriters implements AutoCloseable {
    /** There is no session now; poll, it may come. */
    public static final long NOT_CONNECTED = -1;

    /** The window or the transport is full, or older frames are being sent again; poll, then offer once more. */
    public static final long BACK_PRESSURED = -2;

    /** The client is closed, or the node refused it for good. */
    public static final long CLOSED = -4;

    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long GOODBYE_NS_MAX = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long REVOKE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FIRST_COMMAND_TEMPLATE_ID = 50;
    private static final int FIRST_QUERY_TEMPLATE_ID = 90;

    private final ReplyListener listener;
    private final ClientTransport transport;
    private final Connection connection;
    private final InFlightTable table;
    private final long frameDeadlineNs;
    private long nowNs = System.nanoTime();
    private long nowMs = System.currentTimeMillis();
    private long lastTickNs = nowNs;
    private long resendId;
    private boolean isResending;
    private int unanswered;
    private boolean isClosed;
    private long answeredCount;
    private long staleCount;
    private long resentCount;
    private long unknownCount;
    private long connectCount;

    private RingfenceClient(
            final ClientConfig config,
            final ReplyListener listener,
            final ChallengeResponder responder,
            final ClientTransport transport) {
        super(config.source());
        this.listener = listener;
        this.transport = transport;
        this.table = new InFlightTable(config.window());
        this.frameDeadlineNs = config.timing().deadlineNs();
        this.connection = new Connection(config, transport, responder, new ConnectionEvents());
    }

    /** Launches a client that answers every challenge with its credentials. It connects while it is polled. */
    public static RingfenceClient launch(final ClientConfig config, final ReplyListener listener) {
        final byte[] credentials = config.credentials().getBytes(StandardCharsets.UTF_8);
        return launch(config, listener, challenge -> credentials);
    }

    /** Launches a client; an embedded media driver gets a directory of its own, which {@link #close()} removes. */
    public static RingfenceClient launch(
            final ClientConfig config, final ReplyListener listener, final ChallengeResponder responder) {
        return new RingfenceClient(config, listener, responder, ClientTransport.launch(config));
    }

    /**
     * Offers a whole frame. The client keeps a copy until it is answered, writes the correlation id into it and, for a
     * command that does not say when it was first sent, now.
     *
     * @return above 0 the correlation id; else {@link #BACK_PRESSURED}, {@link #NOT_CONNECTED} or {@link #CLOSED}, and
     *     then nothing was sent.
     * @throws IllegalArgumentException when it is no command or query by its length.
     */
    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        if (length < FrameLayout.FIELDS_OFFSET || length > FrameLayout.COMMAND_LENGTH_MAX) {
            throw new IllegalArgumentException("length of a command or query: " + length);
        }
        if (!connection.isOpen()) {
            return isClosed || connection.isRefused() ? CLOSED : NOT_CONNECTED;
        }
        if (isResending || unanswered >= connection.window() || !table.hasRoom(length)) {
            return BACK_PRESSURED;
        }
        final long correlationId = table.add(buffer, offset, length, nowNs + frameDeadlineNs);
        final UnsafeBuffer frames = table.frames();
        final int frameOffset = table.offset(correlationId);
        stamp(frames, frameOffset);
        if (connection.send(frames, frameOffset, length) < 0) {
            table.undoLast();
            return BACK_PRESSURED;
        }
        unanswered++;
        return correlationId;
    }

    /**
     * Sends, receives, calls the listener, keeps the session alive and brings it back. Never blocks.
     *
     * @return a measure of what was done; 0 when there was nothing to do.
     */
    public int poll() {
        if (isClosed) {
            return 0;
        }
        nowNs = System.nanoTime();
        int workCount = transport.invokeDriver();
        final boolean isTick = nowNs - lastTickNs >= TICK_NS;
        if (isTick || !connection.isOpen()) {
            workCount += transport.invokeConductor();
        }
        workCount += connection.poll(nowNs);
        if (isResending && connection.isOpen()) {
            workCount += resend();
        }
        if (isTick) {
            lastTickNs = nowNs;
            nowMs = System.currentTimeMillis();
            workCount += expire();
        }
        return workCount;
    }

    /** Whether frames can be offered now, but for back pressure. */
    public boolean isConnected() {
        return connection.isOpen() && !isResending;
    }

    /** Whether the node refused this client for good. */
    public boolean isRefused() {
        return connection.isRefused();
    }

    /** Frames that may be unanswered, as granted by the node; 0 before the first session. */
    public int window() {
        return connection.window();
    }

    /** Frames that were offered and have had no callback yet. */
    public int inFlight() {
        return table.count();
    }

    /** Frames answered. */
    public long answeredCount() {
        return answeredCount;
    }

    /** Answers that came for frames that were answered or given up already. */
    public long staleCount() {
        return staleCount;
    }

    /** Frames sent again after connecting again. */
    public long resentCount() {
        return resentCount;
    }

    /** Frames given up at their deadline. */
    public long unknownCount() {
        return unknownCount;
    }

    /** Sessions opened. */
    public long connectCount() {
        return connectCount;
    }

    private void stamp(final UnsafeBuffer frames, final int frameOffset) {
        final int templateId = FrameLayout.templateId(frames, frameOffset);
        final boolean isCommand = templateId >= FIRST_COMMAND_TEMPLATE_ID && templateId < FIRST_QUERY_TEMPLATE_ID;
        if (isCommand && FrameLayout.originatedAtMs(frames, frameOffset) == FrameLayout.NULL_INT64) {
            frames.putLong(frameOffset + FrameLayout.ORIGINATED_AT_OFFSET, nowMs, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private int resend() {
        int workCount = 0;
        while (resendId < table.nextId() && unanswered < connection.window()) {
            if (table.contains(resendId)) {
                final int offset = table.offset(resendId);
                if (connection.send(table.frames(), offset, table.length(resendId)) < 0) {
                    break;
                }
                unanswered++;
                resentCount++;
                workCount++;
            }
            resendId++;
        }
        isResending = resendId < table.nextId();
        return workCount;
    }

    private int expire() {
        int workCount = 0;
        long oldest = table.oldestId();
        while (oldest < table.nextId() && nowNs - table.deadlineNs(oldest) >= 0) {
            table.remove(oldest);
            unknownCount++;
            workCount++;
            listener.onUnknown(oldest, table.frames(), table.offset(oldest), table.length(oldest));
            oldest = table.oldestId();
        }
        return workCount;
    }

    /** Says goodbye, for half a second at most, and gives everything back. What is unanswered has no callback. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        try {
            connection.sayGoodbye();
            final long startNs = System.nanoTime();
            while (connection.isOpen() && System.nanoTime() - startNs < GOODBYE_NS_MAX && !transport.isClosed()) {
                transport.invokeDriver();
                transport.invokeConductor();
                connection.poll(System.nanoTime());
                Thread.onSpinWait();
            }
            connection.close();
            final long revokeNs = System.nanoTime();
            while (System.nanoTime() - revokeNs < REVOKE_NS && !transport.isClosed()) {
                transport.invokeDriver();
                Thread.onSpinWait();
            }
        } finally {
            isClosed = true;
            CloseHelper.close(transport);
        }
    }

    private final class ConnectionEvents implements Connection.Events {
        @Override
        public void onOpen(final int sessionId, final int window) {
            connectCount++;
            unanswered = 0;
            resendId = table.oldestId();
            isResending = resendId < table.nextId();
            listener.onConnected(sessionId, window);
        }

        @Override
        public void onLost(final SessionCode code, final String detail) {
            listener.onDisconnected(code, detail);
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            unanswered--;
            final long correlationId = FrameLayout.correlationId(buffer, offset);
            if (table.remove(correlationId)) {
                answeredCount++;
                listener.onReply(correlationId, buffer, offset, length);
            } else {
                staleCount++;
            }
        }
    }
}
