package io.ringfence.engine;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.Fingerprint;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.idempotency.Watermarks;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.DefineCurrencyDecoder;
import io.ringfence.protocol.codec.DefineSourceDecoder;
import io.ringfence.protocol.codec.DefineWalletDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.EndRoundDecoder;
import io.ringfence.protocol.codec.OpenPlayerDecoder;
import io.ringfence.protocol.codec.RollbackDecoder;
import io.ringfence.protocol.codec.RoundAction;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WithdrawDecoder;

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
    private final Fingerprint fingerprint = new Fingerprint();

    Decision(final WalletState state) {
        this.state = state;
        this.log = state.log();
    }

    void decide(final Command command, final Answer answer) {
        state.resolver().resolveSource(command);
        if (isAboutMoney(command.kind)) {
            state.resolver().resolveMoney(command);
            Resolver.nameWallet(command, answer);
        } else if (command.kind == EndRoundDecoder.TEMPLATE_ID) {
            command.playerRow = command.player > 0 ? state.players().find(command.player) : Players.NULL_ROW;
        }
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
            answer.outcome = decideNew(command, answer);
        }
        state.resolver().stateBalance(answer);
        if (Remembering.isRemembered(command, answer.outcome)) {
            remember(command, answer);
        }
        if (command.kind == DefineSourceDecoder.TEMPLATE_ID && answer.outcome == Outcome.OK) {
            applySource(command);
        }
    }

    private Outcome decideNew(final Command command, final Answer answer) {
        return switch (command.kind) {
            case TransferDecoder.TEMPLATE_ID -> state.payments().transfer(command, answer);
            case BetDecoder.TEMPLATE_ID -> state.betting().bet(command, answer);
            case WinDecoder.TEMPLATE_ID -> state.betting().win(command, answer);
            case DepositDecoder.TEMPLATE_ID -> state.payments().deposit(command, answer);
            case WithdrawDecoder.TEMPLATE_ID -> state.payments().withdraw(command, answer);
            case RollbackDecoder.TEMPLATE_ID -> state.reversals().rollback(command, answer);
            case EndRoundDecoder.TEMPLATE_ID ->
                command.option == RoundAction.VOID.value()
                        ? state.reversals().voidRound(command, answer)
                        : state.betting().closeRound(command);
            case OpenPlayerDecoder.TEMPLATE_ID -> state.registry().openPlayer(command);
            case DefineCurrencyDecoder.TEMPLATE_ID -> state.registry().defineCurrency(command);
            case DefineWalletDecoder.TEMPLATE_ID -> state.registry().defineWallet(command);
            case DefineSourceDecoder.TEMPLATE_ID -> state.registry().checkSource(command);
            default -> throw new IllegalStateException("a journaled command has a known template");
        };
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
        log.remember(command, answer, fingerprint);
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
            answer.field = log.firstDifference(row, command);
            state.resolver().stateBalance(answer);
            return;
        }
        answer.isReplay = true;
        answer.outcome = log.outcome(row);
        answer.sequence = log.sequence(row);
        answer.timestampNs = log.decidedNs(row);
        answer.amount = log.amount(row);
        answer.originalAvailable = log.originalAvailable(row);
        if (!log.isTombstone(row)) {
            if (command.isWalletDefaulted && log.walletIndex(row) < 0) {
                answer.wallet = 0;
                answer.walletIndex = Definitions.UNKNOWN;
            }
            state.recall(row, answer);
        }
        state.resolver().stateBalance(answer);
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
                        && (!command.hasTarget() || state.betting().findBet(command) == NULL_ROW);
            // Never a Bet: one that was refused and then forgotten must not happen now.
            case EndRoundDecoder.TEMPLATE_ID -> !state.rounds().isKeptComplete(command);
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

    private static boolean isAboutMoney(final int kind) {
        return kind == TransferDecoder.TEMPLATE_ID
                || kind == BetDecoder.TEMPLATE_ID
                || kind == WinDecoder.TEMPLATE_ID
                || kind == DepositDecoder.TEMPLATE_ID
                || kind == WithdrawDecoder.TEMPLATE_ID;
    }
}
