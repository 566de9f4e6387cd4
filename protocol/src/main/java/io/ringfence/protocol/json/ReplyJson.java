package io.ringfence.protocol.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.BalanceReplyDecoder;
import io.ringfence.protocol.codec.BatchReplyDecoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.CampaignDetailsDecoder;
import io.ringfence.protocol.codec.CampaignReplyDecoder;
import io.ringfence.protocol.codec.CampaignState;
import io.ringfence.protocol.codec.DetailedReplyDecoder;
import io.ringfence.protocol.codec.HoldReplyDecoder;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MismatchField;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerReplyDecoder;
import io.ringfence.protocol.codec.ReplyDecoder;
import io.ringfence.protocol.codec.RoundReplyDecoder;
import io.ringfence.protocol.codec.StateHashReplyDecoder;
import io.ringfence.protocol.codec.TransferReplyDecoder;
import io.ringfence.protocol.codec.TransfersReplyDecoder;
import io.ringfence.protocol.codec.TrialBalanceReplyDecoder;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Replies as JSON, with the names of docs/protocol.md: amounts are strings, ids and hashes hex, times
 * ISO-8601. What is absent is left out; of a refused query nothing but the head is there. Thread safe.
 */
public final class ReplyJson {
    private ReplyJson() {}

    /** A refusal that never reached a node, with a {@code reason} for people. */
    public static ObjectNode refusal(final Outcome outcome, final CommandKind kind, final String reason) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", kind.commandName())
                .put("outcome", outcome.name())
                .put("replay", false)
                .put("reason", reason);
    }

    /**
     * The object of a reply frame.
     *
     * @throws IllegalArgumentException if it is another message.
     */
    public static ObjectNode decode(final DirectBuffer buffer, final int offset, final int length) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return switch (header.templateId()) {
            case ReplyDecoder.TEMPLATE_ID -> reply(header, buffer, offset);
            case DetailedReplyDecoder.TEMPLATE_ID -> detailedReply(header, buffer, offset);
            case PlayerReplyDecoder.TEMPLATE_ID -> playerReply(header, buffer, offset, length);
            case BalanceReplyDecoder.TEMPLATE_ID -> balanceReply(header, buffer, offset);
            case RoundReplyDecoder.TEMPLATE_ID -> roundReply(header, buffer, offset);
            case TrialBalanceReplyDecoder.TEMPLATE_ID -> trialBalanceReply(header, buffer, offset);
            case StateHashReplyDecoder.TEMPLATE_ID -> stateHashReply(header, buffer, offset);
            case BatchReplyDecoder.TEMPLATE_ID -> batchReply(header, buffer, offset);
            case CampaignReplyDecoder.TEMPLATE_ID -> campaignReply(header, buffer, offset);
            case HoldReplyDecoder.TEMPLATE_ID -> holdReply(header, buffer, offset);
            case TransferReplyDecoder.TEMPLATE_ID -> transferReply(header, buffer, offset);
            case TransfersReplyDecoder.TEMPLATE_ID -> transfersReply(header, buffer, offset);
            case CampaignDetailsDecoder.TEMPLATE_ID -> campaignDetails(header, buffer, offset);
            default ->
                throw new IllegalArgumentException(
                        "template " + header.templateId() + " of " + length + " bytes is not a reply");
        };
    }

    private static ObjectNode reply(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final ReplyDecoder decoder = new ReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        out.put("replay", decoder.replay() == BooleanType.TRUE);
        sequence(out, decoder.seq(), decoder.time());
        FieldReader.player(out, "player", decoder.player());
        FieldReader.code(out, "wallet", decoder.wallet());
        FieldReader.code(out, "currency", decoder.currency());
        FieldReader.amount(out, "available", decoder.available());
        FieldReader.amount(out, "held", decoder.held());
        FieldReader.amount(out, "amount", decoder.amount());
        FieldReader.amount(out, "originalAvailable", decoder.originalAvailable());
        mismatch(out, decoder.outcome(), decoder.field());
        return out;
    }

    /** The first fields are those of Reply, at the same places. */
    private static ObjectNode detailedReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final DetailedReplyDecoder decoder = new DetailedReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = reply(header, buffer, offset);
        FieldReader.amount(out, "debtRepaid", decoder.debtRepaid());
        FieldReader.amount(out, "debt", decoder.debt());
        if (decoder.outcome() == OutcomeCode.LIMIT_EXCEEDED) {
            choice(out, "limit", decoder.limit_(), LimitKind.NULL_VAL);
            choice(out, "period", decoder.period(), Period.NULL_VAL);
            FieldReader.amount(out, "remaining", decoder.remaining());
        }
        failed(out, decoder.outcome(), decoder.failedIndex(), decoder.failedOutcome());
        return out;
    }

    private static ObjectNode batchReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final BatchReplyDecoder decoder = new BatchReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        out.put("replay", decoder.replay() == BooleanType.TRUE);
        sequence(out, decoder.seq(), decoder.time());
        FieldReader.player(out, "player", decoder.player());
        FieldReader.amount(out, "amount", decoder.amount());
        failed(out, decoder.outcome(), decoder.failedIndex(), decoder.failedOutcome());
        mismatch(out, decoder.outcome(), decoder.field());
        final BatchReplyDecoder.ResultsDecoder results = decoder.results();
        if (results.count() > 0) {
            final ArrayNode rows = out.putArray("results");
            for (final BatchReplyDecoder.ResultsDecoder result : results) {
                final ObjectNode row = rows.addObject();
                row.put("outcome", outcomeName(result.outcome(), result.outcomeRaw()));
                FieldReader.amount(row, "amount", result.amount());
            }
        }
        return out;
    }

    /** The first fields are those of Reply, at the same places. */
    private static ObjectNode campaignReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final CampaignReplyDecoder decoder = new CampaignReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final byte[] seedHash = new byte[CampaignReplyDecoder.seedHashLength()];
        decoder.getSeedHash(seedHash, 0, seedHash.length);
        return reply(header, buffer, offset).put("seedHash", HexFormat.of().formatHex(seedHash));
    }

    private static ObjectNode playerReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset, final int length) {
        final PlayerReplyDecoder decoder = new PlayerReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        FieldReader.player(out, "player", decoder.player());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        out.put("status", decoder.status().name());
        final ArrayNode locks = out.putArray("locks");
        final ArrayNode limits = out.putArray("limits");
        final ArrayNode debts = out.putArray("debts");
        for (final PlayerReplyDecoder.DebtsDecoder debt : decoder.debts()) {
            final ObjectNode row = debts.addObject();
            FieldReader.code(row, "currency", debt.currency());
            FieldReader.amount(row, "amount", debt.amount());
        }
        // The groups came later than the debts: a frame that ends before them has none.
        if (decoder.limit() < offset + length) {
            locks(decoder, locks);
            limits(decoder, limits);
        }
        return out;
    }

    private static void locks(final PlayerReplyDecoder decoder, final ArrayNode locks) {
        for (final PlayerReplyDecoder.LocksDecoder lock : decoder.locks()) {
            final ObjectNode row = locks.addObject().put("status", lock.status().name());
            FieldReader.timeNs(row, "until", lock.until());
            row.put("binding", lock.binding() == BooleanType.TRUE);
        }
    }

    private static void limits(final PlayerReplyDecoder decoder, final ArrayNode limits) {
        for (final PlayerReplyDecoder.LimitsDecoder limit : decoder.limits()) {
            final ObjectNode row = limits.addObject();
            FieldReader.code(row, "currency", limit.currency());
            row.put("limit", limit.limit().name()).put("period", limit.period().name());
            FieldReader.amount(row, "amount", limit.amount());
            FieldReader.amount(row, "used", limit.used());
            FieldReader.amount(row, "pendingAmount", limit.pendingAmount());
            row.put("pendingRemoved", limit.pendingRemoved() == BooleanType.TRUE);
            FieldReader.timeNs(row, "pendingAt", limit.pendingAt());
        }
    }

    private static ObjectNode balanceReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final BalanceReplyDecoder decoder = new BalanceReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        FieldReader.player(out, "player", decoder.player());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        final ArrayNode balances = out.putArray("balances");
        for (final BalanceReplyDecoder.BalancesDecoder balance : decoder.balances()) {
            final ObjectNode row = balances.addObject();
            FieldReader.code(row, "wallet", balance.wallet());
            FieldReader.code(row, "currency", balance.currency());
            FieldReader.amount(row, "available", balance.available());
            FieldReader.amount(row, "held", balance.held());
        }
        return out;
    }

    private static ObjectNode roundReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final RoundReplyDecoder decoder = new RoundReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        FieldReader.player(out, "player", decoder.player());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        out.put("state", decoder.state().name());
        FieldReader.code(out, "currency", decoder.currency());
        FieldReader.amount(out, "staked", decoder.staked());
        FieldReader.amount(out, "won", decoder.won());
        FieldReader.amount(out, "reversed", decoder.reversed());
        return out;
    }

    private static ObjectNode holdReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final HoldReplyDecoder decoder = new HoldReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        out.put("state", decoder.state().name())
                .put("purpose", decoder.purpose().name());
        FieldReader.player(out, "player", decoder.player());
        FieldReader.code(out, "wallet", decoder.wallet());
        FieldReader.code(out, "currency", decoder.currency());
        FieldReader.amount(out, "amount", decoder.amount());
        FieldReader.amount(out, "captured", decoder.captured());
        FieldReader.amount(out, "released", decoder.released());
        FieldReader.timeNs(out, "expiresAt", decoder.expiresAt());
        return out;
    }

    private static ObjectNode transferReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final TransferReplyDecoder decoder = new TransferReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        out.put("state", decoder.state().name())
                .put("direction", decoder.direction().name())
                .put("provider", decoder.provider());
        FieldReader.player(out, "player", decoder.player());
        FieldReader.code(out, "wallet", decoder.wallet());
        FieldReader.code(out, "currency", decoder.currency());
        FieldReader.amountOrAll(out, "amount", decoder.amount());
        FieldReader.amount(out, "actualAmount", decoder.actualAmount());
        return out.put("attempt", decoder.attempt())
                .put("stuck", decoder.stuck() == BooleanType.TRUE)
                .put("age", Duration.ofNanos(decoder.age()).toString());
    }

    private static ObjectNode transfersReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final TransfersReplyDecoder decoder = new TransfersReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        final ArrayNode transfers = out.putArray("transfers");
        for (final TransfersReplyDecoder.TransfersDecoder transfer : decoder.transfers()) {
            final ObjectNode row = transfers
                    .addObject()
                    .put("transfer", Ids.hex(transfer.transferHigh(), transfer.transferLow()))
                    .put("state", transfer.state().name())
                    .put("direction", transfer.direction().name())
                    .put("provider", transfer.provider());
            FieldReader.player(row, "player", transfer.player());
            FieldReader.code(row, "wallet", transfer.wallet());
            FieldReader.code(row, "currency", transfer.currency());
            FieldReader.amountOrAll(row, "amount", transfer.amount());
            FieldReader.amount(row, "actualAmount", transfer.actualAmount());
            row.put("attempt", transfer.attempt())
                    .put("stuck", transfer.stuck() == BooleanType.TRUE)
                    .put("age", Duration.ofNanos(transfer.age()).toString());
        }
        if ((decoder.nextHigh() | decoder.nextLow()) != 0) {
            out.put("next", Ids.hex(decoder.nextHigh(), decoder.nextLow()));
        }
        return out;
    }

    /** Seed and salt would tell every share that is still to come, so they are printed when none is. */
    private static ObjectNode campaignDetails(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final CampaignDetailsDecoder decoder = new CampaignDetailsDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        out.put("state", decoder.state().name());
        FieldReader.code(out, "currency", decoder.currency());
        FieldReader.code(out, "wallet", decoder.wallet());
        FieldReader.amount(out, "pot", decoder.pot());
        FieldReader.amount(out, "claimed", decoder.claimed());
        out.put("claims", decoder.claims());
        FieldReader.amount(out, "rest", decoder.rest());
        out.put("shares", decoder.shares()).put("split", decoder.split().name());
        FieldReader.amount(out, "minShare", decoder.minShare());
        FieldReader.timeNs(out, "opensAt", decoder.opensAt());
        FieldReader.timeNs(out, "closesAt", decoder.closesAt());
        final byte[] seedHash = new byte[CampaignDetailsDecoder.seedHashLength()];
        decoder.getSeedHash(seedHash, 0, seedHash.length);
        out.put("seedHash", HexFormat.of().formatHex(seedHash));
        if (decoder.state() == CampaignState.ENDED) {
            out.put("seed", Long.toUnsignedString(decoder.seed()))
                    .put("salt", Ids.hex(decoder.saltHigh(), decoder.saltLow()));
        }
        return out;
    }

    private static ObjectNode trialBalanceReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final TrialBalanceReplyDecoder decoder = new TrialBalanceReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        FieldReader.code(out, "currency", decoder.currency());
        if (decoder.outcome() != OutcomeCode.OK) {
            return out;
        }
        final ArrayNode accounts = out.putArray("accounts");
        for (final TrialBalanceReplyDecoder.AccountsDecoder account : decoder.accounts()) {
            accounts.addObject()
                    .put("account", accountName(account))
                    .put("balance", int128(account.balanceHigh(), account.balanceLow()));
        }
        out.put("sum", int128(decoder.sumHigh(), decoder.sumLow()));
        return out;
    }

    private static ObjectNode stateHashReply(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset) {
        final StateHashReplyDecoder decoder = new StateHashReplyDecoder();
        decoder.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
        final ObjectNode out = head(decoder.kind(), decoder.outcome(), decoder.outcomeRaw());
        sequence(out, decoder.seq(), decoder.time());
        if (decoder.outcome() == OutcomeCode.OK) {
            out.put("hash", hash(decoder.hash()));
        }
        return out;
    }

    /** A state hash as people see it: 16 hex digits. */
    public static String hash(final long hash) {
        return HexFormat.of().toHexDigits(hash);
    }

    private static ObjectNode head(final int kind, final OutcomeCode outcome, final int outcomeNumber) {
        final ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (CommandKind.ofTemplate(kind) != null) {
            FieldReader.kind(out, "command", kind);
        }
        return out.put("outcome", outcomeName(outcome, outcomeNumber));
    }

    /** An outcome of a later schema is its number. */
    private static String outcomeName(final OutcomeCode outcome, final int outcomeNumber) {
        return outcome == OutcomeCode.SBE_UNKNOWN ? Integer.toString(outcomeNumber) : outcome.name();
    }

    private static <E extends Enum<E>> void choice(
            final ObjectNode out, final String name, final E value, final E absent) {
        if (value != absent) {
            out.put(name, value.name());
        }
    }

    private static void failed(
            final ObjectNode out, final OutcomeCode outcome, final short index, final OutcomeCode failed) {
        if (outcome == OutcomeCode.BATCH_FAILED && index != BatchReplyDecoder.failedIndexNullValue()) {
            out.put("failedIndex", index);
            choice(out, "failedOutcome", failed, OutcomeCode.NULL_VAL);
        }
    }

    /** What the gateway refused has neither sequence nor time. */
    private static void sequence(final ObjectNode out, final long sequence, final long timeNs) {
        if (sequence != 0) {
            out.put("seq", sequence);
            out.put("time", FieldReader.timeNs(timeNs));
        }
    }

    private static void mismatch(final ObjectNode out, final OutcomeCode outcome, final MismatchField field) {
        if (outcome == OutcomeCode.DUPLICATE_MISMATCH && field != MismatchField.NONE) {
            out.put("field", field.name().toLowerCase(Locale.ROOT));
        }
    }

    /** "PLAYERS", "HOUSE:1", "POT:" and the id of the campaign. */
    private static String accountName(final TrialBalanceReplyDecoder.AccountsDecoder account) {
        final AccountKind kind = account.account();
        return switch (kind) {
            case HOUSE, TRANSIT, CLEARING -> kind.name() + ':' + account.source();
            case POT -> kind.name() + ':' + Ids.hex(account.idHigh(), account.idLow());
            default -> kind.name();
        };
    }

    private static String int128(final long high, final long low) {
        final byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        return new BigInteger(bytes).toString();
    }
}
