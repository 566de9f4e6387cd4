package io.ringfence.engine.player;

import io.ringfence.engine.command.Answer;
import io.ringfence.protocol.Outcome;

/** The limits of players and what was used of them. Engine thread only. */
public final class Limits {
    /**
     * Checks what a command would add against every limit in force; names the first exceeded in the answer.
     *
     * @param answer receives limit, period and remaining.
     * @param playerRow of the player.
     * @param currencyIndex of the currency.
     * @param deposit to be added to DEPOSIT; 0 is not checked.
     * @param loss to be added to LOSS; 0 is not checked.
     * @param wager to be added to WAGER; 0 is not checked.
     * @param timestampNs journal time now.
     * @return LIMIT_EXCEEDED or null.
     */
    public Outcome refuse(
            final Answer answer,
            final int playerRow,
            final int currencyIndex,
            final long deposit,
            final long loss,
            final long wager,
            final long timestampNs) {
        return null;
    }

    /**
     * Counts deposits, minor units, signed.
     *
     * @param playerRow of the player.
     * @param currencyIndex of the currency.
     * @param amount to be added; below zero un-counts.
     * @param originalNs time of what is counted or un-counted: only windows that hold it change.
     * @param timestampNs journal time now.
     */
    public void countDeposit(
            final int playerRow,
            final int currencyIndex,
            final long amount,
            final long originalNs,
            final long timestampNs) {}

    /**
     * Counts stakes (LOSS and WAGER), minor units, signed; like {@link #countDeposit}.
     */
    public void countStake(
            final int playerRow,
            final int currencyIndex,
            final long amount,
            final long originalNs,
            final long timestampNs) {}

    /**
     * Counts LOSS alone (a win is below zero), minor units, signed; like {@link #countDeposit}.
     */
    public void countLoss(
            final int playerRow,
            final int currencyIndex,
            final long amount,
            final long originalNs,
            final long timestampNs) {}

    /** Whether the usage row that a command would need exists or fits; else CAPACITY_EXCEEDED. */
    public boolean hasRoomToCount(final int playerRow, final int currencyIndex) {
        return true;
    }
}
