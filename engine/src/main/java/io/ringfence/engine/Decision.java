package io.ringfence.engine;

import io.ringfence.engine.codec.CommandAdapter;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.Fingerprint;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.idempotency.Watermarks;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AdjustDecoder;
import io.ringfence.protocol.codec.BatchDecoder;
import io.ringfence.protocol.codec.BeginTransferDecoder;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.BetWinDecoder;
import io.ringfence.protocol.codec.CancelTransferDecoder;
import io.ringfence.protocol.codec.CaptureHoldDecoder;
import io.ringfence.protocol.codec.ClaimCampaignDecoder;
import io.ringfence.protocol.codec.CreateCampaignDecoder;
import io.ringfence.protocol.codec.DefineCurrencyDecoder;
import io.ringfence.protocol.codec.DefineSourceDecoder;
import io.ringfence.protocol.codec.DefineWalletDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.DispatchTransferDecoder;
import io.ringfence.protocol.codec.EndRoundDecoder;
import io.ringfence.protocol.codec.MismatchField;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.ReleaseHoldDecoder;
import io.ringfence.protocol.codec.ReportTransferDecoder;
import io.ringfence.protocol.codec.ResettleDecoder;
import io.ringfence.protocol.codec.ResolveTransferDecoder;
import io.ringfence.protocol.codec.RollbackDecoder;
import io.ringfence.protocol.codec.SetLimitDecoder;
import io.ringfence.protocol.codec.SetPlayerStatusDecoder;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WithdrawDecoder;
import org.agrona.DirectBuffer;

/**
 * What is common to the decision of every command, in the order of docs/protocol.md: known id, time, age, then the
 * rules of the command; then the decision is remembered. Engine thread only.
 */
final class Decision {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    /** A Rollback of ANY occupies three ids besides its own. */
    private static final int IDS_PER_COMMAND_MAX = 4;

    private final WalletState state;
    private final TransactionLog log;
    private final Rules rules;
    private final Batches batches;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Answer unsaid = new Answer();

    Decision(final WalletState state, final CommandAdapter adapter) {
        this.state = state;
        this.log = state.log();
        this.rules = new Rules(state);
        this.batches = new Batches(state, this, adapter);
    }

    /**
     * Hands over the frame of a Batch before it is decided.
     *
     * @param command the Batch, decoded.
     * @param buffer holds the frame until the Batch is decided.
     * @param offset of the frame.
     */
    void prepareBatch(final Command command, final DirectBuffer buffer, final int offset) {
        batches.prepare(command, buffer, offset);
    }

    /** Nothing is brought up within a Batch, whose writes are bounded: so before. */
    private Outcome decideBatch(final Command command, final Answer answer) {
        if (state.nextDueNs() <= command.timestampNs) {
            state.bringUp(command.timestampNs);
        }
        final Outcome outcome = batches.apply(command, answer);
        fingerprint.take(command, command.wallet);
        return outcome;
    }

    void decide(final Command command, final Answer answer) {
        resolve(command, answer);
        fingerprint.take(command, command.wallet);
        final int known = state.rounds()
                .findId(command.source, command.kind, command.txIdHigh, command.txIdLow, command.timestampNs);
        if (known != NULL_ROW) {
            repeat(known, command, answer);
            return;
        }
        if (command.originatedAtMs
                > Watermarks.toMs(command.timestampNs) + state.watermarks().skewMs()) {
            answer.outcome = Outcome.TIME_INVALID;
        } else if (isTooOld(command)) {
            answer.outcome = Outcome.TOO_OLD;
        } else {
            state.rounds().makeRoom(command.timestampNs, IDS_PER_COMMAND_MAX);
            answer.outcome = command.kind == BatchDecoder.TEMPLATE_ID
                    ? decideBatch(command, answer)
                    : rules.decide(command, answer);
        }
        state.resolver().stateBalance(answer);
        if (Remembering.isRemembered(command, answer.outcome) && answer.isFailureKept) {
            remember(command, answer);
        }
        if (command.kind == DefineSourceDecoder.TEMPLATE_ID && answer.outcome == Outcome.OK) {
            applySource(command);
        }
    }

    /**
     * Decides a command of a Batch as if it had come alone: its id is remembered when it succeeds; what was decided
     * before counts as it was. A refusal leaves the Batch to be taken back.
     *
     * @param command decoded, with what the Batch fills in.
     * @param answer to be filled: its outcome, and its amount.
     */
    void decideInner(final Command command, final Answer answer) {
        if (Command.isGiven(command.player) && command.player != command.batchPlayer) {
            answer.outcome = Outcome.PLAYER_MISMATCH;
            return;
        }
        resolve(command, answer);
        fingerprint.take(command, command.wallet);
        final int known = state.rounds()
                .findId(command.source, command.kind, command.txIdHigh, command.txIdLow, command.timestampNs);
        if (known != NULL_ROW) {
            countKnown(known, command, answer);
        } else if (isTooOld(command)) {
            answer.outcome = Outcome.TOO_OLD;
        } else {
            answer.outcome = rules.decide(command, answer);
            if (answer.outcome.isSuccess()) {
                state.resolver().stateBalance(answer);
                remember(command, answer);
            }
        }
    }

    private void countKnown(final int row, final Command command, final Answer answer) {
        if (log.isTombstone(row)) {
            answer.outcome = Outcome.CANCELLED_BY_ROLLBACK;
        } else if (isSameContent(row, command)) {
            answer.outcome = log.outcome(row);
            answer.amount = log.amount(row);
        } else {
            answer.outcome = Outcome.DUPLICATE_MISMATCH;
        }
    }

    /**
     * The content of a command of a Batch, after defaults.
     *
     * @param command decoded.
     * @return its hash.
     */
    long contentOf(final Command command) {
        resolve(command, unsaid);
        fingerprint.take(command, command.wallet);
        return fingerprint.packed();
    }

    /** Finds what a command names before anything is decided. */
    private void resolve(final Command command, final Answer answer) {
        state.resolver().resolveSource(command);
        switch (command.kind) {
            case TransferDecoder.TEMPLATE_ID,
                    BetDecoder.TEMPLATE_ID,
                    WinDecoder.TEMPLATE_ID,
                    BetWinDecoder.TEMPLATE_ID,
                    DepositDecoder.TEMPLATE_ID,
                    WithdrawDecoder.TEMPLATE_ID,
                    PlaceHoldDecoder.TEMPLATE_ID,
                    BeginTransferDecoder.TEMPLATE_ID,
                    AdjustDecoder.TEMPLATE_ID,
                    CreateCampaignDecoder.TEMPLATE_ID -> {
                state.resolver().resolveMoney(command);
                Resolver.nameWallet(command, answer);
            }
            case EndRoundDecoder.TEMPLATE_ID,
                    SetPlayerStatusDecoder.TEMPLATE_ID,
                    ClaimCampaignDecoder.TEMPLATE_ID,
                    BatchDecoder.TEMPLATE_ID -> state.resolver().resolvePlayer(command);
            case DefineWalletDecoder.TEMPLATE_ID ->
                command.walletIndex = state.definitions().wallets().find(command.wallet);
            case DefineCurrencyDecoder.TEMPLATE_ID ->
                command.currencyIndex = state.definitions().currencies().find(command.currency);
            case SetLimitDecoder.TEMPLATE_ID -> {
                state.resolver().resolveCurrency(command);
                answer.currencyIndex = command.currencyIndex;
            }
            default -> {
                // What it names is found by its rules.
            }
        }
    }

    /**
     * New policies hold from the next command on; what ended under the old ones has ended, whatever the new ones say.
     */
    private void applySource(final Command command) {
        state.rounds().bringUp(command.timestampNs);
        state.registry().applySource(command);
        state.rounds().findDue();
    }

    private void remember(final Command command, final Answer answer) {
        final boolean isBurial = answer.outcome == Outcome.TOMBSTONED && !Command.isGiven(command.amount);
        if (isBurial) {
            state.reversals().bury(command);
        }
        if (command.kind == WinDecoder.TEMPLATE_ID) {
            // Its round may have followed from its bet by now: a default like others.
            fingerprint.take(command, command.wallet);
        }
        if (command.kind == DefineWalletDecoder.TEMPLATE_ID) {
            answer.walletIndex = state.definitions().wallets().find(command.wallet);
        } else if (command.kind == DefineCurrencyDecoder.TEMPLATE_ID) {
            answer.currencyIndex = state.definitions().currencies().find(command.currency);
        }
        if (answer.outcome == Outcome.BATCH_FAILED) {
            answer.amount = WalletState.failure(answer);
        }
        log.remember(command, answer, fingerprint);
        if (answer.outcome == Outcome.BATCH_FAILED) {
            answer.amount = 0;
        }
    }

    /** Answers a known id: as it was, or DUPLICATE_MISMATCH; nothing moves. */
    private void repeat(final int row, final Command command, final Answer answer) {
        if (log.isTombstone(row) && !log.isClaimed(row)) {
            answer.outcome = Outcome.CANCELLED_BY_ROLLBACK;
            state.resolver().stateBalance(answer);
            log.claim(row, command, answer);
            return;
        }
        if (!log.isTombstone(row) && !isSameContent(row, command)) {
            answer.outcome = Outcome.DUPLICATE_MISMATCH;
            answer.field = firstDifference(row, command);
            state.resolver().stateBalance(answer);
            return;
        }
        answer.isReplay = true;
        answer.outcome = log.outcome(row);
        answer.sequence = log.sequence(row);
        answer.timestampNs = log.decidedNs(row);
        answer.amount = log.amount(row);
        answer.originalAvailable = log.originalAvailable(row);
        state.recallFailure(row, answer);
        if (!log.isTombstone(row)) {
            if (command.isWalletDefaulted && log.walletIndex(row) < 0) {
                answer.wallet = 0;
                answer.walletIndex = Definitions.UNKNOWN;
            }
            state.recall(row, answer, command.timestampNs);
        }
        state.resolver().stateBalance(answer);
    }

    /**
     * Names the field that differs; of a BetWin and a Resettle the log has the amount only as part of what it moved.
     */
    private MismatchField firstDifference(final int row, final Command command) {
        final MismatchField field = log.firstDifference(row, command);
        if (field != MismatchField.NONE) {
            return field;
        }
        if (command.kind == ResettleDecoder.TEMPLATE_ID && log.playRow(row) != NULL_ROW) {
            return fingerprint.isOtherRound(log.content(row)) ? MismatchField.AMOUNT : field;
        }
        final boolean isOtherStake = command.kind == BetWinDecoder.TEMPLATE_ID
                && log.playRow(row) != NULL_ROW
                && state.rounds().ownWin(log.playRow(row)) - log.amount(row) != command.amount;
        return isOtherStake ? MismatchField.AMOUNT : field;
    }

    private boolean isSameContent(final int row, final Command command) {
        final boolean isRoundCompared =
                !(command.kind == WinDecoder.TEMPLATE_ID && command.hasTarget() && !command.hasRound());
        if (fingerprint.matches(log.content(row), isRoundCompared)) {
            return true;
        }
        if (!command.isWalletDefaulted) {
            return false;
        }
        // The default may not have been defined when the id came first.
        fingerprint.take(command, 0);
        final boolean isSame = fingerprint.matches(log.content(row), isRoundCompared);
        fingerprint.take(command, command.wallet);
        return isSame;
    }

    /**
     * Whether an unknown key may have been forgotten: it may have happened, so it never happens now. Not when it
     * refers to something that is still kept.
     */
    private boolean isTooOld(final Command command) {
        final long originatedMs = command.originatedAtMs;
        final boolean isRollback = command.kind == RollbackDecoder.TEMPLATE_ID;
        final long oldestMs = isRollback ? Math.min(originatedMs, command.targetOriginatedAtMs) : originatedMs;
        if (!isAtOrBelowWatermark(command, oldestMs)) {
            return false;
        }
        return switch (command.kind) {
            case RollbackDecoder.TEMPLATE_ID -> state.reversals().findTarget(command) == NULL_ROW;
            case WinDecoder.TEMPLATE_ID ->
                !state.rounds().isKeptComplete(command)
                        && (!command.hasTarget() || state.targets().findBet(command) == NULL_ROW);
            // Never a Bet: one that was refused and then forgotten must not happen now.
            case EndRoundDecoder.TEMPLATE_ID -> !state.rounds().isKeptComplete(command);
            case ResettleDecoder.TEMPLATE_ID -> state.targets().findBet(command) == NULL_ROW;
            case CaptureHoldDecoder.TEMPLATE_ID, ReleaseHoldDecoder.TEMPLATE_ID ->
                !state.holdRules().isKeptComplete(command);
            case DispatchTransferDecoder.TEMPLATE_ID,
                    ReportTransferDecoder.TEMPLATE_ID,
                    CancelTransferDecoder.TEMPLATE_ID,
                    ResolveTransferDecoder.TEMPLATE_ID -> !state.transfers().isKeptComplete(command);
            default -> true;
        };
    }

    private boolean isAtOrBelowWatermark(final Command command, final long originatedMs) {
        if (originatedMs <= state.watermarks().watermarkMs(command.source)) {
            return true;
        }
        if (originatedMs > latestDueMs(command.timestampNs)) {
            return false;
        }
        // So old that what is due but not yet forgotten could decide: bring it up first.
        state.rounds().bringUp(command.timestampNs);
        return originatedMs <= state.watermarks().watermarkMs(command.source);
    }

    /** No watermark would be above this, in ms, if everything due were forgotten; MIN_VALUE when nothing is due. */
    private long latestDueMs(final long timestampNs) {
        long latestNs = Long.MIN_VALUE;
        if (log.isDue(timestampNs)) {
            latestNs = log.claimedCount() > 0 ? timestampNs : timestampNs - log.horizonNs();
        }
        if (log.passedOverCount() > 0 && state.rounds().nextDueNs() <= timestampNs) {
            latestNs = Math.max(latestNs, timestampNs - state.rounds().shortestIdleNs());
        }
        return latestNs == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : Watermarks.toMs(latestNs) + 2 * state.watermarks().skewMs();
    }
}
