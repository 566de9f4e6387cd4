package io.ringfence.benchmarks.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.json.ReplyJson;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * A session with a node that brings every answer to whoever asked. What is submitted leaves in that order, as soon as
 * the window lets it; losing the node only delays it. One thread. An answer that never comes is an
 * {@link IllegalStateException}.
 */
final class Desk implements ReplyListener, AutoCloseable {
    private static final int WINDOW = 8_192;
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long NAP_NS = 20_000;

    private final RingfenceClient client;
    private final Long2ObjectHashMap<AnswerListener> waiting = new Long2ObjectHashMap<>();
    private final ArrayDeque<Submission> outbox = new ArrayDeque<>();

    /** Hears the one answer to what it was submitted with; the frame is valid during the call only. */
    interface AnswerListener {
        void onAnswer(DirectBuffer buffer, int offset, int length);
    }

    private record Submission(LongSupplier frame, AnswerListener listener) {}

    Desk(final int port, final String name) {
        client = RingfenceClient.launch(
                ClientConfig.of("127.0.0.1", port)
                        .withWindow(WINDOW)
                        .withIdentity(name, "")
                        .withTiming(ClientConfig.Timing.defaults().withDeadlineNs(DEADLINE_NS)),
                this);
    }

    /** Where frames are written; what is offered behind the desk's back must not be. */
    RingfenceClient client() {
        return client;
    }

    /** Offers one frame now, unless others wait; false when there is no room. */
    boolean tryOffer(final LongSupplier frame, final AnswerListener listener) {
        if (!outbox.isEmpty()) {
            return false;
        }
        return offer(frame, listener);
    }

    /** Offers a command as soon as there is room. The frame may be written more than once until then. */
    void submit(final LongSupplier frame, final Consumer<CommandAnswer> listener) {
        outbox.add(
                new Submission(frame, (buffer, offset, length) -> listener.accept(CommandAnswer.read(buffer, offset))));
    }

    /** Offers a query as soon as there is room. */
    void query(final LongSupplier frame, final Consumer<ObjectNode> listener) {
        outbox.add(new Submission(
                frame, (buffer, offset, length) -> listener.accept(ReplyJson.decode(buffer, offset, length))));
    }

    /** Offers one frame and waits for its answer. */
    ObjectNode ask(final LongSupplier frame) {
        final ObjectNode[] answer = new ObjectNode[1];
        query(frame, reply -> answer[0] = reply);
        while (answer[0] == null) {
            idle(poll());
        }
        return answer[0];
    }

    /** Waits until everything is answered. */
    void settle() {
        while (!isSettled()) {
            idle(poll());
        }
    }

    /** Whether everything is answered. */
    boolean isSettled() {
        return waiting.isEmpty() && outbox.isEmpty();
    }

    /** Sends and receives; never blocks. 0 when there was nothing to do. */
    int poll() {
        int workCount = 0;
        Submission next = outbox.peek();
        while (next != null && offer(next.frame(), next.listener())) {
            outbox.remove();
            workCount++;
            next = outbox.peek();
        }
        if (client.isRefused()) {
            throw new IllegalStateException("the node refused the session");
        }
        return workCount + client.poll();
    }

    /** Leaves the processors to the node when there was nothing to do. */
    static void idle(final int workCount) {
        if (workCount == 0) {
            LockSupport.parkNanos(NAP_NS);
        }
    }

    private boolean offer(final LongSupplier frame, final AnswerListener listener) {
        final long correlationId = frame.getAsLong();
        if (correlationId < 0) {
            return false;
        }
        waiting.put(correlationId, listener);
        return true;
    }

    @Override
    public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        waiting.remove(correlationId).onAnswer(buffer, offset, length);
    }

    @Override
    public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        throw new IllegalStateException("no answer in " + TimeUnit.NANOSECONDS.toSeconds(DEADLINE_NS) + " s");
    }

    @Override
    public void close() {
        client.close();
    }
}
