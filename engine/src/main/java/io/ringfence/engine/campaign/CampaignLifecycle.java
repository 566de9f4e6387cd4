package io.ringfence.engine.campaign;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.AccountKind;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * How campaigns are found, end by command and by time, and are forgotten. Engine thread only.
 *
 * <p>A campaign that is past its {@code closesAt} counts as ended from that moment: whoever looks at it through {@link
 * #find} ends it first, the others are ended in bounded portions. Until it has ended, the id that made it is kept;
 * afterwards it is kept as long as that id.
 */
public final class CampaignLifecycle {
    private static final int NULL_ROW = StateSection.NULL_ROW;

    private final Campaigns campaigns;
    private final Accounts accounts;
    private final TransactionLog log;
    private final LongConsumer bringUp;
    private final BooleanSupplier hasRoomToPin;

    /**
     * Over the table, the accounts and the log.
     *
     * @param campaigns the table.
     * @param accounts with PROMO and the sum of the pots.
     * @param log of ids.
     * @param bringUp makes everything take effect that is due at a journal time, ns.
     * @param hasRoomToPin whether one more id may be kept for something open.
     */
    public CampaignLifecycle(
            final Campaigns campaigns,
            final Accounts accounts,
            final TransactionLog log,
            final LongConsumer bringUp,
            final BooleanSupplier hasRoomToPin) {
        this.campaigns = campaigns;
        this.accounts = accounts;
        this.log = log;
        this.bringUp = bringUp;
        this.hasRoomToPin = hasRoomToPin;
    }

    /** The table, to be read. */
    public Campaigns campaigns() {
        return campaigns;
    }

    /**
     * Finds the campaign that a command names, as it is at the command's time.
     *
     * @param command that names the campaign.
     * @return the row, or NULL_ROW.
     */
    public int find(final Command command) {
        final int row = campaigns.find(command.thingHigh, command.thingLow);
        if (row == NULL_ROW || !isDoubtful(row, command.timestampNs)) {
            return row;
        }
        if (!campaigns.isEnded(row)) {
            close(row);
        }
        final int ended = campaigns.find(command.thingHigh, command.thingLow);
        if (ended != NULL_ROW && isDoubtful(ended, command.timestampNs)) {
            bringUp.accept(command.timestampNs);
            return campaigns.find(command.thingHigh, command.thingLow);
        }
        return ended;
    }

    /** Whether a campaign should have ended or have been forgotten by now. */
    private boolean isDoubtful(final int row, final long timestampNs) {
        if (!campaigns.isEnded(row)) {
            return campaigns.closesNs(row) <= timestampNs;
        }
        final int txRow = campaigns.txRow(row);
        return txRow != NULL_ROW && log.isPastHorizon(txRow, timestampNs);
    }

    /** Whether one more campaign may be opened, when all that is due has made room. */
    boolean makeRoom(final long shares, final long timestampNs) {
        if (!hasRoom(shares)) {
            bringUp.accept(timestampNs);
        }
        return hasRoom(shares);
    }

    private boolean hasRoom(final long shares) {
        return Capacity.hasRoom(campaigns.count(), campaigns.capacity())
                && Capacity.hasRoom(campaigns.shareCount() + shares - 1, campaigns.shareCountMax())
                && hasRoomToPin.getAsBoolean();
    }

    /**
     * Ends a campaign: what is left of its pot returns to PROMO. If the turn of the id that made it had come, both are
     * forgotten now: do not use the row afterwards.
     *
     * @param row of a campaign that has not ended.
     * @return what returned, minor units.
     */
    long close(final int row) {
        final long rest = campaigns.rest(row);
        final int currencyIndex = campaigns.currencyIndex(row);
        accounts.postSystem(AccountKind.POT, 0, currencyIndex, 0, -rest);
        accounts.postSystem(AccountKind.PROMO, 0, currencyIndex, 0, rest);
        campaigns.finish(row);
        final int txRow = campaigns.txRow(row);
        if (txRow != NULL_ROW && log.isPassedOver(txRow)) {
            log.unpin(txRow);
        }
        return rest;
    }

    /**
     * Ends campaigns whose time has come, in order of (closesAt, creation).
     *
     * @param timestampNs journal time now.
     * @param limit of campaigns.
     * @return how many ended.
     */
    public int closeDue(final long timestampNs, final int limit) {
        int done = 0;
        while (done < limit && campaigns.firstClosesNs() <= timestampNs) {
            close(campaigns.firstClosing());
            done++;
        }
        return done;
    }

    /** When the first campaign closes, ns; Long.MAX_VALUE when none is open. */
    public long nextDueNs() {
        return campaigns.firstClosesNs();
    }

    /**
     * Gives back claims of campaigns that were forgotten: room, not state; no outcome hangs on it.
     *
     * @param limit of claims.
     * @return how many.
     */
    public int giveBackClaims(final int limit) {
        return campaigns.claimTable().releaseSome(limit);
    }

    /** Whether {@link #giveBackClaims} has something to do. */
    public boolean hasClaimsToGiveBack() {
        return campaigns.claimTable().hasForgotten();
    }

    /**
     * The id of a CreateCampaign was remembered.
     *
     * @param row of the campaign.
     * @param ordinal of the command that was remembered.
     * @param txRow of its id in the log.
     */
    public void remembered(final int row, final long ordinal, final int txRow) {
        if (isMadeBy(row, ordinal)) {
            campaigns.txRow(row, txRow);
        }
    }

    /**
     * Whether the id that made a campaign must be kept. One that should have ended by now is ended first.
     *
     * @param row of the campaign.
     * @param ordinal of the command of the id.
     * @param timestampNs journal time now.
     * @return true while it must not be forgotten.
     */
    public boolean isPinned(final int row, final long ordinal, final long timestampNs) {
        if (!isMadeBy(row, ordinal) || campaigns.isEnded(row)) {
            return false;
        }
        if (campaigns.closesNs(row) <= timestampNs) {
            close(row);
            return false;
        }
        return true;
    }

    /**
     * The id that made a campaign is being forgotten: the campaign goes with it.
     *
     * @param row of the campaign.
     * @param ordinal of the command of the id.
     */
    public void onForgotten(final int row, final long ordinal) {
        if (isMadeBy(row, ordinal)) {
            campaigns.remove(row);
        }
    }

    private boolean isMadeBy(final int row, final long ordinal) {
        return campaigns.isRow(row) && campaigns.ordinal(row) == ordinal;
    }

    /**
     * Scans every campaign, and that the account POT of each currency is the sum of its pots. O(shares): for tests and
     * checks.
     *
     * @param currencies that are defined.
     */
    public void check(final int currencies) {
        final long[] low = new long[currencies];
        final long[] high = new long[currencies];
        for (int row = campaigns.first(); row != NULL_ROW; row = campaigns.next(row)) {
            CampaignScan.checkShares(campaigns, row);
            CampaignScan.checkClaims(campaigns, row);
            final int currency = campaigns.currencyIndex(row);
            high[currency] += Accounts.carry(low[currency], campaigns.rest(row));
            low[currency] += campaigns.rest(row);
        }
        for (int currency = 0; currency < currencies; currency++) {
            final int row = accounts.findSystem(AccountKind.POT, 0, currency);
            final boolean isSum = row == NULL_ROW
                    ? low[currency] == 0 && high[currency] == 0
                    : accounts.low(row) == low[currency] && accounts.high(row) == high[currency];
            Invariants.check(isSum, "the account POT is the sum of the pots");
        }
    }
}
