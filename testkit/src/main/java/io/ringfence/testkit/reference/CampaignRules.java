package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** CreateCampaign, ClaimCampaign, ControlCampaign. */
final class CampaignRules extends Rules {
    /** One command splits no more than this. */
    private static final long SHARES_MAX = 100_000;

    private static final int HEX_HALF = 16;
    private static final int HEX = 16;
    private static final Comparator<Campaign> BY_END = Comparator.<Campaign>comparingLong(campaign -> campaign.endedNs)
            .thenComparingLong(campaign -> campaign.creation);

    CampaignRules(final World world) {
        super(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        switch (request.kind) {
            case "CreateCampaign" -> create(request, decision);
            case "ClaimCampaign" -> claim(request, decision);
            case "ControlCampaign" -> control(request, decision);
            default -> throw new IllegalArgumentException(request.kind);
        }
    }

    private void create(final Request request, final Decision decision) {
        final BigInteger pot = request.big("pot");
        final BigInteger minShare = request.big("minShare");
        final long shares = request.number("shares");
        final long opensNs = request.timeNs("opensAt");
        final long closesNs = request.timeNs("closesAt");
        final boolean isSplitImpossible =
                shares == 0 || shares > SHARES_MAX || pot.compareTo(minShare.multiply(BigInteger.valueOf(shares))) < 0;
        final Outcome refusal = firstOf(
                when(pot.signum() < 0 || shares < 0 || minShare.signum() <= 0, Outcome.AMOUNT_INVALID),
                when(closesNs <= world.timeNs || closesNs < opensNs, Outcome.TIME_INVALID),
                checkCurrency(request.currency()),
                checkWallet(request.wallet),
                checkSource(request.source),
                when(world.campaigns.containsKey(request.id("campaign")), Outcome.ALREADY_EXISTS),
                when(isSplitImpossible, Outcome.SPLIT_IMPOSSIBLE),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        if (!makesRoom(shares)) {
            decision.refuse(Outcome.CAPACITY_EXCEEDED);
            return;
        }
        final ShareSplit.Seed seed = seed(request);
        final List<BigInteger> split = "LUCKY".equals(request.text("split"))
                ? ShareSplit.lucky(pot, (int) shares, minShare, seed)
                : ShareSplit.equal(pot, (int) shares);
        final Campaign campaign =
                new Campaign(request, split, seed, ShareSplit.published(request, seed), world.sequence);
        world.campaigns.put(campaign.id, campaign);
        accounts.post(campaign.currency, Accounts.PROMO, 0, pot.negate());
        decision.firstOnly.put("seedHash", campaign.seedHash);
        decision.done(Outcome.OK, pot);
    }

    /** Forgets ended campaigns, the oldest end first, when that and nothing less makes room; else answers false. */
    private boolean makesRoom(final long shares) {
        final List<Campaign> kept = new ArrayList<>(world.campaigns.values());
        final List<Campaign> ended =
                kept.stream().filter(Campaign::isEnded).sorted(BY_END).toList();
        int forgotten = 0;
        while (!hasRoom(kept, shares)) {
            if (forgotten == ended.size()) {
                return false;
            }
            kept.remove(ended.get(forgotten++));
        }
        world.campaigns.values().retainAll(kept);
        return true;
    }

    private boolean hasRoom(final List<Campaign> kept, final long shares) {
        final long sharesKept =
                kept.stream().mapToLong(campaign -> campaign.shares.size()).sum();
        return LedgerConfig.mayOpen(kept.size(), config.things().campaignsMax())
                && LedgerConfig.mayOpen(sharesKept, shares, config.things().sharesMax());
    }

    /** The node adds the salt to what it journals; without one it is zero. */
    private static ShareSplit.Seed seed(final Request request) {
        final String text = request.text("seed");
        final long seed = text.startsWith("0x")
                ? Long.parseUnsignedLong(text, 2, text.length(), HEX)
                : Long.parseUnsignedLong(text);
        if (!request.has("salt")) {
            return new ShareSplit.Seed(seed, 0, 0);
        }
        final String salt = request.text("salt");
        return new ShareSplit.Seed(
                seed,
                Long.parseUnsignedLong(salt, 0, HEX_HALF, HEX),
                Long.parseUnsignedLong(salt, HEX_HALF, 2 * HEX_HALF, HEX));
    }

    private void claim(final Request request, final Decision decision) {
        final Long player = request.player();
        final Campaign campaign = find(request);
        final Outcome unnamed = firstOf(
                checkPositive(player),
                checkSource(request.source),
                checkPlayer(player),
                when(campaign == null, Outcome.CAMPAIGN_NOT_FOUND));
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        decision.wallet = campaign.wallet;
        decision.currency = campaign.currency;
        if (campaign.claims.containsKey(player)) {
            decision.done(Outcome.ALREADY_CLAIMED, campaign.claims.get(player));
            return;
        }
        final boolean isSoldOut = campaign.isSoldOut();
        final BigInteger share = isSoldOut ? BigInteger.ZERO : campaign.shares.get(campaign.claims.size());
        final Outcome refusal = firstOf(
                when(campaign.isEnded(), Outcome.ENDED),
                when(world.timeNs < campaign.opensNs, Outcome.NOT_STARTED),
                when(campaign.isPaused, Outcome.PAUSED),
                when(isSoldOut, Outcome.SOLD_OUT),
                when(world.locks.isBetLocked(player), Outcome.PLAYER_BLOCKED),
                when(accounts.overflows(player, campaign.wallet, campaign.currency, share), Outcome.AMOUNT_OVERFLOW),
                checkRowOpens(player, campaign.wallet, campaign.currency, share),
                checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
            return;
        }
        campaign.claims.put(player, share);
        accounts.credit(player, campaign.wallet, campaign.currency, share, decision);
        decision.done(Outcome.CLAIMED, share);
    }

    private void control(final Request request, final Decision decision) {
        final Campaign campaign = find(request);
        final Outcome unnamed =
                firstOf(checkSource(request.source), when(campaign == null, Outcome.CAMPAIGN_NOT_FOUND));
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        decision.wallet = campaign.wallet;
        decision.currency = campaign.currency;
        final boolean isClose = "CLOSE".equals(request.text("action"));
        final Outcome refusal = firstOf(when(campaign.isEnded() && !isClose, Outcome.ENDED), checkMemory(1));
        if (refusal != null) {
            decision.refuse(refusal);
        } else if (isClose) {
            final BigInteger rest = campaign.isEnded() ? BigInteger.ZERO : campaign.end(accounts, world.timeNs);
            decision.done(Outcome.OK, rest);
        } else {
            campaign.isPaused = "PAUSE".equals(request.text("action"));
            decision.done(Outcome.OK, BigInteger.ZERO);
        }
    }

    private Campaign find(final Request request) {
        return world.campaigns.get(request.id("campaign"));
    }
}
