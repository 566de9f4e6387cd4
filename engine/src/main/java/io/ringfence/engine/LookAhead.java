package io.ringfence.engine;

import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WithdrawDecoder;
import org.agrona.DirectBuffer;

/**
 * Touches the memory that a group of commands will need, step by step for all of them, so that their cache misses
 * overlap instead of adding up: a command by itself waits for one miss after the other. Reads only. Engine thread
 * only.
 */
final class LookAhead {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    private static final int COUNT = StateMachine.LOOK_AHEAD_COUNT;

    private final WalletState state;
    private final int[] rows = new int[COUNT];
    private final int[] ids = new int[COUNT];
    private final int[] oldest = new int[COUNT];
    private int count;
    private int oldestNext = NULL_ROW;

    LookAhead(final WalletState state) {
        this.state = state;
    }

    void announce(final DirectBuffer buffer, final int offset) {
        final int kind = FrameLayout.templateId(buffer, offset);
        ids[count] = state.log()
                .glance(
                        FrameLayout.source(buffer, offset),
                        kind,
                        FrameLayout.txIdHigh(buffer, offset),
                        FrameLayout.txIdLow(buffer, offset));
        rows[count++] =
                beginsWithPlayer(kind) ? state.players().glance(FrameLayout.firstField(buffer, offset)) : NULL_ROW;
        if (count == COUNT) {
            follow();
            count = 0;
        }
    }

    /** Index slots are on their way: follows them to players, and on to their accounts. */
    private void follow() {
        if (state.log().isFull(COUNT)) {
            oldestNext = state.log().glanceOldest(oldest, oldestNext);
        }
        final Players players = state.players();
        for (int index = 0; index < COUNT; index++) {
            rows[index] = players.glanceAccount(rows[index]);
        }
        final Accounts accounts = state.accounts();
        for (int step = 0; step < 2; step++) {
            for (int index = 0; index < COUNT; index++) {
                rows[index] = rows[index] == NULL_ROW ? NULL_ROW : accounts.nextOfPlayer(rows[index]);
            }
        }
    }

    private static boolean beginsWithPlayer(final int kind) {
        return kind == TransferDecoder.TEMPLATE_ID
                || kind == BetDecoder.TEMPLATE_ID
                || kind == WinDecoder.TEMPLATE_ID
                || kind == DepositDecoder.TEMPLATE_ID
                || kind == WithdrawDecoder.TEMPLATE_ID;
    }
}
