package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** Makes batches: of one player, each command with an id of its own, some of them known. */
final class BatchCommands {
    private static final int COMMANDS_MAX = 16;

    private final Draws draws;
    private final PlayCommands play;
    private final MoneyCommands money;
    private final ThingCommands things;

    BatchCommands(final Draws draws, final PlayCommands play, final MoneyCommands money, final ThingCommands things) {
        this.draws = draws;
        this.play = play;
        this.money = money;
        this.things = things;
    }

    ObjectNode batch() {
        final ObjectNode batch = Draws.object("Batch").put("txId", draws.otherId());
        draws.head(batch);
        batch.put("player", draws.player());
        final int count = draws.chance(5) ? COMMANDS_MAX : 1 + draws.random.nextInt(4);
        final String currency = draws.chance(90) ? "USD" : draws.currency();
        final ArrayNode commands = batch.putArray("commands");
        final Set<String> ids = new HashSet<>();
        while (commands.size() < count) {
            final ObjectNode command = inner();
            if (ids.add(command.get("command").asText() + command.get("txId").asText())) {
                commands.add(fit(command, currency));
            }
        }
        return batch;
    }

    private ObjectNode inner() {
        final int dice = draws.random.nextInt(100);
        if (dice < 20) {
            return play.bet();
        } else if (dice < 30) {
            return play.betWin();
        } else if (dice < 45) {
            return play.win();
        } else if (dice < 57) {
            return play.rollback();
        } else if (dice < 72) {
            return money.deposit();
        } else if (dice < 76) {
            return money.withdraw();
        } else if (dice < 82) {
            return money.transfer();
        } else if (dice < 86) {
            return play.endRound();
        } else if (dice < 91) {
            return play.resettle();
        } else if (dice < 95) {
            return things.placeHold();
        }
        return draws.chance(50) ? things.captureHold() : things.releaseHold();
    }

    /** Leaves out what the batch says, most of the time, and keeps the numbers harmless. */
    private ObjectNode fit(final ObjectNode command, final String currency) {
        command.remove("originatedAt");
        command.remove("toPlayer");
        if (draws.chance(95)) {
            command.remove("source");
        }
        if (draws.chance(97)) {
            command.remove("player");
        }
        if (command.has("currency") && draws.chance(95)) {
            command.put("currency", currency);
        }
        if (command.has("amount")
                && draws.chance(90)
                && !"0".equals(command.get("amount").asText())) {
            command.put("amount", Integer.toString(1 + draws.random.nextInt(40)));
        }
        return command;
    }
}
