package io.ringfence.engine.idempotency;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.StateHash;
import io.ringfence.protocol.codec.MismatchField;

/**
 * A fingerprint of a command's canonical content after defaults, without {@code originatedAt}, {@code ref} and the
 * report fields (docs/protocol.md). Engine thread only.
 *
 * <p>Two longs: {@code content} is a 64-bit hash over everything, but not over the round of a Win that names its bet,
 * which follows from that; {@code parts} holds small hashes of what a mismatch names, and of the round: player 16 bits,
 * currency 8, wallet 8, amount 16, round 16.
 */
public final class Fingerprint {
    private static final int PLAYER_SHIFT = 48;
    private static final int CURRENCY_SHIFT = 40;
    private static final int WALLET_SHIFT = 32;
    private static final int AMOUNT_SHIFT = 16;
    private static final long BITS_16 = 0xFFFFL;
    private static final long BITS_8 = 0xFFL;
    private static final long END_ROUND = 1L << 32;
    private static final long TARGET = 1L << 33;
    private static final long PART_SALT = 0x5041525453L;

    private long content;
    private long parts;

    /** Hash of the content but for the round of a Win that names its bet. */
    public long content() {
        return content;
    }

    /** Small hashes of the fields that a mismatch names, and of the round. */
    public long parts() {
        return parts;
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
        content = StateHash.finish(hash);
        parts = (part(command.player) & BITS_16) << PLAYER_SHIFT
                | (part(command.currency) & BITS_8) << CURRENCY_SHIFT
                | (part(wallet) & BITS_8) << WALLET_SHIFT
                | (part(command.amount) & BITS_16) << AMOUNT_SHIFT
                | (part(command.roundHigh ^ Long.rotateLeft(command.roundLow, 17)) & BITS_16);
    }

    /**
     * Whether this content is the remembered one.
     *
     * @param rememberedContent of the id.
     * @param rememberedParts of the id.
     * @param isRoundCompared false where the command leaves a round out that follows from its bet.
     * @return true when nothing differs.
     */
    public boolean matches(final long rememberedContent, final long rememberedParts, final boolean isRoundCompared) {
        return content == rememberedContent && (!isRoundCompared || ((parts ^ rememberedParts) & BITS_16) == 0);
    }

    /**
     * Names the first of player, currency, wallet, amount that differs.
     *
     * @param rememberedParts of the id.
     * @return the field, NONE when another one differs.
     */
    public MismatchField firstDifference(final long rememberedParts) {
        final long difference = parts ^ rememberedParts;
        if ((difference >>> PLAYER_SHIFT) != 0) {
            return MismatchField.PLAYER;
        }
        if ((difference >>> CURRENCY_SHIFT & BITS_8) != 0) {
            return MismatchField.CURRENCY;
        }
        if ((difference >>> WALLET_SHIFT & BITS_8) != 0) {
            return MismatchField.WALLET;
        }
        return (difference >>> AMOUNT_SHIFT & BITS_16) != 0 ? MismatchField.AMOUNT : MismatchField.NONE;
    }

    private static long part(final long value) {
        return StateHash.finish(value ^ PART_SALT);
    }
}
