package io.ringfence.engine.idempotency;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.StateHash;
import io.ringfence.protocol.codec.ResettleDecoder;

/**
 * A fingerprint of a command's canonical content after defaults, without {@code originatedAt}, {@code ref} and the
 * report fields (docs/protocol.md). Engine thread only.
 *
 * <p>28 bits of a hash over everything, but not over the round of a Win that names its bet, which follows from that;
 * and 16 bits of a hash of the round. The other fields that a mismatch names are compared by value where the log has
 * them.
 */
public final class Fingerprint {
    /** The bits below belong to the log. */
    private static final int ROUND_SHIFT = 20;

    private static final int CONTENT_SHIFT = 36;
    private static final long ROUND_MASK = 0xFFFFL << ROUND_SHIFT;
    private static final long END_ROUND = 1L << 32;
    private static final long TARGET = 1L << 33;
    private static final long ROUND_SALT = 0x5041525453L;

    private long packed;

    /** Content and round, the lower 20 bits zero. */
    public long packed() {
        return packed;
    }

    /**
     * Takes the fingerprint of a command.
     *
     * @param command decoded.
     * @param wallet its wallet after defaults; 0 when there is none.
     */
    public void take(final Command command, final long wallet) {
        final long flags = (command.endRound ? END_ROUND : 0) | (command.hasTarget() ? TARGET : 0);
        long hash = StateHash.cell(command.kind, 0)
                + StateHash.cell(command.player, 1)
                + StateHash.cell(command.currency, 2)
                + StateHash.cell(wallet, 3)
                + StateHash.cell(command.amount, 4)
                + StateHash.cell(command.option | flags, 5)
                + StateHash.cell(command.toWallet, 6)
                + StateHash.cell(command.toPlayer, 7);
        if (command.hasTarget()) {
            hash += StateHash.cell(command.targetHigh, 8) + StateHash.cell(command.targetLow, 9);
        } else {
            hash += StateHash.cell(command.roundHigh, 8) + StateHash.cell(command.roundLow, 9);
        }
        if (!command.isTargetTimeDefaulted) {
            hash += StateHash.cell(command.targetOriginatedAtMs, 10);
        }
        hash += StateHash.cell(command.detailHash, 11);
        final long second = command.kind == ResettleDecoder.TEMPLATE_ID
                ? command.amount
                : command.roundHigh ^ Long.rotateLeft(command.roundLow, 17);
        final long round = StateHash.finish(second ^ ROUND_SALT);
        packed = StateHash.finish(hash) << CONTENT_SHIFT | (round << ROUND_SHIFT & ROUND_MASK);
    }

    /**
     * Whether the round, or the payout of a Resettle, is another than the remembered one.
     *
     * @param remembered content of the id, from the log.
     * @return true when it differs.
     */
    public boolean isOtherRound(final long remembered) {
        return ((packed ^ remembered) & ROUND_MASK) != 0;
    }

    /**
     * Whether this content is the remembered one.
     *
     * @param remembered content of the id, from the log.
     * @param isRoundCompared false where the command leaves a round out that follows from its bet.
     * @return true when nothing differs.
     */
    public boolean matches(final long remembered, final boolean isRoundCompared) {
        final long difference = packed ^ remembered;
        return difference >>> CONTENT_SHIFT == 0 && (!isRoundCompared || (difference & ROUND_MASK) == 0);
    }
}
