package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** BeginTransfer, DispatchTransfer, ReportTransfer, CancelTransfer, ResolveTransfer. */
final class ProviderTransferRules extends Rules {
    private static final int NOT_FOUND_UNTIL_CANCELLED = 2;

    ProviderTransferRules(final World world) {
        super(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        switch (request.kind) {
            case "BeginTransfer" -> begin(request, decision);
            case "DispatchTransfer" -> dispatch(request, decision);
            case "ReportTransfer" -> report(request, decision);
            case "CancelTransfer" -> cancel(request, decision);
            case "ResolveTransfer" -> resolve(request, decision);
            default -> throw new IllegalArgumentException(request.kind);
        }
    }

    private void begin(final Request request, final Decision decision) {
        final Long player = request.player();
        final int provider = request.number("provider").intValue();
        final boolean isTo = "TO_PROVIDER".equals(request.text("direction"));
        final BigInteger available = accounts.available(player, request.wallet, request.currency());
        final BigInteger stated = request.isAll() ? null : request.amount();
        final BigInteger amount = isTo && request.isAll() ? available : stated;
        final BigInteger taken = isTo ? amount : BigInteger.ZERO;
        final Limits.Exceeded exceeded = world.limits.exceeded(owner(request), Limits.LOSS, taken, world.timeNs);
        final boolean isNothing = isTo && taken.signum() == 0;
        final Outcome refusal = firstOf(
                checkPositive(player),
                when(stated != null && stated.signum() <= 0, Outcome.AMOUNT_INVALID),
                when(provider <= 0, Outcome.AMOUNT_INVALID),
                checkCurrency(request.currency()),
                checkWallet(request.wallet),
                checkSource(request.source),
                checkSource(provider),
                checkPlayer(player),
                when(isUnderWay(player, provider), Outcome.TRANSFER_IN_PROGRESS),
                when(isTo && world.locks.isBetLocked(player), Outcome.PLAYER_BLOCKED),
                checkLimit(exceeded),
                when(isNothing || taken.compareTo(available) > 0, Outcome.INSUFFICIENT_FUNDS),
                checkRoom(),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal, exceeded);
            return;
        }
        final ProviderTransfer transfer = new ProviderTransfer(request, amount, world.timeNs);
        memory.transfers.put(transfer.key, transfer);
        accounts.debit(player, request.wallet, request.currency(), taken);
        accounts.post(request.currency(), Accounts.TRANSIT, provider, taken);
        world.limits.count(owner(request), Limits.LOSS, taken, world.timeNs);
        decision.transfer = transfer;
        decision.done(Outcome.OK, taken);
    }

    private boolean isUnderWay(final long player, final int provider) {
        return memory.transfers.values().stream()
                .anyMatch(other -> other.player == player && other.provider == provider && !other.isFinal());
    }

    private Outcome checkRoom() {
        final boolean mayOpen =
                LedgerConfig.mayOpen(memory.transfers.size(), config.things().transfersMax());
        return when(!mayOpen || !memory.mayPinMore(), Outcome.CAPACITY_EXCEEDED);
    }

    private void dispatch(final Request request, final Decision decision) {
        final Outcome unnamed = checkSource(request.source);
        final ProviderTransfer transfer = unnamed == null ? find(request, decision) : null;
        final long attempt = request.number("attempt");
        final Outcome refusal = firstOf(
                unnamed,
                when(transfer == null, Outcome.TRANSFER_NOT_FOUND),
                when(transfer != null && transfer.isFinal(), Outcome.TRANSFER_FINAL),
                when(transfer != null && attempt != transfer.lastAttempt + 1, Outcome.STALE_ATTEMPT),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        transfer.state = ProviderTransfer.State.DISPATCHED;
        transfer.lastAttempt = attempt;
        transfer.dispatchedNs = world.timeNs;
        transfer.notFoundCount = 0;
        decision.done(Outcome.OK, BigInteger.ZERO);
    }

    private void report(final Request request, final Decision decision) {
        final Outcome unnamed = firstOf(checkNotNegative(request.number("actualAmount")), checkSource(request.source));
        final ProviderTransfer transfer = unnamed == null ? find(request, decision) : null;
        final Outcome unfit = firstOf(unnamed, when(transfer == null, Outcome.TRANSFER_NOT_FOUND), checkMemory(1));
        if (unfit != null) {
            decision.refuse(unfit);
            return;
        }
        final String verdict = request.text("verdict");
        if (transfer.isFinal()) {
            decision.done(afterwards(transfer, verdict, request.big("actualAmount")), BigInteger.ZERO);
            return;
        }
        final boolean isGood = "OK".equals(verdict) || "FOUND_OK".equals(verdict);
        final long attempt = request.number("attempt");
        final Outcome refusal = firstOf(
                when(isGood && isActualMissing(request, transfer), Outcome.AMOUNT_INVALID),
                when(attempt < 1 || attempt > transfer.lastAttempt, Outcome.NOT_DISPATCHED));
        if (refusal != null) {
            decision.refuse(refusal);
        } else if (isGood) {
            confirm(request, decision, transfer);
        } else {
            apply(verdict, decision, transfer);
        }
    }

    /** What a report says of a transfer that is final; nothing changes. */
    private static Outcome afterwards(final ProviderTransfer transfer, final String verdict, final BigInteger actual) {
        final boolean isContradiction =
                switch (verdict) {
                    case "REJECTED", "FOUND_FAILED", "NOT_FOUND" -> transfer.state == ProviderTransfer.State.CONFIRMED;
                    case "OK", "FOUND_OK", "IN_PROGRESS" -> transfer.state == ProviderTransfer.State.CANCELLED;
                    default -> false;
                };
        final boolean isOtherAmount =
                transfer.state == ProviderTransfer.State.CONFIRMED && actual != null && !actual.equals(transfer.actual);
        return isContradiction || isOtherAmount ? Outcome.DISCREPANCY : Outcome.OK;
    }

    private void apply(final String verdict, final Decision decision, final ProviderTransfer transfer) {
        switch (verdict) {
            case "REJECTED" -> {
                if (transfer.lastAttempt == 1) {
                    cancel(decision, transfer);
                } else {
                    unknown(decision, transfer);
                }
            }
            case "FOUND_FAILED" -> cancel(decision, transfer);
            case "UNKNOWN" -> unknown(decision, transfer);
            case "IN_PROGRESS" -> {
                transfer.notFoundCount = 0;
                decision.done(Outcome.OK, BigInteger.ZERO);
            }
            case "NOT_FOUND" -> notFound(decision, transfer);
            default -> throw new IllegalArgumentException(verdict);
        }
    }

    private static void unknown(final Decision decision, final ProviderTransfer transfer) {
        transfer.state = ProviderTransfer.State.UNKNOWN;
        transfer.notFoundCount = 0;
        decision.done(Outcome.OK, BigInteger.ZERO);
    }

    private void notFound(final Decision decision, final ProviderTransfer transfer) {
        final long quietSeconds = definitions.sources.get(transfer.provider).quietPeriodSeconds();
        final boolean isEarly = world.timeNs < transfer.dispatchedNs + quietSeconds * World.NS_PER_SECOND;
        if (isEarly) {
            decision.done(Outcome.OK, BigInteger.ZERO);
        } else if (transfer.notFoundCount + 1 == NOT_FOUND_UNTIL_CANCELLED) {
            cancel(decision, transfer);
        } else {
            transfer.notFoundCount++;
            decision.done(Outcome.OK, BigInteger.ZERO);
        }
    }

    private void cancel(final Request request, final Decision decision) {
        final Outcome unnamed = checkSource(request.source);
        final ProviderTransfer transfer = unnamed == null ? find(request, decision) : null;
        final Outcome refusal = firstOf(
                unnamed,
                when(transfer == null, Outcome.TRANSFER_NOT_FOUND),
                when(transfer != null && transfer.isFinal(), Outcome.TRANSFER_FINAL),
                when(transfer != null && transfer.lastAttempt > 0, Outcome.ALREADY_DISPATCHED),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        cancel(decision, transfer);
    }

    private void resolve(final Request request, final Decision decision) {
        final Outcome unnamed = firstOf(
                checkNotNegative(request.number("actualAmount")),
                checkSource(request.source),
                when(request.text("operator").equals(request.text("approver")), Outcome.SAME_OPERATOR));
        final ProviderTransfer transfer = unnamed == null ? find(request, decision) : null;
        final boolean isConfirm = "CONFIRM".equals(request.text("verdict"));
        final Outcome refusal = firstOf(
                unnamed,
                when(transfer == null, Outcome.TRANSFER_NOT_FOUND),
                when(transfer != null && transfer.isFinal(), Outcome.TRANSFER_FINAL),
                when(transfer != null && isConfirm && isActualMissing(request, transfer), Outcome.AMOUNT_INVALID),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
        } else if (isConfirm) {
            confirm(request, decision, transfer);
        } else {
            cancel(decision, transfer);
        }
    }

    private static boolean isActualMissing(final Request request, final ProviderTransfer transfer) {
        return transfer.isAll && !request.has("actualAmount");
    }

    /** The money has moved: all of it, or what is stated; of TO_PROVIDER the rest comes back. */
    private void confirm(final Request request, final Decision decision, final ProviderTransfer transfer) {
        final BigInteger actual = request.has("actualAmount") ? request.big("actualAmount") : transfer.amount;
        if (transfer.amount != null && actual.compareTo(transfer.amount) > 0) {
            transfer.notFoundCount = 0;
            decision.refuse(Outcome.DISCREPANCY);
            return;
        }
        final BigInteger credited = transfer.isToProvider ? transfer.amount.subtract(actual) : actual;
        final Outcome refusal = checkCredit(transfer, credited);
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        if (transfer.isToProvider) {
            accounts.post(transfer.currency, Accounts.TRANSIT, transfer.provider, transfer.amount.negate());
            accounts.post(transfer.currency, Accounts.CLEARING, transfer.provider, actual);
            giveBack(transfer, credited, decision);
        } else {
            accounts.post(transfer.currency, Accounts.CLEARING, transfer.provider, actual.negate());
            accounts.credit(transfer.player, transfer.wallet, transfer.currency, actual, decision);
            world.limits.win(new Limits.Key(transfer.player, transfer.currency), actual, world.timeNs);
        }
        transfer.state = ProviderTransfer.State.CONFIRMED;
        transfer.actual = actual;
        decision.done(Outcome.OK, actual);
    }

    private void cancel(final Decision decision, final ProviderTransfer transfer) {
        final BigInteger returned = transfer.isToProvider ? transfer.amount : BigInteger.ZERO;
        final Outcome refusal = checkCredit(transfer, returned);
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        accounts.post(transfer.currency, Accounts.TRANSIT, transfer.provider, returned.negate());
        giveBack(transfer, returned, decision);
        transfer.state = ProviderTransfer.State.CANCELLED;
        decision.done(Outcome.OK, returned);
    }

    private void giveBack(final ProviderTransfer transfer, final BigInteger amount, final Decision decision) {
        accounts.credit(transfer.player, transfer.wallet, transfer.currency, amount, decision);
        final Limits.Key owner = new Limits.Key(transfer.player, transfer.currency);
        world.limits.countAsOf(owner, Limits.LOSS, amount.negate(), transfer.begunNs, world.timeNs);
    }

    private Outcome checkCredit(final ProviderTransfer transfer, final BigInteger amount) {
        final boolean isTooMuch = accounts.overflows(transfer.player, transfer.wallet, transfer.currency, amount);
        return firstOf(
                when(isTooMuch, Outcome.AMOUNT_OVERFLOW),
                checkRowFits(transfer.player, transfer.wallet, transfer.currency, amount));
    }

    /** The transfer that is meant, or null; names its wallet, also when it was refused. */
    private ProviderTransfer find(final Request request, final Decision decision) {
        final Transaction begun = memory.find(request.source, "BeginTransfer", request.id("transfer"));
        if (begun != null) {
            decision.echo(begun);
        }
        decision.transfer = memory.transfer(request.source, request.id("transfer"));
        return decision.transfer;
    }
}
