package io.ringfence.gateway.egress;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.RegistrationException;
import io.aeron.logbuffer.BufferClaim;
import io.ringfence.gateway.GatewayConfig;
import io.ringfence.gateway.GatewayCounter;
import io.ringfence.gateway.GatewayCounters;
import io.ringfence.gateway.session.Refusals;
import io.ringfence.gateway.session.SessionLink;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.ReplyDecoder;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.protocol.codec.SessionEventDecoder;
import io.ringfence.protocol.codec.StateHashReplyDecoder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableRingBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Sends to one session. Egress thread only; zero allocation unless the client is slower than ever before.
 *
 * <p>Replies are gathered and leave together, when a message is full of them, before a frame of another sort, or with
 * {@link #flush} at the end of the agent's turn: one claim for many. Order is kept.
 *
 * <p>Half of the queue is kept for answers to commands, of which the session's window bounds the number; a larger
 * answer that finds the other half full is replaced by BUSY, which loses nothing because queries may be asked again.
 */
final class EgressPublisher {
    /** What the caller must do now. */
    enum State {
        /** The publication is being added, or not connected yet. */
        LINKING,
        /** Answers can be sent. */
        READY,
        /** The last frame was sent, or nobody listens any more. */
        GONE
    }

    private static final int SEND_ATTEMPTS = 3;
    private static final int QUEUE_LENGTH_INITIAL = 4096;
    private static final int RETRY_LIMIT = 1024;
    private static final int SESSION_TEMPLATE_ID_MAX = 19;
    private static final int SESSION_CODE_OFFSET = FrameLayout.HEADER_LENGTH + SessionEventDecoder.codeEncodingOffset();
    private static final int QUERY_REPLY_KIND_OFFSET =
            FrameLayout.HEADER_LENGTH + StateHashReplyDecoder.kindEncodingOffset();

    private final SessionLink link;
    private final Aeron aeron;
    private final long registrationId;
    private final long linkDeadlineNs;
    private final int queueLengthMax;
    private final GatewayCounters counters;
    private final Refusals refusals;
    private final BufferClaim claim = new BufferClaim();
    private final ReplyBundle bundle = new ReplyBundle();
    private final ExpandableRingBuffer queue;
    private final ExpandableRingBuffer.MessageConsumer retry = this::onRetry;
    private State state = State.LINKING;
    private ExclusivePublication publication;
    private boolean isClosing;
    private boolean isTurnDue;
    private long progressNs;

    EgressPublisher(
            final SessionLink link,
            final Aeron aeron,
            final String channel,
            final long linkDeadlineNs,
            final GatewayConfig config,
            final GatewayCounters counters,
            final Refusals refusals) {
        this.link = link;
        this.aeron = aeron;
        this.registrationId = aeron.asyncAddExclusivePublication(channel, GatewayConfig.RESPONSE_STREAM_ID);
        this.linkDeadlineNs = linkDeadlineNs;
        this.queueLengthMax = config.limits().egressQueueLength();
        this.counters = counters;
        this.refusals = refusals;
        // A ring buffer that may not grow any more writes beyond its end when a message does not fit before it; with
        // this much room it can always grow, and our own bound is met first.
        final int capacityMax =
                BitUtil.findNextPositivePowerOfTwo(4 * (queueLengthMax + GatewayConfig.REPLY_LENGTH_MAX));
        this.queue = new ExpandableRingBuffer(QUEUE_LENGTH_INITIAL, capacityMax, false);
    }

    int sessionId() {
        return link.sessionId();
    }

    State state() {
        return state;
    }

    /** Whether it ended in order: with a last frame that was sent. */
    boolean isFinished() {
        return isClosing && !isUnsent();
    }

    /** Whether something waits here, for the end of the turn or for the client. */
    boolean isUnsent() {
        return !bundle.isEmpty() || !queue.isEmpty();
    }

    /** Whether something waits here of which the agent does not know yet: true once until {@link #flush}. */
    boolean asksForTurn() {
        final boolean asks = !isTurnDue && isUnsent();
        isTurnDue |= asks;
        return asks;
    }

    /** Moves the link on; ready only when the client's window is known and open, so that the first answer fits. */
    State pollLink(final long servedNs) {
        if (publication == null) {
            try {
                publication = aeron.getExclusivePublication(registrationId);
            } catch (final RegistrationException gone) {
                // The client went away between its Connect and now: its image is not there any more.
                return gone();
            }
        }
        if (publication != null && publication.isConnected() && publication.availableWindow() > 0) {
            bundle.open(publication.maxPayloadLength());
            state = State.READY;
        } else if (servedNs > linkDeadlineNs) {
            return gone();
        }
        return state;
    }

    /** Takes a frame: a Reply into the bundle, any other behind it, now or as soon as the client reads. */
    State send(final DirectBuffer buffer, final int offset, final int length, final long servedNs) {
        if (state != State.READY || isClosing) {
            counters.add(GatewayCounter.REPLIES_DROPPED, 1);
            return state;
        }
        final int templateId = FrameLayout.templateId(buffer, offset);
        if (ReplyBundle.takes(templateId, length)) {
            if (bundle.isFull()) {
                sendBundle(servedNs);
            }
            bundle.add(buffer, offset);
        } else {
            sendBundle(servedNs);
            isClosing = templateId == SessionEventDecoder.TEMPLATE_ID
                    && buffer.getByte(offset + SESSION_CODE_OFFSET) != (byte) SessionCode.OK.value();
            sendOrQueue(buffer, offset, length, servedNs);
            closeWhenDone();
        }
        return state;
    }

    /**
     * Ends a turn: tries again what waits, then sends what was gathered. A session that nothing can be sent to for too
     * long is gone.
     */
    State flush(final long servedNs, final long stuckNs) {
        if (!queue.isEmpty()) {
            final int bytes = queue.consume(retry, RETRY_LIMIT);
            if (bytes > 0) {
                progressNs = servedNs;
            } else if (servedNs - progressNs > stuckNs) {
                return gone();
            }
        }
        sendBundle(servedNs);
        closeWhenDone();
        isTurnDue = isUnsent();
        return state;
    }

    /**
     * Gives the publication back at once, with all that it holds: a client that does not read would otherwise keep it
     * for as long as it lives. What is lost the client asks for again.
     */
    void revoke() {
        if (publication != null) {
            publication.revokeOnClose();
        }
        close();
    }

    /** Gives the publication back when what was sent has arrived. Idempotent. */
    void close() {
        state = State.GONE;
        if (publication == null) {
            aeron.asyncRemovePublication(registrationId);
        } else {
            publication.close();
        }
    }

    private void sendBundle(final long servedNs) {
        if (!bundle.isEmpty() && state == State.READY) {
            sendOrQueue(bundle.buffer(), 0, bundle.length(), servedNs);
            bundle.clear();
        }
    }

    private void sendOrQueue(final DirectBuffer buffer, final int offset, final int length, final long servedNs) {
        final boolean isSent = state == State.READY && queue.isEmpty() && trySend(buffer, offset, length);
        if (!isSent && state == State.READY) {
            enqueue(buffer, offset, length, servedNs);
        }
    }

    private boolean onRetry(
            final MutableDirectBuffer buffer, final int offset, final int length, final int headOffset) {
        return state == State.READY && trySend(buffer, offset, length);
    }

    private boolean trySend(final DirectBuffer buffer, final int offset, final int length) {
        // Counted before the client can know of it, so that a client that keeps its window exactly is never refused.
        final int templateId = FrameLayout.templateId(buffer, offset);
        final int frames = templateId == ReplyDecoder.TEMPLATE_ID ? ReplyBundle.count(length) : 1;
        final int answers = templateId > SESSION_TEMPLATE_ID_MAX ? frames : 0;
        link.addAnswered(answers);
        long result = Publication.BACK_PRESSURED;
        for (int i = 0; i < SEND_ATTEMPTS; i++) {
            result = offer(buffer, offset, length);
            if (result != Publication.ADMIN_ACTION) {
                break;
            }
        }
        if (result > 0) {
            counters.add(GatewayCounter.REPLIES_OUT, frames);
            return true;
        }
        link.addAnswered(-answers);
        if (result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION) {
            counters.add(GatewayCounter.EGRESS_BACK_PRESSURED, 1);
        } else {
            gone();
        }
        return false;
    }

    private long offer(final DirectBuffer buffer, final int offset, final int length) {
        if (length > publication.maxPayloadLength()) {
            return publication.offer(buffer, offset, length);
        }
        final long result = publication.tryClaim(length, claim);
        if (result > 0) {
            claim.buffer().putBytes(claim.offset(), buffer, offset, length);
            claim.commit();
        }
        return result;
    }

    private void enqueue(final DirectBuffer buffer, final int offset, final int length, final long servedNs) {
        if (queue.isEmpty()) {
            progressNs = servedNs;
        }
        final int templateId = FrameLayout.templateId(buffer, offset);
        final boolean isLarge = length > GatewayConfig.REPLY_LENGTH_HOT_MAX && templateId > ReplyDecoder.TEMPLATE_ID;
        if (isLarge && queue.size() + length > queueLengthMax / 2) {
            counters.add(GatewayCounter.REPLIES_REFUSED, 1);
            final int kind = buffer.getByte(offset + QUERY_REPLY_KIND_OFFSET) & 0xFF;
            final long correlationId = FrameLayout.correlationId(buffer, offset);
            append(refusals.encode(correlationId, Outcome.BUSY, kind), 0, refusals.length());
        } else {
            append(buffer, offset, length);
        }
    }

    private void append(final DirectBuffer buffer, final int offset, final int length) {
        if (queue.size() + length > queueLengthMax || !queue.append(buffer, offset, length)) {
            gone();
        }
    }

    private void closeWhenDone() {
        if (isClosing && !isUnsent()) {
            state = State.GONE;
        }
    }

    private State gone() {
        state = State.GONE;
        return state;
    }
}
