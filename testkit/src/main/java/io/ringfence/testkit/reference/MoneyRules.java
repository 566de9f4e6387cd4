package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** Deposit, Withdraw, Transfer. */
final class MoneyRules extends Rules {
    MoneyRules(final LedgerConfig config, final Definitions definitions, final Accounts accounts, final Memory memory) {
        super(config, definitions, accounts, memory);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        switch (request.kind) {
            case "Deposit" -> deposit(request, decision);
            case "Withdraw" -> withdraw(request, decision);
            case "Transfer" -> transfer(request, decision);
            default -> throw new IllegalArgumentException(request.kind);
        }
    }

    private void deposit(final Request request, final Decision decision) {
        final Long player = request.player();
        final String currency = request.currency();
        final BigInteger amount = request.amount();
        final Outcome refusal = firstOf(
                checkNames(request),
                when(accounts.overflows(player, request.wallet, currency, amount), Outcome.AMOUNT_OVERFLOW),
                checkNewRow(player, request.wallet, currency, amount),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        accounts.post(currency, Accounts.CASHIER, 0, amount.negate());
        accounts.credit(player, request.wallet, currency, amount, decision);
        decision.done(Outcome.OK, amount);
    }

    private void withdraw(final Request request, final Decision decision) {
        final BigInteger amount = request.amount();
        final Outcome refusal = firstOf(checkNames(request), checkFunds(request, amount), checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        accounts.debit(request.player(), request.wallet, request.currency(), amount);
        accounts.post(request.currency(), Accounts.CASHIER, 0, amount);
        decision.done(Outcome.OK, amount);
    }

    private Outcome checkNames(final Request request) {
        return firstOf(
                checkPositive(request.player()),
                checkPositive(request.number("amount")),
                checkCurrency(request.currency()),
                checkWallet(request.wallet),
                checkSource(request.source),
                checkPlayer(request.player()));
    }

    private void transfer(final Request request, final Decision decision) {
        final Long player = request.player();
        final Long toPlayer = request.has("toPlayer") ? request.number("toPlayer") : player;
        final String from = request.wallet;
        final String to = request.text("toWallet");
        final String currency = request.currency();
        final BigInteger available = accounts.available(player, from, currency);
        final BigInteger amount = request.isAll() ? available : request.amount();
        final boolean isSame = player.equals(toPlayer) && from.equals(to);
        final String fromKind = definitions.wallets.get(from);
        final boolean isRestricted = definitions.isBonus(from) && !fromKind.equals(definitions.wallets.get(to));
        final Outcome refusal = firstOf(
                checkPositive(player),
                checkPositive(toPlayer),
                when(!request.isAll() && amount.signum() <= 0, Outcome.AMOUNT_INVALID),
                checkCurrency(currency),
                checkWallet(from),
                checkWallet(to),
                checkSource(request.source),
                when(isSame, Outcome.SAME_WALLET),
                when(isRestricted, Outcome.WALLET_RESTRICTED),
                checkPlayer(player),
                checkPlayer(toPlayer),
                when(amount.signum() == 0 || amount.compareTo(available) > 0, Outcome.INSUFFICIENT_FUNDS),
                when(accounts.overflows(toPlayer, to, currency, amount), Outcome.AMOUNT_OVERFLOW),
                checkNewRow(toPlayer, to, currency, amount),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        accounts.debit(player, from, currency, amount);
        accounts.credit(toPlayer, to, currency, amount, decision);
        decision.done(Outcome.OK, amount);
    }

    private Outcome checkNewRow(
            final long player, final String wallet, final String currency, final BigInteger amount) {
        final boolean isFull = !LedgerConfig.mayOpen(accounts.rowCount(), config.accountsMax());
        return when(isFull && accounts.isNewRow(player, wallet, currency, amount), Outcome.CAPACITY_EXCEEDED);
    }
}
