package io.ringfence.client.command;

import io.ringfence.protocol.codec.ClaimCampaignEncoder;
import org.agrona.MutableDirectBuffer;

/** The next share: POT to player. Client thread only. */
public final class ClaimCampaignWriter extends CommandWriter<ClaimCampaignWriter> {
    private final ClaimCampaignEncoder encoder = new ClaimCampaignEncoder();

    /** Writes to this outlet. */
    public ClaimCampaignWriter(final FrameOutlet outlet) {
        super(outlet, ClaimCampaignEncoder.TEMPLATE_ID, ClaimCampaignEncoder.BLOCK_LENGTH);
    }

    /** The id of the campaign. */
    public ClaimCampaignWriter campaign(final long high, final long low) {
        encoder.campaignHigh(high).campaignLow(low);
        return this;
    }

    /** The player, above 0. */
    public ClaimCampaignWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
    }

    @Override
    int finish() {
        encoder.putRef(ref(), 0, refLength());
        return encoder.encodedLength();
    }

    @Override
    ClaimCampaignWriter self() {
        return this;
    }
}
