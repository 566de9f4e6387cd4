package io.ringfence.engine.campaign;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Locks;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.CampaignAction;
import io.ringfence.protocol.codec.CampaignState;

/** CreateCampaign, ClaimCampaign and ControlCampaign (docs/protocol.md). Engine thread only. */
public final class CampaignRules {
    private static final int NULL_ROW = StateSection.NULL_ROW;

    private final Definitions definitions;
    private final Accounts accounts;
    private final Wallets wallets;
    private final Locks locks;
    private final CampaignLifecycle lifecycle;
    private final Campaigns campaigns;
    private final SeedHash seedHash = new SeedHash();

    /**
     * Over the ledger, the players' locks and the campaigns.
     *
     * @param definitions of currencies, wallets and sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param locks of players.
     * @param lifecycle of campaigns.
     */
    public CampaignRules(
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Locks locks,
            final CampaignLifecycle lifecycle) {
        this.definitions = definitions;
        this.accounts = accounts;
        this.wallets = wallets;
        this.locks = locks;
        this.lifecycle = lifecycle;
        this.campaigns = lifecycle.campaigns();
    }

    /**
     * Fills a pot from PROMO and splits it; publishes the hash of what the shares follow from. O(shares), whose number
     * is bounded.
     *
     * @param command resolved; it names no player.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome create(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        final Outcome refusal = refuseCreate(command);
        if (refusal != null) {
            return refusal;
        }
        if (lifecycle.find(command) != NULL_ROW) {
            return Outcome.ALREADY_EXISTS;
        }
        if (!PotSplit.isPossible(command.amount, command.shares, command.minShare)) {
            return Outcome.SPLIT_IMPOSSIBLE;
        }
        if (!lifecycle.makeRoom(command.shares, command.timestampNs)) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        seedHash.take(command, answer.seedHash);
        answer.hasSeedHash = true;
        campaigns.create(command, answer.seedHash);
        accounts.postSystem(AccountKind.PROMO, 0, command.currencyIndex, 0, -command.amount);
        accounts.postSystem(AccountKind.POT, 0, command.currencyIndex, 0, command.amount);
        answer.amount = command.amount;
        return Outcome.OK;
    }

    private static Outcome refuseCreate(final Command command) {
        if (command.amount < 0 || command.shares < 0 || command.minShare < 1) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.endsAtNs <= command.timestampNs || command.endsAtNs < command.opensAtNs) {
            return Outcome.TIME_INVALID;
        }
        if (command.currencyIndex == Definitions.UNKNOWN) {
            return Outcome.CURRENCY_UNKNOWN;
        }
        if (command.walletIndex == Definitions.UNKNOWN) {
            return Outcome.WALLET_UNKNOWN;
        }
        return command.sourceIndex == Definitions.UNKNOWN ? Outcome.SOURCE_UNKNOWN : null;
    }

    /**
     * Pays the next share to a player, once.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome claim(final Command command, final Answer answer) {
        if (command.player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (command.playerRow == Players.NULL_ROW) {
            return Outcome.PLAYER_NOT_FOUND;
        }
        final int row = find(command, answer);
        if (row == NULL_ROW) {
            return Outcome.CAMPAIGN_NOT_FOUND;
        }
        final long first = campaigns.shareOf(row, command.player);
        if (first > 0) {
            answer.amount = first;
            return Outcome.ALREADY_CLAIMED;
        }
        final Outcome refusal = refuseClaim(command, row);
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        final int currencyIndex = campaigns.currencyIndex(row);
        final long share = campaigns.claim(row, command.player);
        accounts.postSystem(AccountKind.POT, 0, currencyIndex, 0, -share);
        wallets.credit(answer, command.playerRow, campaigns.walletIndex(row), currencyIndex, share);
        answer.amount = share;
        return Outcome.CLAIMED;
    }

    private Outcome refuseClaim(final Command command, final int row) {
        if (campaigns.isEnded(row)) {
            return Outcome.ENDED;
        }
        if (command.timestampNs < campaigns.opensNs(row)) {
            return Outcome.NOT_STARTED;
        }
        if (campaigns.state(row) == CampaignState.PAUSED) {
            return Outcome.PAUSED;
        }
        if (campaigns.claims(row) == campaigns.shares(row)) {
            return Outcome.SOLD_OUT;
        }
        if (locks.isPlayBlocked(command.playerRow, command.timestampNs)) {
            return Outcome.PLAYER_BLOCKED;
        }
        return wallets.refuseCredit(
                command.playerRow,
                campaigns.walletIndex(row),
                campaigns.currencyIndex(row),
                campaigns.nextShare(row),
                true);
    }

    /**
     * Pauses, resumes or closes a campaign.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome control(final Command command, final Answer answer) {
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        final int row = find(command, answer);
        if (row == NULL_ROW) {
            return Outcome.CAMPAIGN_NOT_FOUND;
        }
        final boolean isClose = command.option == CampaignAction.CLOSE.value();
        if (campaigns.isEnded(row)) {
            return isClose ? Outcome.OK : Outcome.ENDED;
        }
        // From here the command must succeed.
        if (isClose) {
            answer.amount = lifecycle.close(row, command.timestampNs);
        } else {
            campaigns.pause(row, command.option == CampaignAction.PAUSE.value());
        }
        return Outcome.OK;
    }

    /** Finds the campaign of a command, and states its wallet in the answer, of the player if there is one. */
    private int find(final Command command, final Answer answer) {
        final int row = lifecycle.find(command);
        if (row != NULL_ROW) {
            answer.walletIndex = campaigns.walletIndex(row);
            answer.wallet = definitions.wallets().code(answer.walletIndex);
            answer.currencyIndex = campaigns.currencyIndex(row);
            answer.currency = definitions.currencies().code(answer.currencyIndex);
            answer.playerRow = command.playerRow;
        }
        return row;
    }
}
