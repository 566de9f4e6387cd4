package io.ringfence.engine.codec;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateHash;
import io.ringfence.protocol.codec.BeginTransferDecoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.CancelTransferDecoder;
import io.ringfence.protocol.codec.CaptureHoldDecoder;
import io.ringfence.protocol.codec.ClaimCampaignDecoder;
import io.ringfence.protocol.codec.ControlCampaignDecoder;
import io.ringfence.protocol.codec.CreateCampaignDecoder;
import io.ringfence.protocol.codec.DispatchTransferDecoder;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.ReleaseHoldDecoder;
import io.ringfence.protocol.codec.ReportTransferDecoder;
import io.ringfence.protocol.codec.ResolveTransferDecoder;
import org.agrona.DirectBuffer;

/** Decodes the commands about holds, external transfers and campaigns. Engine thread only. */
final class ThingAdapter {
    private static final int PROVIDER_REF = 1;
    private static final int OPERATOR_APPROVER_REASON = 3;

    private final PlaceHoldDecoder placeHold = new PlaceHoldDecoder();
    private final CaptureHoldDecoder captureHold = new CaptureHoldDecoder();
    private final ReleaseHoldDecoder releaseHold = new ReleaseHoldDecoder();
    private final BeginTransferDecoder beginTransfer = new BeginTransferDecoder();
    private final DispatchTransferDecoder dispatchTransfer = new DispatchTransferDecoder();
    private final ReportTransferDecoder reportTransfer = new ReportTransferDecoder();
    private final CancelTransferDecoder cancelTransfer = new CancelTransferDecoder();
    private final ResolveTransferDecoder resolveTransfer = new ResolveTransferDecoder();
    private final CreateCampaignDecoder createCampaign = new CreateCampaignDecoder();
    private final ClaimCampaignDecoder claimCampaign = new ClaimCampaignDecoder();
    private final ControlCampaignDecoder controlCampaign = new ControlCampaignDecoder();

    void decode(
            final DirectBuffer buffer,
            final int block,
            final int blockLength,
            final int version,
            final Command command) {
        switch (command.kind) {
            case PlaceHoldDecoder.TEMPLATE_ID -> decode(placeHold.wrap(buffer, block, blockLength, version), command);
            case CaptureHoldDecoder.TEMPLATE_ID -> {
                captureHold.wrap(buffer, block, blockLength, version);
                name(command, captureHold.holdHigh(), captureHold.holdLow());
                command.amount = captureHold.amount();
                command.flag = captureHold.final_() == BooleanType.TRUE;
                command.detailHash = ContentHash.mix(0, command.flag ? 1 : 0, 0);
            }
            case ReleaseHoldDecoder.TEMPLATE_ID -> {
                releaseHold.wrap(buffer, block, blockLength, version);
                name(command, releaseHold.holdHigh(), releaseHold.holdLow());
            }
            case BeginTransferDecoder.TEMPLATE_ID -> {
                beginTransfer.wrap(buffer, block, blockLength, version);
                command.player = beginTransfer.player();
                command.currency = beginTransfer.currency();
                command.amount = beginTransfer.amount();
                command.wallet = beginTransfer.wallet();
                command.provider = beginTransfer.provider();
                command.option = beginTransfer.directionRaw();
                command.detailHash = ContentHash.mix(0, command.provider, command.option);
            }
            case DispatchTransferDecoder.TEMPLATE_ID -> {
                dispatchTransfer.wrap(buffer, block, blockLength, version);
                name(command, dispatchTransfer.transferHigh(), dispatchTransfer.transferLow());
                command.attempt = dispatchTransfer.attempt();
                command.detailHash = StateHash.mix(0, command.attempt);
            }
            case ReportTransferDecoder.TEMPLATE_ID ->
                decode(reportTransfer.wrap(buffer, block, blockLength, version), command);
            case CancelTransferDecoder.TEMPLATE_ID -> {
                cancelTransfer.wrap(buffer, block, blockLength, version);
                name(command, cancelTransfer.transferHigh(), cancelTransfer.transferLow());
            }
            case ResolveTransferDecoder.TEMPLATE_ID ->
                decode(resolveTransfer.wrap(buffer, block, blockLength, version), command);
            case CreateCampaignDecoder.TEMPLATE_ID ->
                decode(createCampaign.wrap(buffer, block, blockLength, version), command);
            case ClaimCampaignDecoder.TEMPLATE_ID -> {
                claimCampaign.wrap(buffer, block, blockLength, version);
                command.player = claimCampaign.player();
                name(command, claimCampaign.campaignHigh(), claimCampaign.campaignLow());
            }
            case ControlCampaignDecoder.TEMPLATE_ID -> {
                controlCampaign.wrap(buffer, block, blockLength, version);
                name(command, controlCampaign.campaignHigh(), controlCampaign.campaignLow());
                command.option = controlCampaign.actionRaw();
            }
            default -> Invariants.check(false, "a journaled command has a known template");
        }
        command.detailHash = ContentHash.mix(command.detailHash, command.thingHigh, command.thingLow);
    }

    private static void decode(final PlaceHoldDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.currency = decoder.currency();
        command.amount = decoder.amount();
        command.wallet = decoder.wallet();
        command.roundHigh = decoder.roundHigh();
        command.roundLow = decoder.roundLow();
        command.endsAtNs = decoder.expiresAt();
        command.option = decoder.purposeRaw();
        command.detailHash = ContentHash.mix(0, command.endsAtNs, command.option);
        if (!command.hasRound() && command.option == HoldPurpose.SPORT_BET.value()) {
            command.roundHigh = command.txIdHigh;
            command.roundLow = command.txIdLow;
        }
    }

    private static void decode(final ReportTransferDecoder decoder, final Command command) {
        name(command, decoder.transferHigh(), decoder.transferLow());
        command.attempt = decoder.attempt();
        command.actualAmount = decoder.actualAmount();
        command.option = decoder.verdictRaw();
        final long hash = ContentHash.mix(command.option, command.attempt, command.actualAmount);
        command.detailHash = ContentHash.mixTexts(hash, decoder.buffer(), decoder.limit(), PROVIDER_REF);
    }

    private static void decode(final ResolveTransferDecoder decoder, final Command command) {
        name(command, decoder.transferHigh(), decoder.transferLow());
        command.actualAmount = decoder.actualAmount();
        command.option = decoder.verdictRaw();
        command.isSameOperator = ContentHash.areEqual(decoder.buffer(), decoder.limit());
        final long hash = ContentHash.mix(0, command.option, command.actualAmount);
        command.detailHash = ContentHash.mixTexts(hash, decoder.buffer(), decoder.limit(), OPERATOR_APPROVER_REASON);
    }

    private static void decode(final CreateCampaignDecoder decoder, final Command command) {
        name(command, decoder.campaignHigh(), decoder.campaignLow());
        command.currency = decoder.currency();
        command.wallet = decoder.wallet();
        command.amount = decoder.pot();
        command.shares = decoder.shares();
        command.minShare = decoder.minShare();
        command.seed = decoder.seed();
        command.opensAtNs = decoder.opensAt();
        command.endsAtNs = decoder.closesAt();
        command.saltHigh = decoder.saltHigh();
        command.saltLow = decoder.saltLow();
        command.option = decoder.splitRaw();
        long hash = ContentHash.mix(command.option, command.shares, command.minShare);
        hash = ContentHash.mix(hash, command.seed, command.opensAtNs);
        command.detailHash = StateHash.mix(hash, command.endsAtNs);
    }

    private static void name(final Command command, final long high, final long low) {
        command.thingHigh = high;
        command.thingLow = low;
    }
}
