package io.ringfence.client.command;

import io.ringfence.protocol.codec.GameReportEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What Bet and Win have beside {@link CommandWriter}: fields for reports, which are journaled and are no state.
 *
 * @param <T> the writer itself.
 */
public abstract class ReportingWriter<T extends ReportingWriter<T>> extends CommandWriter<T> {
    private static final int REPORT_LENGTH_MAX = 254;

    private final UnsafeBuffer report = new UnsafeBuffer(new byte[REPORT_LENGTH_MAX]);
    private final GameReportEncoder encoder = new GameReportEncoder();
    private int reportLength;

    ReportingWriter(final FrameOutlet outlet, final int templateId, final int blockLength) {
        super(outlet, templateId, blockLength);
    }

    /**
     * Adds the report fields.
     *
     * @param jackpotContribution in minor units; {@code Long.MIN_VALUE} for none.
     * @param validBet            in minor units; {@code Long.MIN_VALUE} for none.
     * @param game                text of at most 32 bytes; empty for none.
     * @param freeSpinRef         text of at most 32 bytes; empty for none.
     */
    public final T report(
            final long jackpotContribution, final long validBet, final String game, final String freeSpinRef) {
        encoder.wrap(report, 0)
                .jackpotContribution(jackpotContribution)
                .validBet(validBet)
                .game(game)
                .freeSpinRef(freeSpinRef);
        reportLength = encoder.encodedLength();
        return self();
    }

    @Override
    final void reset() {
        super.reset();
        reportLength = 0;
    }

    final DirectBuffer report() {
        return report;
    }

    final int reportLength() {
        return reportLength;
    }
}
