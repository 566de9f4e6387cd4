package io.ringfence.benchmarks.system;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.ReplyDecoder;
import org.agrona.DirectBuffer;

/**
 * What the answer to a command says, of whatever message it is: all begin with the fields of Reply.
 *
 * @param outcome decided
 * @param isReplay whether it was decided before
 * @param sequence that decided; 0 when the gateway refused it
 * @param amount moved, minor units
 */
record CommandAnswer(Outcome outcome, boolean isReplay, long sequence, long amount) {
    static CommandAnswer read(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        final ReplyDecoder reply = new ReplyDecoder();
        reply.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        return new CommandAnswer(
                Outcome.of(reply.outcomeRaw()),
                reply.replayRaw() == BooleanType.TRUE.value(),
                reply.seq(),
                reply.amount());
    }
}
