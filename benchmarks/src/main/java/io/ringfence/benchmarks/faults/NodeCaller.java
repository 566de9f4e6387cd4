package io.ringfence.benchmarks.faults;

import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.TrialBalanceReplyDecoder;
import io.ringfence.testkit.match.MatchNight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/** A client of a real node that writes into a book what it is answered, and compares when it asks again. One thread. */
final class NodeCaller implements ReplyListener, AutoCloseable {
    private static final int WINDOW = 2_048;
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long NAP_NS = 20_000;
    private static final long NONE = -1;
    private static final long CURRENCY = Codes.pack("USD");

    private final RingfenceClient client;
    private final AnswerBook book;
    private final Long2LongHashMap asked = new Long2LongHashMap(NONE);
    private final List<AnswerBook.Entry> again = new ArrayList<>();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[2 * FrameLayout.COMMAND_LENGTH_MAX]);
    private final TrialBalanceReplyDecoder trialBalance = new TrialBalanceReplyDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private boolean isComparing;
    private long differing;
    private long undecided;
    private long answers;
    private boolean isConserved;
    private String firstDiffering = "";

    NodeCaller(final int port, final AnswerBook book) {
        this.book = book;
        this.client = RingfenceClient.launch(
                ClientConfig.of("127.0.0.1", port).withWindow(WINDOW).withIdentity("fault rig", ""), this);
    }

    /** Sends so many new commands, each into the book, until it is over. */
    void play(final MatchNight night, final int commands, final BooleanSupplier isOver) {
        int sent = 0;
        int pending = 0;
        while (!isOver.getAsBoolean() && (sent < commands || client.inFlight() > 0)) {
            while (sent < commands) {
                if (pending == 0) {
                    night.originatedAtMs(System.currentTimeMillis());
                    pending = night.next(frame);
                }
                final long correlationId = client.offer(frame, 0, pending);
                if (correlationId <= 0) {
                    break;
                }
                asked.put(correlationId, book.add(frame, 0, pending) - 1);
                pending = 0;
                sent++;
            }
            idle(client.poll());
        }
    }

    /** Listens a while longer, and says how many answers still came. */
    long listen(final long durationMs) {
        final long before = answers;
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(durationMs);
        while (System.nanoTime() < endNs) {
            idle(client.poll());
        }
        return answers - before;
    }

    /** Asks everything again that was answered with a sequence up to this one; false if the node does not answer. */
    boolean askAgain(final long sequenceMax) {
        isComparing = true;
        again.clear();
        book.entries().stream()
                .filter(entry -> entry.isAnswered() && entry.sequence <= sequenceMax && entry.isFinal())
                .forEach(again::add);
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        int next = 0;
        while ((next < again.size() || client.inFlight() > 0) && System.nanoTime() < deadlineNs) {
            while (next < again.size()) {
                frame.putBytes(0, again.get(next).frame);
                final long correlationId = client.offer(frame, 0, again.get(next).frame.length);
                if (correlationId <= 0) {
                    break;
                }
                asked.put(correlationId, next);
                next++;
            }
            idle(client.poll());
        }
        isComparing = false;
        return next == again.size() && client.inFlight() == 0;
    }

    /** Asks for the trial balance; whether it sums to zero. */
    boolean isConserved() {
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        boolean isOffered = false;
        while ((!isOffered || client.inFlight() > 0) && System.nanoTime() < deadlineNs) {
            isOffered = isOffered || client.getTrialBalance().currency(CURRENCY).offer() > 0;
            idle(client.poll());
        }
        return isConserved;
    }

    private static void idle(final int workCount) {
        if (workCount == 0) {
            LockSupport.parkNanos(NAP_NS);
        }
    }

    /** Answers so far. */
    long answers() {
        return answers;
    }

    /** Commands that were answered otherwise the second time. */
    long differing() {
        return differing;
    }

    String firstDiffering() {
        return firstDiffering;
    }

    /** Commands that were answered without a decision, BUSY say. */
    long undecided() {
        return undecided;
    }

    @Override
    public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        answers++;
        if (FrameLayout.templateId(buffer, offset) == TrialBalanceReplyDecoder.TEMPLATE_ID) {
            trialBalance.wrapAndApplyHeader(buffer, offset, header);
            isConserved = trialBalance.sumHigh() == 0 && trialBalance.sumLow() == 0;
            return;
        }
        final long index = asked.remove(correlationId);
        if (index == NONE) {
            return;
        }
        if (!isComparing) {
            final AnswerBook.Entry entry = book.entries().get((int) index);
            book.answered(entry, buffer, offset);
            undecided += entry.isAnswered() ? 0 : 1;
            return;
        }
        final AnswerBook.Entry known = again.get((int) index);
        final AnswerBook.Entry now = new AnswerBook.Entry(known.frame);
        now.read(buffer, offset);
        if (!known.isSame(now)) {
            differing++;
            if (firstDiffering.isEmpty()) {
                firstDiffering = "answered with " + known + ", now with " + now;
            }
        }
    }

    @Override
    public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        asked.remove(correlationId);
    }

    @Override
    public void close() {
        client.close();
    }
}
