package io.ringfence.client.command;

import io.ringfence.protocol.codec.CampaignAction;
import io.ringfence.protocol.codec.ControlCampaignEncoder;
import org.agrona.MutableDirectBuffer;

/** Pauses, resumes or closes a campaign. Client thread only. */
public final class ControlCampaignWriter extends CommandWriter<ControlCampaignWriter> {
    private final ControlCampaignEncoder encoder = new ControlCampaignEncoder();

    /** Writes to this outlet. */
    public ControlCampaignWriter(final FrameOutlet outlet) {
        super(outlet, ControlCampaignEncoder.TEMPLATE_ID, ControlCampaignEncoder.BLOCK_LENGTH);
    }

    /** The id of the campaign. */
    public ControlCampaignWriter campaign(final long high, final long low) {
        encoder.campaignHigh(high).campaignLow(low);
        return this;
    }

    /** What to do; without it PAUSE. */
    public ControlCampaignWriter action(final CampaignAction action) {
        encoder.action(action);
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
    ControlCampaignWriter self() {
        return this;
    }
}
