package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** Deposit, Withdraw, Transfer, Adjust. */
final class MoneyRules extends Rules {
    MoneyRules(final World world) {
        super(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        switch (request.kind) {
            case "Deposit" -> deposit(request, decision);
            case "Withdraw" -> withdraw(request, decision);
            case "Transfer" -> transfer(request, decision);
            case "Adjust" -> adjust(request, decision);
            default -> throw new IllegalArgumentException(request.kind);
        }
    }

    private void deposit(final Request request, final Decision decision) {
        final Long player = request.player();
        final String currency = request.currency();
        final BigInteger amount = request.amount();
        final boolean isSettled = request.flag("settled");
        final Limits.Exceeded exceeded =
                isSettled ? null : world.limits.exceeded(owner(request), Limits.DEPOSIT, amount, world.timeNs);
        final Outcome refusal = firstOf(
                checkPositive(player),
                checkPositive(request.number("amount")),
                checkNames(request),
                when(!isSettled && world.locks.isBetLocked(player), Outcome.PLAYER_BLOCKED),
                checkLimit(exceeded),
                checkOverflow(request, amount),
                checkRowOpens(player, request.wallet, currency, amount),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal, exceeded);
            return;
        }
        accounts.post(currency, Accounts.CASHIER, 0, amount.negate());
        accounts.credit(player, request.wallet, currency, amount, decision);
        world.limits.count(owner(request), Limits.DEPOSIT, amount, world.timeNs);
        decision.done(Outcome.OK, amount);
    }

    private void withdraw(final Request request, final Decision decision) {
        final BigInteger amount = request.amount();
        final Outcome refusal = firstOf(
                checkPositive(request.player()),
                checkPositive(request.number("amount")),
                checkNames(request),
                when(world.locks.isFrozen(request.player()), Outcome.PLAYER_BLOCKED),
                checkFunds(request, amount),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        accounts.debit(request.player(), request.wallet, request.currency(), amount);
        accounts.post(request.currency(), Accounts.CASHIER, 0, amount);
        decision.done(Outcome.OK, amount);
    }

    private void transfer(final Request request, final Decision decision) {
        final Long player = request.player();
        final Long toPlayer = request.has("toPlayer") ? request.number("toPlayer") : player;
        final String from = request.wallet;
        final String to = request.text("toWallet");
        final String currency = request.currency();
        final BigInteger available = accounts.available(player, from, currency);
        final BigInteger amount = request.isAll() ? available : request.amount();
        final boolean isOwn = player.equals(toPlayer);
        final String fromKind = definitions.wallets.get(from);
        final boolean isRestricted = definitions.isBonus(from) && !fromKind.equals(definitions.wallets.get(to));
        final boolean isBlocked = isOwn ? world.locks.isFrozen(player) : world.locks.isBetLocked(player);
        final Outcome refusal = firstOf(
                checkPositive(player),
                checkPositive(toPlayer),
                when(!request.isAll() && amount.signum() <= 0, Outcome.AMOUNT_INVALID),
                checkCurrency(currency),
                checkWallet(from),
                checkWallet(to),
                checkSource(request.source),
                when(isOwn && from.equals(to), Outcome.SAME_WALLET),
                when(isRestricted, Outcome.WALLET_RESTRICTED),
                checkPlayer(player),
                checkPlayer(toPlayer),
                when(isBlocked, Outcome.PLAYER_BLOCKED),
                when(amount.signum() == 0 || amount.compareTo(available) > 0, Outcome.INSUFFICIENT_FUNDS),
                when(accounts.overflows(toPlayer, to, currency, amount), Outcome.AMOUNT_OVERFLOW),
                checkRowOpens(toPlayer, to, currency, amount),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        accounts.debit(player, from, currency, amount);
        accounts.credit(toPlayer, to, currency, amount, decision);
        if (!isOwn) {
            world.limits.count(new Limits.Key(toPlayer, currency), Limits.DEPOSIT, amount, world.timeNs);
        }
        decision.done(Outcome.OK, amount);
    }

    private void adjust(final Request request, final Decision decision) {
        final Long player = request.player();
        final String currency = request.currency();
        final BigInteger amount = request.amount();
        final BigInteger credited = amount.max(BigInteger.ZERO);
        final Outcome refusal = firstOf(
                checkPositive(player),
                when(amount.signum() == 0, Outcome.AMOUNT_INVALID),
                checkCurrency(currency),
                checkWallet(request.wallet),
                checkSource(request.source),
                when(request.text("operator").equals(request.text("approver")), Outcome.SAME_OPERATOR),
                checkPlayer(player),
                checkFunds(request, amount.negate()),
                checkOverflow(request, credited),
                checkRowOpens(player, request.wallet, currency, credited),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        accounts.post(currency, Accounts.ADJUSTMENT, 0, amount.negate());
        accounts.credit(player, request.wallet, currency, credited, decision);
        accounts.debit(player, request.wallet, currency, credited.subtract(amount));
        decision.done(Outcome.OK, amount);
    }
}
