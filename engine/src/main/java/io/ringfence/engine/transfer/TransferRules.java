package io.ringfence.engine.transfer;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.Link;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.player.Locks;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.Resolution;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.TransferState;
import io.ringfence.protocol.codec.Verdict;

/**
 * BeginTransfer, DispatchTransfer, ReportTransfer, CancelTransfer and ResolveTransfer (docs/protocol.md). Engine thread
 * only.
 */
public final class TransferRules {
    private static final int NULL_ROW = StateSection.NULL_ROW;

    private final Definitions definitions;
    private final Accounts accounts;
    private final Wallets wallets;
    private final Locks locks;
    private final Limits limits;
    private final Resolver resolver;
    private final TransferLifecycle lifecycle;
    private final Transfers transfers;

    /**
     * Over the ledger, the player's bounds and the transfers.
     *
     * @param definitions of currencies, wallets and sources.
     * @param accounts with the balances.
     * @param wallets that apply the debt rule.
     * @param locks of players.
     * @param limits of players.
     * @param resolver of names.
     * @param lifecycle of transfers.
     */
    public TransferRules(
            final Definitions definitions,
            final Accounts accounts,
            final Wallets wallets,
            final Locks locks,
            final Limits limits,
            final Resolver resolver,
            final TransferLifecycle lifecycle) {
        this.definitions = definitions;
        this.accounts = accounts;
        this.wallets = wallets;
        this.locks = locks;
        this.limits = limits;
        this.resolver = resolver;
        this.lifecycle = lifecycle;
        this.transfers = lifecycle.transfers();
    }

    /**
     * Takes money for a provider into transit, or records that some shall come from it.
     *
     * @param command resolved but for the provider.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome begin(final Command command, final Answer answer) {
        Resolver.nameWallet(command, answer);
        command.providerIndex = command.provider > 0 ? definitions.sources().find(command.provider) : NULL_ROW;
        final Outcome refusal = refuseBegin(command);
        if (refusal != null) {
            return refusal;
        }
        final boolean isToProvider = command.option == TransferDirection.TO_PROVIDER.value();
        final long amount = isToProvider && !Command.isGiven(command.amount)
                ? wallets.available(command.playerRow, command.walletIndex, command.currencyIndex)
                : command.amount;
        final Outcome unfit = isToProvider ? refuseTaking(command, answer, amount) : null;
        if (unfit != null) {
            return unfit;
        }
        if (!lifecycle.makeRoom(command.timestampNs)) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        final int row = lifecycle.open(command, amount);
        if (isToProvider) {
            wallets.debit(command.playerRow, command.walletIndex, command.currencyIndex, amount);
            postTransit(row, amount);
            countLoss(row, amount, command.timestampNs, command.timestampNs);
            answer.amount = amount;
        }
        link(answer, row);
        return Outcome.OK;
    }

    private Outcome refuseBegin(final Command command) {
        final boolean isAmountInvalid = Command.isGiven(command.amount) && command.amount < 1;
        if (isAmountInvalid || command.player <= 0 || command.provider <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.currencyIndex == Definitions.UNKNOWN) {
            return Outcome.CURRENCY_UNKNOWN;
        }
        if (command.walletIndex == Definitions.UNKNOWN) {
            return Outcome.WALLET_UNKNOWN;
        }
        if (command.sourceIndex == Definitions.UNKNOWN || command.providerIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (command.playerRow == Players.NULL_ROW) {
            return Outcome.PLAYER_NOT_FOUND;
        }
        return transfers.findOpen(command.playerRow, command.provider) == NULL_ROW
                ? null
                : Outcome.TRANSFER_IN_PROGRESS;
    }

    private Outcome refuseTaking(final Command command, final Answer answer, final long amount) {
        if (locks.isPlayBlocked(command.playerRow, command.timestampNs)) {
            return Outcome.PLAYER_BLOCKED;
        }
        final Outcome exceeded =
                limits.refuse(answer, command.playerRow, command.currencyIndex, 0, amount, 0, command.timestampNs);
        if (exceeded != null) {
            return exceeded;
        }
        final long available = wallets.available(command.playerRow, command.walletIndex, command.currencyIndex);
        return amount == 0 || available < amount ? Outcome.INSUFFICIENT_FUNDS : null;
    }

    /**
     * An attempt is about to leave.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome dispatch(final Command command, final Answer answer) {
        final int row = find(command, answer);
        if (row == NULL_ROW) {
            return notFound(command);
        }
        if (transfers.isFinal(row)) {
            return Outcome.TRANSFER_FINAL;
        }
        if (command.attempt != transfers.attempt(row) + 1) {
            return Outcome.STALE_ATTEMPT;
        }
        // From here the command must succeed.
        transfers.dispatch(row, command.timestampNs);
        return Outcome.OK;
    }

    /**
     * Gives up a transfer of which nothing has left.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome cancel(final Command command, final Answer answer) {
        final int row = find(command, answer);
        if (row == NULL_ROW) {
            return notFound(command);
        }
        if (transfers.isFinal(row)) {
            return Outcome.TRANSFER_FINAL;
        }
        return transfers.attempt(row) > 0 ? Outcome.ALREADY_DISPATCHED : giveBack(command, answer, row);
    }

    /**
     * Takes what a connector learned of an attempt.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome report(final Command command, final Answer answer) {
        if (isActualInvalid(command)) {
            return Outcome.AMOUNT_INVALID;
        }
        final int row = find(command, answer);
        if (row == NULL_ROW) {
            return notFound(command);
        }
        final Verdict verdict = Verdict.get((short) command.option);
        if (transfers.isFinal(row)) {
            return isContradiction(command, verdict, row) ? Outcome.DISCREPANCY : Outcome.OK;
        }
        final boolean isConfirming = verdict == Verdict.OK || verdict == Verdict.FOUND_OK;
        if (isConfirming && isActualMissing(command, row)) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.attempt < 1 || command.attempt > transfers.attempt(row)) {
            return Outcome.NOT_DISPATCHED;
        }
        if (isConfirming && isTooMuch(command, row)) {
            return Outcome.DISCREPANCY;
        }
        return switch (verdict) {
            case OK, FOUND_OK -> confirm(command, answer, row);
            case REJECTED -> transfers.attempt(row) == 1 ? giveBack(command, answer, row) : doubt(row);
            case FOUND_FAILED -> giveBack(command, answer, row);
            case NOT_FOUND -> countNotFound(command, answer, row);
            case UNKNOWN -> doubt(row);
            case IN_PROGRESS -> {
                transfers.resetNotFound(row);
                yield Outcome.OK;
            }
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalStateException("a journaled verdict is known");
        };
    }

    /**
     * Ends a transfer by the word of two people.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    public Outcome resolve(final Command command, final Answer answer) {
        if (isActualInvalid(command)) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (command.isSameOperator) {
            return Outcome.SAME_OPERATOR;
        }
        final int row = find(command, answer);
        if (row == NULL_ROW) {
            return Outcome.TRANSFER_NOT_FOUND;
        }
        if (transfers.isFinal(row)) {
            return Outcome.TRANSFER_FINAL;
        }
        if (command.option == Resolution.CANCEL.value()) {
            return giveBack(command, answer, row);
        }
        if (isActualMissing(command, row)) {
            return Outcome.AMOUNT_INVALID;
        }
        return isTooMuch(command, row) ? Outcome.DISCREPANCY : confirm(command, answer, row);
    }

    /** Whether a report says something else than what a final transfer holds to. */
    private boolean isContradiction(final Command command, final Verdict verdict, final int row) {
        if (transfers.state(row) == TransferState.CANCELLED) {
            return verdict == Verdict.OK || verdict == Verdict.FOUND_OK || verdict == Verdict.IN_PROGRESS;
        }
        return verdict == Verdict.REJECTED
                || verdict == Verdict.FOUND_FAILED
                || verdict == Verdict.NOT_FOUND
                || (Command.isGiven(command.actualAmount) && command.actualAmount != transfers.actualAmount(row));
    }

    private boolean isActualMissing(final Command command, final int row) {
        return !Command.isGiven(command.actualAmount) && transfers.isAll(row);
    }

    /** Whether more is stated than was asked for, which is news of the transfer. */
    private boolean isTooMuch(final Command command, final int row) {
        final boolean isMore = Command.isGiven(command.actualAmount)
                && Command.isGiven(transfers.amount(row))
                && command.actualAmount > transfers.amount(row);
        if (isMore) {
            transfers.resetNotFound(row);
        }
        return isMore;
    }

    private Outcome confirm(final Command command, final Answer answer, final int row) {
        final long amount = transfers.amount(row);
        final long actual = Command.isGiven(command.actualAmount) ? command.actualAmount : amount;
        final boolean isToProvider = transfers.isToProvider(row);
        final long credited = isToProvider ? amount - actual : actual;
        final Outcome noCredit = refuseCredit(row, credited);
        if (noCredit != null) {
            return noCredit;
        }
        // From here the command must succeed.
        if (isToProvider) {
            postTransit(row, -amount);
            postClearing(row, actual);
            countLoss(row, -credited, transfers.beganNs(row), command.timestampNs);
        } else {
            postClearing(row, -actual);
            countLoss(row, -credited, command.timestampNs, command.timestampNs);
        }
        credit(answer, row, credited);
        answer.amount = actual;
        lifecycle.finish(row, TransferState.CONFIRMED, actual);
        return Outcome.OK;
    }

    /** Cancels: what was taken returns. */
    private Outcome giveBack(final Command command, final Answer answer, final int row) {
        final long amount = transfers.isToProvider(row) ? transfers.amount(row) : 0;
        final Outcome noCredit = refuseCredit(row, amount);
        if (noCredit != null) {
            return noCredit;
        }
        // From here the command must succeed.
        postTransit(row, -amount);
        countLoss(row, -amount, transfers.beganNs(row), command.timestampNs);
        credit(answer, row, amount);
        answer.amount = amount;
        lifecycle.finish(row, TransferState.CANCELLED, Command.ABSENT);
        return Outcome.OK;
    }

    private Outcome doubt(final int row) {
        transfers.doubt(row);
        return Outcome.OK;
    }

    private Outcome countNotFound(final Command command, final Answer answer, final int row) {
        if (!lifecycle.isQuiet(row, command.timestampNs)) {
            return Outcome.OK;
        }
        if (transfers.isNotFoundOnce(row)) {
            return giveBack(command, answer, row);
        }
        transfers.countNotFound(row);
        return Outcome.OK;
    }

    /** Finds the transfer of a command, and states its wallet in the answer. */
    private int find(final Command command, final Answer answer) {
        final int row = command.sourceIndex == Definitions.UNKNOWN ? NULL_ROW : lifecycle.find(command);
        if (row != NULL_ROW) {
            answer.player = transfers.player(row);
            answer.playerRow = transfers.playerRow(row);
            resolver.touch(answer.playerRow, command.timestampNs);
            answer.walletIndex = transfers.walletIndex(row);
            answer.wallet = definitions.wallets().code(answer.walletIndex);
            answer.currencyIndex = transfers.currencyIndex(row);
            answer.currency = definitions.currencies().code(answer.currencyIndex);
            link(answer, row);
        } else if (command.sourceIndex != Definitions.UNKNOWN) {
            nameRefused(command, answer);
        }
        return row;
    }

    /** The wallet of a transfer that was refused is known, too. */
    private void nameRefused(final Command command, final Answer answer) {
        final int id = lifecycle.findId(command);
        if (id == NULL_ROW) {
            return;
        }
        final TransactionLog log = lifecycle.log();
        answer.player = log.player(id);
        answer.playerRow = resolver.findPlayer(answer.player, command.timestampNs);
        answer.walletIndex = log.walletIndex(id);
        answer.wallet = answer.walletIndex < 0 ? 0 : definitions.wallets().code(answer.walletIndex);
        answer.currencyIndex = log.currencyIndex(id);
        answer.currency =
                answer.currencyIndex < 0 ? 0 : definitions.currencies().code(answer.currencyIndex);
    }

    private static Outcome notFound(final Command command) {
        return command.sourceIndex == Definitions.UNKNOWN ? Outcome.SOURCE_UNKNOWN : Outcome.TRANSFER_NOT_FOUND;
    }

    private static boolean isActualInvalid(final Command command) {
        return Command.isGiven(command.actualAmount) && command.actualAmount < 0;
    }

    private Outcome refuseCredit(final int row, final long amount) {
        return wallets.refuseCredit(
                transfers.playerRow(row), transfers.walletIndex(row), transfers.currencyIndex(row), amount, false);
    }

    private void credit(final Answer answer, final int row, final long amount) {
        wallets.credit(
                answer, transfers.playerRow(row), transfers.walletIndex(row), transfers.currencyIndex(row), amount);
    }

    private void countLoss(final int row, final long amount, final long originalNs, final long timestampNs) {
        if (amount != 0) {
            limits.countLoss(transfers.playerRow(row), transfers.currencyIndex(row), amount, originalNs, timestampNs);
        }
    }

    private void postTransit(final int row, final long amount) {
        post(AccountKind.TRANSIT, row, amount);
    }

    private void postClearing(final int row, final long amount) {
        post(AccountKind.CLEARING, row, amount);
    }

    private void post(final AccountKind account, final int row, final long amount) {
        final int provider = transfers.provider(row);
        accounts.postSystem(
                account, definitions.sources().find(provider), transfers.currencyIndex(row), provider, amount);
    }

    /** Ties the id of the command to the transfer. */
    private static void link(final Answer answer, final int row) {
        answer.link = Link.of(Link.TRANSFER, row);
    }
}
