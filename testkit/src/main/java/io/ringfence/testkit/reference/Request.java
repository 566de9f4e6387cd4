package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Ids;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command or query as it was asked, with the defaults that need no lookup of things that move. */
final class Request {
    static final String ALL = "ALL";

    private static final Set<String> WITH_DEFAULT_WALLET = Set.of(
            "Deposit", "Withdraw", "Bet", "Win", "BetWin", "PlaceHold", "BeginTransfer", "CreateCampaign", "Adjust");

    /** What a Batch may hold and has no player of its own. */
    private static final Set<String> WITHOUT_PLAYER = Set.of("Resettle", "CaptureHold", "ReleaseHold");

    final ObjectNode json;
    final String kind;
    final int source;
    final String txId;
    final long originatedAtMs;

    /** The wallet concerned, after its default; null when none is named and none is defined. */
    final String wallet;

    /** Of a command in a Batch: whose all that it touches must be; else null. */
    final Long batchPlayer;

    private final Definitions definitions;

    Request(final ObjectNode json, final Definitions definitions, final long nowMs) {
        this(json, definitions, nowMs, null);
    }

    private Request(final ObjectNode json, final Definitions definitions, final long nowMs, final Long batchPlayer) {
        this.json = json;
        this.definitions = definitions;
        this.batchPlayer = batchPlayer;
        kind = json.get("command").asText();
        source = json.has("source") ? json.get("source").asInt() : 1;
        txId = json.has("txId") ? id("txId") : null;
        originatedAtMs = json.has("originatedAt") ? timeMs("originatedAt") : nowMs;
        wallet = resolvedWallet();
    }

    /** Of a Batch: its commands, with the player (0 is none), source and originatedAt of it where they name none. */
    List<Request> inner() {
        final List<Request> inner = new ArrayList<>();
        for (final JsonNode line : json.get("commands")) {
            final ObjectNode command = line.deepCopy();
            final boolean hasPlayer =
                    !WITHOUT_PLAYER.contains(command.get("command").asText());
            if (hasPlayer && command.path("player").asLong() == 0) {
                command.set("player", json.get("player"));
            }
            if (!command.has("source")) {
                command.put("source", source);
            }
            command.put("originatedAt", originatedAtMs);
            inner.add(new Request(command, definitions, originatedAtMs, player()));
        }
        return inner;
    }

    TransactionKey key() {
        return new TransactionKey(source, kind, txId);
    }

    boolean has(final String field) {
        return json.has(field);
    }

    String text(final String field) {
        final JsonNode node = json.get(field);
        return node == null ? null : node.asText();
    }

    String text(final String field, final String absent) {
        return json.has(field) ? text(field) : absent;
    }

    String id(final String field) {
        return json.has(field) ? Ids.parse(text(field)).toString() : null;
    }

    Long number(final String field) {
        return json.has(field) ? Long.valueOf(text(field)) : null;
    }

    BigInteger big(final String field) {
        return json.has(field) ? new BigInteger(text(field)) : null;
    }

    /** A time is milliseconds since the epoch or ISO-8601 text. */
    Long timeMs(final String field) {
        if (!json.has(field)) {
            return null;
        }
        final boolean isIso = text(field).endsWith("Z");
        return isIso ? Long.valueOf(Instant.parse(text(field)).toEpochMilli()) : number(field);
    }

    /** A time of the journal's clock. */
    Long timeNs(final String field) {
        if (!json.has(field)) {
            return null;
        }
        final Instant instant = Instant.parse(text(field));
        return instant.getEpochSecond() * World.NS_PER_SECOND + instant.getNano();
    }

    boolean flag(final String field) {
        return flag(field, false);
    }

    boolean flag(final String field, final boolean absent) {
        return json.has(field) ? json.get(field).asBoolean() : absent;
    }

    Long player() {
        return number("player");
    }

    String currency() {
        return text("currency");
    }

    boolean isAll() {
        return ALL.equals(text("amount"));
    }

    BigInteger amount() {
        return new BigInteger(text("amount"));
    }

    /** The round that the command names or that its own id makes; null when it has none yet. */
    String round() {
        if (json.has("round")) {
            return id("round");
        }
        final boolean isOwnRound =
                switch (kind) {
                    case "Bet", "BetWin" -> true;
                    case "PlaceHold" -> isSportBet();
                    default -> isFreeWin() && !json.has("betTxId");
                };
        return isOwnRound ? txId : null;
    }

    boolean isFreeWin() {
        final String winKind = text("kind", "NORMAL");
        return "Win".equals(kind) && !"NORMAL".equals(winKind) && !"CASHOUT".equals(winKind);
    }

    boolean isSportBet() {
        return "SPORT_BET".equals(text("purpose"));
    }

    SourcePolicy policy() {
        final JsonNode policies = json.path("policies");
        return new SourcePolicy(
                text("name", ""),
                "ALLOW".equals(policies.path("lateWin").asText()),
                "REVERSE".equals(policies.path("rollbackAfterSettle").asText()),
                "DEBT".equals(policies.path("negative").asText()),
                policies.path("quietPeriodSeconds").asLong(SourcePolicy.QUIET_PERIOD_SECONDS_DEFAULT),
                policies.path("stuckAfterSeconds").asLong(SourcePolicy.STUCK_AFTER_SECONDS_DEFAULT),
                policies.path("roundIdleSeconds").asLong(SourcePolicy.ROUND_IDLE_SECONDS_DEFAULT));
    }

    /** The content that a repeat must have again; the four that a mismatch may name stand first. */
    Map<String, String> content() {
        final Map<String, String> content = new LinkedHashMap<>();
        content.put("player", text("player"));
        content.put("currency", text("currency"));
        content.put("wallet", wallet);
        content.put("amount", comparedAmount());
        switch (kind) {
            case "DefineCurrency" -> copy(content, "exponent");
            case "DefineWallet" -> copy(content, "kind");
            case "DefineSource" -> content.put("policy", policy().toString());
            case "SetPlayerStatus" -> {
                copy(content, "status", "reason");
                content.put("until", String.valueOf(timeNs("until")));
                content.put("binding", String.valueOf(flag("binding")));
            }
            case "SetLimit" -> copy(content, "limit", "period");
            case "Deposit" -> content.put("settled", String.valueOf(flag("settled")));
            case "Transfer" -> {
                copy(content, "toWallet");
                content.put("toPlayer", text("toPlayer", text("player")));
            }
            case "Adjust" -> copy(content, "operator", "approver", "reason");
            case "Batch" -> batchContent(content);
            case "CreateCampaign", "ClaimCampaign", "ControlCampaign" -> campaignContent(content);
            case "Bet", "BetWin", "Win", "Rollback", "EndRound", "Resettle" -> gameContent(content);
            default -> thingContent(content);
        }
        return content;
    }

    private String comparedAmount() {
        final String field =
                switch (kind) {
                    case "BetWin" -> "betAmount";
                    case "Resettle" -> "payout";
                    case "CreateCampaign" -> "pot";
                    default -> "amount";
                };
        return isAll() || !json.has(field) ? text(field) : big(field).toString();
    }

    private void copy(final Map<String, String> content, final String... fields) {
        for (final String field : fields) {
            content.put(field, text(field));
        }
    }

    private void gameContent(final Map<String, String> content) {
        content.put("round", round());
        switch (kind) {
            case "Bet" -> content.put("endRound", String.valueOf(flag("endRound")));
            case "BetWin" -> {
                content.put("winAmount", big("winAmount").toString());
                content.put("minBalance", has("minBalance") ? big("minBalance").toString() : "0");
                content.put("endRound", String.valueOf(flag("endRound", true)));
            }
            case "Win" -> {
                content.put("endRound", String.valueOf(flag("endRound")));
                content.put("betTxId", id("betTxId"));
                content.put("kind", text("kind", "NORMAL"));
            }
            case "Rollback" -> {
                content.put("targetTxId", id("targetTxId"));
                content.put("targetKind", text("targetKind", "ANY"));
                content.put("targetOriginatedAt", String.valueOf(timeMs("targetOriginatedAt")));
            }
            case "Resettle" -> {
                content.put("betTxId", id("betTxId"));
                copy(content, "version");
            }
            default -> copy(content, "action");
        }
    }

    /** Of holds and external transfers. */
    private void thingContent(final Map<String, String> content) {
        switch (kind) {
            case "PlaceHold" -> {
                copy(content, "purpose");
                content.put("round", round());
                content.put("expiresAt", String.valueOf(timeNs("expiresAt")));
            }
            case "CaptureHold" -> {
                content.put("hold", id("hold"));
                content.put("final", String.valueOf(flag("final", true)));
            }
            case "ReleaseHold" -> content.put("hold", id("hold"));
            case "BeginTransfer" -> copy(content, "direction", "provider");
            default -> {
                content.put("transfer", id("transfer"));
                copy(content, "attempt", "verdict", "actualAmount", "providerRef", "operator", "approver", "reason");
            }
        }
    }

    private void campaignContent(final Map<String, String> content) {
        content.put("campaign", id("campaign"));
        copy(content, "action", "shares", "split", "minShare", "seed");
        content.put("opensAt", String.valueOf(timeNs("opensAt")));
        content.put("closesAt", String.valueOf(timeNs("closesAt")));
    }

    private void batchContent(final Map<String, String> content) {
        int index = 0;
        for (final Request command : inner()) {
            content.put(String.valueOf(index++), command.key() + " " + command.content());
        }
    }

    private String resolvedWallet() {
        if (WITH_DEFAULT_WALLET.contains(kind)) {
            return text("wallet", definitions.defaultWallet());
        }
        return switch (kind) {
            case "Transfer" -> text("fromWallet");
            case "DefineWallet", "GetBalance" -> text("wallet");
            default -> null;
        };
    }
}
