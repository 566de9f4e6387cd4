package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The questions: they read and change nothing. */
final class Queries {
    private final World world;
    private final Definitions definitions;
    private final Accounts accounts;
    private final ThingQueries things;

    Queries(final World world) {
        this.world = world;
        definitions = world.definitions;
        accounts = world.accounts;
        things = new ThingQueries(world);
    }

    /** Fills in the outcome and what was asked for. GetTransaction is answered by the ledger itself. */
    void answer(final Request request, final ObjectNode reply) {
        final Outcome outcome =
                switch (request.kind) {
                    case "GetPlayer" -> player(request, reply);
                    case "GetBalance" -> balance(request, reply);
                    case "GetRound" -> round(request, reply);
                    case "GetHold" -> things.hold(request, reply);
                    case "GetTransfer" -> things.transfer(request, reply);
                    case "ListTransfers" -> things.transfers(request, reply);
                    case "GetCampaign" -> things.campaign(request, reply);
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
        reply.put("status", world.locks.status(player).name());
        final ArrayNode locks = reply.putArray("locks");
        for (final Locks.Lock lock : world.locks.of(player)) {
            final ObjectNode row = locks.addObject().put("status", lock.status().name());
            if (lock.untilNs() != null) {
                row.put("until", text(lock.untilNs()));
            }
            row.put("binding", lock.isBinding());
        }
        final ArrayNode limits = reply.putArray("limits");
        world.limits.of(player).forEach(slot -> limit(slot, limits.addObject()));
        final ArrayNode debts = reply.putArray("debts");
        for (final String currency : definitions.currencies.keySet()) {
            final BigInteger debt = accounts.debt(player, currency);
            if (debt.signum() != 0) {
                debts.addObject().put("currency", currency).put("amount", debt.toString());
            }
        }
        return Outcome.OK;
    }

    private void limit(final Limits.Slot slot, final ObjectNode row) {
        final BigInteger current = world.limits.current.get(slot);
        final Limits.Pending pending = world.limits.pending.get(slot);
        row.put("currency", slot.owner().currency());
        row.put("limit", slot.limit()).put("period", slot.period().name());
        if (current != null) {
            row.put("amount", current.toString());
        }
        row.put("used", world.limits.used(slot, world.timeNs).toString());
        if (pending != null && pending.amount() != null) {
            row.put("pendingAmount", pending.amount().toString());
        }
        row.put("pendingRemoved", pending != null && pending.amount() == null);
        if (pending != null) {
            row.put("pendingAt", text(pending.dueNs()));
        }
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
                final BigInteger held = accounts.held(player, key.wallet(), key.currency());
                balances.addObject()
                        .put("wallet", key.wallet())
                        .put("currency", key.currency())
                        .put("available", available.toString())
                        .put("held", held.toString());
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
        final Round round = world.memory.round(request.source, player, request.round());
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

    /** PLAYERS, then the accounts of the system that were ever posted to, those of a kind by source. */
    private Map<String, BigInteger> trialBalance(final String currency) {
        final Map<String, BigInteger> lines = new LinkedHashMap<>();
        lines.put("PLAYERS", accounts.players(currency));
        for (final String kind : List.of(Accounts.CASHIER, "HOUSE", Accounts.PROMO)) {
            addLines(currency, kind, lines);
        }
        for (final Campaign campaign : world.campaigns.values()) {
            if (campaign.currency.equals(currency)) {
                lines.put("POT:" + campaign.id, campaign.rest());
            }
        }
        for (final String kind : List.of(Accounts.TRANSIT, Accounts.CLEARING, Accounts.ADJUSTMENT)) {
            addLines(currency, kind, lines);
        }
        return lines;
    }

    private void addLines(final String currency, final String kind, final Map<String, BigInteger> lines) {
        accounts.system.forEach((key, balance) -> {
            if (key.currency().equals(currency) && key.account().equals(kind)) {
                lines.put(key.source() == 0 ? kind : kind + ":" + key.source(), balance);
            }
        });
    }

    static String text(final long atNs) {
        return Instant.ofEpochSecond(0, atNs).toString();
    }
}
