package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Ids;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A command or query as it was asked, with the defaults that need no lookup of things that move. */
final class Request {
    static final String ALL = "ALL";

    final ObjectNode json;
    final String kind;
    final int source;
    final String txId;
    final long originatedAtMs;

    /** The wallet concerned, after its default; null when none is named and none is defined. */
    final String wallet;

    private final Definitions definitions;

    Request(final ObjectNode json, final Definitions definitions, final long nowMs) {
        this.json = json;
        this.definitions = definitions;
        kind = json.get("command").asText();
        source = json.has("source") ? json.get("source").asInt() : 1;
        txId = json.has("txId") ? id("txId") : null;
        originatedAtMs = json.has("originatedAt") ? timeMs("originatedAt") : nowMs;
        wallet = resolvedWallet();
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

    /** A time is milliseconds since the epoch or ISO-8601 text. */
    Long timeMs(final String field) {
        if (!json.has(field)) {
            return null;
        }
        final boolean isIso = text(field).endsWith("Z");
        return isIso ? Long.valueOf(Instant.parse(text(field)).toEpochMilli()) : number(field);
    }

    boolean flag(final String field) {
        return json.has(field) && json.get(field).asBoolean();
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
        final boolean isOwnRound = "Bet".equals(kind) || (isFreeWin() && !json.has("betTxId"));
        return isOwnRound ? txId : null;
    }

    boolean isFreeWin() {
        final String winKind = text("kind", "NORMAL");
        return "Win".equals(kind) && !"NORMAL".equals(winKind) && !"CASHOUT".equals(winKind);
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
        content.put("amount", isAll() || !json.has("amount") ? text("amount") : amount().toString());
        switch (kind) {
            case "DefineCurrency" -> content.put("exponent", text("exponent"));
            case "DefineWallet" -> content.put("kind", text("kind"));
            case "DefineSource" -> content.put("policy", policy().toString());
            case "Deposit" -> content.put("settled", String.valueOf(flag("settled")));
            case "Transfer" -> {
                content.put("toWallet", text("toWallet"));
                content.put("toPlayer", text("toPlayer", text("player")));
            }
            case "Bet" -> gameContent(content);
            case "Win" -> {
                gameContent(content);
                content.put("betTxId", id("betTxId"));
                content.put("kind", text("kind", "NORMAL"));
            }
            case "Rollback" -> {
                content.put("targetTxId", id("targetTxId"));
                content.put("targetKind", text("targetKind", "ANY"));
                content.put("targetOriginatedAt", String.valueOf(timeMs("targetOriginatedAt")));
            }
            case "EndRound" -> {
                content.put("round", id("round"));
                content.put("action", text("action"));
            }
            default -> {}
        }
        return content;
    }

    private void gameContent(final Map<String, String> content) {
        content.put("round", round());
        content.put("endRound", String.valueOf(flag("endRound")));
    }

    private String resolvedWallet() {
        return switch (kind) {
            case "Transfer" -> text("fromWallet");
            case "DefineWallet", "GetBalance" -> text("wallet");
            case "Deposit", "Withdraw", "Bet", "Win" -> text("wallet", definitions.defaultWallet());
            default -> null;
        };
    }
}
