package io.ringfence.gateway.ingress;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.ringfence.gateway.CommandSink;
import io.ringfence.gateway.GatewayCounter;
import io.ringfence.gateway.GatewayCounters;
import io.ringfence.gateway.session.FramePieces;
import io.ringfence.gateway.session.Handshake;
import io.ringfence.gateway.session.Session;
import io.ringfence.gateway.session.SessionPublisher;
import io.ringfence.gateway.session.Sessions;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameCheck;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.ChallengeResponseDecoder;
import io.ringfence.protocol.codec.CloseSessionDecoder;
import io.ringfence.protocol.codec.ConnectDecoder;
import io.ringfence.protocol.codec.KeepAliveDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.SessionCode;
import org.agrona.DirectBuffer;

/**
 * Takes one fragment at a time and decides what it is. Returns ABORT, having changed nothing, when what follows from
 * the fragment finds no room in the sink. Ingress thread only; no allocation but at Connect.
 */
final class IngressAdapter implements ControlledFragmentHandler {
    private final Sessions sessions;
    private final Handshake handshake;
    private final SessionPublisher publisher;
    private final CommandSink sink;
    private final GatewayCounters counters;
    private final int commandLengthMax;
    private final FrameCheck frameCheck = new FrameCheck();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final KeepAliveDecoder keepAlive = new KeepAliveDecoder();
    private final CloseSessionDecoder closeSession = new CloseSessionDecoder();
    private long timestampNs;
    private long servedNs;
    private boolean isAborted;

    IngressAdapter(
            final Sessions sessions,
            final Handshake handshake,
            final SessionPublisher publisher,
            final CommandSink sink,
            final GatewayCounters counters,
            final int commandLengthMax) {
        this.sessions = sessions;
        this.handshake = handshake;
        this.publisher = publisher;
        this.sink = sink;
        this.counters = counters;
        this.commandLengthMax = commandLengthMax;
    }

    /** Begins a duty cycle at this time. */
    void begin(final long cycleTimestampNs, final long cycleServedNs) {
        timestampNs = cycleTimestampNs;
        servedNs = cycleServedNs;
        isAborted = false;
    }

    /** Whether a fragment of this duty cycle found no room. */
    boolean isAborted() {
        return isAborted;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header fragment) {
        final Session session = sessions.getOrCreate((Image) fragment.context(), servedNs);
        if (session == null) {
            return drop();
        }
        session.onActive(servedNs);
        final byte flags = fragment.flags();
        if ((flags & FrameDescriptor.UNFRAGMENTED) != FrameDescriptor.UNFRAGMENTED) {
            return onPiece(session, buffer, offset, length, flags);
        }
        return onFrame(session, buffer, offset, length) ? Action.CONTINUE : abort();
    }

    /** A whole frame; false when there was no room for what follows from it. */
    private boolean onFrame(final Session session, final DirectBuffer buffer, final int offset, final int length) {
        final int kind = frameCheck.check(buffer, offset, length);
        if ((kind == FrameCheck.COMMAND || kind == FrameCheck.QUERY) && !session.isOpen()) {
            return ignore();
        }
        return switch (kind) {
            case FrameCheck.COMMAND -> onCommand(session, buffer, offset, length);
            case FrameCheck.QUERY -> onQuery(session, buffer, offset, length);
            case FrameCheck.SESSION -> onSessionFrame(session, buffer, offset);
            case FrameCheck.MALFORMED -> onMalformed(session, buffer, offset);
            default -> onUnknown();
        };
    }

    private boolean onCommand(final Session session, final DirectBuffer buffer, final int offset, final int length) {
        if (length > commandLengthMax) {
            return onMalformed(session, buffer, offset);
        }
        if (session.unanswered() >= session.window()) {
            return refuseBusy(session, buffer, offset);
        }
        if (!sink.offerCommand(session.id(), session.principal(), timestampNs, buffer, offset, length)) {
            return false;
        }
        session.onAccepted();
        return true;
    }

    private boolean onQuery(final Session session, final DirectBuffer buffer, final int offset, final int length) {
        if (length > commandLengthMax) {
            return onMalformed(session, buffer, offset);
        }
        if (session.unanswered() >= session.window()) {
            return refuseBusy(session, buffer, offset);
        }
        if (!sink.offerQuery(session.id(), buffer, offset, length)) {
            return false;
        }
        session.onAccepted();
        return true;
    }

    private boolean onSessionFrame(final Session session, final DirectBuffer buffer, final int offset) {
        return switch (FrameLayout.templateId(buffer, offset)) {
            case ConnectDecoder.TEMPLATE_ID -> handshake.onConnect(session, buffer, offset) || ignore();
            case ChallengeResponseDecoder.TEMPLATE_ID ->
                handshake.onChallengeResponse(session, buffer, offset) || ignore();
            case KeepAliveDecoder.TEMPLATE_ID -> onKeepAlive(session, buffer, offset);
            case CloseSessionDecoder.TEMPLATE_ID -> onCloseSession(session, buffer, offset);
            default ->
                throw new IllegalStateException("the frame check knows a session frame that the gateway does not");
        };
    }

    private boolean onKeepAlive(final Session session, final DirectBuffer buffer, final int offset) {
        keepAlive.wrapAndApplyHeader(buffer, offset, header);
        final long correlationId = keepAlive.correlationId();
        if (!session.isOpen() || keepAlive.sessionId() != session.id()) {
            return ignore();
        }
        return publisher.keepAlive(session, correlationId);
    }

    private boolean onCloseSession(final Session session, final DirectBuffer buffer, final int offset) {
        closeSession.wrapAndApplyHeader(buffer, offset, header);
        if (!session.isOpen() || closeSession.sessionId() != session.id()) {
            return ignore();
        }
        sessions.end(session, SessionCode.CLOSED, "closed by the client");
        return true;
    }

    /** Not even a header of ours: there is nobody to answer. */
    private boolean onUnknown() {
        counters.add(GatewayCounter.FRAMES_MALFORMED, 1);
        return true;
    }

    /** A piece of a frame longer than one datagram, as a Batch may be. The last one makes it whole, or comes again. */
    private Action onPiece(
            final Session session, final DirectBuffer buffer, final int offset, final int length, final byte flags) {
        final FramePieces pieces = session.pieces(commandLengthMax);
        if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) == FrameDescriptor.BEGIN_FRAG_FLAG) {
            pieces.begin();
        }
        if (pieces.isSkipping()) {
            onUnknown();
            return Action.CONTINUE;
        }
        if (!pieces.tryAppend(buffer, offset, length)) {
            final boolean isFirst = pieces.length() == 0;
            final boolean isTold = isFirst
                    ? onTooLong(session, buffer, offset, length)
                    : onTooLong(session, pieces.buffer(), 0, pieces.length());
            if (!isTold) {
                return abort();
            }
            pieces.skip();
            return Action.CONTINUE;
        }
        if ((flags & FrameDescriptor.END_FRAG_FLAG) != FrameDescriptor.END_FRAG_FLAG) {
            return Action.CONTINUE;
        }
        if (!onFrame(session, pieces.buffer(), 0, pieces.length())) {
            pieces.undo(length);
            return abort();
        }
        pieces.skip();
        return Action.CONTINUE;
    }

    /** The beginning of a frame that no client may send; it holds a correlation id if it is one of ours. */
    private boolean onTooLong(final Session session, final DirectBuffer buffer, final int offset, final int length) {
        return frameCheck.check(buffer, offset, length) == FrameCheck.UNKNOWN
                ? onUnknown()
                : onMalformed(session, buffer, offset);
    }

    private boolean onMalformed(final Session session, final DirectBuffer buffer, final int offset) {
        if (session.isOpen() && !refuse(session, buffer, offset, Outcome.MALFORMED)) {
            return false;
        }
        counters.add(GatewayCounter.FRAMES_MALFORMED, 1);
        return true;
    }

    private boolean refuseBusy(final Session session, final DirectBuffer buffer, final int offset) {
        if (!refuse(session, buffer, offset, Outcome.BUSY)) {
            return false;
        }
        counters.add(GatewayCounter.FRAMES_BUSY, 1);
        return true;
    }

    /** Refusals count as unanswered too; whoever has two windows of them does not read, and is told nothing more. */
    private boolean refuse(final Session session, final DirectBuffer buffer, final int offset, final Outcome outcome) {
        if (session.unanswered() >= 2L * session.window()) {
            counters.add(GatewayCounter.FRAMES_DROPPED, 1);
            return true;
        }
        final CommandKind kind = CommandKind.ofTemplate(FrameLayout.templateId(buffer, offset));
        final int kindNumber = kind == null ? 0 : kind.templateId();
        if (!publisher.refuse(session, FrameLayout.correlationId(buffer, offset), outcome, kindNumber)) {
            return false;
        }
        session.onAccepted();
        return true;
    }

    private Action drop() {
        ignore();
        return Action.CONTINUE;
    }

    private boolean ignore() {
        counters.add(GatewayCounter.FRAMES_DROPPED, 1);
        return true;
    }

    private Action abort() {
        isAborted = true;
        return Action.ABORT;
    }
}
