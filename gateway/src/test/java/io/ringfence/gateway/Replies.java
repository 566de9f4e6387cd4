package io.ringfence.gateway;

import io.ringfence.client.ReplyListener;
import io.ringfence.protocol.codec.SessionCode;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Remembers what a client heard. */
final class Replies implements ReplyListener {
    private final List<Long> answered = new ArrayList<>();
    private final List<Long> unknown = new ArrayList<>();
    private final List<SessionCode> lost = new ArrayList<>();

    List<Long> answered() {
        return answered;
    }

    List<Long> unknown() {
        return unknown;
    }

    List<SessionCode> lost() {
        return lost;
    }

    @Override
    public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        answered.add(correlationId);
    }

    @Override
    public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
        unknown.add(correlationId);
    }

    @Override
    public void onDisconnected(final SessionCode code, final String detail) {
        lost.add(code);
    }
}
