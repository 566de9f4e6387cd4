package io.ringfence.engine.gameplay;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;

/**
 * What one command moves between a player and the house, net per wallet: checked as a whole, then posted, credits
 * first. What is taken follows the policy {@code negative} of the source. Engine thread only.
 */
final class NetPosting {
    private final Definitions definitions;
    private final Accounts accounts;
    private final Wallets wallets;
    private final NetByWallet nets = new NetByWallet();
    private final NetByWallet released = new NetByWallet();

    NetPosting(final Definitions definitions, final Accounts accounts, final Wallets wallets) {
        this.definitions = definitions;
        this.accounts = accounts;
        this.wallets = wallets;
    }

    void configure(final int walletsMax) {
        nets.resize(walletsMax);
        released.resize(walletsMax);
    }

    /** Begins anew. */
    void clear() {
        nets.clear();
        released.clear();
    }

    /** Adds what the player gets, below zero what is taken. */
    void add(final int walletIndex, final long amount) {
        nets.add(walletIndex, amount);
    }

    /** Adds what is held and goes back to available: it pays what is taken, and is no gain. */
    void addRest(final int walletIndex, final long amount) {
        nets.add(walletIndex, amount);
        released.add(walletIndex, amount);
    }

    /** What the player gets in all, without what was held. */
    long total() {
        return nets.total() - released.total();
    }

    /**
     * Checks funds, overflow and room.
     *
     * @param command of the source whose policy holds.
     * @param answer that names player and currency.
     * @return the first refusal that holds, or null.
     */
    Outcome refuse(final Command command, final Answer answer) {
        final boolean isDebtBooked = definitions.sources().isDebtBooked(command.sourceIndex);
        boolean isTooMuch = false;
        boolean isAnyShort = false;
        int rowsMade = 0;
        long owed = wallets.debt(answer.playerRow, answer.currencyIndex);
        long taken = 0;
        for (int position = 0; position < nets.count(); position++) {
            final int wallet = nets.walletIndex(position);
            final long net = nets.amount(position);
            final long available = wallets.available(answer.playerRow, wallet, answer.currencyIndex);
            if (net < 0) {
                final boolean isShort = available < -net;
                if (isShort && !isDebtBooked) {
                    return Outcome.INSUFFICIENT_FUNDS;
                }
                isAnyShort |= isShort;
            } else {
                // One credit after the other: what the first repays is no longer owed when the next one comes.
                final long repaid = definitions.isBonus(wallet) ? 0 : Math.min(net, owed);
                final int row = accounts.find(answer.playerRow, wallet, answer.currencyIndex);
                isTooMuch |= !accounts.canCredit(row, Math.max(0, net - released.amountOf(wallet) - repaid));
                rowsMade += row == Accounts.NULL_ROW && net > repaid ? 1 : 0;
                owed -= repaid;
            }
            // What a BONUS wallet has or gets pays nothing but what is taken from itself.
            taken -= definitions.isBonus(wallet) ? Math.min(0, Math.min(0, net) + available) : net;
        }
        if (isTooMuch) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        final Outcome noDebt =
                isAnyShort ? wallets.refuseDebt(answer.playerRow, answer.currencyIndex, taken, rowsMade) : null;
        final boolean hasRoom = accounts.playerRows() + rowsMade <= accounts.playerRowsMax();
        return noDebt != null || hasRoom ? noDebt : Outcome.CAPACITY_EXCEEDED;
    }

    /** Posts the nets, which {@link #refuse} let pass: credits first, then debits. */
    void post(final Command command, final Answer answer) {
        final boolean isDebtBooked = definitions.sources().isDebtBooked(command.sourceIndex);
        for (int position = 0; position < nets.count(); position++) {
            final long net = nets.amount(position);
            if (net >= 0) {
                wallets.credit(answer, answer.playerRow, nets.walletIndex(position), answer.currencyIndex, net);
            }
        }
        for (int position = 0; position < nets.count(); position++) {
            final long net = nets.amount(position);
            if (net < 0 && isDebtBooked) {
                wallets.debitIntoDebt(answer, answer.playerRow, nets.walletIndex(position), answer.currencyIndex, -net);
            } else if (net < 0) {
                wallets.debit(answer.playerRow, nets.walletIndex(position), answer.currencyIndex, -net);
            }
        }
        accounts.postSystem(AccountKind.HOUSE, command.sourceIndex, answer.currencyIndex, command.source, -total());
    }
}
