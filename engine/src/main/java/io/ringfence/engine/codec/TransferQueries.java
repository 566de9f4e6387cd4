package io.ringfence.engine.codec;

import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.transfer.TransferLifecycle;
import io.ringfence.engine.transfer.Transfers;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.GetTransferDecoder;
import io.ringfence.protocol.codec.ListTransfersDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TransferReplyEncoder;
import io.ringfence.protocol.codec.TransferState;
import io.ringfence.protocol.codec.TransfersReplyEncoder;
import org.agrona.MutableDirectBuffer;

/** Answers GetTransfer and ListTransfers. Engine thread only. */
final class TransferQueries {
    private static final int NULL_ROW = StateSection.NULL_ROW;
    /** A page holds no more, so that it fits an answer. */
    private static final int PAGE_MAX = 200;

    private final WalletState state;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TransferReplyEncoder one = new TransferReplyEncoder();
    private final TransfersReplyEncoder page = new TransfersReplyEncoder();
    private final int[] rows = new int[PAGE_MAX];

    TransferQueries(final WalletState state) {
        this.state = state;
    }

    /**
     * Encodes a transfer.
     *
     * @return length of the answer, 0 when the transfer is not found.
     */
    int answer(
            final GetTransferDecoder query,
            final long correlationId,
            final long sequence,
            final long timestampNs,
            final MutableDirectBuffer output) {
        final Transfers transfers = state.transfers().transfers();
        final int row = state.transfers().peek(query.source(), query.transferHigh(), query.transferLow(), timestampNs);
        if (row == NULL_ROW) {
            return 0;
        }
        one.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) GetTransferDecoder.TEMPLATE_ID)
                .player(transfers.player(row))
                .currency(currencyCode(row))
                .wallet(walletCode(row))
                .amount(transfers.amount(row))
                .actualAmount(transfers.actualAmount(row))
                .attempt(transfers.attempt(row))
                .age(timestampNs - transfers.beganNs(row))
                .provider(transfers.provider(row))
                .direction(transfers.direction(row))
                .state(transfers.state(row))
                .stuck(stuck(row, timestampNs));
        return MessageHeaderEncoder.ENCODED_LENGTH + TransferReplyEncoder.BLOCK_LENGTH;
    }

    /**
     * Encodes a page of the transfers of a source, in order of creation.
     *
     * @return length of the answer, 0 when the transfer to begin behind is not found.
     */
    int answer(
            final ListTransfersDecoder query,
            final long correlationId,
            final long sequence,
            final long timestampNs,
            final MutableDirectBuffer output) {
        final TransferLifecycle lifecycle = state.transfers();
        final Transfers transfers = lifecycle.transfers();
        final int sourceIndex = state.definitions().sources().find(query.source());
        int row = sourceIndex < 0 ? NULL_ROW : transfers.firstOfSource(sourceIndex);
        if ((query.afterHigh() | query.afterLow()) != 0) {
            final int after = lifecycle.peek(query.source(), query.afterHigh(), query.afterLow(), timestampNs);
            if (after == NULL_ROW) {
                return 0;
            }
            row = transfers.nextOfSource(after);
        }
        final int limit = Math.min(query.limit_(), PAGE_MAX);
        int count = 0;
        boolean isMore = false;
        while (row != NULL_ROW && !isMore) {
            if (isAsked(query, row, timestampNs)) {
                isMore = count == limit;
                if (!isMore) {
                    rows[count++] = row;
                }
            }
            row = transfers.nextOfSource(row);
        }
        page.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) ListTransfersDecoder.TEMPLATE_ID)
                .nextHigh(isMore ? transfers.idHigh(rows[count - 1]) : 0)
                .nextLow(isMore ? transfers.idLow(rows[count - 1]) : 0);
        encode(count, timestampNs);
        return MessageHeaderEncoder.ENCODED_LENGTH + page.encodedLength();
    }

    private void encode(final int count, final long timestampNs) {
        final Transfers transfers = state.transfers().transfers();
        final TransfersReplyEncoder.TransfersEncoder lines = page.transfersCount(count);
        for (int index = 0; index < count; index++) {
            final int row = rows[index];
            lines.next()
                    .transferHigh(transfers.idHigh(row))
                    .transferLow(transfers.idLow(row))
                    .player(transfers.player(row))
                    .currency(currencyCode(row))
                    .wallet(walletCode(row))
                    .amount(transfers.amount(row))
                    .actualAmount(transfers.actualAmount(row))
                    .attempt(transfers.attempt(row))
                    .age(timestampNs - transfers.beganNs(row))
                    .provider(transfers.provider(row))
                    .direction(transfers.direction(row))
                    .state(transfers.state(row))
                    .stuck(stuck(row, timestampNs));
        }
    }

    private boolean isAsked(final ListTransfersDecoder query, final int row, final long timestampNs) {
        final TransferLifecycle lifecycle = state.transfers();
        final TransferState wanted = query.state();
        final BooleanType stuck = query.stuck();
        return !lifecycle.isGone(row, timestampNs)
                && (wanted == TransferState.NULL_VAL
                        || wanted == lifecycle.transfers().state(row))
                && (stuck == BooleanType.NULL_VAL || stuck == stuck(row, timestampNs));
    }

    private BooleanType stuck(final int row, final long timestampNs) {
        return state.transfers().isStuck(row, timestampNs) ? BooleanType.TRUE : BooleanType.FALSE;
    }

    private long currencyCode(final int row) {
        return state.definitions()
                .currencies()
                .code(state.transfers().transfers().currencyIndex(row));
    }

    private long walletCode(final int row) {
        return state.definitions().wallets().code(state.transfers().transfers().walletIndex(row));
    }
}
