package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.Outcome;
import java.time.Duration;

/** The questions about holds, external transfers and campaigns. */
final class ThingQueries {
    private static final long ROWS_MAX = 200;

    private final World world;

    ThingQueries(final World world) {
        this.world = world;
    }

    Outcome hold(final Request request, final ObjectNode reply) {
        final Hold hold = world.memory.hold(request.source, request.id("hold"));
        if (hold == null) {
            return Outcome.HOLD_NOT_FOUND;
        }
        reply.put("state", hold.state.name()).put("purpose", hold.purpose);
        reply.put("player", hold.player).put("wallet", hold.wallet).put("currency", hold.currency);
        reply.put("amount", hold.amount.toString());
        reply.put("captured", hold.captured.toString());
        reply.put("released", hold.released.toString());
        if (hold.expiresNs != null) {
            reply.put("expiresAt", Queries.text(hold.expiresNs));
        }
        return Outcome.OK;
    }

    Outcome transfer(final Request request, final ObjectNode reply) {
        final ProviderTransfer transfer = world.memory.transfer(request.source, request.id("transfer"));
        if (transfer == null) {
            return Outcome.TRANSFER_NOT_FOUND;
        }
        describe(transfer, reply);
        return Outcome.OK;
    }

    /** A page of the transfers of a source, by creation; {@code next} when there are more. */
    Outcome transfers(final Request request, final ObjectNode reply) {
        final String after = request.id("after");
        if (after != null && world.memory.transfer(request.source, after) == null) {
            return Outcome.TRANSFER_NOT_FOUND;
        }
        final long rowsMax = Math.min(ROWS_MAX, request.number("limit"));
        final ArrayNode rows = reply.putArray("transfers");
        boolean isBehind = after == null;
        String last = null;
        for (final ProviderTransfer transfer : world.memory.transfers.values()) {
            final boolean isAsked = transfer.key.source() == request.source && isWanted(request, transfer);
            if (isBehind && isAsked && rows.size() == rowsMax) {
                reply.put("next", last);
                return Outcome.OK;
            }
            if (isBehind && isAsked) {
                last = transfer.key.txId();
                describe(transfer, rows.addObject().put("transfer", last));
            }
            isBehind = isBehind
                    || (transfer.key.source() == request.source
                            && transfer.key.txId().equals(after));
        }
        return Outcome.OK;
    }

    private boolean isWanted(final Request request, final ProviderTransfer transfer) {
        return (!request.has("state") || transfer.state.name().equals(request.text("state")))
                && (!request.has("stuck") || isStuck(transfer) == request.flag("stuck"));
    }

    private boolean isStuck(final ProviderTransfer transfer) {
        final long stuckAfterNs =
                world.definitions.sources.get(transfer.provider).stuckAfterSeconds() * World.NS_PER_SECOND;
        return !transfer.isFinal() && world.timeNs >= transfer.begunNs + stuckAfterNs;
    }

    private void describe(final ProviderTransfer transfer, final ObjectNode row) {
        row.put("state", transfer.state.name());
        row.put("direction", transfer.isToProvider ? "TO_PROVIDER" : "FROM_PROVIDER");
        row.put("provider", transfer.provider);
        row.put("player", transfer.player).put("wallet", transfer.wallet).put("currency", transfer.currency);
        row.put("amount", transfer.amount == null ? Request.ALL : transfer.amount.toString());
        if (transfer.actual != null) {
            row.put("actualAmount", transfer.actual.toString());
        }
        row.put("attempt", transfer.lastAttempt).put("stuck", isStuck(transfer));
        row.put("age", Duration.ofNanos(world.timeNs - transfer.begunNs).toString());
    }

    Outcome campaign(final Request request, final ObjectNode reply) {
        final Campaign campaign = world.campaigns.get(request.id("campaign"));
        if (campaign == null) {
            return Outcome.CAMPAIGN_NOT_FOUND;
        }
        reply.put("state", campaign.state());
        reply.put("currency", campaign.currency).put("wallet", campaign.wallet);
        reply.put("pot", campaign.pot.toString());
        reply.put("claimed", campaign.claimed().toString());
        reply.put("claims", campaign.claims.size());
        reply.put("rest", campaign.rest().toString());
        reply.put("shares", campaign.shares.size()).put("split", campaign.split);
        reply.put("minShare", campaign.minShare.toString());
        reply.put("opensAt", Queries.text(campaign.opensNs));
        reply.put("closesAt", Queries.text(campaign.closesNs));
        reply.put("seedHash", campaign.seedHash);
        if (campaign.isEnded()) {
            reply.put("seed", Long.toUnsignedString(campaign.seed.seed()));
            reply.put("salt", Ids.hex(campaign.seed.saltHigh(), campaign.seed.saltLow()));
        }
        return Outcome.OK;
    }
}
