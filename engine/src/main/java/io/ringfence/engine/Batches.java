package io.ringfence.engine;

import io.ringfence.engine.codec.CommandAdapter;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.Undo;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.BatchLayout;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.Outcome;
import org.agrona.DirectBuffer;

/**
 * Batch: up to 16 commands of one player, all or nothing (docs/protocol.md). Engine thread only.
 *
 * <p>The commands are decided one after the other as if they had come alone, under a checkpoint; the first refusal
 * takes everything back, the ids that were remembered on the way among it. Nothing is forgotten before all succeeded.
 */
final class Batches {
    private static final int ROLLBACK = CommandKind.ROLLBACK.templateId();

    private final WalletState state;
    private final Decision decision;
    private final CommandAdapter adapter;
    private final Command inner = new Command();
    private final Answer innerAnswer = new Answer();
    private DirectBuffer buffer;
    private int offset;

    Batches(final WalletState state, final Decision decision, final CommandAdapter adapter) {
        this.state = state;
        this.decision = decision;
        this.adapter = adapter;
    }

    /**
     * Reads a Batch frame: the content of its commands, after defaults, becomes content of the batch.
     *
     * @param command the Batch, decoded.
     * @param newBuffer holds the frame until the batch is applied.
     * @param newOffset of the frame.
     */
    void prepare(final Command command, final DirectBuffer newBuffer, final int newOffset) {
        buffer = newBuffer;
        offset = newOffset;
        long hash = BatchLayout.count(buffer, offset);
        int at = BatchLayout.first(offset);
        for (int index = 0; index < BatchLayout.count(buffer, offset); index++) {
            decode(command, at, index);
            hash = StateHash.mix(hash, decision.contentOf(inner));
            hash = StateHash.mix(StateHash.mix(hash, inner.txIdHigh), inner.txIdLow);
            at = BatchLayout.next(buffer, at);
        }
        command.detailHash = hash;
    }

    /**
     * Applies the commands of the Batch that was prepared.
     *
     * @param command the Batch, resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    Outcome apply(final Command command, final Answer answer) {
        if (command.player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (command.playerRow == Players.NULL_ROW) {
            return Outcome.PLAYER_NOT_FOUND;
        }
        final Undo undo = state.undo();
        undo.begin();
        state.log().beginBatch();
        final int count = BatchLayout.count(buffer, offset);
        int at = BatchLayout.first(offset);
        for (int index = 0; index < count; index++) {
            decode(command, at, index);
            innerAnswer.reset(inner);
            decision.decideInner(inner, innerAnswer);
            if (!innerAnswer.outcome.isSuccess()) {
                takeBack();
                return fail(answer, index);
            }
            answer.results[index] = innerAnswer.amount;
            answer.resultOutcomes[index] = innerAnswer.outcome;
            at = BatchLayout.next(buffer, at);
        }
        if (!state.log().hasRoomForBatch(command.timestampNs)) {
            takeBack();
            return Outcome.CAPACITY_EXCEEDED;
        }
        undo.commit();
        state.log().commitBatch(command.timestampNs);
        answer.resultCount = count;
        return Outcome.OK;
    }

    private void takeBack() {
        state.undo().rollBack();
        state.log().abandonBatch();
    }

    private Outcome fail(final Answer answer, final int index) {
        final Outcome outcome = innerAnswer.outcome;
        if (outcome == Outcome.TOO_OLD || outcome == Outcome.CAPACITY_EXCEEDED) {
            return outcome;
        }
        answer.failedIndex = index;
        answer.failedOutcome = outcome.number();
        answer.isFailureKept = Remembering.isRemembered(inner, outcome);
        return Outcome.BATCH_FAILED;
    }

    private void decode(final Command batch, final int at, final int index) {
        adapter.templateId(buffer, at);
        inner.sequence = batch.sequence;
        inner.timestampNs = batch.timestampNs;
        adapter.decode(buffer, at, inner);
        inner.ordinal = batch.ordinal + index + 1;
        inner.originatedAtMs = batch.originatedAtMs;
        if (inner.isTargetTimeDefaulted) {
            inner.targetOriginatedAtMs = batch.originatedAtMs;
        }
        if (inner.source == 0) {
            inner.source = batch.source;
        }
        inner.batchPlayer = batch.player;
        if (inner.player == 0 || (inner.kind == ROLLBACK && !Command.isGiven(inner.player))) {
            inner.player = batch.player;
        }
        if (inner.toPlayer == 0) {
            inner.toPlayer = batch.player;
        }
    }
}
