package io.ringfence.benchmarks.demo;

import io.ringfence.gateway.ReplySource;

/** Saboteur: one answer in {@link #EVERY} never leaves. Egress thread only. */
final class DropReply implements ReplySource {
    private static final int EVERY = 5_003;

    private final ReplySource source;
    private long count;

    DropReply(final ReplySource source) {
        this.source = source;
    }

    @Override
    public int poll(final ReplyHandler handler, final int limit) {
        return source.poll(
                (sessionId, buffer, offset, length) -> {
                    if (++count % EVERY != 0) {
                        handler.onReply(sessionId, buffer, offset, length);
                    }
                },
                limit);
    }
}
