package io.ringfence.engine.codec;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.player.Locks;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.GetPlayerDecoder;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerReplyEncoder;
import io.ringfence.protocol.codec.PlayerStatus;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes the answer to GetPlayer: the strictest lock in force, the locks that stand in order of creation, the limits
 * and debts in order of definition of their currencies. Engine thread only.
 */
final class PlayerPublisher {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    private static final int LIMITS = LimitKind.WAGER.value() + 1;
    private static final int PERIODS = Period.MONTH.value() + 1;

    private final WalletState state;
    private final Locks locks;
    private final Limits limits;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PlayerReplyEncoder reply = new PlayerReplyEncoder();
    private long timestampNs;

    PlayerPublisher(final WalletState state) {
        this.state = state;
        this.locks = state.locks();
        this.limits = state.limits();
    }

    /**
     * Encodes a player.
     *
     * @param playerRow of the player.
     * @param correlationId of the query.
     * @param sequence of the state.
     * @param newTimestampNs journal time of the state.
     * @param output receives the answer from index 0.
     * @return length of the answer in bytes.
     */
    int publish(
            final int playerRow,
            final long correlationId,
            final long sequence,
            final long newTimestampNs,
            final MutableDirectBuffer output) {
        timestampNs = newTimestampNs;
        reply.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) GetPlayerDecoder.TEMPLATE_ID)
                .player(state.players().player(playerRow))
                .status(PlayerStatus.get((short) locks.statusOf(playerRow, timestampNs)));
        encodeDebts(playerRow);
        encodeLocks(playerRow);
        encodeLimits(playerRow);
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    private void encodeDebts(final int playerRow) {
        int count = 0;
        final int currencies = state.definitions().currencies().count();
        for (int currency = 0; currency < currencies; currency++) {
            count += state.wallets().debt(playerRow, currency) > 0 ? 1 : 0;
        }
        final PlayerReplyEncoder.DebtsEncoder debts = reply.debtsCount(count);
        for (int currency = 0; currency < currencies; currency++) {
            final long debt = state.wallets().debt(playerRow, currency);
            if (debt > 0) {
                debts.next().currency(code(currency)).amount(debt);
            }
        }
    }

    private void encodeLocks(final int playerRow) {
        int count = 0;
        for (int row = locks.first(playerRow); row != NULL_ROW; row = locks.next(row)) {
            count += locks.isInForce(row, timestampNs) ? 1 : 0;
        }
        final PlayerReplyEncoder.LocksEncoder standing = reply.locksCount(count);
        for (int row = locks.first(playerRow); row != NULL_ROW; row = locks.next(row)) {
            if (locks.isInForce(row, timestampNs)) {
                standing.next()
                        .until(locks.untilNs(row))
                        .status(PlayerStatus.get((short) locks.status(row)))
                        .binding(locks.isBinding(row) ? BooleanType.TRUE : BooleanType.FALSE);
            }
        }
    }

    private void encodeLimits(final int playerRow) {
        int count = 0;
        for (int row = limits.first(playerRow); row != NULL_ROW; row = limits.next(row)) {
            for (int what = 0; what < LIMITS * PERIODS; what++) {
                count += isSet(row, what / PERIODS, what % PERIODS) ? 1 : 0;
            }
        }
        final PlayerReplyEncoder.LimitsEncoder set = reply.limitsCount(count);
        for (int row = limits.first(playerRow); row != NULL_ROW; row = limits.next(row)) {
            for (int what = 0; what < LIMITS * PERIODS; what++) {
                if (isSet(row, what / PERIODS, what % PERIODS)) {
                    encodeLimit(set.next(), playerRow, row, what / PERIODS, what % PERIODS);
                }
            }
        }
    }

    private void encodeLimit(
            final PlayerReplyEncoder.LimitsEncoder encoder,
            final int playerRow,
            final int row,
            final int limit,
            final int period) {
        final int currency = limits.currencyIndex(row);
        final boolean isPending = limits.isPending(row, limit, period, timestampNs);
        final long pendingAmount = isPending ? limits.pendingAmount(row, limit, period) : Command.ABSENT;
        final boolean isRemoval = isPending && pendingAmount == Command.ABSENT;
        encoder.currency(code(currency))
                .amount(limits.amount(row, limit, period, timestampNs))
                .used(limits.used(playerRow, currency, limit, period, timestampNs))
                .pendingAmount(pendingAmount)
                .pendingAt(isPending ? limits.pendingAtNs(row, limit, period) : Command.ABSENT)
                .limit(LimitKind.get((short) limit))
                .period(Period.get((short) period))
                .pendingRemoved(isRemoval ? BooleanType.TRUE : BooleanType.FALSE);
    }

    private boolean isSet(final int row, final int limit, final int period) {
        return limits.amount(row, limit, period, timestampNs) != Command.ABSENT;
    }

    private long code(final int currencyIndex) {
        return state.definitions().currencies().code(currencyIndex);
    }
}
