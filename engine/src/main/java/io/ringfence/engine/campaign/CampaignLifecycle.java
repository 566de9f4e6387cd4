package io.ringfence.engine.campaign;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.AccountKind;

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

    /**
     * Over the table, the accounts and the log.
     *
     * @param campaigns the table.
     * @param accounts with PROMO and the sum of the pots.
     * @param log with the horizon of ids.
     */
    public CampaignLifecycle(final Campaigns campaigns, final Accounts accounts, final TransactionLog log) {
        this.campaigns = campaigns;
        this.accounts = accounts;
        this.log = log;
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
        if (row != NULL_ROW && isDoubtful(row, command.timestampNs)) {
            closeDue(command.timestampNs, Integer.MAX_VALUE);
            return campaigns.find(command.thingHigh, command.thingLow);
        }
        return row;
    }

    /** Whether a campaign should have ended or have been forgotten by now. */
    private boolean isDoubtful(final int row, final long timestampNs) {
        return campaigns.isEnded(row)
                ? timestampNs - campaigns.endedNs(row) >= log.horizonNs()
                : campaigns.closesNs(row) <= timestampNs;
    }

    /**
     * Makes room for one more campaign: ended ones are forgotten, that which ended first before the others, but none
     * when it would not fit even then.
     *
     * @param shares that it has.
     * @param timestampNs journal time now.
     * @return whether it fits.
     */
    boolean makeRoom(final long shares, final long timestampNs) {
        closeDue(timestampNs, Integer.MAX_VALUE);
        long openShares = 0;
        for (int row = campaigns.first(); row != NULL_ROW; row = campaigns.next(row)) {
            openShares += campaigns.isEnded(row) ? 0 : campaigns.shares(row);
        }
        if (!fits(campaigns.openCount(), openShares + shares)) {
            return false;
        }
        while (!fits(campaigns.count(), campaigns.shareCount() + shares)) {
            campaigns.remove(campaigns.firstEnded());
        }
        return true;
    }

    private boolean fits(final int count, final long shares) {
        return Capacity.hasRoom(count, campaigns.capacity()) && Capacity.hasRoom(shares - 1, campaigns.shareCountMax());
    }

    /**
     * Ends a campaign: what is left of its pot returns to PROMO.
     *
     * @param row of a campaign that has not ended.
     * @param timestampNs when it ends.
     * @return what returned, minor units.
     */
    long close(final int row, final long timestampNs) {
        final long rest = campaigns.rest(row);
        final int currencyIndex = campaigns.currencyIndex(row);
        accounts.postSystem(AccountKind.POT, 0, currencyIndex, 0, -rest);
        accounts.postSystem(AccountKind.PROMO, 0, currencyIndex, 0, rest);
        campaigns.finish(row, timestampNs);
        return rest;
    }

    /**
     * Ends campaigns whose time has come, in order of (closesAt, creation), and forgets those that ended longer ago
     * than ids are remembered.
     *
     * @param timestampNs journal time now.
     * @param limit of campaigns.
     * @return how many ended or were forgotten.
     */
    public int closeDue(final long timestampNs, final int limit) {
        int done = 0;
        while (done < limit && campaigns.firstClosesNs() <= timestampNs) {
            final int row = campaigns.firstClosing();
            close(row, campaigns.closesNs(row));
            done++;
        }
        while (done < limit
                && campaigns.firstEnded() != NULL_ROW
                && timestampNs - campaigns.firstEndedNs() >= log.horizonNs()) {
            campaigns.remove(campaigns.firstEnded());
            done++;
        }
        return done;
    }

    /** When the next campaign closes or is forgotten, ns; Long.MAX_VALUE when none will be. */
    public long nextDueNs() {
        final long forgottenNs =
                campaigns.firstEnded() == NULL_ROW ? Long.MAX_VALUE : campaigns.firstEndedNs() + log.horizonNs();
        return Math.min(campaigns.firstClosesNs(), forgottenNs);
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
