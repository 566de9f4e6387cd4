package io.ringfence.engine.ledger;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.Invariants;
import io.ringfence.protocol.Outcome;

/**
 * Credits and debits of players' wallets with the debt rule (docs/protocol.md): debt that is not zero
 * means that every wallet that is not BONUS has nothing available; whatever raises one repays debt first. Engine
 * thread only.
 *
 * <p>Checks come first and change nothing; credit and debit must then succeed.
 */
public final class Wallets {
    private final Definitions definitions;
    private final Accounts accounts;

    /**
     * Over the ledger's tables.
     *
     * @param definitions for the kinds of wallets.
     * @param accounts with the balances.
     */
    public Wallets(final Definitions definitions, final Accounts accounts) {
        this.definitions = definitions;
        this.accounts = accounts;
    }

    /** What is available in a wallet, 0 when it has no row. */
    public long available(final int playerRow, final int walletIndex, final int currencyIndex) {
        final int row = accounts.find(playerRow, walletIndex, currencyIndex);
        return row == Accounts.NULL_ROW ? 0 : accounts.available(row);
    }

    /** What a player owes in a currency, at or above zero. */
    public long debt(final int playerRow, final int currencyIndex) {
        final int row = accounts.findDebt(playerRow, currencyIndex);
        return row == Accounts.NULL_ROW ? 0 : -accounts.available(row);
    }

    /**
     * Checks a credit.
     *
     * @param playerRow of the player.
     * @param walletIndex of the wallet.
     * @param currencyIndex of the currency.
     * @param amount minor units, at or above zero.
     * @param isOpening whether new rows stop at 90 % of the bound, because the command opens something new.
     * @return AMOUNT_OVERFLOW, CAPACITY_EXCEEDED or null.
     */
    public Outcome refuseCredit(
            final int playerRow,
            final int walletIndex,
            final int currencyIndex,
            final long amount,
            final boolean isOpening) {
        final long net = amount - repayable(playerRow, walletIndex, currencyIndex, amount);
        final int row = accounts.find(playerRow, walletIndex, currencyIndex);
        if (row != Accounts.NULL_ROW) {
            return accounts.canCredit(row, net) ? null : Outcome.AMOUNT_OVERFLOW;
        }
        final int rowsMax = accounts.playerRowsMax();
        final int rows = accounts.playerRows();
        final boolean hasRoom = isOpening ? Capacity.hasRoom(rows, rowsMax) : rows < rowsMax;
        return hasRoom || net == 0 ? null : Outcome.CAPACITY_EXCEEDED;
    }

    /**
     * Credits a wallet; what is owed is repaid first. {@link #refuseCredit} has passed.
     *
     * @param answer that states what was repaid.
     * @param playerRow of the player.
     * @param walletIndex of the wallet.
     * @param currencyIndex of the currency.
     * @param amount minor units, at or above zero.
     */
    public void credit(
            final Answer answer,
            final int playerRow,
            final int walletIndex,
            final int currencyIndex,
            final long amount) {
        final long repaid = repayable(playerRow, walletIndex, currencyIndex, amount);
        if (repaid > 0) {
            accounts.post(accounts.findDebt(playerRow, currencyIndex), repaid);
            stateDebt(answer, playerRow, currencyIndex, repaid);
        }
        if (amount > repaid) {
            accounts.post(accounts.findOrCreate(playerRow, walletIndex, currencyIndex), amount - repaid);
        }
    }

    /**
     * Gives back what was held in a wallet; what is owed is repaid from it.
     *
     * @param answer that states what was repaid.
     * @param playerRow of the player.
     * @param walletIndex of the wallet.
     * @param currencyIndex of the currency.
     * @param amount minor units that are held, at or above zero.
     */
    public void release(
            final Answer answer,
            final int playerRow,
            final int walletIndex,
            final int currencyIndex,
            final long amount) {
        if (amount == 0) {
            return;
        }
        final int row = accounts.find(playerRow, walletIndex, currencyIndex);
        accounts.unhold(row, amount);
        final long repaid = repayable(playerRow, walletIndex, currencyIndex, amount);
        if (repaid > 0) {
            accounts.post(row, -repaid);
            accounts.post(accounts.findDebt(playerRow, currencyIndex), repaid);
            stateDebt(answer, playerRow, currencyIndex, repaid);
        }
    }

    /**
     * Debits a wallet that has enough available.
     *
     * @param playerRow of the player.
     * @param walletIndex of the wallet.
     * @param currencyIndex of the currency.
     * @param amount minor units, at or above zero.
     */
    public void debit(final int playerRow, final int walletIndex, final int currencyIndex, final long amount) {
        if (amount > 0) {
            final int row = accounts.find(playerRow, walletIndex, currencyIndex);
            Invariants.check(row != Accounts.NULL_ROW, "a debit has a row");
            accounts.post(row, -amount);
        }
    }

    /**
     * Checks the debt that would be booked.
     *
     * @param playerRow of the player.
     * @param currencyIndex of the currency.
     * @param taken minor units to be taken from the wallets that are not BONUS, together, less what they are credited.
     * @param rowsMade rows that the same command makes before.
     * @return AMOUNT_OVERFLOW, CAPACITY_EXCEEDED or null.
     */
    public Outcome refuseDebt(final int playerRow, final int currencyIndex, final long taken, final int rowsMade) {
        long rest = taken;
        final int walletCount = definitions.wallets().count();
        for (int wallet = 0; wallet < walletCount && rest > 0; wallet++) {
            if (!definitions.isBonus(wallet)) {
                rest -= Math.min(rest, available(playerRow, wallet, currencyIndex));
            }
        }
        if (rest <= 0) {
            return null;
        }
        if (rest > Long.MAX_VALUE - debt(playerRow, currencyIndex)) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        return accounts.findDebt(playerRow, currencyIndex) != Accounts.NULL_ROW
                        || accounts.playerRows() + rowsMade < accounts.playerRowsMax()
                ? null
                : Outcome.CAPACITY_EXCEEDED;
    }

    /**
     * Takes an amount whatever is available: from the wallet concerned, then from the player's other wallets that are
     * not BONUS in order of definition; the rest becomes debt.
     *
     * @param answer that states the debt.
     * @param playerRow of the player.
     * @param walletIndex of the wallet concerned.
     * @param currencyIndex of the currency.
     * @param amount minor units, at or above zero.
     */
    public void debitIntoDebt(
            final Answer answer,
            final int playerRow,
            final int walletIndex,
            final int currencyIndex,
            final long amount) {
        long rest = amount - take(playerRow, walletIndex, currencyIndex, amount);
        final int walletCount = definitions.wallets().count();
        for (int other = 0; other < walletCount && rest > 0; other++) {
            if (!definitions.isBonus(other)) {
                rest -= take(playerRow, other, currencyIndex, rest);
            }
        }
        if (rest > 0) {
            accounts.post(accounts.findOrCreateDebt(playerRow, currencyIndex), -rest);
            stateDebt(answer, playerRow, currencyIndex, 0);
        }
    }

    /**
     * Scans every debt: who owes has nothing available outside BONUS.
     *
     * @param playerRows rows of players.
     */
    public void checkDebts(final int playerRows) {
        for (int player = 0; player < playerRows; player++) {
            for (int currency = 0; currency < definitions.currencies().count(); currency++) {
                for (int wallet = 0;
                        debt(player, currency) > 0
                                && wallet < definitions.wallets().count();
                        wallet++) {
                    Invariants.check(
                            definitions.isBonus(wallet) || available(player, wallet, currency) == 0,
                            "no debt stands beside money");
                }
            }
        }
    }

    private long take(final int playerRow, final int walletIndex, final int currencyIndex, final long amount) {
        final long taken = Math.min(amount, available(playerRow, walletIndex, currencyIndex));
        debit(playerRow, walletIndex, currencyIndex, taken);
        return taken;
    }

    private long repayable(final int playerRow, final int walletIndex, final int currencyIndex, final long amount) {
        return definitions.isBonus(walletIndex) ? 0 : Math.min(amount, debt(playerRow, currencyIndex));
    }

    private void stateDebt(final Answer answer, final int playerRow, final int currencyIndex, final long repaid) {
        answer.debtRepaid = (answer.debtRepaid == Command.ABSENT ? 0 : answer.debtRepaid) + repaid;
        answer.debt = debt(playerRow, currencyIndex);
    }
}
