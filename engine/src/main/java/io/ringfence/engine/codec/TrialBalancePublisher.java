package io.ringfence.engine.codec;

import io.ringfence.engine.campaign.CampaignLifecycle;
import io.ringfence.engine.campaign.Campaigns;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.GetTrialBalanceDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TrialBalanceReplyEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes every account of one currency: the players' sum, then the system accounts that were ever posted to, by kind
 * and number of the source; and their sum, added up here from the lines. Engine thread only.
 */
final class TrialBalancePublisher {
    private static final AccountKind[] SYSTEM_KINDS = {
        AccountKind.CASHIER,
        AccountKind.HOUSE,
        AccountKind.PROMO,
        AccountKind.POT,
        AccountKind.TRANSIT,
        AccountKind.CLEARING,
        AccountKind.ADJUSTMENT
    };
    private static final int SOURCES_MAX = 1 << 16;

    private final Accounts accounts;
    private final Definitions definitions;
    private final CampaignLifecycle campaigns;
    private final TrialBalanceReplyEncoder reply = new TrialBalanceReplyEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private TrialBalanceReplyEncoder.AccountsEncoder lines;
    private int lineCount;
    private long sumHigh;
    private long sumLow;

    TrialBalancePublisher(final WalletState state) {
        accounts = state.accounts();
        definitions = state.definitions();
        campaigns = state.campaigns();
    }

    int publish(
            final int currency,
            final long correlationId,
            final long sequence,
            final long timestampNs,
            final MutableDirectBuffer output) {
        reply.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) GetTrialBalanceDecoder.TEMPLATE_ID)
                .currency(definitions.currencies().code(currency));
        sumHigh = 0;
        sumLow = 0;
        lines = null;
        lineCount = 1;
        campaigns.closeDue(timestampNs, Integer.MAX_VALUE);
        visit(currency);
        lines = reply.accountsCount(lineCount);
        line(AccountKind.PLAYERS, 0, accounts.playersHigh(currency), accounts.playersLow(currency), 0, 0);
        visit(currency);
        reply.sumHigh(sumHigh).sumLow(sumLow);
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    /** Counts the system accounts' lines the first time, encodes them the second. */
    private void visit(final int currency) {
        for (final AccountKind kind : SYSTEM_KINDS) {
            if (kind == AccountKind.POT) {
                visitPots(currency);
            } else if (kind == AccountKind.HOUSE || kind == AccountKind.TRANSIT || kind == AccountKind.CLEARING) {
                int left = definitions.sources().count();
                for (int source = 1; source < SOURCES_MAX && left > 0; source++) {
                    final int sourceIndex = definitions.sources().find(source);
                    if (sourceIndex != Definitions.UNKNOWN) {
                        visit(kind, source, sourceIndex, currency);
                        left--;
                    }
                }
            } else {
                visit(kind, 0, 0, currency);
            }
        }
    }

    private void visitPots(final int currency) {
        final Campaigns table = campaigns.campaigns();
        for (int row = table.first(); row != Campaigns.NULL_ROW; row = table.next(row)) {
            if (table.currencyIndex(row) == currency && lines == null) {
                lineCount++;
            } else if (table.currencyIndex(row) == currency) {
                line(AccountKind.POT, 0, 0, table.rest(row), table.idHigh(row), table.idLow(row));
            }
        }
    }

    private void visit(final AccountKind kind, final int source, final int sourceIndex, final int currency) {
        final int row = accounts.findSystem(kind, sourceIndex, currency);
        if (row != Accounts.NULL_ROW) {
            if (lines == null) {
                lineCount++;
            } else {
                line(kind, source, accounts.high(row), accounts.low(row), 0, 0);
            }
        }
    }

    private void line(
            final AccountKind kind,
            final int source,
            final long high,
            final long low,
            final long idHigh,
            final long idLow) {
        lines.next()
                .balanceHigh(high)
                .balanceLow(low)
                .idHigh(idHigh)
                .idLow(idLow)
                .source(source)
                .account(kind);
        final long before = sumLow;
        sumLow += low;
        sumHigh += high + (Long.compareUnsigned(sumLow, before) < 0 ? 1 : 0);
    }
}
