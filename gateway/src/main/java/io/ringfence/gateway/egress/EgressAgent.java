package io.ringfence.gateway.egress;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.ExclusivePublication;
import io.ringfence.gateway.GatewayConfig;
import io.ringfence.gateway.GatewayCounter;
import io.ringfence.gateway.GatewayCounters;
import io.ringfence.gateway.ReplySource;
import io.ringfence.gateway.ServedTime;
import io.ringfence.gateway.session.Handover;
import io.ringfence.gateway.session.LinkNotice;
import io.ringfence.gateway.session.Refusals;
import io.ringfence.gateway.session.SessionLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The duty cycle of the way out. Owns every response publication, and one prototype that keeps the socket open while no
 * client is there. A duty cycle takes the answers that are there, then sends each session its own, gathered. One stuck
 * client delays nobody: each duty cycle tries its queue once and goes on. An exception is fatal for the node.
 */
public final class EgressAgent implements Agent {
    private final GatewayConfig config;
    private final Aeron aeron;
    private final String responseChannel;
    private final ExclusivePublication prototype;
    private final NanoClock monotonic = SystemNanoClock.INSTANCE;
    private final ReplySource source;
    private final Handover handover;
    private final GatewayCounters counters;
    private final int replyLimit;
    private final ReplySource.ReplyHandler replyHandler = this::onReply;
    private final Refusals refusals = new Refusals();
    private final ServedTime servedTime = new ServedTime();
    private final Int2ObjectHashMap<EgressPublisher> bySession = new Int2ObjectHashMap<>();
    private final List<EgressPublisher> linking = new ArrayList<>();
    private final List<EgressPublisher> unsent = new ArrayList<>();
    private EgressPublisher cached;

    public EgressAgent(
            final GatewayConfig config,
            final Aeron aeron,
            final String responseChannel,
            final ReplySource source,
            final Handover handover,
            final GatewayCounters counters) {
        this.config = config;
        this.aeron = aeron;
        this.responseChannel = responseChannel;
        this.source = source;
        this.handover = handover;
        this.counters = counters;
        this.replyLimit = config.limits().egressReplyLimit();
        final String channel = channelFor("prototype");
        this.prototype = aeron.addExclusivePublication(channel, GatewayConfig.RESPONSE_STREAM_ID);
    }

    @Override
    public int doWork() {
        final long servedNs = servedTime.advance(monotonic.nanoTime(), true);
        int workCount = takeLinkRequests(servedNs);
        workCount += pollLinks(servedNs);
        workCount += source.poll(replyHandler, replyLimit);
        return workCount + flush(servedNs);
    }

    private int takeLinkRequests(final long servedNs) {
        final Queue<SessionLink> requests = handover.linkRequests();
        if (requests.isEmpty()) {
            return 0;
        }
        int workCount = 0;
        SessionLink link;
        while ((link = requests.poll()) != null) {
            final String channel = channelFor(Long.toString(link.imageCorrelationId()));
            final long deadlineNs = servedNs + config.timeouts().handshakeNs();
            final EgressPublisher publisher =
                    new EgressPublisher(link, aeron, channel, deadlineNs, config, counters, refusals);
            bySession.put(link.sessionId(), publisher);
            linking.add(publisher);
            workCount++;
        }
        return workCount;
    }

    private int pollLinks(final long servedNs) {
        int workCount = 0;
        for (int i = linking.size() - 1; i >= 0; i--) {
            final EgressPublisher publisher = linking.get(i);
            final EgressPublisher.State state = publisher.pollLink(servedNs);
            if (state == EgressPublisher.State.LINKING) {
                continue;
            }
            linking.remove(i);
            workCount++;
            if (state == EgressPublisher.State.READY) {
                notify(publisher, LinkNotice.State.READY);
            } else {
                forget(publisher);
            }
        }
        return workCount;
    }

    private int flush(final long servedNs) {
        int workCount = 0;
        for (int i = unsent.size() - 1; i >= 0; i--) {
            final EgressPublisher publisher = unsent.get(i);
            final EgressPublisher.State state =
                    publisher.flush(servedNs, config.timeouts().stuckNs());
            if (state == EgressPublisher.State.GONE) {
                forget(publisher);
                workCount++;
            } else if (!publisher.isUnsent()) {
                unsent.remove(i);
                workCount++;
            }
        }
        return workCount;
    }

    private void onReply(final int sessionId, final DirectBuffer buffer, final int offset, final int length) {
        final EgressPublisher publisher = find(sessionId);
        if (publisher == null) {
            counters.add(GatewayCounter.REPLIES_DROPPED, 1);
            return;
        }
        final EgressPublisher.State state = publisher.send(buffer, offset, length, servedTime.servedNs());
        if (state == EgressPublisher.State.GONE) {
            forget(publisher);
        } else if (publisher.asksForTurn()) {
            unsent.add(publisher);
        }
    }

    private EgressPublisher find(final int sessionId) {
        if (cached == null || cached.sessionId() != sessionId) {
            cached = bySession.get(sessionId);
        }
        return cached;
    }

    private void forget(final EgressPublisher publisher) {
        if (publisher.isFinished()) {
            publisher.close();
        } else {
            counters.add(GatewayCounter.SESSIONS_DROPPED, 1);
            publisher.revoke();
        }
        bySession.remove(publisher.sessionId());
        unsent.remove(publisher);
        cached = null;
        notify(publisher, LinkNotice.State.GONE);
    }

    private void notify(final EgressPublisher publisher, final LinkNotice.State state) {
        if (!handover.notices().offer(new LinkNotice(publisher.sessionId(), state))) {
            throw new IllegalStateException("notices are more than sessions can have");
        }
    }

    private String channelFor(final String responseCorrelationId) {
        return new ChannelUriStringBuilder(responseChannel)
                .responseCorrelationId(responseCorrelationId)
                .build();
    }

    @Override
    public void onClose() {
        bySession.forEachInt((sessionId, publisher) -> publisher.close());
        bySession.clear();
        CloseHelper.close(prototype);
    }

    @Override
    public String roleName() {
        return "egress";
    }
}
