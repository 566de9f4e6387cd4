package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Short plays of a few commands that dice alone would hardly ever throw in a row: full wallets, transfers that are
 * contradicted, pots that are empty, limits that are met. They are played between the others.
 */
final class Playlets {
    private static final String MAX = Long.toString(Long.MAX_VALUE);

    private final Draws draws;
    private final Deque<ObjectNode> script = new ArrayDeque<>();

    private long player;
    private int source;
    private String wallet;
    private String currency;

    Playlets(final Draws draws) {
        this.draws = draws;
    }

    /** The next command of the play at hand, or null when it is over. */
    ObjectNode next() {
        final ObjectNode command = script.poll();
        return command == null ? null : command.put("originatedAt", draws.originatedAtMs());
    }

    void begin() {
        player = 1L + draws.random.nextInt(draws.settings.players());
        source = 1 + draws.random.nextInt(draws.settings.sources());
        wallet = draws.oneOf("CASH", "SPORTS", "BONUS");
        currency = draws.chance(80) ? "USD" : "EUR";
        switch (draws.random.nextInt(19)) {
            case 0 -> fullWalletRefusesTransfers();
            case 1 -> fullWalletRefusesReversals();
            case 2 -> fullWalletRefusesClaims();
            case 3, 4 -> transferIsContradicted();
            case 5 -> transferIsNotFound();
            case 6 -> campaignFromEndToEnd();
            case 7 -> limitsAreMet();
            case 8 -> limitsInOrder();
            case 9 -> locksBind();
            case 10 -> resettledIntoDebt();
            case 11 -> holdInManyParts();
            case 12, 13 -> wonAndSpent();
            case 14, 15 -> intoNewWallets();
            default -> manyBetsOfOneRound();
        }
    }

    private void fullWalletRefusesTransfers() {
        deposit("90");
        final ObjectNode to = begin("TO_PROVIDER", "ALL");
        deposit(MAX);
        if (draws.chance(50)) {
            add(thing("CancelTransfer", "transfer", to));
        }
        add(thing("DispatchTransfer", "transfer", to).put("attempt", 1));
        add(report(to, draws.oneOf("REJECTED", "FOUND_FAILED")));
        add(resolve(to, "CANCEL"));
        withdraw(MAX);
        add(resolve(to, "CANCEL"));
        final ObjectNode from = begin("FROM_PROVIDER", draws.chance(50) ? "ALL" : "70");
        add(thing("DispatchTransfer", "transfer", from).put("attempt", 1));
        deposit(MAX);
        add(report(from, "OK").put("actualAmount", "60"));
        add(resolve(from, "CONFIRM").put("actualAmount", "60"));
        withdraw(MAX);
        add(report(from, "OK").put("actualAmount", "60"));
    }

    private void fullWalletRefusesReversals() {
        empty();
        deposit("500");
        final ObjectNode bet = bet("Bet", "300");
        add(bet);
        deposit(Long.toString(Long.MAX_VALUE - 200));
        add(rollback(bet, "ANY"));
        add(resettle(bet, "100", 1));
        add(betWin("1", "50"));
        add(voidRound(bet));
        add(money("Adjust")
                .put("amount", "5")
                .put("operator", "ann")
                .put("approver", "bob")
                .put("reason", "because"));
        withdraw(Long.toString(Long.MAX_VALUE - 200));
    }

    private void fullWalletRefusesClaims() {
        empty();
        final ObjectNode campaign = campaign("400", 4);
        add(campaign);
        deposit(MAX);
        add(claim(campaign, player));
        withdraw(MAX);
        add(claim(campaign, player));
        add(claim(campaign, player));
    }

    private void transferIsContradicted() {
        deposit("90");
        final boolean isTo = draws.chance(60);
        final ObjectNode begun = begin(isTo ? "TO_PROVIDER" : "FROM_PROVIDER", draws.chance(30) ? "ALL" : "50");
        add(report(begun, "OK"));
        add(thing("DispatchTransfer", "transfer", begun).put("attempt", 1));
        if (draws.chance(50)) {
            add(thing("DispatchTransfer", "transfer", begun).put("attempt", 2));
        }
        add(thing("CancelTransfer", "transfer", begun));
        add(report(begun, draws.oneOf("UNKNOWN", "REJECTED", "IN_PROGRESS")));
        add(report(begun, "OK"));
        add(report(begun, "OK").put("actualAmount", MAX));
        add(resolve(begun, "CONFIRM").put("actualAmount", MAX));
        add(resolve(begun, "CONFIRM"));
        add(report(begun, "FOUND_OK").put("actualAmount", "30"));
        add(report(begun, draws.oneOf("REJECTED", "NOT_FOUND", "OK", "FOUND_FAILED")));
        add(report(begun, "IN_PROGRESS").put("actualAmount", "31"));
        add(thing("CancelTransfer", "transfer", begun));
        add(resolve(begun, "CANCEL"));
    }

    private void transferIsNotFound() {
        deposit("90");
        final ObjectNode begun = begin(draws.chance(60) ? "TO_PROVIDER" : "FROM_PROVIDER", "40");
        add(thing("DispatchTransfer", "transfer", begun).put("attempt", 1));
        for (int i = 0; i < 4; i++) {
            add(report(begun, draws.chance(80) ? "NOT_FOUND" : "UNKNOWN"));
        }
        add(report(begun, draws.oneOf("OK", "IN_PROGRESS", "REJECTED")));
    }

    private void campaignFromEndToEnd() {
        final ObjectNode campaign = campaign("50", 3);
        final boolean isLater = draws.chance(40);
        if (isLater) {
            campaign.put("opensAt", Draws.timeText(draws.nowNs + 2 * Draws.NS_PER_SECOND));
        }
        add(campaign);
        add(claim(campaign, 1));
        add(control(campaign, "PAUSE"));
        add(claim(campaign, 2));
        add(control(campaign, "RESUME"));
        for (int claimer = 1; claimer <= draws.settings.players(); claimer++) {
            add(claim(campaign, claimer));
        }
        add(claim(campaign, 4));
        add(control(campaign, "CLOSE"));
        add(claim(campaign, 4));
        add(control(campaign, "PAUSE"));
    }

    private void limitsAreMet() {
        deposit("500");
        add(limit(draws.oneOf("LOSS", "LOSS", "WAGER", "DEPOSIT"), draws.oneOf("DAY", "WEEK", "MONTH"), "50"));
        begin("TO_PROVIDER", "60");
        add(bet("Bet", "60"));
        add(betWin("70", "5"));
        add(hold("80", "SPORT_BET"));
        begin("TO_PROVIDER", "ALL");
        add(money("Deposit").put("amount", "90"));
        add(bet("Bet", "40"));
        add(bet("Bet", "40"));
    }

    private void limitsInOrder() {
        final String kind = draws.oneOf("LOSS", "WAGER", "DEPOSIT");
        add(limit(kind, "WEEK", "9000"));
        add(limit(kind, "DAY", "9001"));
        add(limit(kind, "DAY", "8000"));
        add(limit(kind, "WEEK", "9100"));
        add(limit(kind, "MONTH", "9050"));
        add(limit(kind, "WEEK", "9100"));
        add(limit(kind, "DAY", null));
        add(limit(kind, "DAY", null));
    }

    private void locksBind() {
        deposit("300");
        for (int i = 0; i < 5 && draws.chance(70); i++) {
            add(lock("BET_LOCKED").put("player", 1 + draws.random.nextInt(draws.settings.players())));
        }
        add(lock(draws.oneOf("BET_LOCKED", "FROZEN", "CLOSED")).put("binding", true));
        add(lock("ACTIVE"));
        add(bet("Bet", "5"));
        add(betWin("6", "5"));
        add(hold("7", draws.oneOf("SPORT_BET", "RESERVE", "WITHDRAWAL")));
        begin("TO_PROVIDER", "8");
        withdraw("5");
        add(money("Deposit").put("amount", "9"));
        add(transfer("5", draws.chance(50) ? player : 1));
        final ObjectNode campaign = campaign("50", 2);
        add(campaign);
        add(claim(campaign, player));
    }

    private void resettledIntoDebt() {
        add(policies("DEBT", draws.oneOf("REJECT", "REVERSE")));
        empty();
        deposit("100");
        final ObjectNode bet = draws.chance(65) ? bet("Bet", "100") : betWin("100", "20");
        add(bet);
        final ObjectNode win = bet("Win", "500").put("betTxId", bet.get("txId").asText());
        win.put("round", bet.get("round").asText());
        add(win);
        add(money("Withdraw").put("amount", "450"));
        add(resettle(bet, "30", 1));
        add(resettle(bet, "60", 2));
        add(resettle(bet, "60", 2));
        add(rollback(win, "WIN"));
        add(rollback(bet, "ANY"));
        add(resettle(bet, "70", 3));
        add(policies("REJECT", "REJECT"));
    }

    private void holdInManyParts() {
        deposit("400");
        final ObjectNode hold = hold("200", draws.oneOf("SPORT_BET", "RESERVE", "WITHDRAWAL"));
        add(hold);
        for (int i = 0; i < 10; i++) {
            add(thing("CaptureHold", "hold", hold).put("amount", "5").put("final", false));
        }
        add(thing("CaptureHold", "hold", hold).put("amount", "500"));
        final ObjectNode rollback = rollback(hold, "BET");
        add(draws.chance(50) ? rollback.put("amount", "3") : rollback);
        add(thing("CaptureHold", "hold", hold).put("amount", "5"));
        add(thing("ReleaseHold", "hold", hold));
    }

    private void manyBetsOfOneRound() {
        deposit("400");
        final ObjectNode bet = bet("Bet", "50");
        add(bet);
        final String kind = draws.oneOf("Bet", "Win", "Rollback", "Resettle");
        for (int i = 0; i < 10; i++) {
            switch (kind) {
                case "Rollback" -> add(rollback(bet, "BET").put("amount", "1"));
                case "Resettle" -> add(resettle(bet, Integer.toString(i), i + 1));
                default -> add(bet(kind, "3").put("round", bet.get("round").asText()));
            }
        }
        add(voidRound(bet));
    }

    /** What was won is gone when it is to be taken back. */
    private void wonAndSpent() {
        add(policies(draws.oneOf("DEBT", "REJECT", "REJECT"), "REJECT"));
        empty();
        deposit("100");
        final ObjectNode bet = bet("Bet", "100");
        add(bet);
        final ObjectNode win = bet("Win", "500").put("betTxId", bet.get("txId").asText());
        add(win.put("round", bet.get("round").asText()));
        add(transfer("ALL", player % draws.settings.players() + 1));
        switch (draws.random.nextInt(3)) {
            case 0 -> add(rollback(win, "WIN"));
            case 1 -> add(resettle(bet, "0", 1));
            default -> {}
        }
        add(voidRound(bet));
    }

    /** Rows are made until there is no room. */
    private void intoNewWallets() {
        for (int i = 0; i < 3; i++) {
            wallet = draws.oneOf("CASH", "SPORTS", "BONUS");
            currency = draws.oneOf("USD", "EUR");
            player = 1L + draws.random.nextInt(draws.settings.players());
            final ObjectNode from = begin("FROM_PROVIDER", "5");
            add(thing("DispatchTransfer", "transfer", from).put("attempt", 1));
            add(report(from, "OK"));
            add(resolve(from, "CONFIRM"));
            final ObjectNode win = bet("Win", "5").put("kind", "PROMO");
            add(win);
        }
    }

    /** Puts everything into another wallet, so that there is room. */
    private void empty() {
        add(transfer("ALL", player));
    }

    private ObjectNode transfer(final String amount, final long toPlayer) {
        final ObjectNode transfer = money("Transfer").put("fromWallet", wallet).put("amount", amount);
        transfer.put("toWallet", "SPORTS".equals(wallet) ? "CASH" : "SPORTS").put("toPlayer", toPlayer);
        transfer.remove("wallet");
        return transfer;
    }

    private void deposit(final String amount) {
        add(money("Deposit").put("amount", amount).put("settled", true));
    }

    private void withdraw(final String amount) {
        add(money("Withdraw").put("amount", amount));
    }

    private ObjectNode begin(final String direction, final String amount) {
        final ObjectNode begin =
                money("BeginTransfer").put("direction", direction).put("amount", amount);
        add(begin.put("provider", 1 + draws.random.nextInt(draws.settings.sources())));
        return begin;
    }

    private ObjectNode report(final ObjectNode transfer, final String verdict) {
        return thing("ReportTransfer", "transfer", transfer).put("attempt", 1).put("verdict", verdict);
    }

    private ObjectNode resolve(final ObjectNode transfer, final String verdict) {
        return thing("ResolveTransfer", "transfer", transfer)
                .put("verdict", verdict)
                .put("operator", "ann")
                .put("approver", "bob")
                .put("reason", "because");
    }

    private ObjectNode bet(final String command, final String amount) {
        final ObjectNode bet = money(command).put("amount", amount);
        return bet.put("txId", draws.betId()).put("round", draws.betId());
    }

    private ObjectNode hold(final String amount, final String purpose) {
        final ObjectNode hold = bet("PlaceHold", amount).put("purpose", purpose);
        if (!"SPORT_BET".equals(purpose)) {
            hold.remove("round");
        }
        return hold;
    }

    private ObjectNode betWin(final String staked, final String won) {
        final ObjectNode betWin = bet("BetWin", "0").put("betAmount", staked).put("winAmount", won);
        betWin.remove("amount");
        return betWin.put("endRound", false);
    }

    private ObjectNode voidRound(final ObjectNode bet) {
        final ObjectNode end =
                Draws.object("EndRound").put("txId", draws.otherId()).put("source", source);
        return end.put("player", player).put("round", bet.get("round").asText()).put("action", "VOID");
    }

    private ObjectNode rollback(final ObjectNode target, final String kind) {
        final ObjectNode rollback =
                Draws.object("Rollback").put("txId", draws.otherId()).put("source", source);
        return rollback.put("targetTxId", target.get("txId").asText()).put("targetKind", kind);
    }

    private ObjectNode resettle(final ObjectNode bet, final String payout, final int version) {
        final ObjectNode resettle =
                Draws.object("Resettle").put("txId", draws.otherId()).put("source", source);
        return resettle.put("betTxId", bet.get("txId").asText())
                .put("payout", payout)
                .put("version", version);
    }

    private ObjectNode policies(final String negative, final String rollbackAfterSettle) {
        final ObjectNode define =
                Draws.object("DefineSource").put("txId", draws.otherId()).put("source", source);
        define.put("name", "source" + source);
        define.putObject("policies").put("negative", negative).put("rollbackAfterSettle", rollbackAfterSettle);
        return define;
    }

    private ObjectNode lock(final String status) {
        final ObjectNode lock =
                Draws.object("SetPlayerStatus").put("txId", draws.otherId()).put("source", source);
        lock.put("player", player).put("status", status).put("reason", "because");
        return lock.put("until", Draws.timeText(draws.nowNs + 20 * Draws.NS_PER_SECOND));
    }

    private ObjectNode limit(final String kind, final String period, final String amount) {
        final ObjectNode limit = money("SetLimit").put("limit", kind).put("period", period);
        limit.remove("wallet");
        return amount == null ? limit : limit.put("amount", amount);
    }

    private ObjectNode campaign(final String pot, final int shares) {
        final ObjectNode campaign = money("CreateCampaign").put("campaign", draws.otherId());
        campaign.remove("player");
        campaign.put("pot", pot).put("shares", shares).put("minShare", "1").put("split", draws.oneOf("EQUAL", "LUCKY"));
        campaign.put("seed", Integer.toString(draws.random.nextInt(1000)));
        campaign.put("opensAt", Draws.timeText(draws.nowNs));
        return campaign.put("closesAt", Draws.timeText(draws.nowNs + 100 * Draws.NS_PER_SECOND));
    }

    private ObjectNode claim(final ObjectNode campaign, final long claimer) {
        final ObjectNode claim =
                Draws.object("ClaimCampaign").put("txId", draws.otherId()).put("source", source);
        return claim.put("campaign", campaign.get("campaign").asText()).put("player", claimer);
    }

    private ObjectNode control(final ObjectNode campaign, final String action) {
        final ObjectNode control =
                Draws.object("ControlCampaign").put("txId", draws.otherId()).put("source", source);
        return control.put("campaign", campaign.get("campaign").asText()).put("action", action);
    }

    private ObjectNode thing(final String command, final String field, final ObjectNode thing) {
        final ObjectNode referring =
                Draws.object(command).put("txId", draws.otherId()).put("source", source);
        return referring.put(field, thing.get("txId").asText());
    }

    private ObjectNode money(final String command) {
        final ObjectNode money =
                Draws.object(command).put("txId", draws.otherId()).put("source", source);
        return money.put("player", player).put("wallet", wallet).put("currency", currency);
    }

    private void add(final ObjectNode command) {
        script.add(command);
    }
}
