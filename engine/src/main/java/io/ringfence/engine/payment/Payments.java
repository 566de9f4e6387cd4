package io.ringfence.engine.payment;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.player.Locks;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;

/** Deposit, Withdraw, Transfer and Adjust (docs/protocol.md). Engine thread only. */
public final class Payments {
    private final Definitions definitions;
    private final Accounts accounts;
    private final Wallets wallets;
    private final Resolver resolver;
    private final Locks locks;
    private final Limits limits;

    /**
     * Over the ledger's tables.
     *
     * @param definitions of currencies, wallets and sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param resolver of names.
     * @param locks of players.
     * @param limits of players.
     */
    public Payments(
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Resolver resolver,
            final Locks locks,
            final Limits limits) {
        this.definitions = definitions;
        this.accounts = accounts;
        this.wallets = wallets;
        this.resolver = resolver;
        this.locks = locks;
        this.limits = limits;
    }

    /**
     * CASHIER to a wallet. A settled one is money that was taken already: it passes locks and limits, and counts.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome deposit(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        Outcome refusal = resolver.refuseMoney(command, 1);
        if (refusal == null && command.option == 0) {
            refusal = refuseUnsettled(command, answer);
        }
        if (refusal == null) {
            refusal = refuseOpening(command, command.amount);
        }
        if (refusal != null) {
            return refusal;
        }
        // From here the command must succeed.
        accounts.postSystem(AccountKind.CASHIER, 0, command.currencyIndex, 0, -command.amount);
        wallets.credit(answer, command.playerRow, command.walletIndex, command.currencyIndex, command.amount);
        limits.countDeposit(
                command.playerRow, command.currencyIndex, command.amount, command.timestampNs, command.timestampNs);
        answer.amount = command.amount;
        return Outcome.OK;
    }

    private Outcome refuseUnsettled(final Command command, final Answer answer) {
        final int playerRow = command.playerRow;
        return locks.isDepositBlocked(playerRow, command.timestampNs)
                ? Outcome.PLAYER_BLOCKED
                : limits.refuse(answer, playerRow, command.currencyIndex, command.amount, 0, 0, command.timestampNs);
    }

    private Outcome refuseOpening(final Command command, final long amount) {
        return wallets.refuseCredit(command.playerRow, command.walletIndex, command.currencyIndex, amount, true);
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
        if (locks.isWithdrawalBlocked(command.playerRow, command.timestampNs)) {
            return Outcome.PLAYER_BLOCKED;
        }
        if (available(command) < command.amount) {
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
        final boolean isBlocked = isOwn
                ? locks.isTransferBlocked(command.playerRow, command.timestampNs)
                : locks.isPlayBlocked(command.playerRow, command.timestampNs);
        if (isBlocked) {
            return Outcome.PLAYER_BLOCKED;
        }
        final long available = available(command);
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
        if (!isOwn) {
            limits.countDeposit(
                    command.toPlayerRow, command.currencyIndex, amount, command.timestampNs, command.timestampNs);
        }
        answer.amount = amount;
        return Outcome.OK;
    }

    /**
     * ADJUSTMENT to a wallet, or back where the amount is below zero: a correction by two people, whatever the player's
     * status and limits.
     *
     * @param command resolved.
     * @param answer to be filled; its amount is signed.
     * @return the outcome.
     */
    public Outcome adjust(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        final long amount = command.amount;
        if (amount == 0 || !Command.isGiven(amount)) {
            return Outcome.AMOUNT_INVALID;
        }
        final Outcome refusal = resolver.refuseMoney(command, Long.MIN_VALUE);
        if (command.isSameOperator && (refusal == null || refusal == Outcome.PLAYER_NOT_FOUND)) {
            return Outcome.SAME_OPERATOR;
        }
        if (refusal != null) {
            return refusal;
        }
        if (amount < 0 && available(command) < -amount) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        final Outcome noCredit = amount > 0 ? refuseOpening(command, amount) : null;
        if (noCredit != null) {
            return noCredit;
        }
        // From here the command must succeed.
        accounts.postSystem(AccountKind.ADJUSTMENT, 0, command.currencyIndex, 0, -amount);
        if (amount > 0) {
            wallets.credit(answer, command.playerRow, command.walletIndex, command.currencyIndex, amount);
        } else {
            wallets.debit(command.playerRow, command.walletIndex, command.currencyIndex, -amount);
        }
        answer.amount = amount;
        return Outcome.OK;
    }

    private long available(final Command command) {
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
        command.toPlayerRow = isOwn ? command.playerRow : resolver.findPlayer(command.toPlayer, command.timestampNs);
        return command.playerRow == Players.NULL_ROW || command.toPlayerRow == Players.NULL_ROW
                ? Outcome.PLAYER_NOT_FOUND
                : null;
    }
}
