package io.ringfence.engine;

import io.ringfence.engine.command.Command;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.Outcome;

/** Which decisions are remembered: all but those that waiting or time may change (docs/protocol.md). */
final class Remembering {
    private static final int KIND_WIN = CommandKind.WIN.templateId();
    private static final int KIND_END_ROUND = CommandKind.END_ROUND.templateId();
    private static final int KIND_ROLLBACK = CommandKind.ROLLBACK.templateId();
    private static final int KIND_RESETTLE = CommandKind.RESETTLE.templateId();

    private Remembering() {}

    /**
     * Whether the id keeps this outcome for ever.
     *
     * @param command that was decided.
     * @param outcome that was decided.
     * @return false when the same id may come again and be decided anew.
     */
    static boolean isRemembered(final Command command, final Outcome outcome) {
        return switch (outcome) {
            case MALFORMED,
                    NOT_AUTHORISED,
                    BUSY,
                    TOO_OLD,
                    TIME_INVALID,
                    CAPACITY_EXCEEDED,
                    AMOUNT_OVERFLOW,
                    SOLD_OUT,
                    ENDED,
                    NOT_STARTED,
                    PAUSED -> false;
            case ROUND_NOT_FOUND -> command.kind != KIND_WIN && command.kind != KIND_END_ROUND;
            case TX_NOT_FOUND ->
                command.kind != KIND_WIN && command.kind != KIND_ROLLBACK && command.kind != KIND_RESETTLE;
            default -> true;
        };
    }
}
