package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Changes one field of a command that was made before, so that it is well formed and another one. */
final class Alterations {
    private final Draws draws;

    Alterations(final Draws draws) {
        this.draws = draws;
    }

    /** Changes a field that counts, whichever it has; the id stays. */
    ObjectNode alterOne(final ObjectNode command) {
        final List<String> fields = new ArrayList<>();
        for (final Iterator<String> names = command.fieldNames(); names.hasNext(); ) {
            final String name = names.next();
            if (!List.of("command", "txId", "source", "originatedAt").contains(name)) {
                fields.add(name);
            }
        }
        final String field = fields.get(draws.random.nextInt(fields.size()));
        switch (field) {
            case "player", "toPlayer" -> command.put(field, String.valueOf(draws.player()));
            case "currency" -> command.put(field, draws.currency());
            case "wallet", "fromWallet", "toWallet" -> command.put(field, draws.wallet());
            case "amount", "betAmount", "winAmount", "minBalance", "payout", "pot", "minShare", "actualAmount" ->
                command.put(field, draws.amount());
            case "version", "attempt", "shares", "seed" -> command.put(field, draws.random.nextInt(9));
            case "round", "hold", "transfer", "campaign", "betTxId", "targetTxId" ->
                command.put(field, draws.recentBet());
            case "endRound", "final", "settled", "binding" ->
                command.put(field, !command.get(field).asBoolean());
            case "until", "expiresAt", "opensAt", "closesAt" -> command.put(field, draws.timeAhead(60));
            default -> alterName(command, field);
        }
        return command;
    }

    private void alterName(final ObjectNode command, final String field) {
        switch (field) {
            case "reason", "name", "operator", "approver", "providerRef" -> command.put(field, "other");
            case "exponent" -> command.put(field, draws.random.nextInt(4));
            case "kind" -> command.put(field, isWin(command) ? "JACKPOT" : "BONUS");
            case "direction" -> command.put(field, draws.oneOf("TO_PROVIDER", "FROM_PROVIDER"));
            case "split" -> command.put(field, draws.oneOf("EQUAL", "LUCKY"));
            case "status" -> command.put(field, draws.oneOf("ACTIVE", "FROZEN"));
            case "limit" -> command.put(field, draws.oneOf("LOSS", "WAGER"));
            case "period" -> command.put(field, draws.oneOf("DAY", "MONTH"));
            case "commands" -> {
                if (command.get(field).size() > 1) {
                    command.withArray(field).remove(0);
                }
            }
            default -> {}
        }
    }

    private static boolean isWin(final ObjectNode command) {
        return "Win".equals(command.get("command").asText());
    }

    /** Makes a new command of it, often with a number, a name or a clock out of bounds. */
    ObjectNode renew(final ObjectNode command) {
        command.put("txId", draws.otherId()).put("originatedAt", draws.originatedAtMs());
        switch (draws.random.nextInt(6)) {
            case 0 -> command.put("source", 77);
            case 1 -> {
                if (command.has("player")) {
                    command.put("player", -draws.random.nextInt(2));
                }
            }
            case 2 -> alterOne(command);
            case 3 -> command.put("originatedAt", draws.nowNs / Draws.NS_PER_MS + 10 * draws.settings.skewMs());
            default -> {}
        }
        return command;
    }
}
