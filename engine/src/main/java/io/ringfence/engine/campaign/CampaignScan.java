package io.ringfence.engine.campaign;

import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateSection;

/** Checks of a campaign that look at every share and claim. For tests and checks, not for commands. */
final class CampaignScan {
    private static final int NULL_ROW = StateSection.NULL_ROW;

    private CampaignScan() {}

    /** The shares are those that follow from the seed, the first of them are claimed, and the rest is in the pot. */
    static void checkShares(final Campaigns campaigns, final int row) {
        campaigns.splitPot(row);
        int block = campaigns.firstBlock(row);
        long claimed = 0;
        long sum = 0;
        for (int index = 0; index < campaigns.shares(row); index++) {
            if (index > 0 && index % ShareBlocks.BLOCK_SHARES == 0) {
                block = campaigns.blocks().nextOf(block);
            }
            final long share = campaigns.blocks().share(block, index);
            Invariants.check(share == campaigns.splitter().share(index), "shares follow from the seed");
            Invariants.check(share >= campaigns.minShare(row), "no share is below the least share");
            claimed += index < campaigns.claims(row) ? share : 0;
            sum += share;
        }
        Invariants.check(sum == campaigns.pot(row), "the shares are the pot");
        Invariants.check(claimed == campaigns.claimed(row), "claims are the first shares");
        Invariants.check(
                campaigns.rest(row) == (campaigns.isEnded(row) ? 0 : campaigns.pot(row) - claimed),
                "what is not claimed is in the pot until it returns");
    }

    /** The claims are those that the campaign's row knows, one a player. */
    static void checkClaims(final Campaigns campaigns, final int row) {
        final Claims claims = campaigns.claimTable();
        long digest = 0;
        long count = 0;
        int claim = campaigns.newestClaim(row);
        while (claim != NULL_ROW && count < campaigns.claims(row)) {
            final long player = claims.player(claim);
            Invariants.check(claims.find(campaigns.ordinal(row), player) == claim, "a player claims once");
            digest += Claims.digest(player, claims.amount(claim));
            count++;
            claim = claims.next(claim);
        }
        Invariants.check(count == campaigns.claims(row), "every claim is kept");
        Invariants.check(digest == campaigns.claimsDigest(row), "claims are those of the digest");
    }
}
