package io.ringfence.engine.ledger;

/** What takes effect by journal time as soon as a player is touched: the holds of the player that are over. */
@FunctionalInterface
public interface PlayerDue {
    /**
     * Applies what is due of a player, in order of time.
     *
     * @param playerRow of the player.
     * @param timestampNs journal time now.
     * @return whether anything was applied.
     */
    boolean bringUp(int playerRow, long timestampNs);
}
