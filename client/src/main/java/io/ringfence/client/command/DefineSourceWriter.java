package io.ringfence.client.command;

import io.ringfence.protocol.codec.DefineSourceEncoder;
import io.ringfence.protocol.codec.LateWin;
import io.ringfence.protocol.codec.NegativePolicy;
import io.ringfence.protocol.codec.RollbackAfterSettle;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** Defines a source and replaces all its policies; the source is that of the command. Client thread only. */
public final class DefineSourceWriter extends CommandWriter<DefineSourceWriter> {
    private final DefineSourceEncoder encoder = new DefineSourceEncoder();
    private byte[] name = new byte[0];

    /** Writes to this outlet. */
    public DefineSourceWriter(final FrameOutlet outlet) {
        super(outlet, DefineSourceEncoder.TEMPLATE_ID, DefineSourceEncoder.BLOCK_LENGTH);
    }

    /** Before NOT_FOUND of a transfer counts. */
    public DefineSourceWriter quietPeriodSeconds(final long quietPeriodSeconds) {
        encoder.quietPeriodSeconds(quietPeriodSeconds);
        return this;
    }

    /** Until a transfer counts as stuck. */
    public DefineSourceWriter stuckAfterSeconds(final long stuckAfterSeconds) {
        encoder.stuckAfterSeconds(stuckAfterSeconds);
        return this;
    }

    /** Until an untouched round closes. */
    public DefineSourceWriter roundIdleSeconds(final long roundIdleSeconds) {
        encoder.roundIdleSeconds(roundIdleSeconds);
        return this;
    }

    /** What becomes of a win on a closed round. */
    public DefineSourceWriter lateWin(final LateWin lateWin) {
        encoder.lateWin(lateWin);
        return this;
    }

    /** What becomes of a rollback of a settled bet. */
    public DefineSourceWriter rollbackAfterSettle(final RollbackAfterSettle rollbackAfterSettle) {
        encoder.rollbackAfterSettle(rollbackAfterSettle);
        return this;
    }

    /** What becomes of a reversal that needs more than available. */
    public DefineSourceWriter negative(final NegativePolicy negative) {
        encoder.negative(negative);
        return this;
    }

    /** The name, for people; allocates. */
    public DefineSourceWriter name(final String text) {
        name = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
        encoder.quietPeriodSeconds(DefineSourceEncoder.quietPeriodSecondsNullValue());
        encoder.stuckAfterSeconds(DefineSourceEncoder.stuckAfterSecondsNullValue());
        encoder.roundIdleSeconds(DefineSourceEncoder.roundIdleSecondsNullValue());
    }

    @Override
    int finish() {
        encoder.putName(name, 0, name.length);
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    DefineSourceWriter self() {
        return this;
    }
}
