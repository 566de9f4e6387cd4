package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** The questions: they read and change nothing. */
final class Queries {
    private final Definitions definitions;
    private final Accounts accounts;
    private final Memory memory;

    Queries(final Definitions definitions, final Accounts accounts, final Memory memory) {
        this.definitions = definitions;
        this.accounts = accounts;
        this.memory = memory;
    }

    /** Fills in the outcome and what was asked for. GetTransaction is answered by the ledger itself. */
    void answer(final Request request, final ObjectNode reply) {
        final Outcome outcome =
                switch (request.kind) {
                    case "GetPlayer" -> player(request, reply);
                    case "GetBalance" -> balance(request, reply);
                    case "GetRound" -> round(request, reply);
                    case "GetTrialBalance" -> trialBalance(request, reply);
                    case "GetStateHash" -> Outcome.OK;
                    default -> throw new IllegalArgumentException(request.kind);
                };
        reply.put("outcome", outcome.name());
    }

    private Outcome player(final Request request, final ObjectNode reply) {
        final long player = request.player();
        if (player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (!definitions.players.contains(player)) {
            return Outcome.PLAYER_NOT_FOUND;
        }
        reply.put("player", player);
        reply.put("status", "ACTIVE");
        reply.putArray("locks");
        reply.putArray("limits");
        final ArrayNode debts = reply.putArray("debts");
        accounts.debts.forEach((key, amount) -> {
            if (key.player() == player && amount.signum() != 0) {
                debts.addObject().put("currency", key.currency()).put("amount", amount.toString());
            }
        });
        return Outcome.OK;
    }

    private Outcome balance(final Request request, final ObjectNode reply) {
        final long player = request.player();
        final String currency = request.currency();
        if (player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (currency != null && !definitions.currencies.containsKey(currency)) {
            return Outcome.CURRENCY_UNKNOWN;
        }
        if (request.wallet != null && !definitions.wallets.containsKey(request.wallet)) {
            return Outcome.WALLET_UNKNOWN;
        }
        if (!definitions.players.contains(player)) {
            return Outcome.PLAYER_NOT_FOUND;
        }
        reply.put("player", player);
        final ArrayNode balances = reply.putArray("balances");
        accounts.rows.forEach((key, available) -> {
            final boolean isAsked = key.player() == player
                    && (currency == null || currency.equals(key.currency()))
                    && (request.wallet == null || request.wallet.equals(key.wallet()));
            if (isAsked) {
                balances.addObject()
                        .put("wallet", key.wallet())
                        .put("currency", key.currency())
                        .put("available", available.toString())
                        .put("held", "0");
            }
        });
        return Outcome.OK;
    }

    private Outcome round(final Request request, final ObjectNode reply) {
        final long player = request.player();
        if (player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (!definitions.sources.containsKey(request.source)) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (!definitions.players.contains(player)) {
            return Outcome.PLAYER_NOT_FOUND;
        }
        final Round round = memory.round(request.source, player, request.round());
        if (round == null) {
            return Outcome.ROUND_NOT_FOUND;
        }
        reply.put("player", player);
        reply.put("state", round.state.name());
        reply.put("currency", round.currency);
        reply.put("staked", round.staked().toString());
        reply.put("won", round.won().toString());
        reply.put("reversed", round.reversed().toString());
        return Outcome.OK;
    }

    private Outcome trialBalance(final Request request, final ObjectNode reply) {
        final String currency = request.currency();
        if (!definitions.currencies.containsKey(currency)) {
            return Outcome.CURRENCY_UNKNOWN;
        }
        reply.put("currency", currency);
        final ArrayNode lines = reply.putArray("accounts");
        BigInteger sum = BigInteger.ZERO;
        for (final Map.Entry<String, BigInteger> account :
                trialBalance(currency).entrySet()) {
            lines.addObject()
                    .put("account", account.getKey())
                    .put("balance", account.getValue().toString());
            sum = sum.add(account.getValue());
        }
        reply.put("sum", sum.toString());
        return Outcome.OK;
    }

    /** PLAYERS, then the accounts of the system that were ever posted to, by name and source. */
    private Map<String, BigInteger> trialBalance(final String currency) {
        final Map<String, BigInteger> lines = new LinkedHashMap<>();
        lines.put("PLAYERS", accounts.players(currency));
        accounts.system.forEach((key, balance) -> {
            if (key.currency().equals(currency)) {
                lines.put(key.source() == 0 ? key.account() : key.account() + ":" + key.source(), balance);
            }
        });
        return lines;
    }
}
