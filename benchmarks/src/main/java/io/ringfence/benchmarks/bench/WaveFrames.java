package io.ringfence.benchmarks.bench;

import io.ringfence.benchmarks.rig.CommandFrames;
import io.ringfence.protocol.codec.BatchEncoder;
import io.ringfence.protocol.codec.CampaignAction;
import io.ringfence.protocol.codec.ClaimCampaignEncoder;
import io.ringfence.protocol.codec.ControlCampaignEncoder;
import io.ringfence.protocol.codec.CreateCampaignEncoder;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.PlaceHoldEncoder;
import io.ringfence.protocol.codec.Split;
import io.ringfence.protocol.codec.TickEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of what falls due: holds, campaigns, ticks; into offset 0 of one buffer. One thread; allocates nothing. */
final class WaveFrames {
    private static final int FRAME_LENGTH_MAX = 8_192;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final UnsafeBuffer inner = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PlaceHoldEncoder placeHold = new PlaceHoldEncoder();
    private final CreateCampaignEncoder createCampaign = new CreateCampaignEncoder();
    private final ClaimCampaignEncoder claimCampaign = new ClaimCampaignEncoder();
    private final ControlCampaignEncoder controlCampaign = new ControlCampaignEncoder();
    private final BatchEncoder batch = new BatchEncoder();
    private final TickEncoder tick = new TickEncoder();

    private long idHigh;
    private long id;
    private long originatedAtMs;

    /** Where the frames are. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    WaveFrames begin(final long newIdHigh, final long newId, final long newOriginatedAtMs) {
        idHigh = newIdHigh;
        id = newId;
        originatedAtMs = newOriginatedAtMs;
        return this;
    }

    int tick() {
        tick.wrapAndApplyHeader(buffer, 0, header).reserved(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength();
    }

    int placeHold(final long player, final long amountMinor, final long expiresAtNs) {
        placeHold
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(CommandFrames.SOURCE)
                .player(player)
                .currency(CommandFrames.CURRENCY)
                .amount(amountMinor)
                .wallet(CommandFrames.CASH)
                .roundHigh(PlaceHoldEncoder.roundHighNullValue())
                .roundLow(PlaceHoldEncoder.roundLowNullValue())
                .expiresAt(expiresAtNs)
                .purpose(HoldPurpose.RESERVE)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + placeHold.encodedLength();
    }

    /** A Batch of one deposit into the central wallet. */
    int batch(final CommandFrames frames, final long player, final long amountMinor) {
        final int length = frames.begin(~idHigh, id, originatedAtMs).deposit(inner, 0, player, amountMinor);
        batch.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(CommandFrames.SOURCE)
                .player(player);
        batch.commandsCount(1).next().putFrame(inner, 0, length);
        batch.ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + batch.encodedLength();
    }

    /** A campaign whose id is that of the command. */
    int createCampaign(
            final Split split,
            final long pot,
            final int shares,
            final long seed,
            final long opensAtNs,
            final long closesAtNs) {
        createCampaign
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(CommandFrames.SOURCE)
                .campaignHigh(idHigh)
                .campaignLow(id)
                .currency(CommandFrames.CURRENCY)
                .wallet(CommandFrames.CASH)
                .pot(pot)
                .shares(shares)
                .minShare(1)
                .seed(seed)
                .opensAt(opensAtNs)
                .closesAt(closesAtNs)
                .saltHigh(~seed)
                .saltLow(seed << 1)
                .split(split)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + createCampaign.encodedLength();
    }

    int claimCampaign(final long player, final long campaign) {
        claimCampaign
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(CommandFrames.SOURCE)
                .player(player)
                .campaignHigh(idHigh)
                .campaignLow(campaign)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + claimCampaign.encodedLength();
    }

    int closeCampaign(final long campaign) {
        controlCampaign
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(CommandFrames.SOURCE)
                .campaignHigh(idHigh)
                .campaignLow(campaign)
                .action(CampaignAction.CLOSE)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + controlCampaign.encodedLength();
    }
}
