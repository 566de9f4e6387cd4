package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A seeded stream of JSON commands made to collide: few players, ids that come again with the same or another content,
 * rollbacks and wins that overtake their bets, stale and future clocks, edge amounts, unknown names, policies that
 * change, rounds, holds, transfers and campaigns that end in every way, jumps of time. The same seed makes the same
 * stream on every JDK. With {@link CommandSettings#isWhole()} there are all commands, and short plays among them.
 *
 * <p>Not thread safe. Every command names its {@code txId}, {@code source} and {@code originatedAt}. All of them are
 * well formed: a gateway takes them.
 */
public final class CommandGenerator {
    private static final int HISTORY_MAX = 300;

    private final SeededRandom random;
    private final CommandSettings settings;
    private final Draws draws;
    private final PlayCommands play;
    private final MoneyCommands money;
    private final ThingCommands things;
    private final BatchCommands batches;
    private final Playlets playlets;
    private final Alterations alterations;
    private final QueryDraws queries;
    private final ArrayDeque<ObjectNode> setUp = new ArrayDeque<>();
    private final List<ObjectNode> history = new ArrayList<>();

    /** Starts at {@link ManualClock#START}. */
    public CommandGenerator(final long seed, final CommandSettings settings) {
        this.settings = settings;
        draws = new Draws(seed, settings);
        random = draws.random;
        play = new PlayCommands(draws);
        money = new MoneyCommands(draws, play);
        things = new ThingCommands(draws, play, money);
        batches = new BatchCommands(draws, play, money, things);
        playlets = new Playlets(draws);
        alterations = new Alterations(draws);
        queries = new QueryDraws(draws, things);
        planSetUp();
    }

    /** Journal time of the command made last, in nanoseconds since the epoch; never goes back. */
    public long nowNs() {
        return draws.nowNs;
    }

    /** The next command; time has moved on with it, or has not. */
    public ObjectNode next() {
        advance();
        if (!setUp.isEmpty() && draws.chance(70)) {
            return remembered(setUp.poll());
        }
        final ObjectNode played = settings.isWhole() ? played() : null;
        if (played != null) {
            return remembered(played);
        }
        final int dice = random.nextInt(100);
        if (dice < 15 && !history.isEmpty()) {
            return again();
        }
        return remembered(settings.isWhole() ? freshOfAll(random.nextInt(200)) : fresh(random.nextInt(100)));
    }

    /** A query about something that happened lately, or about nothing. */
    public ObjectNode nextQuery() {
        return queries.next();
    }

    private void planSetUp() {
        final boolean isCashLate = draws.chance(30);
        for (int source = 1; source <= settings.sources(); source++) {
            setUp.add(money.defineSource(source));
        }
        setUp.add(money.define("DefineCurrency").put("currency", "USD").put("exponent", 2));
        setUp.add(money.define("DefineCurrency").put("currency", "EUR").put("exponent", 2));
        setUp.add(money.define("DefineWallet").put("wallet", "SPORTS").put("kind", "GAME"));
        setUp.add(money.define("DefineWallet").put("wallet", "BONUS").put("kind", "BONUS"));
        if (!isCashLate) {
            setUp.addFirst(money.define("DefineWallet").put("wallet", "CASH").put("kind", "CASH"));
        }
        for (int player = 1; player <= settings.players(); player++) {
            setUp.add(money.define("OpenPlayer").put("player", player));
        }
        if (isCashLate) {
            setUp.add(money.define("DefineWallet").put("wallet", "CASH").put("kind", "CASH"));
        }
    }

    private void advance() {
        final int dice = random.nextInt(1000);
        if (dice < 5) {
            draws.nowNs += random.nextLong(settings.jumpSecondsMax() * Draws.NS_PER_SECOND);
        } else if (dice < 40) {
            draws.nowNs += random.nextLong(30 * Draws.NS_PER_SECOND);
        } else if (dice < 700) {
            draws.nowNs += random.nextLong(50 * Draws.NS_PER_MS);
        } else if (settings.isWhole() && dice == 999 && draws.chance(60)) {
            draws.nowNs = draws.nextEdgeNs();
        }
    }

    /** The next command of a play, now and then, or the first one of another; null when the dice have their turn. */
    private ObjectNode played() {
        if (draws.chance(50)) {
            return null;
        }
        final ObjectNode command = playlets.next();
        if (command == null && setUp.isEmpty() && draws.chance(12)) {
            playlets.begin();
        }
        return command;
    }

    private ObjectNode fresh(final int dice) {
        if (dice < 26) {
            return play.bet();
        } else if (dice < 46) {
            return play.win();
        } else if (dice < 66) {
            return play.rollback();
        } else if (dice < 76) {
            return money.deposit();
        } else if (dice < 81) {
            return money.withdraw();
        } else if (dice < 89) {
            return money.transfer();
        } else if (dice < 96) {
            return play.endRound();
        }
        return money.definition();
    }

    private ObjectNode freshOfAll(final int dice) {
        if (dice < 100) {
            return dice < 30 ? fresh(random.nextInt(100)) : freshInRounds(dice);
        } else if (dice < 127) {
            return freshHold(dice);
        } else if (dice < 157) {
            return freshTransfer(dice);
        } else if (dice < 175) {
            return freshCampaign(dice);
        } else if (dice < 183) {
            return batches.batch();
        } else if (dice < 187) {
            return money.setPlayerStatus();
        } else if (dice < 191) {
            return money.setLimit();
        } else if (dice < 196) {
            return money.adjust();
        }
        return dice < 198 ? money.manyDefinitions() : money.definition();
    }

    private ObjectNode freshInRounds(final int dice) {
        if (dice < 40) {
            return play.bet();
        } else if (dice < 45) {
            final ObjectNode command = draws.chance(50) ? play.bet() : play.endRound();
            draws.intoRecentRound(command);
            return command;
        } else if (dice < 56) {
            return play.betWin();
        } else if (dice < 66) {
            return play.fittingWin();
        } else if (dice < 80) {
            return play.rollback();
        } else if (dice < 90) {
            return play.resettle();
        } else if (dice < 94) {
            return play.endRound();
        }
        return money.deposit();
    }

    private ObjectNode freshHold(final int dice) {
        if (dice < 110) {
            return things.placeHold();
        }
        return dice < 122 ? things.captureHold() : things.releaseHold();
    }

    private ObjectNode freshTransfer(final int dice) {
        if (dice < 135) {
            return things.beginTransfer();
        } else if (dice < 141) {
            return things.dispatchTransfer();
        } else if (dice < 150) {
            return things.reportTransfer();
        }
        return dice < 153 ? things.cancelTransfer() : things.resolveTransfer();
    }

    private ObjectNode freshCampaign(final int dice) {
        if (dice < 162) {
            return things.createCampaign();
        }
        return dice < 171 ? things.claimCampaign() : things.controlCampaign();
    }

    /** Something from before: the same again, or the same id with other content. */
    private ObjectNode again() {
        if (settings.isWhole() && draws.chance(60)) {
            return againOfAnyKind();
        }
        final ObjectNode before = history.get(random.nextInt(history.size()));
        if (draws.chance(60)) {
            return before;
        }
        final ObjectNode altered = before.deepCopy();
        switch (random.nextInt(8)) {
            case 0 -> alter(altered, "player", String.valueOf(draws.player()));
            case 1 -> alter(altered, "currency", draws.currency());
            case 2 -> alter(altered, "wallet", draws.wallet());
            case 3 -> alter(altered, "amount", draws.amount());
            case 4 -> altered.put("originatedAt", draws.originatedAtMs());
            case 5 -> alter(altered, "round", draws.round());
            case 6 -> {
                if (altered.has("endRound") && altered.remove("round") == null) {
                    altered.put(
                            "round",
                            draws.chance(50)
                                    ? draws.round()
                                    : altered.get("txId").asText());
                }
            }
            default -> {
                if (altered.has("endRound")) {
                    altered.put("endRound", !altered.get("endRound").asBoolean());
                }
            }
        }
        return altered;
    }

    private ObjectNode againOfAnyKind() {
        final ObjectNode before = draws.recentOfAnyKind();
        final int dice = random.nextInt(10);
        if (dice < 2) {
            return before;
        }
        return dice < 6 ? alterations.alterOne(before.deepCopy()) : alterations.renew(before.deepCopy());
    }

    private static void alter(final ObjectNode command, final String field, final String value) {
        if (command.has(field)) {
            command.put(field, value);
        }
    }

    private ObjectNode remembered(final ObjectNode command) {
        if (settings.isWhole()) {
            draws.note(command);
        }
        if (history.size() < HISTORY_MAX) {
            history.add(command);
        } else {
            history.set(random.nextInt(HISTORY_MAX), command);
        }
        return command;
    }
}
