package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The seeded dice that all makers of commands share: players, ids, amounts, clocks, and what was made lately. */
final class Draws {
    static final long NS_PER_MS = 1_000_000L;
    static final long NS_PER_SECOND = 1_000_000_000L;

    private static final int RECENT_MAX = 10;
    private static final long[] EDGE_AMOUNTS = {
        0, -1, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE / 2, Long.MIN_VALUE + 1
    };
    private static final String[] CURRENCIES = {"USD", "USD", "USD", "EUR", "EUR", "NOPE"};
    private static final String[] WALLETS = {"CASH", "SPORTS", "BONUS", "CASH2", "NOWHERE"};

    final SeededRandom random;
    final CommandSettings settings;

    /** Journal time of the command at hand. */
    long nowNs;

    private final Map<String, List<ObjectNode>> recent = new LinkedHashMap<>();
    private int bets;
    private int wins;
    private int others;

    Draws(final long seed, final CommandSettings settings) {
        this.settings = settings;
        random = new SeededRandom(seed);
        nowNs = ManualClock.START.getEpochSecond() * NS_PER_SECOND;
    }

    static ObjectNode object(final String command) {
        return JsonNodeFactory.instance.objectNode().put("command", command);
    }

    /** Keeps a command, so that later ones can refer to it. */
    void note(final ObjectNode command) {
        final List<ObjectNode> ofKind =
                recent.computeIfAbsent(command.get("command").asText(), any -> new ArrayList<>());
        if (ofKind.size() < RECENT_MAX) {
            ofKind.add(command);
        } else {
            ofKind.set(random.nextInt(RECENT_MAX), command);
        }
    }

    /** Some command of this kind that was made lately, or null. */
    ObjectNode recent(final String kind) {
        final List<ObjectNode> ofKind = recent.getOrDefault(kind, List.of());
        return ofKind.isEmpty() ? null : ofKind.get(random.nextInt(ofKind.size()));
    }

    /** Some command of some kind, each kind alike however rare it is. */
    ObjectNode recentOfAnyKind() {
        final List<String> kinds = new ArrayList<>(recent.keySet());
        return recent(kinds.get(random.nextInt(kinds.size())));
    }

    /** Puts a command into a round of lately, often with what else belongs to it. */
    void intoRecentRound(final ObjectNode command) {
        final ObjectNode other = recent(oneOf("Bet", "BetWin", "PlaceHold", "Win"));
        if (other == null) {
            return;
        }
        command.put("round", other.path("round").asText(other.get("txId").asText()));
        for (final String field : new String[] {"source", "player", "currency"}) {
            if (command.has(field) && chance(80)) {
                command.set(field, other.get(field));
            }
        }
    }

    void optional(final ObjectNode object, final String field, final String value, final int percent) {
        if (chance(percent)) {
            object.put(field, value);
        }
    }

    boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }

    String oneOf(final String... values) {
        return values[random.nextInt(values.length)];
    }

    void head(final ObjectNode command) {
        command.put("source", source());
        command.put("originatedAt", originatedAtMs());
    }

    int source() {
        return chance(2) ? 99 : 1 + random.nextInt(settings.sources());
    }

    long player() {
        final int dice = random.nextInt(100);
        if (dice < 2) {
            return -random.nextInt(2);
        }
        return dice < 4 ? settings.players() + 50L : 1 + random.nextInt(settings.players());
    }

    String currency() {
        return chance(70) ? "USD" : CURRENCIES[random.nextInt(CURRENCIES.length)];
    }

    String wallet() {
        return chance(94) ? WALLETS[random.nextInt(3)] : WALLETS[random.nextInt(WALLETS.length)];
    }

    String amount() {
        final long amount =
                chance(4) ? EDGE_AMOUNTS[random.nextInt(EDGE_AMOUNTS.length)] : random.nextInt(chance(20) ? 2 : 400);
        return Long.toString(amount);
    }

    long originatedAtMs() {
        final long nowMs = nowNs / NS_PER_MS;
        final int dice = random.nextInt(100);
        if (dice < 3) {
            return nowMs + settings.skewMs() - 1 + random.nextInt(4);
        }
        return dice < 15 ? nowMs - random.nextLong(600_000) : nowMs - random.nextInt(300);
    }

    /** A time about now: mostly to come soon, sometimes this very moment or past. */
    String timeAhead(final int secondsMax) {
        final int dice = random.nextInt(100);
        if (dice < 4) {
            return timeText(nowNs - random.nextLong(10 * NS_PER_SECOND));
        }
        return timeText(dice < 6 ? nowNs : nowNs + 1 + random.nextLong(secondsMax * NS_PER_SECOND));
    }

    static String timeText(final long atNs) {
        return Instant.ofEpochSecond(0, atNs).toString();
    }

    /** The next midnight of UTC, the next Monday's or the next month's, give or take a nanosecond. */
    long nextEdgeNs() {
        final LocalDate today =
                Instant.ofEpochSecond(0, nowNs).atOffset(ZoneOffset.UTC).toLocalDate();
        final LocalDate edge =
                switch (random.nextInt(4)) {
                    case 0 -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                    case 1 -> today.plusMonths(1).withDayOfMonth(1);
                    default -> today.plusDays(1);
                };
        final long edgeNs = edge.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * NS_PER_SECOND;
        return Math.max(nowNs, edgeNs - 1 + random.nextInt(3));
    }

    String betId() {
        return chance(90) ? "bet-" + bets++ : recentBet();
    }

    String winId() {
        return chance(90) ? "win-" + wins++ : recentWin();
    }

    String otherId() {
        return "other-" + others++;
    }

    /** Of a bet of lately, or of one to come. */
    String recentBet() {
        return "bet-" + Math.max(0, bets + 3 - random.nextInt(settings.reach()));
    }

    String recentWin() {
        return "win-" + Math.max(0, wins + 3 - random.nextInt(settings.reach()));
    }

    String recentId(final String kind) {
        final ObjectNode command = settings.isWhole() ? recent(kind) : null;
        if (command != null && chance(70)) {
            return command.get("txId").asText();
        }
        return switch (kind) {
            case "Bet" -> recentBet();
            case "Win" -> recentWin();
            default -> "other-" + Math.max(0, others - random.nextInt(settings.reach()));
        };
    }

    /** Rounds are few and move on slowly; some are those that bets open by their own id. */
    String round() {
        if (chance(20)) {
            return recentBet();
        }
        return "round-" + (bets / settings.betsPerRound() + random.nextInt(3));
    }
}
