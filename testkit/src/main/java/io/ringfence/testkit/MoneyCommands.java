package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes what has nothing to do with rounds: cashier, transfers between wallets, adjustments, players, definitions. */
final class MoneyCommands {
    private static final String[] NAMES = {"ann", "bob", "cho"};

    private final Draws draws;
    private final PlayCommands play;

    MoneyCommands(final Draws draws, final PlayCommands play) {
        this.draws = draws;
        this.play = play;
    }

    ObjectNode deposit() {
        return play.money("Deposit", draws.otherId()).put("settled", draws.chance(10));
    }

    ObjectNode withdraw() {
        return play.money("Withdraw", draws.otherId());
    }

    ObjectNode transfer() {
        final ObjectNode transfer = Draws.object("Transfer").put("txId", draws.otherId());
        draws.head(transfer);
        transfer.put("player", draws.player()).put("currency", draws.currency());
        transfer.put("fromWallet", draws.wallet()).put("toWallet", draws.wallet());
        transfer.put("amount", draws.chance(30) ? "ALL" : draws.amount());
        if (draws.chance(30)) {
            transfer.put("toPlayer", draws.player());
        }
        return transfer;
    }

    ObjectNode adjust() {
        final ObjectNode adjust = play.money("Adjust", draws.otherId());
        if (draws.chance(40) && !adjust.get("amount").asText().startsWith("-")) {
            adjust.put("amount", "-" + adjust.get("amount").asText());
        }
        return signed(adjust);
    }

    /** With the names of two operators, who may be one. */
    ObjectNode signed(final ObjectNode command) {
        return command.put("operator", draws.chance(90) ? "ann" : draws.oneOf(NAMES))
                .put("approver", draws.chance(90) ? "bob" : draws.oneOf(NAMES))
                .put("reason", "because");
    }

    /** Locks end soon, so that the others get their turn; a few stand until they are lifted. */
    ObjectNode setPlayerStatus() {
        final ObjectNode status = define("SetPlayerStatus").put("player", draws.player());
        status.put("status", draws.oneOf("ACTIVE", "ACTIVE", "BET_LOCKED", "FROZEN", "CLOSED"));
        status.put("reason", "because");
        if (draws.chance(90)) {
            status.put("until", draws.timeAhead(60));
            status.put("binding", draws.chance(20));
        }
        return status;
    }

    /** Mostly of one player, so that the others are free. */
    ObjectNode setLimit() {
        final ObjectNode limit = define("SetLimit").put("player", draws.chance(30) ? draws.player() : 3);
        limit.put("currency", draws.chance(60) ? "EUR" : draws.currency());
        limit.put("limit", draws.oneOf("DEPOSIT", "LOSS", "WAGER"));
        limit.put("period", draws.oneOf("DAY", "WEEK", "MONTH"));
        draws.optional(limit, "amount", draws.chance(90) ? limitAmount() : draws.amount(), 85);
        return limit;
    }

    private String limitAmount() {
        return Integer.toString(100 * draws.random.nextInt(30));
    }

    ObjectNode definition() {
        return switch (draws.random.nextInt(6)) {
            case 0 ->
                define("DefineCurrency").put("currency", draws.currency()).put("exponent", 2 + draws.random.nextInt(2));
            case 1 ->
                define("DefineWallet").put("wallet", draws.wallet()).put("kind", draws.chance(50) ? "CASH" : "GAME");
            case 2 -> define("OpenPlayer").put("player", draws.player());
            default -> defineSource(1 + draws.random.nextInt(draws.settings.sources()));
        };
    }

    /** Of things beyond the bounds. */
    ObjectNode manyDefinitions() {
        final int number = draws.random.nextInt(10);
        return switch (draws.random.nextInt(4)) {
            case 0 -> define("DefineCurrency").put("currency", "C" + number).put("exponent", 2);
            case 1 -> define("DefineWallet").put("wallet", "W" + number).put("kind", "GAME");
            case 2 -> define("OpenPlayer").put("player", 10 + number);
            default -> defineSource(10 + number);
        };
    }

    ObjectNode define(final String command) {
        final ObjectNode definition = Draws.object(command).put("txId", draws.otherId());
        draws.head(definition);
        return definition;
    }

    ObjectNode defineSource(final int source) {
        final ObjectNode definition = define("DefineSource");
        definition.put("source", source).put("name", "source" + source);
        final ObjectNode policies = definition.putObject("policies");
        draws.optional(policies, "lateWin", draws.chance(50) ? "ALLOW" : "REJECT", 70);
        draws.optional(policies, "rollbackAfterSettle", draws.chance(50) ? "REVERSE" : "REJECT", 70);
        draws.optional(policies, "negative", draws.chance(60) ? "DEBT" : "REJECT", 70);
        if (draws.chance(60)) {
            policies.put("roundIdleSeconds", 1 + draws.random.nextInt(120));
        }
        if (draws.settings.isWhole()) {
            policies.put("quietPeriodSeconds", draws.random.nextInt(20));
            policies.put("stuckAfterSeconds", draws.random.nextInt(60));
        }
        return definition;
    }
}
