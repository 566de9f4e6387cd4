package io.ringfence.engine;

import io.ringfence.engine.gameplay.RoundLifecycle;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WithdrawDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Touches the memory that a group of commands will need, step by step for all of them, so that their cache misses
 * overlap instead of adding up: a command by itself waits for one miss after the other. Reads only. Engine thread
 * only.
 *
 * <p>Each step turns an array of rows into the rows that hang on them; what a row turns out to be does not matter, only
 * that it was looked at.
 */
final class LookAhead {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    private static final int COUNT = StateMachine.LOOK_AHEAD_COUNT;

    private final WalletState state;
    private final BetDecoder bet = new BetDecoder();
    private final WinDecoder win = new WinDecoder();
    private final int[] players = new int[COUNT];
    private final int[] rounds = new int[COUNT];
    private final int[] ids = new int[COUNT];
    private final int[] oldest = new int[COUNT];
    private int count;
    private int oldestNext = NULL_ROW;
    private int lastSource;

    LookAhead(final WalletState state) {
        this.state = state;
    }

    void announce(final DirectBuffer buffer, final int offset) {
        final int kind = FrameLayout.templateId(buffer, offset);
        final int source = FrameLayout.source(buffer, offset);
        final long txIdHigh = FrameLayout.txIdHigh(buffer, offset);
        final long txIdLow = FrameLayout.txIdLow(buffer, offset);
        ids[count] = state.log().glance(source, kind, txIdHigh, txIdLow);
        lastSource = source;
        players[count] = NULL_ROW;
        rounds[count] = NULL_ROW;
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        switch (kind) {
            case BetDecoder.TEMPLATE_ID -> {
                bet.wrap(buffer, block, BetDecoder.BLOCK_LENGTH, BetDecoder.SCHEMA_VERSION);
                final boolean isOwn = (bet.roundHigh() | bet.roundLow()) == 0;
                announceRound(
                        source, bet.player(), isOwn ? txIdHigh : bet.roundHigh(), isOwn ? txIdLow : bet.roundLow());
            }
            case WinDecoder.TEMPLATE_ID -> {
                win.wrap(buffer, block, WinDecoder.BLOCK_LENGTH, WinDecoder.SCHEMA_VERSION);
                announceRound(source, win.player(), win.roundHigh(), win.roundLow());
                ids[count] = state.log().glance(source, BetDecoder.TEMPLATE_ID, win.betTxIdHigh(), win.betTxIdLow());
            }
            case TransferDecoder.TEMPLATE_ID, DepositDecoder.TEMPLATE_ID, WithdrawDecoder.TEMPLATE_ID ->
                players[count] = state.players().glance(FrameLayout.firstField(buffer, offset));
            default -> {
                // Rare commands find their own way.
            }
        }
        if (++count == COUNT) {
            follow();
            count = 0;
        }
    }

    private void announceRound(final int source, final long player, final long roundHigh, final long roundLow) {
        players[count] = state.players().glance(player);
        rounds[count] = state.rounds().glance(state.definitions().sources().find(source), player, roundHigh, roundLow);
    }

    /** The index slots are on their way: follows them to the rows, and on to the rows that hang on those. */
    private void follow() {
        final TransactionLog log = state.log();
        final RoundLifecycle lifecycle = state.rounds();
        final Players people = state.players();
        final Accounts accounts = state.accounts();
        final boolean isForgetting = log.isFull(COUNT);
        Arrays.fill(oldest, NULL_ROW);
        if (isForgetting) {
            oldestNext = log.glanceOldest(lastSource, oldest, oldestNext);
        }
        for (int index = 0; index < COUNT; index++) {
            players[index] = people.glanceAccount(players[index]);
            ids[index] = log.glancePlay(ids[index]);
            rounds[index] = lifecycle.glanceRound(rounds[index]);
        }
        for (int index = 0; index < COUNT; index++) {
            players[index] = players[index] == NULL_ROW ? NULL_ROW : accounts.nextOfPlayer(players[index]);
            ids[index] = lifecycle.glancePlay(ids[index]);
            oldest[index] = log.glancePlay(oldest[index]);
        }
        for (int index = 0; index < COUNT; index++) {
            players[index] = players[index] == NULL_ROW ? NULL_ROW : accounts.nextOfPlayer(players[index]);
            ids[index] = lifecycle.glanceRound(ids[index]);
            oldest[index] = lifecycle.glancePlay(oldest[index]);
        }
        for (int index = 0; index < COUNT; index++) {
            oldest[index] = lifecycle.glanceRound(oldest[index]);
        }
    }
}
