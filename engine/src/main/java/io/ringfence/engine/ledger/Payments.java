package io.ringfence.engine.ledger;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;

/** Deposit, Withdraw and Transfer (docs/protocol.md). Engine thread only. */
public final class Payments {
    private final Players players;
    private final Definitions definitions;
    private final Accounts accounts;
    private final Wallets wallets;
    private final Resolver resolver;

    /**
     * Over the ledger's tables.
     *
     * @param players opened.
     * @param definitions of currencies, wallets and sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param resolver of names.
     */
    public Payments(
            final Players players,
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Resolver resolver) {
        this.players = players;
        this.definitions = definitions;
        this.accounts = accounts;
        this.wallets = wallets;
        this.resolver = resolver;
    }

    /**
     * CASHIER to a wallet.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome deposit(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        Outcome refusal = resolver.refuseMoney(command, 1);
        if (refusal == null) {
            refusal = wallets.refuseCredit(
                    command.playerRow, command.walletIndex, command.currencyIndex, command.amount, true);
        }
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        accounts.postSystem(AccountKind.CASHIER, 0, command.currencyIndex, 0, -command.amount);
        wallets.credit(answer, command.playerRow, command.walletIndex, command.currencyIndex, command.amount);
        answer.amount = command.amount;
        return Outcome.OK;
    }

    /**
     * A wallet to CASHIER.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome withdraw(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        final Outcome refusal = resolver.refuseMoney(command, 1);
        if (refusal != null) {
            return refusal;
        }
        if (wallets.available(command.playerRow, command.walletIndex, command.currencyIndex) < command.amount) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        // From here the command must succeed.
        wallets.debit(command.playerRow, command.walletIndex, command.currencyIndex, command.amount);
        accounts.postSystem(AccountKind.CASHIER, 0, command.currencyIndex, 0, command.amount);
        answer.amount = command.amount;
        return Outcome.OK;
    }

    /**
     * Wallet to wallet, of one player or from one to another.
     *
     * @param command resolved but for the receiving side.
     * @param answer to be filled; it states the wallet that pays.
     * @return the outcome.
     */
    public Outcome transfer(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        command.toWalletIndex = definitions.wallets().find(command.toWallet);
        final boolean isOwn = !Command.isGiven(command.toPlayer) || command.toPlayer == command.player;
        final Outcome refusal = refuseTransfer(command, isOwn);
        if (refusal != null) {
            return refusal;
        }
        final long available = accountsAvailable(command);
        final long amount = Command.isGiven(command.amount) ? command.amount : available;
        if (amount == 0 || available < amount) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        final Outcome noRoom =
                wallets.refuseCredit(command.toPlayerRow, command.toWalletIndex, command.currencyIndex, amount, true);
        if (noRoom != null) {
            return noRoom;
        }
        // From here the command must succeed.
        wallets.debit(command.playerRow, command.walletIndex, command.currencyIndex, amount);
        wallets.credit(answer, command.toPlayerRow, command.toWalletIndex, command.currencyIndex, amount);
        answer.amount = amount;
        return Outcome.OK;
    }

    private long accountsAvailable(final Command command) {
        return wallets.available(command.playerRow, command.walletIndex, command.currencyIndex);
    }

    private Outcome refuseTransfer(final Command command, final boolean isOwn) {
        final boolean isAmountInvalid = Command.isGiven(command.amount) && command.amount < 1;
        if (isAmountInvalid || command.player <= 0 || (!isOwn && command.toPlayer <= 0)) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.currencyIndex == Definitions.UNKNOWN) {
            return Outcome.CURRENCY_UNKNOWN;
        }
        if (command.walletIndex == Definitions.UNKNOWN || command.toWalletIndex == Definitions.UNKNOWN) {
            return Outcome.WALLET_UNKNOWN;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (isOwn && command.walletIndex == command.toWalletIndex) {
            return Outcome.SAME_WALLET;
        }
        if (definitions.isBonus(command.walletIndex) && !definitions.isBonus(command.toWalletIndex)) {
            return Outcome.WALLET_RESTRICTED;
        }
        command.toPlayerRow = isOwn ? command.playerRow : players.find(command.toPlayer);
        return command.playerRow == Players.NULL_ROW || command.toPlayerRow == Players.NULL_ROW
                ? Outcome.PLAYER_NOT_FOUND
                : null;
    }
}
