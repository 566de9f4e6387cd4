package io.ringfence.engine.ledger;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.protocol.Outcome;

/**
 * Finds what a command names, fills in its defaults, and refuses what every command with money refuses alike, in the
 * order of docs/protocol.md Engine thread only.
 */
public final class Resolver {
    private final Players players;
    private final Definitions definitions;
    private final Accounts accounts;
    private PlayerDue due = (playerRow, timestampNs) -> false;

    /**
     * Over the ledger's tables.
     *
     * @param players opened.
     * @param definitions of currencies, wallets and sources.
     * @param accounts with the balances.
     */
    public Resolver(final Players players, final Definitions definitions, final Accounts accounts) {
        this.players = players;
        this.definitions = definitions;
        this.accounts = accounts;
    }

    /** Finds the source of a command. */
    public void resolveSource(final Command command) {
        command.sourceIndex = definitions.sources().find(command.source);
    }

    /** Finds currency, wallets and players of a command; a wallet that is left out is the first CASH wallet. */
    public void resolveMoney(final Command command) {
        command.currencyIndex = definitions.currencies().find(command.currency);
        if (command.wallet != 0) {
            command.walletIndex = definitions.wallets().find(command.wallet);
        } else {
            command.isWalletDefaulted = true;
            command.walletIndex = definitions.defaultWallet();
            if (command.walletIndex != Definitions.UNKNOWN) {
                command.wallet = definitions.wallets().code(command.walletIndex);
            }
        }
        resolvePlayer(command);
    }

    /** Finds the currency and the player of a command that names no wallet. */
    public void resolveCurrency(final Command command) {
        command.currencyIndex = definitions.currencies().find(command.currency);
        resolvePlayer(command);
    }

    /** Finds the player of a command. */
    public void resolvePlayer(final Command command) {
        command.playerRow = findPlayer(command.player, command.timestampNs);
    }

    /**
     * Finds a player as it is at a time: what is due of it takes effect first.
     *
     * @param player number.
     * @param timestampNs journal time now.
     * @return the row, or NULL_ROW.
     */
    public int findPlayer(final long player, final long timestampNs) {
        final int row = player > 0 ? players.find(player) : Players.NULL_ROW;
        touch(row, timestampNs);
        return row;
    }

    /**
     * Lets take effect what is due of a player.
     *
     * @param playerRow of the player, or NULL_ROW.
     * @param timestampNs journal time now.
     */
    public void touch(final int playerRow, final long timestampNs) {
        if (playerRow != Players.NULL_ROW && players.head(playerRow, Players.HOLDS) != Players.NULL_ROW) {
            due.bringUp(playerRow, timestampNs);
        }
    }

    /** Names what takes effect when a player is touched. */
    public void due(final PlayerDue newDue) {
        due = newDue;
    }

    /**
     * Refuses what cannot be money for a player.
     *
     * @param command resolved.
     * @param amountMin the least amount that is valid.
     * @return the first refusal that holds, or null.
     */
    public Outcome refuseMoney(final Command command, final long amountMin) {
        if (command.amount < amountMin || command.player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.currencyIndex == Definitions.UNKNOWN) {
            return Outcome.CURRENCY_UNKNOWN;
        }
        if (command.walletIndex == Definitions.UNKNOWN) {
            return Outcome.WALLET_UNKNOWN;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        return command.playerRow == Players.NULL_ROW ? Outcome.PLAYER_NOT_FOUND : null;
    }

    /** Says in the answer which wallet's balance it states: that of the command. */
    public static void nameWallet(final Command command, final Answer answer) {
        answer.wallet = command.wallet;
        answer.walletIndex = command.walletIndex;
        answer.currencyIndex = command.currencyIndex;
        answer.playerRow = command.playerRow;
    }

    /** Fills available and held of the wallet that the answer names, as they are now. */
    public void stateBalance(final Answer answer) {
        if (answer.playerRow == Players.NULL_ROW || answer.walletIndex < 0 || answer.currencyIndex < 0) {
            return;
        }
        final int row = accounts.find(answer.playerRow, answer.walletIndex, answer.currencyIndex);
        answer.available = row == Accounts.NULL_ROW ? 0 : accounts.available(row);
        answer.held = row == Accounts.NULL_ROW ? 0 : accounts.held(row);
    }
}
