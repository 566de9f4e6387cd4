package io.ringfence.gateway;

import org.agrona.DirectBuffer;

/**
 * Where the ingress puts what it has accepted. Called by the ingress thread alone. None of the methods blocks; each
 * copies the bytes before it returns, or returns {@code false} when there is no room now, in which case nothing
 * happened and the ingress leaves the frame in the transport and offers it again later.
 *
 * <p>An exception is a bug or broken infrastructure and stops the node.
 */
public interface CommandSink {
    /**
     * Offers a command that passed the frame check.
     *
     * @param sessionId   of the session it came from, above 0.
     * @param principal   that the session was authenticated as.
     * @param timestampNs of this duty cycle, since the epoch; the sink may raise it, never lower it.
     */
    boolean offerCommand(int sessionId, int principal, long timestampNs, DirectBuffer buffer, int offset, int length);

    /** Offers a query that passed the frame check; it takes no sequence. */
    boolean offerQuery(int sessionId, DirectBuffer buffer, int offset, int length);

    /** Offers an answer that the gateway made itself; it comes out of the {@link ReplySource} unchanged, in order. */
    boolean offerReply(int sessionId, DirectBuffer buffer, int offset, int length);
}
