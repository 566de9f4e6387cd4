package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A seeded stream of JSON commands made to collide: few players, ids that come again with the same or another content,
 * rollbacks and wins that overtake their bets, stale and future clocks, edge amounts, unknown names, policies that
 * change, rounds that end in every way, jumps of time. The same seed makes the same stream on every JDK.
 *
 * <p>Not thread safe. Every command names its {@code txId}, {@code source} and {@code originatedAt}.
 */
public final class CommandGenerator {
    private static final int HISTORY_MAX = 300;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long[] EDGE_AMOUNTS = {
        0, -1, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE / 2, Long.MIN_VALUE + 1
    };
    private static final String[] CURRENCIES = {"USD", "USD", "USD", "EUR", "EUR", "NOPE"};
    private static final String[] WALLETS = {"CASH", "SPORTS", "BONUS", "CASH2", "NOWHERE"};

    private final SeededRandom random;
    private final CommandSettings settings;
    private final ArrayDeque<ObjectNode> setUp = new ArrayDeque<>();
    private final List<ObjectNode> history = new ArrayList<>();

    private long nowNs;
    private int bets;
    private int wins;
    private int others;

    /** Starts at {@link ManualClock#START}. */
    public CommandGenerator(final long seed, final CommandSettings settings) {
        this.settings = settings;
        random = new SeededRandom(seed);
        nowNs = ManualClock.START.getEpochSecond() * NS_PER_SECOND;
        planSetUp();
    }

    /** Journal time of the command made last, in nanoseconds since the epoch; never goes back. */
    public long nowNs() {
        return nowNs;
    }

    /** The next command; time has moved on with it, or has not. */
    public ObjectNode next() {
        advance();
        if (!setUp.isEmpty() && chance(70)) {
            return remembered(setUp.poll());
        }
        final int dice = random.nextInt(100);
        if (dice < 15 && !history.isEmpty()) {
            return again();
        }
        return remembered(fresh(random.nextInt(100)));
    }

    /** A query about something that happened lately, or about nothing. */
    public ObjectNode nextQuery() {
        final String[] kinds = {
            "GetBalance", "GetPlayer", "GetRound", "GetTransaction", "GetTransaction", "GetTrialBalance"
        };
        final ObjectNode query = object(kinds[random.nextInt(kinds.length)]);
        query.put("source", source());
        switch (query.get("command").asText()) {
            case "GetBalance" -> {
                query.put("player", player());
                optional(query, "wallet", wallet(), 20);
                optional(query, "currency", currency(), 20);
            }
            case "GetPlayer" -> query.put("player", player());
            case "GetRound" -> query.put("player", player()).put("round", round());
            case "GetTransaction" -> {
                final String[] names = {"Bet", "Bet", "Win", "Rollback", "Deposit", "Transfer", "EndRound"};
                final String kind = names[random.nextInt(names.length)];
                query.put("kind", kind).put("txId", recentId(kind));
                if (chance(50)) {
                    query.put("originatedAt", originatedAtMs());
                }
            }
            default -> query.put("currency", currency());
        }
        return query;
    }

    private void planSetUp() {
        final boolean isCashLate = chance(30);
        for (int source = 1; source <= settings.sources(); source++) {
            setUp.add(defineSource(source));
        }
        setUp.add(define("DefineCurrency").put("currency", "USD").put("exponent", 2));
        setUp.add(define("DefineCurrency").put("currency", "EUR").put("exponent", 2));
        setUp.add(define("DefineWallet").put("wallet", "SPORTS").put("kind", "GAME"));
        setUp.add(define("DefineWallet").put("wallet", "BONUS").put("kind", "BONUS"));
        if (!isCashLate) {
            setUp.addFirst(define("DefineWallet").put("wallet", "CASH").put("kind", "CASH"));
        }
        for (int player = 1; player <= settings.players(); player++) {
            setUp.add(define("OpenPlayer").put("player", player));
        }
        if (isCashLate) {
            setUp.add(define("DefineWallet").put("wallet", "CASH").put("kind", "CASH"));
        }
    }

    private void advance() {
        final int dice = random.nextInt(1000);
        if (dice < 5) {
            nowNs += random.nextLong(settings.jumpSecondsMax() * NS_PER_SECOND);
        } else if (dice < 40) {
            nowNs += random.nextLong(30 * NS_PER_SECOND);
        } else if (dice < 700) {
            nowNs += random.nextLong(50 * NS_PER_MS);
        }
    }

    private ObjectNode fresh(final int dice) {
        if (dice < 26) {
            return bet();
        } else if (dice < 46) {
            return win();
        } else if (dice < 66) {
            return rollback();
        } else if (dice < 76) {
            return deposit();
        } else if (dice < 81) {
            return withdraw();
        } else if (dice < 89) {
            return transfer();
        } else if (dice < 96) {
            return endRound();
        }
        return definition();
    }

    /** Something from before: the same again, or the same id with other content. */
    private ObjectNode again() {
        final ObjectNode before = history.get(random.nextInt(history.size()));
        if (chance(60)) {
            return before;
        }
        final ObjectNode altered = before.deepCopy();
        switch (random.nextInt(8)) {
            case 0 -> alter(altered, "player", String.valueOf(player()));
            case 1 -> alter(altered, "currency", currency());
            case 2 -> alter(altered, "wallet", wallet());
            case 3 -> alter(altered, "amount", amount());
            case 4 -> altered.put("originatedAt", originatedAtMs());
            case 5 -> alter(altered, "round", round());
            case 6 -> {
                if (altered.has("endRound") && altered.remove("round") == null) {
                    altered.put(
                            "round", chance(50) ? round() : altered.get("txId").asText());
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

    private static void alter(final ObjectNode command, final String field, final String value) {
        if (command.has(field)) {
            command.put(field, value);
        }
    }

    private ObjectNode bet() {
        final ObjectNode bet = money("Bet", betId());
        optional(bet, "round", round(), 60);
        bet.put("endRound", chance(8));
        return bet;
    }

    private ObjectNode win() {
        final ObjectNode win = money("Win", winId());
        final String[] kinds = {"NORMAL", "NORMAL", "NORMAL", "CASHOUT", "JACKPOT", "PROMO", "FREESPIN"};
        optional(win, "round", round(), 55);
        optional(win, "betTxId", recentBet(), 45);
        win.put("kind", kinds[random.nextInt(kinds.length)]);
        win.put("endRound", chance(15));
        return win;
    }

    private ObjectNode rollback() {
        final String[] kinds = {"ANY", "ANY", "BET", "BET", "WIN", "BETWIN"};
        final ObjectNode rollback = object("Rollback").put("txId", otherId());
        head(rollback);
        rollback.put("targetTxId", chance(65) ? recentBet() : recentWin());
        rollback.put("targetKind", kinds[random.nextInt(kinds.length)]);
        if (chance(25)) {
            rollback.put("player", player());
        }
        optional(rollback, "amount", amount(), 30);
        if (chance(15)) {
            rollback.put("targetOriginatedAt", originatedAtMs());
        }
        return rollback;
    }

    private ObjectNode deposit() {
        return money("Deposit", otherId()).put("settled", chance(10));
    }

    private ObjectNode withdraw() {
        return money("Withdraw", otherId());
    }

    private ObjectNode transfer() {
        final ObjectNode transfer = object("Transfer").put("txId", otherId());
        head(transfer);
        transfer.put("player", player()).put("currency", currency());
        transfer.put("fromWallet", wallet()).put("toWallet", wallet());
        transfer.put("amount", chance(30) ? "ALL" : amount());
        if (chance(30)) {
            transfer.put("toPlayer", player());
        }
        return transfer;
    }

    private ObjectNode endRound() {
        final ObjectNode end = object("EndRound").put("txId", otherId());
        head(end);
        return end.put("player", player()).put("round", round()).put("action", chance(35) ? "VOID" : "CLOSE");
    }

    private ObjectNode definition() {
        return switch (random.nextInt(6)) {
            case 0 -> define("DefineCurrency").put("currency", currency()).put("exponent", 2 + random.nextInt(2));
            case 1 -> define("DefineWallet").put("wallet", wallet()).put("kind", chance(50) ? "CASH" : "GAME");
            case 2 -> define("OpenPlayer").put("player", player());
            default -> defineSource(1 + random.nextInt(settings.sources()));
        };
    }

    private ObjectNode define(final String command) {
        final ObjectNode definition = object(command).put("txId", otherId());
        head(definition);
        return definition;
    }

    private ObjectNode defineSource(final int source) {
        final ObjectNode definition = define("DefineSource");
        definition.put("source", source).put("name", "source" + source);
        final ObjectNode policies = definition.putObject("policies");
        optional(policies, "lateWin", chance(50) ? "ALLOW" : "REJECT", 70);
        optional(policies, "rollbackAfterSettle", chance(50) ? "REVERSE" : "REJECT", 70);
        optional(policies, "negative", chance(60) ? "DEBT" : "REJECT", 70);
        if (chance(60)) {
            policies.put("roundIdleSeconds", 1 + random.nextInt(120));
        }
        return definition;
    }

    private ObjectNode money(final String command, final String txId) {
        final ObjectNode money = object(command).put("txId", txId);
        head(money);
        money.put("player", player()).put("currency", currency()).put("amount", amount());
        optional(money, "wallet", wallet(), 50);
        return money;
    }

    private void head(final ObjectNode command) {
        command.put("source", source());
        command.put("originatedAt", originatedAtMs());
    }

    private ObjectNode remembered(final ObjectNode command) {
        if (history.size() < HISTORY_MAX) {
            history.add(command);
        } else {
            history.set(random.nextInt(HISTORY_MAX), command);
        }
        return command;
    }

    private static ObjectNode object(final String command) {
        return JsonNodeFactory.instance.objectNode().put("command", command);
    }

    private void optional(final ObjectNode object, final String field, final String value, final int percent) {
        if (chance(percent)) {
            object.put(field, value);
        }
    }

    private boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }

    private int source() {
        return chance(2) ? 99 : 1 + random.nextInt(settings.sources());
    }

    private long player() {
        final int dice = random.nextInt(100);
        if (dice < 2) {
            return -random.nextInt(2);
        }
        return dice < 4 ? settings.players() + 50L : 1 + random.nextInt(settings.players());
    }

    private String currency() {
        return chance(70) ? "USD" : CURRENCIES[random.nextInt(CURRENCIES.length)];
    }

    private String wallet() {
        return chance(94) ? WALLETS[random.nextInt(3)] : WALLETS[random.nextInt(WALLETS.length)];
    }

    private String amount() {
        final long amount =
                chance(4) ? EDGE_AMOUNTS[random.nextInt(EDGE_AMOUNTS.length)] : random.nextInt(chance(20) ? 2 : 400);
        return Long.toString(amount);
    }

    private long originatedAtMs() {
        final long nowMs = nowNs / NS_PER_MS;
        final int dice = random.nextInt(100);
        if (dice < 3) {
            return nowMs + settings.skewMs() - 1 + random.nextInt(4);
        }
        return dice < 15 ? nowMs - random.nextLong(600_000) : nowMs - random.nextInt(300);
    }

    private String betId() {
        return chance(90) ? "bet-" + bets++ : recentBet();
    }

    private String winId() {
        return chance(90) ? "win-" + wins++ : recentWin();
    }

    private String otherId() {
        return "other-" + others++;
    }

    /** Of a bet of lately, or of one to come. */
    private String recentBet() {
        return "bet-" + Math.max(0, bets + 3 - random.nextInt(settings.reach()));
    }

    private String recentWin() {
        return "win-" + Math.max(0, wins + 3 - random.nextInt(settings.reach()));
    }

    private String recentId(final String kind) {
        return switch (kind) {
            case "Bet" -> recentBet();
            case "Win" -> recentWin();
            default -> "other-" + Math.max(0, others - random.nextInt(settings.reach()));
        };
    }

    /** Rounds are few and move on slowly; some are those that bets open by their own id. */
    private String round() {
        if (chance(20)) {
            return recentBet();
        }
        return "round-" + (bets / settings.betsPerRound() + random.nextInt(3));
    }
}
