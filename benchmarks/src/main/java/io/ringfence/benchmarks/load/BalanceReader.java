package io.ringfence.benchmarks.load;

import io.ringfence.benchmarks.rig.CommandFrames;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.node.counters.NodeCounter;
import io.ringfence.node.counters.NodeCounters;
import io.ringfence.protocol.codec.BalanceReplyDecoder;
import io.ringfence.protocol.codec.GetBalanceEncoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.SessionCode;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A second client of a loaded node that asks for balances at a steady rate, as a lobby does: each is due at a time that
 * was fixed before and counts from there. It has a thread of its own and naps between two looks, which adds about a
 * tenth of a millisecond to what it measures.
 */
public final class BalanceReader {
    private static final long CONNECT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long NAP_NS = 50_000;
    private static final int DIGITS = 3;
    private static final int WINDOW = 4_096;
    private static final int FRAME_LENGTH_MAX = 256;

    private final Target.Served served;
    private final int players;
    private final long gapNs;
    private final Thread thread = new Thread(this::run, "balances");
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BalanceReplyDecoder reply = new BalanceReplyDecoder();
    private final SplittableRandom random = new SplittableRandom(95);
    private final long[] dueNs = new long[WINDOW];
    private final Histogram latencyNs = new Histogram(MAX_NS, DIGITS);
    private volatile boolean isConnected;
    private volatile boolean isStopping;
    private boolean isDone;
    private long asked;
    private long answered;
    private double batchNs;
    private String against = "";

    /**
     * What it saw.
     *
     * @param latencyNs from when each was due
     * @param batchNs mean time between two commits of the journal meanwhile
     * @param against what speaks against it; empty if it counts
     */
    public record Measured(Histogram latencyNs, double batchNs, String against) {}

    private BalanceReader(final Target.Served served, final int players, final int perSecond) {
        this.served = served;
        this.players = players;
        gapNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
        thread.setDaemon(true);
    }

    /** Connects and begins to ask; returns when it is connected. */
    static BalanceReader start(final Target.Served served, final int players, final int perSecond) {
        final BalanceReader reader = new BalanceReader(served, players, perSecond);
        reader.thread.start();
        while (!reader.isConnected && reader.thread.isAlive()) {
            LockSupport.parkNanos(NAP_NS);
        }
        return reader;
    }

    /** Ends the asking, and waits for the answers that are still due. */
    Measured stop() {
        isStopping = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            against = "interrupted";
        }
        return new Measured(latencyNs, batchNs, against);
    }

    private void run() {
        try (NodeCounters counters = NodeCounters.open(served.data());
                RingfenceClient client = RingfenceClient.launch(
                        ClientConfig.of("127.0.0.1", served.port())
                                .withWindow(WINDOW)
                                .withIdentity("balances", ""),
                        new Events())) {
            connect(client);
            isConnected = true;
            final long commits = counters.value(NodeCounter.COMMITS);
            final long startNs = System.nanoTime();
            ask(client, startNs);
            batchNs =
                    (double) (System.nanoTime() - startNs) / Math.max(1, counters.value(NodeCounter.COMMITS) - commits);
            drain(client);
            isDone = true;
        } catch (final RuntimeException e) {
            against = "balances: " + e;
        }
    }

    private static void connect(final RingfenceClient client) {
        final long startNs = System.nanoTime();
        while (!client.isConnected()) {
            if (client.poll() == 0) {
                LockSupport.parkNanos(NAP_NS);
            }
            if (System.nanoTime() - startNs > CONNECT_NS) {
                throw new IllegalStateException("no connection to the node");
            }
        }
    }

    private void ask(final RingfenceClient client, final long startNs) {
        while (!isStopping && against.isEmpty()) {
            final long due = startNs + asked * gapNs;
            if (System.nanoTime() >= due && asked - answered < WINDOW) {
                final long id = client.offer(frame, 0, encode());
                if (id > 0) {
                    dueNs[(int) id & (WINDOW - 1)] = due;
                    asked++;
                }
            }
            if (client.poll() == 0) {
                LockSupport.parkNanos(NAP_NS);
            }
        }
    }

    private void drain(final RingfenceClient client) {
        final long startNs = System.nanoTime();
        while (answered < asked && against.isEmpty()) {
            if (client.poll() == 0) {
                LockSupport.parkNanos(NAP_NS);
            }
            if (System.nanoTime() - startNs > DRAIN_NS) {
                against = asked + " balances were asked for, " + answered + " answered";
            }
        }
    }

    private int encode() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + new GetBalanceEncoder()
                        .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                        .correlationId(0)
                        .txIdHigh(GetBalanceEncoder.txIdHighNullValue())
                        .txIdLow(GetBalanceEncoder.txIdLowNullValue())
                        .originatedAt(GetBalanceEncoder.originatedAtNullValue())
                        .source(1)
                        .player(1 + random.nextInt(players))
                        .wallet(CommandFrames.CASH)
                        .currency(GetBalanceEncoder.currencyNullValue())
                        .encodedLength();
    }

    private final class Events implements ReplyListener {
        @Override
        public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            answered++;
            latencyNs.recordValue(
                    Math.min(MAX_NS, Math.max(1, System.nanoTime() - dueNs[(int) correlationId & (WINDOW - 1)])));
            header.wrap(buffer, offset);
            if (header.templateId() == BalanceReplyDecoder.TEMPLATE_ID) {
                reply.wrap(
                        buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
                if (reply.outcome() == OutcomeCode.OK && reply.balances().hasNext()) {
                    return;
                }
            }
            against = "a balance was not answered with OK";
        }

        @Override
        public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            against = "the deadline of a balance query passed";
        }

        @Override
        public void onConnected(final int sessionId, final int window) {
            // Waited for elsewhere.
        }

        @Override
        public void onDisconnected(final SessionCode code, final String detail) {
            if (!isDone) {
                against = "the session of the balance queries was lost: " + code + " " + detail;
            }
        }
    }
}
