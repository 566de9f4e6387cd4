package io.ringfence.client.command;

import io.ringfence.protocol.codec.CreateCampaignEncoder;
import io.ringfence.protocol.codec.Split;
import org.agrona.MutableDirectBuffer;

/** PROMO to POT, split into shares. Client thread only. */
public final class CreateCampaignWriter extends CommandWriter<CreateCampaignWriter> {
    private final CreateCampaignEncoder encoder = new CreateCampaignEncoder();

    /** Writes to this outlet. */
    public CreateCampaignWriter(final FrameOutlet outlet) {
        super(outlet, CreateCampaignEncoder.TEMPLATE_ID, CreateCampaignEncoder.BLOCK_LENGTH);
    }

    /** The id of the campaign. */
    public CreateCampaignWriter campaign(final long high, final long low) {
        encoder.campaignHigh(high).campaignLow(low);
        return this;
    }

    /** The currency, a packed code. */
    public CreateCampaignWriter currency(final long currency) {
        encoder.currency(currency);
        return this;
    }

    /** The wallet, a packed code; without it the first one of kind CASH. */
    public CreateCampaignWriter wallet(final long wallet) {
        encoder.wallet(wallet);
        return this;
    }

    /** All shares together, in minor units. */
    public CreateCampaignWriter pot(final long pot) {
        encoder.pot(pot);
        return this;
    }

    /** How many. */
    public CreateCampaignWriter shares(final long shares) {
        encoder.shares(shares);
        return this;
    }

    /** How they are cut; without it EQUAL. */
    public CreateCampaignWriter split(final Split split) {
        encoder.split(split);
        return this;
    }

    /** The smallest share, in minor units, from 1. */
    public CreateCampaignWriter minShare(final long minShare) {
        encoder.minShare(minShare);
        return this;
    }

    /** Any 64 bits. */
    public CreateCampaignWriter seed(final long seed) {
        encoder.seed(seed);
        return this;
    }

    /** When claims begin, in nanoseconds since the epoch. */
    public CreateCampaignWriter opensAt(final long opensAt) {
        encoder.opensAt(opensAt);
        return this;
    }

    /** When the rest returns, in nanoseconds since the epoch. */
    public CreateCampaignWriter closesAt(final long closesAt) {
        encoder.closesAt(closesAt);
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
    CreateCampaignWriter self() {
        return this;
    }
}
