package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes what happens in rounds: bets, wins, rollbacks, resettlements, ends. */
final class PlayCommands {
    private static final String[] WIN_KINDS = {"NORMAL", "NORMAL", "NORMAL", "CASHOUT", "JACKPOT", "PROMO", "FREESPIN"};
    private static final String[] TARGET_KINDS = {"ANY", "ANY", "BET", "BET", "WIN", "BETWIN"};

    private final Draws draws;

    PlayCommands(final Draws draws) {
        this.draws = draws;
    }

    ObjectNode money(final String command, final String txId) {
        final ObjectNode money = Draws.object(command).put("txId", txId);
        draws.head(money);
        money.put("player", draws.player()).put("currency", draws.currency()).put("amount", draws.amount());
        draws.optional(money, "wallet", draws.wallet(), 50);
        return money;
    }

    ObjectNode bet() {
        final ObjectNode bet = money("Bet", draws.betId());
        draws.optional(bet, "round", draws.round(), 60);
        bet.put("endRound", draws.chance(8));
        return bet;
    }

    ObjectNode betWin() {
        final ObjectNode betWin = money("BetWin", draws.betId());
        betWin.remove("amount");
        betWin.put("betAmount", draws.amount()).put("winAmount", draws.amount());
        draws.optional(betWin, "minBalance", draws.amount(), 20);
        draws.optional(betWin, "round", draws.round(), 50);
        if (draws.chance(25)) {
            draws.intoRecentRound(betWin);
        }
        if (draws.chance(60)) {
            betWin.put("endRound", draws.chance(30));
        }
        return betWin;
    }

    ObjectNode win() {
        final ObjectNode win = money("Win", draws.winId());
        draws.optional(win, "round", draws.round(), 55);
        draws.optional(win, "betTxId", draws.recentBet(), 45);
        win.put("kind", draws.oneOf(WIN_KINDS));
        win.put("endRound", draws.chance(15));
        return win;
    }

    /** A win in a round of lately, with its source, player and currency. */
    ObjectNode fittingWin() {
        final ObjectNode win = win();
        if (draws.chance(50)) {
            win.remove("betTxId");
        }
        draws.intoRecentRound(win);
        return win;
    }

    ObjectNode rollback() {
        final ObjectNode rollback = Draws.object("Rollback").put("txId", draws.otherId());
        draws.head(rollback);
        rollback.put("targetTxId", draws.chance(65) ? draws.recentBet() : draws.recentWin());
        rollback.put("targetKind", draws.oneOf(TARGET_KINDS));
        if (draws.chance(25)) {
            rollback.put("player", draws.player());
        }
        draws.optional(rollback, "amount", draws.amount(), 30);
        if (draws.chance(15)) {
            rollback.put("targetOriginatedAt", draws.originatedAtMs());
        }
        return rollback;
    }

    ObjectNode endRound() {
        final ObjectNode end = Draws.object("EndRound").put("txId", draws.otherId());
        draws.head(end);
        return end.put("player", draws.player())
                .put("round", draws.round())
                .put("action", draws.chance(35) ? "VOID" : "CLOSE");
    }

    ObjectNode resettle() {
        final ObjectNode resettle = Draws.object("Resettle").put("txId", draws.otherId());
        draws.head(resettle);
        final ObjectNode bet = draws.recent(draws.oneOf("Bet", "Bet", "BetWin", "PlaceHold"));
        if (bet == null || draws.chance(15)) {
            resettle.put("betTxId", draws.recentBet());
        } else {
            resettle.put("betTxId", bet.get("txId").asText());
            resettle.set("source", bet.get("source"));
        }
        resettle.put("payout", draws.amount());
        return resettle.put("version", draws.chance(4) ? 0 : 1 + draws.random.nextInt(4));
    }
}
