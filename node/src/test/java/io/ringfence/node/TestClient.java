package io.ringfence.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.ReplyJson;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A real client over Aeron UDP that speaks JSON lines; one thread. */
final class TestClient implements AutoCloseable {
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
    private final Map<Long, ObjectNode> replies = new HashMap<>();
    private final RingfenceClient client;
    private long nextId;
    private String lost;

    TestClient(final NodeConfig config) {
        client = RingfenceClient.launch(
                ClientConfig.of(config.gateway().host(), config.gateway().port()), new Listener());
    }

    /** Waits for the connection. */
    TestClient connect() {
        await(client::isConnected, "connection");
        return this;
    }

    /** Sends a line (single quotes for double ones) and returns its correlation id. */
    long send(final String line) {
        final long[] result = {0};
        final int length = encode(line);
        await(
                () -> {
                    result[0] = client.offer(frame, 0, length);
                    return result[0] > 0;
                },
                "room for " + line);
        return result[0];
    }

    /** Sends a line and waits for its answer. */
    ObjectNode ask(final String line) {
        final long correlationId = send(line);
        await(() -> replies.containsKey(correlationId), "answer to " + line);
        return replies.get(correlationId);
    }

    /** Waits until the session is lost; the code and the reason that the node gave. */
    String awaitLoss() {
        await(() -> lost != null, "the loss of the session");
        return lost;
    }

    /** Polls for a while and says whether an answer came. */
    boolean isAnswered(final long correlationId, final long waitMs) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        while (System.nanoTime() - deadlineNs < 0 && !replies.containsKey(correlationId)) {
            if (client.poll() == 0) {
                LockSupport.parkNanos(100_000);
            }
        }
        return replies.containsKey(correlationId);
    }

    private int encode(final String line) {
        try {
            return CommandJson.encode((ObjectNode) JSON.readTree(line.replace('\'', '"')), new Clock(), frame, 0);
        } catch (final Exception e) {
            throw new AssertionError(line, e);
        }
    }

    private void await(final BooleanSupplier condition, final String what) {
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            if (client.poll() == 0) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Listener implements ReplyListener {
        @Override
        public void onDisconnected(final SessionCode code, final String detail) {
            lost = code + ": " + detail;
        }

        @Override
        public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            replies.put(correlationId, ReplyJson.decode(buffer, offset, length));
        }

        @Override
        public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            throw new AssertionError("no answer to " + correlationId);
        }
    }

    private final class Clock implements Defaults {
        @Override
        public int source() {
            return 1;
        }

        @Override
        public long nowMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long correlationId() {
            return 0;
        }

        @Override
        public TxId txId() {
            return new TxId(System.nanoTime(), ++nextId);
        }
    }
}
