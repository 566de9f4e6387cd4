package io.ringfence.node.pipeline;

import io.ringfence.node.counters.NodeCounter;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.GetBalanceEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/** A pipeline over fakes, whose duty cycles a test calls one by one. */
final class PipelineHarness {
    static final int SLOTS = 64;
    static final int LARGE_INPUTS = 2;
    static final int SESSION = 7;
    static final int PRINCIPAL = 1;

    final RecordingJournal journal = new RecordingJournal();
    final EchoMachine machine = new EchoMachine();
    final List<Long> replies = new ArrayList<>();
    final List<Integer> lengths = new ArrayList<>();
    final Map<NodeCounter, AtomicCounter> counters = new EnumMap<>(NodeCounter.class);
    final UnsafeBuffer frame = new UnsafeBuffer(new byte[64]);
    final Pipeline pipeline;

    PipelineHarness() {
        final CountersManager manager =
                new CountersManager(new UnsafeBuffer(new byte[64 * 1024]), new UnsafeBuffer(new byte[16 * 1024]));
        for (final NodeCounter counter : NodeCounter.values()) {
            counters.put(counter, manager.newCounter(counter.label(), counter.number()));
        }
        pipeline = new Pipeline(
                new Pipeline.Sizes(SLOTS, SLOTS, LARGE_INPUTS, 1),
                journal,
                machine,
                System::nanoTime,
                new PipelineCounters(counters::get));
        new GetBalanceEncoder()
                .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .correlationId(42);
    }

    boolean command(final long timestampNs) {
        return pipeline.sink().offerCommand(SESSION, PRINCIPAL, timestampNs, frame, 0, 64);
    }

    boolean command(final long timestampNs, final UnsafeBuffer command, final int length) {
        return pipeline.sink().offerCommand(SESSION, PRINCIPAL, timestampNs, command, 0, length);
    }

    boolean query() {
        return pipeline.sink().offerQuery(SESSION, frame, 0, 64);
    }

    boolean reply(final long value) {
        final UnsafeBuffer reply = new UnsafeBuffer(new byte[16]);
        reply.putLong(0, value);
        return pipeline.sink().offerReply(SESSION, reply, 0, 16);
    }

    /** One turn of journal, engine and egress. */
    void turn() {
        pipeline.journalStage().doWork();
        pipeline.engineStage().doWork();
        egress();
    }

    int egress() {
        return pipeline.replySource()
                .poll(
                        (sessionId, buffer, offset, length) -> {
                            replies.add(buffer.getLong(offset));
                            lengths.add(length);
                        },
                        Integer.MAX_VALUE);
    }

    long counter(final NodeCounter counter) {
        return counters.get(counter).get();
    }

    static boolean isTick(final DirectBuffer buffer, final int offset) {
        return FrameLayout.templateId(buffer, offset) == TickEncoder.TEMPLATE_ID;
    }
}
