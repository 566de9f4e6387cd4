package io.ringfence.benchmarks.load;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.ReplyDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What the answer to a command must be. */
public enum Expected {
    /** It was done. */
    DONE,
    /** It was done, or its reversal came first. */
    DONE_OR_REVERSED,
    /** It was refused for want of money. */
    REFUSED,
    /** It was done before, and is not done again. */
    REPEAT,
    /** It is a query. */
    ANSWER;

    private static final int OUTCOME_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.outcomeEncodingOffset();
    private static final int REPLAY_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.replayEncodingOffset();
    private static final int OK = Outcome.OK.number();
    private static final int REVERSED = Outcome.REVERSED.number();
    private static final int TOMBSTONED = Outcome.TOMBSTONED.number();
    private static final int CANCELLED = Outcome.CANCELLED_BY_ROLLBACK.number();
    private static final int INSUFFICIENT_FUNDS = Outcome.INSUFFICIENT_FUNDS.number();

    /** Whether an answer is that. */
    public boolean isMet(final DirectBuffer buffer, final int offset) {
        final int outcome = outcome(buffer, offset);
        return switch (this) {
            case DONE -> outcome == OK;
            case DONE_OR_REVERSED ->
                outcome == OK || outcome == REVERSED || outcome == TOMBSTONED || outcome == CANCELLED;
            case REFUSED -> outcome == INSUFFICIENT_FUNDS;
            case REPEAT -> isReplay(buffer, offset) && DONE_OR_REVERSED.isMet(buffer, offset);
            case ANSWER -> true;
        };
    }

    /** Number of the outcome of an answer to a command. */
    static int outcome(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset + OUTCOME_OFFSET) & 0xFF;
    }

    private static boolean isReplay(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset + REPLAY_OFFSET) == (byte) BooleanType.TRUE.value();
    }

    /** Writes what an answer to a command that was done looks like. */
    static void writeDone(final MutableDirectBuffer buffer, final int offset) {
        buffer.putByte(offset + OUTCOME_OFFSET, (byte) OK);
    }
}
