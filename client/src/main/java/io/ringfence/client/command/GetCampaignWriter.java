package io.ringfence.client.command;

import io.ringfence.protocol.codec.GetCampaignEncoder;
import org.agrona.MutableDirectBuffer;

/** Asks for a campaign. Client thread only. */
public final class GetCampaignWriter extends FrameWriter<GetCampaignWriter> {
    private final GetCampaignEncoder encoder = new GetCampaignEncoder();

    /** Writes to this outlet. */
    public GetCampaignWriter(final FrameOutlet outlet) {
        super(outlet, GetCampaignEncoder.TEMPLATE_ID, GetCampaignEncoder.BLOCK_LENGTH);
    }

    /** The id of the campaign. */
    public GetCampaignWriter campaign(final long high, final long low) {
        encoder.campaignHigh(high).campaignLow(low);
        return this;
    }

    @Override
    void wrap(final MutableDirectBuffer frame, final int blockOffset) {
        encoder.wrap(frame, blockOffset);
    }

    @Override
    int finish() {
        return encoder.encodedLength();
    }

    @Override
    GetCampaignWriter self() {
        return this;
    }
}
