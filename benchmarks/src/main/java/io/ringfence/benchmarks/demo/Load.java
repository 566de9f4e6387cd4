package io.ringfence.benchmarks.demo;

import io.ringfence.benchmarks.rig.Pace;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.ReplyDecoder;
import io.ringfence.protocol.codec.RollbackEncoder;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.testkit.match.MatchNight;
import io.ringfence.testkit.match.Phase;
import io.ringfence.testkit.match.RateCurve;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A match night against a node: sets it up, plays it at its pace, waits for what is unanswered, then asks for every
 * balance. Losing the node does not stop it; the client comes back by itself. One thread runs it; {@link #stop} and
 * {@link #progress} are for others.
 */
final class Load {
    private static final int WINDOW = 8_192;
    private static final int BURST = 256;
    private static final long STALL_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long LOST_NS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final long DEADLINE_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long NAP_NS = 20_000;
    private static final int SPINS_BEFORE_NAP = 4;
    private static final int PERMILLE = 1_000;
    private static final int PACED_WARM_UP_PART = 4;

    private final DemoPlan plan;
    private Pace pace;
    private final RateCurve curve;
    private final MatchNight night;
    private final Flights flights = new Flights(WINDOW);
    private final AnswerRecord record;
    private final OutageWatch watch = new OutageWatch();
    private final UnsafeBuffer frame =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(2 * FrameLayout.COMMAND_LENGTH_MAX, 64));
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReplyDecoder reply = new ReplyDecoder();
    private final LoadResult result = new LoadResult();
    private final RingfenceClient client;
    private volatile boolean isStopped;
    private volatile int permille = -1;
    private volatile long answered;
    private volatile int inFlight;
    private volatile boolean isConnected;
    private long count;
    private long sent;
    private long startNs;
    private boolean isFullSpeed;
    private long loadSent;
    private long lastProgressNs;
    private int pendingLength;
    private int idleTurns;
    private BooksCheck books;

    Load(final DemoPlan plan, final int port) {
        this.plan = plan;
        pace = Pace.full(0);
        curve = plan.curve();
        night = new MatchNight(plan.seed(), plan.players(), plan.sportsBetsOpenMax());
        record = new AnswerRecord(plan.commandsMax(), plan.players());
        final ClientConfig config = ClientConfig.of("127.0.0.1", port)
                .withWindow(WINDOW)
                .withIdentity("match night", "")
                .withTiming(ClientConfig.Timing.defaults().withDeadlineNs(DEADLINE_NS));
        client = RingfenceClient.launch(config, new Answers());
    }

    /** Plays everything; whatever ends it early is in the result. */
    LoadResult run() {
        try (client) {
            awaitSession();
            final boolean isDone =
                    setUp() && warmUp() && play(plan.pace(), plan.isMaxRate(), plan.seconds()) && drain();
            closeBooks();
            if (isDone) {
                books = new BooksCheck(client, plan.players(), record);
                books.run(result, this::isStuck, this::turn);
            }
        }
        return result;
    }

    /** Ends it soon, from any thread. */
    void stop() {
        isStopped = true;
    }

    AnswerRecord record() {
        return record;
    }

    OutageWatch watch() {
        return watch;
    }

    /** How far it is, from any thread. */
    LoadProgress progress(final double p50Us, final double p99Us) {
        return new LoadProgress(permille, answered, inFlight, p50Us, p99Us, isConnected);
    }

    private void awaitSession() {
        lastProgressNs = System.nanoTime();
        while (!client.isConnected() && !isStuck()) {
            turn(client.poll());
        }
    }

    private boolean setUp() {
        while (night.isSettingUp() && !isStuck()) {
            offerNext(System.nanoTime(), BURST);
            turn(client.poll());
        }
        return settle();
    }

    /** Waits for all that was sent; what comes from now on is counted anew. */
    private boolean settle() {
        while ((client.inFlight() > 0 || pendingLength > 0) && !isStuck()) {
            flushPending();
            turn(client.poll());
        }
        watch.reset();
        return !isStuck();
    }

    /** Full speed makes the compilers do their work soon; then the pace that is measured, for what it alone runs. */
    private boolean warmUp() {
        final int seconds = plan.warmUpSeconds();
        if (seconds == 0) {
            return true;
        }
        if (!play(Pace.full(plan.commandsMax()), true, seconds) || !settle()) {
            return false;
        }
        if (plan.isMaxRate()) {
            return true;
        }
        final long paced = (long) plan.ratePerSecond() * seconds / PACED_WARM_UP_PART;
        return play(Pace.steady(plan.ratePerSecond(), paced), false, seconds) && settle();
    }

    private boolean play(final Pace newPace, final boolean isFull, final int seconds) {
        pace = newPace;
        isFullSpeed = isFull;
        loadSent = 0;
        startNs = System.nanoTime();
        final long answeredBefore = count;
        long outageStartNs = startNs;
        long activeNs = 0;
        final long budgetNs = TimeUnit.SECONDS.toNanos(seconds);
        while (loadSent < pace.total() && !isStuck()) {
            final long nowNs = System.nanoTime();
            if (isFull) {
                activeNs += watch.isBehind() ? 0 : Math.min(nowNs - outageStartNs, TimeUnit.MILLISECONDS.toNanos(10));
                outageStartNs = nowNs;
                if (activeNs >= budgetNs) {
                    break;
                }
                permille = (int) (activeNs * PERMILLE / budgetNs);
            } else {
                permille = (int) ((count - answeredBefore) * PERMILLE / pace.total());
            }
            night.phase(phase(isFull ? activeNs : nowNs - startNs));
            offerDue(nowNs);
            turn(client.poll());
        }
        result.achievedPerSecond = (count - answeredBefore) * 1e9 / (System.nanoTime() - startNs);
        return !isStuck();
    }

    private Phase phase(final long elapsedNs) {
        return plan.isSteady() ? Phase.QUIET : curve.phase(elapsedNs);
    }

    /** Offers what is due, at most a burst. */
    private void offerDue(final long nowNs) {
        int burst = 0;
        while (burst < BURST && loadSent < pace.total() && record.idsMax() > sent + BURST) {
            final long dueNs = isFullSpeed ? nowNs : startNs + pace.plannedNs(loadSent);
            if (dueNs > nowNs) {
                watch.onCaughtUp(nowNs);
                break;
            }
            if (!offer(dueNs)) {
                break;
            }
            loadSent++;
            burst++;
        }
        if (isFullSpeed && burst > 0 && client.isConnected()) {
            watch.onCaughtUp(nowNs);
        }
    }

    private void offerNext(final long nowNs, final int limit) {
        for (int i = 0; i < limit && night.isSettingUp(); i++) {
            if (!offer(nowNs)) {
                return;
            }
        }
    }

    private boolean offer(final long dueNs) {
        if (pendingLength == 0) {
            night.originatedAtMs(System.currentTimeMillis());
            pendingLength = night.next(frame, 0);
        }
        return offerPending(dueNs);
    }

    private boolean offerPending(final long dueNs) {
        final long correlationId = client.offer(frame, 0, pendingLength);
        if (correlationId < 0) {
            return false;
        }
        flights.put(correlationId, frame, dueNs);
        pendingLength = 0;
        sent++;
        return true;
    }

    private void flushPending() {
        if (pendingLength > 0) {
            offerPending(System.nanoTime());
        }
    }

    /** Sends what was to come later and waits for every answer. */
    private boolean drain() {
        while (!isStuck()) {
            if (pendingLength == 0) {
                pendingLength = night.nextLater(frame, 0);
            }
            if (pendingLength == 0 && client.inFlight() == 0) {
                permille = PERMILLE;
                return true;
            }
            flushPending();
            turn(client.poll());
        }
        return false;
    }

    private void closeBooks() {
        final double nsPerUs = 1e3;
        result.txIdHigh = FrameLayout.txIdHigh(frame, 0);
        result.sent = sent;
        result.answered = count;
        result.unanswered = sent - count;
        result.distinct = record.distinct();
        result.repeats = record.repeats();
        result.decidedTwice = record.decidedTwice();
        result.unexpected = record.unexpected();
        result.firstUnexpected = record.firstUnexpected();
        result.connects = client.connectCount();
        result.resent = client.resentCount();
        result.inFlightAtKill = watch.inFlightAtLosses();
        result.outageMs = watch.outageNsMax() / 1e6;
        result.p50Us = watch.histogram().getValueAtPercentile(50) / nsPerUs;
        result.p99Us = watch.histogram().getValueAtPercentile(99) / nsPerUs;
        result.p999Us = watch.histogram().getValueAtPercentile(99.9) / nsPerUs;
        result.maxUs = watch.histogram().getMaxValue() / nsPerUs;
    }

    /** One turn of the loop is over: let others run when there was nothing to do. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void turn(final int workCount) {
        inFlight = client.inFlight();
        isConnected = client.isConnected();
        answered = count;
        if (workCount > 0) {
            idleTurns = 0;
        } else if (++idleTurns < SPINS_BEFORE_NAP || isMeasuringLatency()) {
            // The node shares the cores.
            Thread.yield();
        } else {
            LockSupport.parkNanos(NAP_NS);
        }
    }

    /** A nap of 20 us takes 75, which would be counted; the raw echo that it is compared with does not nap either. */
    private boolean isMeasuringLatency() {
        return plan.isSteady() && !isFullSpeed;
    }

    /** Whether it should end: it was told to, or nothing came for too long. */
    private boolean isStuck() {
        if (isStopped) {
            return true;
        }
        final long nanos = System.nanoTime();
        if (!client.isConnected()) {
            if (nanos - lastProgressNs > LOST_NS_MAX) {
                result.note = "the node was gone for " + TimeUnit.NANOSECONDS.toSeconds(LOST_NS_MAX) + " s";
                isStopped = true;
            }
        } else if (client.inFlight() == 0 && pendingLength == 0) {
            lastProgressNs = nanos;
        } else if (nanos - lastProgressNs > STALL_NS) {
            result.note = "no answer for " + TimeUnit.NANOSECONDS.toSeconds(STALL_NS) + " s";
            isStopped = true;
        }
        return isStopped;
    }

    private final class Answers implements ReplyListener {
        @Override
        public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            final long nowNs = System.nanoTime();
            lastProgressNs = nowNs;
            if (books != null) {
                books.onReply(correlationId, buffer, offset);
                return;
            }
            count++;
            final int slot = flights.slot(correlationId);
            watch.onAnswer(nowNs, flights.plannedNs(slot), client.inFlight());
            header.wrap(buffer, offset);
            reply.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
            if (flights.templateId(slot) == RollbackEncoder.TEMPLATE_ID) {
                flights.wallet(correlationId, reply.wallet());
            }
            record.note(flights, slot, reply);
        }

        @Override
        public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            result.note = "a deadline passed";
        }

        @Override
        public void onConnected(final int sessionId, final int window) {
            lastProgressNs = System.nanoTime();
        }

        @Override
        public void onDisconnected(final SessionCode code, final String detail) {
            watch.onLost();
        }
    }
}
