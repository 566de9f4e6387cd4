package io.ringfence.gateway.ingress;

import io.aeron.Subscription;
import io.ringfence.gateway.CommandSink;
import io.ringfence.gateway.GatewayConfig;
import io.ringfence.gateway.GatewayCounter;
import io.ringfence.gateway.GatewayCounters;
import io.ringfence.gateway.ServedTime;
import io.ringfence.gateway.session.Authenticator;
import io.ringfence.gateway.session.Handover;
import io.ringfence.gateway.session.Handshake;
import io.ringfence.gateway.session.LinkNotice;
import io.ringfence.gateway.session.SessionPublisher;
import io.ringfence.gateway.session.Sessions;
import io.ringfence.protocol.codec.SessionCode;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The duty cycle of the way in. Reads the clocks once per cycle: everything accepted in it carries the time of the one,
 * timeouts of sessions run by the other, which nobody can set. Owns the request subscription. An exception is fatal for
 * the node: nothing is skipped and gone on with.
 */
public final class IngressAgent implements Agent {
    private static final long SLOW_TICK_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Subscription requests;
    private final EpochNanoClock clock;
    private final NanoClock monotonic = SystemNanoClock.INSTANCE;
    private final GatewayCounters counters;
    private final Sessions sessions;
    private final Handshake handshake;
    private final IngressAdapter adapter;
    private final Queue<LinkNotice> notices;
    private final int fragmentLimit;
    private final ServedTime servedTime = new ServedTime();
    private boolean wasAborted;
    private long lastTickNs = monotonic.nanoTime();

    public IngressAgent(
            final GatewayConfig config,
            final Subscription requests,
            final EpochNanoClock clock,
            final CommandSink sink,
            final Authenticator authenticator,
            final Handover handover,
            final GatewayCounters counters) {
        this.requests = requests;
        this.clock = clock;
        this.counters = counters;
        this.notices = handover.notices();
        this.fragmentLimit = config.limits().ingressFragmentLimit();
        this.sessions = new Sessions(config, counters);
        final SessionPublisher publisher = new SessionPublisher(sink);
        this.handshake = new Handshake(config, sessions, authenticator, publisher, handover.linkRequests(), counters);
        this.adapter = new IngressAdapter(
                sessions, handshake, publisher, sink, counters, config.limits().commandLengthMax());
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        // Journal time may stand still for as long as the wall clock was set back; sessions must end all the same.
        final long monotonicNs = monotonic.nanoTime();
        final long servedNs = servedTime.advance(monotonicNs, !wasAborted);
        int workCount = 0;
        final boolean isTick = monotonicNs - lastTickNs >= SLOW_TICK_NS;
        if (isTick || !notices.isEmpty()) {
            lastTickNs = monotonicNs;
            workCount += slowTick(servedNs);
        }
        adapter.begin(nowNs, servedNs);
        final int fragments = requests.controlledPoll(adapter, fragmentLimit);
        if (fragments > 0) {
            counters.add(GatewayCounter.FRAMES_IN, fragments);
        }
        wasAborted = adapter.isAborted();
        if (wasAborted) {
            counters.add(GatewayCounter.ABORTS, 1);
        }
        return workCount + fragments;
    }

    /**
     * Lets nothing more in and tells every client so, behind the answers to what it sent before: a SessionEvent CLOSED,
     * so that it notices at once and not by silence. By the thread of {@link #doWork}, and in its place from then on,
     * until it returns true.
     *
     * @return whether everybody who can be told has been.
     */
    public boolean closeSessions() {
        takeNotices();
        sessions.endAll(SessionCode.CLOSED, "the node stops");
        handshake.progress();
        return handshake.isEveryEndTold();
    }

    private int takeNotices() {
        int workCount = 0;
        LinkNotice notice;
        while ((notice = notices.poll()) != null) {
            sessions.onNotice(notice);
            workCount++;
        }
        return workCount;
    }

    private int slowTick(final long servedNs) {
        int workCount = takeNotices();
        sessions.checkLiveness(servedNs);
        workCount += handshake.progress();
        sessions.sweep();
        return workCount;
    }

    @Override
    public void onClose() {
        CloseHelper.close(requests);
    }

    @Override
    public String roleName() {
        return "ingress";
    }
}
