package io.ringfence.engine;

import io.ringfence.engine.gameplay.RoundLifecycle;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.ConfigureDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.TickDecoder;
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
 * <p>A step loads for all commands of the group and decides nothing by what it loads: a branch on a value that is still
 * on its way would end the overlap. What it loaded is looked at in the next step, when it is in the cache. Whether a
 * row is the one that will be needed does not matter.
 */
final class LookAhead {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    private static final int COUNT = StateMachine.LOOK_AHEAD_COUNT;
    /** Fewer are not worth the way. */
    private static final int COUNT_MIN = 4;

    private final WalletState state;
    private final TransactionLog log;
    private final RoundLifecycle lifecycle;
    private final Players people;
    private final Accounts accounts;
    private final Limits limits;
    private final BetDecoder bet = new BetDecoder();
    private final WinDecoder win = new WinDecoder();
    /** Hashes of what the commands name; 0 where they name nothing. */
    private final long[] playerHashes = new long[COUNT];

    private final long[] roundHashes = new long[COUNT];
    private final long[] idHashes = new long[COUNT];
    private final long[] betHashes = new long[COUNT];
    private final long[] oldestHashes = new long[COUNT];
    private final int[] players = new int[COUNT];
    private final int[] rounds = new int[COUNT];
    private final int[] bets = new int[COUNT];
    private final int[] oldest = new int[COUNT];
    /** The sources of the commands, and which source will give way to each: of each such one the next row to forget. */
    private final int[] commandSources = new int[COUNT];

    private final int[] givingWay = new int[COUNT];
    private final int[] nextOldest = new int[COUNT];
    private int givingWayCount;
    private int count;
    private long followed;
    private int roundCount;
    private int oldestCount;
    /** Receives what was loaded, so that no load is left out. */
    private long sink;

    LookAhead(final WalletState state) {
        this.state = state;
        log = state.log();
        lifecycle = state.rounds();
        people = state.players();
        accounts = state.accounts();
        limits = state.limits();
    }

    void announce(final DirectBuffer buffer, final int offset) {
        final int kind = FrameLayout.templateId(buffer, offset);
        if (kind == TickDecoder.TEMPLATE_ID || kind == ConfigureDecoder.TEMPLATE_ID) {
            // The node's own: they name nobody.
            return;
        }
        final int source = FrameLayout.source(buffer, offset);
        final long txIdHigh = FrameLayout.txIdHigh(buffer, offset);
        final long txIdLow = FrameLayout.txIdLow(buffer, offset);
        final int index = count;
        commandSources[index] = source;
        idHashes[index] = log.hash(source, kind, txIdHigh, txIdLow);
        playerHashes[index] = 0;
        roundHashes[index] = 0;
        betHashes[index] = 0;
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
                betHashes[index] = log.hash(source, BetDecoder.TEMPLATE_ID, win.betTxIdHigh(), win.betTxIdLow());
            }
            case TransferDecoder.TEMPLATE_ID, DepositDecoder.TEMPLATE_ID, WithdrawDecoder.TEMPLATE_ID ->
                playerHashes[index] = people.hash(FrameLayout.firstField(buffer, offset));
            default -> {
                // Rare commands find their own way.
            }
        }
        count++;
        if (count == COUNT) {
            end();
        }
    }

    /** Ends a group: those that were announced will be applied now. */
    void end() {
        if (count >= COUNT_MIN) {
            follow();
            followed += count;
        }
        count = 0;
        roundCount = 0;
    }

    private void announceRound(final int source, final long player, final long roundHigh, final long roundLow) {
        playerHashes[count] = people.hash(player);
        final int sourceIndex = state.definitions().sources().find(source);
        roundHashes[count] = lifecycle.hash(sourceIndex, player, roundHigh, roundLow);
        roundCount++;
    }

    private void follow() {
        takeOldest();
        long loaded = 0;
        for (int index = 0; index < count; index++) {
            loaded += people.touchIndex(playerHashes[index]);
            loaded += log.touchIndex(idHashes[index]);
        }
        for (int index = 0; index < oldestCount; index++) {
            loaded += log.touchIndex(oldestHashes[index]);
        }
        if (roundCount > 0) {
            loaded += touchRoundIndexes();
        }
        for (int index = 0; index < count; index++) {
            players[index] = people.glance(playerHashes[index]);
        }
        for (int index = 0; index < count; index++) {
            loaded += people.touch(players[index]);
        }
        if (roundCount > 0) {
            loaded += touchRounds();
        }
        for (int index = 0; index < count; index++) {
            loaded += limits.touchUsage(players[index]);
            players[index] = people.glanceAccount(players[index]);
        }
        for (int index = 0; index < count; index++) {
            loaded += accounts.touch(players[index]);
        }
        if (roundCount > 0) {
            loaded += touchPlays();
        }
        for (int index = 0; index < count; index++) {
            players[index] = players[index] == NULL_ROW ? NULL_ROW : accounts.nextOfPlayer(players[index]);
        }
        for (int index = 0; index < count; index++) {
            loaded += accounts.touch(players[index]);
        }
        sink = loaded;
    }

    /** The ids that this group will make forgotten, if nothing open needs them: each source's are in a row. */
    private void takeOldest() {
        oldestCount = 0;
        givingWayCount = 0;
        if (log.isFull(count)) {
            for (int index = 0; index < count; index++) {
                final int place = givingWayPlace(log.givesWay(commandSources[index]));
                final int row = nextOldest[place];
                if (row != NULL_ROW) {
                    oldestHashes[oldestCount] = log.hash(row);
                    oldest[oldestCount] = log.playRow(row);
                    oldestCount++;
                    nextOldest[place] = log.nextInOrder(row);
                }
            }
        }
        Arrays.fill(oldest, oldestCount, count, NULL_ROW);
    }

    private int givingWayPlace(final int slot) {
        int place = 0;
        while (place < givingWayCount && givingWay[place] != slot) {
            place++;
        }
        if (place == givingWayCount) {
            givingWay[place] = slot;
            nextOldest[place] = log.oldestOfSlot(slot);
            givingWayCount++;
        }
        return place;
    }

    private long touchRoundIndexes() {
        long loaded = 0;
        for (int index = 0; index < count; index++) {
            loaded += lifecycle.touchIndex(roundHashes[index]);
            loaded += log.touchIndex(betHashes[index]);
            loaded += lifecycle.touchPlay(oldest[index]);
        }
        return loaded;
    }

    private long touchRounds() {
        long loaded = 0;
        for (int index = 0; index < count; index++) {
            rounds[index] = lifecycle.glance(roundHashes[index]);
            bets[index] = betHashes[index] == 0 ? NULL_ROW : log.glance(betHashes[index]);
            oldest[index] = oldest[index] == NULL_ROW ? NULL_ROW : lifecycle.roundOf(oldest[index]);
        }
        for (int index = 0; index < count; index++) {
            loaded += lifecycle.touchRound(rounds[index]);
            loaded += log.touch(bets[index]);
            loaded += lifecycle.touchRound(oldest[index]);
        }
        return loaded;
    }

    private long touchPlays() {
        long loaded = 0;
        for (int index = 0; index < count; index++) {
            bets[index] = bets[index] == NULL_ROW ? NULL_ROW : log.playRow(bets[index]);
        }
        for (int index = 0; index < count; index++) {
            loaded += lifecycle.touchPlay(bets[index]);
            loaded += lifecycle.touchIndexOf(oldest[index]);
        }
        for (int index = 0; index < count; index++) {
            bets[index] = bets[index] == NULL_ROW ? NULL_ROW : lifecycle.roundOf(bets[index]);
        }
        for (int index = 0; index < count; index++) {
            loaded += lifecycle.touchRound(bets[index]);
        }
        return loaded;
    }

    /** Commands so far whose memory was touched before they were applied. */
    long followed() {
        return followed;
    }

    /** What was loaded last: nothing that anybody needs. */
    long sink() {
        return sink;
    }
}
