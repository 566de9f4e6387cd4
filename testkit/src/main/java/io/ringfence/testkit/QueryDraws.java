package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes queries about what happened lately, or about nothing. */
final class QueryDraws {
    private static final String[] KINDS = {
        "GetBalance", "GetPlayer", "GetRound", "GetTransaction", "GetTransaction", "GetTrialBalance"
    };
    private static final String[] THING_KINDS = {
        "GetHold", "GetHold", "GetTransfer", "GetTransfer", "ListTransfers", "GetCampaign", "GetStateHash"
    };
    private static final String[] NAMES = {"Bet", "Bet", "Win", "Rollback", "Deposit", "Transfer", "EndRound"};
    private static final String[] ALL_NAMES = {
        "Bet",
        "BetWin",
        "Win",
        "Rollback",
        "Resettle",
        "Batch",
        "PlaceHold",
        "CaptureHold",
        "BeginTransfer",
        "ReportTransfer",
        "CreateCampaign",
        "ClaimCampaign",
        "SetLimit",
        "Adjust",
        "DefineSource",
        "OpenPlayer"
    };
    private static final String[] STATES = {"RESERVED", "INTENT", "DISPATCHED", "UNKNOWN", "CONFIRMED", "CANCELLED"};

    private final Draws draws;
    private final ThingCommands things;

    QueryDraws(final Draws draws, final ThingCommands things) {
        this.draws = draws;
        this.things = things;
    }

    ObjectNode next() {
        final boolean isWhole = draws.settings.isWhole();
        final String kind = isWhole && draws.chance(45) ? draws.oneOf(THING_KINDS) : draws.oneOf(KINDS);
        final ObjectNode query = Draws.object(kind);
        query.put("source", draws.source());
        switch (kind) {
            case "GetBalance" -> {
                query.put("player", draws.player());
                draws.optional(query, "wallet", draws.wallet(), 20);
                draws.optional(query, "currency", draws.currency(), 20);
            }
            case "GetPlayer" -> query.put("player", draws.player());
            case "GetRound" -> query.put("player", draws.player()).put("round", draws.round());
            case "GetTransaction" -> {
                final String name = draws.oneOf(isWhole ? ALL_NAMES : NAMES);
                query.put("kind", name).put("txId", draws.recentId(name));
                if (draws.chance(50)) {
                    query.put("originatedAt", draws.originatedAtMs());
                }
            }
            case "GetTrialBalance" -> query.put("currency", draws.currency());
            default -> thing(query, kind);
        }
        return query;
    }

    private void thing(final ObjectNode query, final String kind) {
        switch (kind) {
            case "GetHold" -> refer(query, "hold", draws.recent("PlaceHold"));
            case "GetTransfer" -> refer(query, "transfer", draws.recent("BeginTransfer"));
            case "GetCampaign" -> {
                final ObjectNode campaign = draws.recent("CreateCampaign");
                final String id = campaign == null
                        ? things.recentCampaign()
                        : campaign.get("campaign").asText();
                query.put("campaign", id);
            }
            case "ListTransfers" -> {
                query.put("limit", 1 + draws.random.nextInt(5));
                draws.optional(query, "state", draws.oneOf(STATES), 20);
                if (draws.chance(20)) {
                    query.put("stuck", draws.chance(60));
                }
                if (draws.chance(30)) {
                    refer(query, "after", draws.recent("BeginTransfer"));
                }
            }
            default -> {}
        }
    }

    private void refer(final ObjectNode query, final String field, final ObjectNode thing) {
        if (thing == null || draws.chance(5)) {
            query.put(field, draws.recentBet());
            return;
        }
        query.put(field, thing.get("txId").asText());
        query.set("source", thing.get("source"));
    }
}
