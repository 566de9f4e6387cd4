package io.ringfence.engine.player;

/** The locks of players. Engine thread only. */
public final class Locks {
    /** Whether Bet, BetWin, hold RESERVE or SPORT_BET, TO_PROVIDER, Claim, Transfer to another player are refused. */
    public boolean isPlayBlocked(final int playerRow, final long timestampNs) {
        return false;
    }

    /** Whether an unsettled Deposit is refused. */
    public boolean isDepositBlocked(final int playerRow, final long timestampNs) {
        return false;
    }

    /** Whether Withdraw and hold WITHDRAWAL are refused. */
    public boolean isWithdrawalBlocked(final int playerRow, final long timestampNs) {
        return false;
    }

    /** Whether a Transfer inside the player is refused. */
    public boolean isTransferBlocked(final int playerRow, final long timestampNs) {
        return false;
    }
}
