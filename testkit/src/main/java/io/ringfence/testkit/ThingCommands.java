package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes what lives for a while: holds, external transfers, campaigns. */
final class ThingCommands {
    private static final String[] VERDICTS = {
        "OK", "OK", "REJECTED", "UNKNOWN", "FOUND_OK", "FOUND_FAILED", "NOT_FOUND", "NOT_FOUND", "IN_PROGRESS"
    };

    private final Draws draws;
    private final PlayCommands play;
    private final MoneyCommands money;

    private int campaigns;

    ThingCommands(final Draws draws, final PlayCommands play, final MoneyCommands money) {
        this.draws = draws;
        this.play = play;
        this.money = money;
    }

    ObjectNode placeHold() {
        final ObjectNode hold = play.money("PlaceHold", draws.betId());
        final String purpose = draws.oneOf("SPORT_BET", "SPORT_BET", "SPORT_BET", "RESERVE", "WITHDRAWAL");
        hold.put("purpose", purpose);
        if ("SPORT_BET".equals(purpose)) {
            draws.optional(hold, "round", draws.round(), 60);
            if (draws.chance(30)) {
                draws.intoRecentRound(hold);
            }
        }
        if (!"WITHDRAWAL".equals(purpose) && draws.chance(50)) {
            hold.put("expiresAt", draws.timeAhead(60));
        }
        return hold;
    }

    ObjectNode captureHold() {
        final ObjectNode hold = draws.recent("PlaceHold");
        final ObjectNode capture = referring("CaptureHold", "hold", hold);
        final String whole = hold == null ? "1" : hold.get("amount").asText();
        final String amount =
                switch (draws.random.nextInt(8)) {
                    case 0, 1 -> whole;
                    case 2 -> "0";
                    case 3 -> draws.amount();
                    default -> Integer.toString(1 + draws.random.nextInt(60));
                };
        capture.put("amount", amount);
        if (draws.chance(70)) {
            capture.put("final", draws.chance(35));
        }
        return capture;
    }

    ObjectNode releaseHold() {
        return referring("ReleaseHold", "hold", draws.recent("PlaceHold"));
    }

    ObjectNode beginTransfer() {
        final ObjectNode begin = play.money("BeginTransfer", draws.otherId());
        if (draws.chance(30)) {
            begin.put("amount", "ALL");
        }
        begin.put("direction", draws.chance(55) ? "TO_PROVIDER" : "FROM_PROVIDER");
        return begin.put("provider", draws.chance(3) ? 98 : 1 + draws.random.nextInt(draws.settings.sources()));
    }

    ObjectNode dispatchTransfer() {
        return referring("DispatchTransfer", "transfer", draws.recent("BeginTransfer"))
                .put("attempt", attempt());
    }

    ObjectNode reportTransfer() {
        final ObjectNode begun = draws.recent("BeginTransfer");
        final ObjectNode report = referring("ReportTransfer", "transfer", begun).put("attempt", attempt());
        report.put("verdict", draws.oneOf(VERDICTS));
        draws.optional(report, "actualAmount", actual(begun), 45);
        draws.optional(report, "providerRef", "ref", 10);
        return report;
    }

    ObjectNode cancelTransfer() {
        return referring("CancelTransfer", "transfer", draws.recent("BeginTransfer"));
    }

    ObjectNode resolveTransfer() {
        final ObjectNode begun = draws.recent("BeginTransfer");
        final ObjectNode resolve = referring("ResolveTransfer", "transfer", begun);
        resolve.put("verdict", draws.chance(60) ? "CONFIRM" : "CANCEL");
        draws.optional(resolve, "actualAmount", actual(begun), 60);
        return money.signed(resolve);
    }

    private int attempt() {
        return draws.chance(60) ? 1 : draws.random.nextInt(4);
    }

    private String actual(final ObjectNode begun) {
        final boolean isFixed =
                begun != null && !"ALL".equals(begun.get("amount").asText());
        return isFixed && draws.chance(40) ? begun.get("amount").asText() : draws.amount();
    }

    ObjectNode createCampaign() {
        final String id = "campaign-" + (draws.chance(85) ? campaigns++ : draws.random.nextInt(1 + campaigns));
        final ObjectNode create = Draws.object("CreateCampaign").put("txId", draws.otherId());
        draws.head(create);
        create.put("campaign", id).put("currency", draws.currency());
        draws.optional(create, "wallet", draws.wallet(), 60);
        create.put("pot", draws.amount()).put("shares", draws.random.nextInt(12));
        if (draws.chance(2)) {
            create.put("shares", draws.chance(50) ? -1 : 100_001);
        }
        create.put("split", draws.chance(50) ? "EQUAL" : "LUCKY");
        create.put("minShare", draws.chance(4) ? 0 : 1 + draws.random.nextInt(5));
        create.put("seed", Long.toUnsignedString(draws.random.nextLong()));
        create.put("opensAt", Draws.timeText(draws.nowNs + (draws.random.nextInt(40) - 25) * Draws.NS_PER_SECOND));
        return create.put("closesAt", draws.timeAhead(90));
    }

    ObjectNode claimCampaign() {
        final ObjectNode claim = Draws.object("ClaimCampaign").put("txId", draws.otherId());
        draws.head(claim);
        return claim.put("campaign", recentCampaign()).put("player", draws.player());
    }

    ObjectNode controlCampaign() {
        final ObjectNode control = Draws.object("ControlCampaign").put("txId", draws.otherId());
        draws.head(control);
        control.put("campaign", recentCampaign());
        return control.put("action", draws.oneOf("PAUSE", "PAUSE", "RESUME", "RESUME", "CLOSE"));
    }

    String recentCampaign() {
        return "campaign-" + Math.max(0, campaigns - draws.random.nextInt(4));
    }

    /** Names a thing that was made lately, mostly by the source that made it. */
    private ObjectNode referring(final String command, final String field, final ObjectNode thing) {
        final ObjectNode referring = Draws.object(command).put("txId", draws.otherId());
        draws.head(referring);
        if (thing == null || draws.chance(4)) {
            return referring.put(field, draws.recentBet());
        }
        referring.put(field, thing.get("txId").asText());
        if (draws.chance(95)) {
            referring.set("source", thing.get("source"));
        }
        return referring;
    }
}
