package io.ringfence.client.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.protocol.json.CheckReport;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.MalformedCommandException;
import io.ringfence.protocol.json.ReplyJson;
import io.ringfence.protocol.json.ScenarioStep;
import io.ringfence.protocol.json.UnknownCommandException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Lines go out as far as the window reaches and replies are printed in the order of the lines. One session, so a query
 * sees the effect of every line before it. One thread.
 */
final class Conversation implements ReplyListener, Defaults {
    private static final long CONNECT_NS_MAX = TimeUnit.SECONDS.toNanos(10);

    private final ClientConfig config;
    private final boolean isChecking;
    private final PrintStream out;
    private final PrintStream err;
    private final CheckReport report;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private final Map<Long, Line> byCorrelationId = new HashMap<>();
    private final IdleStrategy idleStrategy = new BackoffIdleStrategy(100, 10, 1_000, 1_000_000);
    private boolean isUnanswered;
    private long connectedNs;
    private String refusal;

    private static final class Line {
        private final ScenarioStep.Command step;
        private ObjectNode reply;
        private boolean isUnknown;

        private Line(final ScenarioStep.Command step) {
            this.step = step;
        }
    }

    Conversation(final ClientConfig config, final boolean isChecking, final PrintStream out, final PrintStream err) {
        this.config = config;
        this.isChecking = isChecking;
        this.out = out;
        this.err = err;
        this.report = new CheckReport(out);
    }

    /** Holds the conversation to its end; the exit code. */
    int run(final RingfenceClient client, final LineFeed feed) {
        if (!connect(client)) {
            err.println("client: no answer from " + config.host() + ":" + config.port()
                    + (refusal == null ? "" : ": " + refusal));
            return ClientCommand.NO_ANSWER;
        }
        LineFeed.Item item = null;
        boolean isPending = false;
        while (item == null || !item.isEnd()) {
            if (!isPending) {
                item = feed.poll();
            }
            int workCount = 0;
            if (item != null && !item.isEnd() && item.step() instanceof final ScenarioStep.Command step) {
                isPending = !offer(client, step);
                workCount = isPending ? 0 : 1;
            }
            idle(client, workCount);
            if (isNodeGone(client)) {
                refusal = "the node is gone; the lines behind the last one printed were not all sent";
                break;
            }
            if (client.isRefused()) {
                break;
            }
        }
        while (!byCorrelationId.isEmpty() && !client.isRefused()) {
            idle(client, 0);
        }
        return finish(item);
    }

    private int finish(final LineFeed.Item item) {
        byCorrelationId.values().forEach(line -> line.isUnknown = true);
        print();
        if (isChecking) {
            report.summary();
        }
        out.flush();
        if (refusal != null) {
            err.println("client: " + refusal);
        }
        if (item != null && item.error() != null) {
            err.println("client: " + item.error());
            return ClientCommand.BAD_INPUT;
        }
        if (isUnanswered || item == null || !item.isEnd()) {
            return ClientCommand.NO_ANSWER;
        }
        return report.failed() > 0 ? ClientCommand.NOT_AS_EXPECTED : ClientCommand.OK;
    }

    private boolean connect(final RingfenceClient client) {
        final long startNs = System.nanoTime();
        while (!client.isConnected() && !client.isRefused() && System.nanoTime() - startNs < CONNECT_NS_MAX) {
            idleStrategy.idle(client.poll());
        }
        connectedNs = System.nanoTime();
        return client.isConnected();
    }

    /** Whether there was no session for so long that waiting on is pointless. */
    private boolean isNodeGone(final RingfenceClient client) {
        final long nowNs = System.nanoTime();
        if (client.isConnected()) {
            connectedNs = nowNs;
        }
        return nowNs - connectedNs > CONNECT_NS_MAX;
    }

    private void idle(final RingfenceClient client, final int workCount) {
        final int printed = print();
        idleStrategy.idle(workCount + printed + client.poll());
    }

    private boolean offer(final RingfenceClient client, final ScenarioStep.Command step) {
        final Line line = new Line(step);
        try {
            final int length = CommandJson.encode(step.command(), this, frame, 0);
            final long correlationId = client.offer(frame, 0, length);
            if (correlationId < 0) {
                return false;
            }
            byCorrelationId.put(correlationId, line);
        } catch (final MalformedCommandException e) {
            line.reply = ReplyJson.refusal(Outcome.MALFORMED, step.kind(), e.field() + " " + e.reason());
        } catch (final UnknownCommandException e) {
            throw new IllegalStateException("the reader let an unknown command pass", e);
        }
        lines.add(line);
        return true;
    }

    private int print() {
        int count = 0;
        Line line = lines.peek();
        while (line != null && (line.reply != null || line.isUnknown)) {
            lines.remove();
            count++;
            if (line.isUnknown) {
                isUnanswered = true;
                err.println("client: line " + line.step.line() + ": no answer; it may or may not have happened");
                if (isChecking) {
                    report.unanswered(line.step.line(), line.step.expect());
                }
            } else {
                out.println(line.reply);
                if (isChecking) {
                    report.check(line.step.line(), line.step.expect(), line.reply);
                }
            }
            line = lines.peek();
        }
        return count;
    }

    @Override
    public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        byCorrelationId.remove(correlationId).reply = ReplyJson.decode(buffer, offset, length);
    }

    @Override
    public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        byCorrelationId.remove(correlationId).isUnknown = true;
    }

    @Override
    public void onDisconnected(final SessionCode code, final String detail) {
        if (code != SessionCode.SBE_UNKNOWN && code != SessionCode.CLOSED) {
            refusal = code + ": " + detail;
        }
    }

    @Override
    public void onConnected(final int sessionId, final int window) {
        refusal = null;
    }

    @Override
    public int source() {
        return config.source();
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
        final UUID id = UUID.randomUUID();
        return new TxId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
