package io.ringfence.engine.codec;

import io.ringfence.engine.campaign.Campaigns;
import io.ringfence.engine.gameplay.Holds;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.CampaignDetailsEncoder;
import io.ringfence.protocol.codec.CampaignState;
import io.ringfence.protocol.codec.GetCampaignDecoder;
import io.ringfence.protocol.codec.GetHoldDecoder;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.HoldReplyEncoder;
import io.ringfence.protocol.codec.HoldState;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.Split;
import org.agrona.MutableDirectBuffer;

/** Answers GetHold and GetCampaign. Engine thread only. */
final class ThingQueries {
    private static final int NULL_ROW = StateSection.NULL_ROW;

    private final WalletState state;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HoldReplyEncoder hold = new HoldReplyEncoder();
    private final CampaignDetailsEncoder campaign = new CampaignDetailsEncoder();
    private final long[] seedHash = new long[4];

    ThingQueries(final WalletState state) {
        this.state = state;
    }

    /**
     * Encodes a hold.
     *
     * @return length of the answer in bytes.
     */
    int answerHold(
            final int row,
            final long correlationId,
            final long sequence,
            final long timestampNs,
            final MutableDirectBuffer output) {
        final Holds holds = state.holds().table();
        hold.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) GetHoldDecoder.TEMPLATE_ID)
                .player(holds.player(row))
                .currency(state.definitions().currencies().code(holds.currencyIndex(row)))
                .wallet(state.definitions().wallets().code(holds.walletIndex(row)))
                .amount(holds.amount(row))
                .captured(holds.captured(row))
                .released(holds.released(row))
                .expiresAt(
                        holds.expiresNs(row) == Holds.NEVER
                                ? HoldReplyEncoder.expiresAtNullValue()
                                : holds.expiresNs(row))
                .purpose(HoldPurpose.get((short) holds.purpose(row)))
                .state(HoldState.get((short) holds.state(row)));
        return MessageHeaderEncoder.ENCODED_LENGTH + HoldReplyEncoder.BLOCK_LENGTH;
    }

    /**
     * Encodes a campaign; the seed and the salt are told once it has ended.
     *
     * @return length of the answer, 0 when the campaign is not found.
     */
    int answerCampaign(
            final GetCampaignDecoder query,
            final long correlationId,
            final long sequence,
            final long timestampNs,
            final MutableDirectBuffer output) {
        final Campaigns campaigns = state.campaigns().campaigns();
        state.campaigns().closeDue(timestampNs, Integer.MAX_VALUE);
        final int row = campaigns.find(query.campaignHigh(), query.campaignLow());
        if (row == NULL_ROW) {
            return 0;
        }
        final boolean isTold = campaigns.state(row) == CampaignState.ENDED;
        campaign.wrapAndApplyHeader(output, 0, header)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) GetCampaignDecoder.TEMPLATE_ID)
                .currency(state.definitions().currencies().code(campaigns.currencyIndex(row)))
                .wallet(state.definitions().wallets().code(campaigns.walletIndex(row)))
                .pot(campaigns.pot(row))
                .claimed(campaigns.claimed(row))
                .claims(campaigns.claims(row))
                .rest(campaigns.rest(row))
                .shares(campaigns.shares(row))
                .minShare(campaigns.minShare(row))
                .opensAt(campaigns.opensNs(row))
                .closesAt(campaigns.closesNs(row))
                .seed(isTold ? campaigns.seed(row) : 0)
                .saltHigh(isTold ? campaigns.saltHigh(row) : 0)
                .saltLow(isTold ? campaigns.saltLow(row) : 0)
                .split(Split.get((short) campaigns.split(row)))
                .state(campaigns.state(row));
        for (int part = 0; part < seedHash.length; part++) {
            seedHash[part] = campaigns.seedHash(row, part);
        }
        for (int index = 0; index < CampaignDetailsEncoder.seedHashLength(); index++) {
            campaign.seedHash(index, ReplyPublisher.hashByte(seedHash, index));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + CampaignDetailsEncoder.BLOCK_LENGTH;
    }
}
