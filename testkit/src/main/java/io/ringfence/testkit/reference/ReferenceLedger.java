package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * An obviously right and slow wallet ledger, written from the protocol alone. Commands and answers are JSON objects as
 * the scenario files have them; fields that an answer does not have are absent.
 *
 * <p>Not thread safe. A command that the gateway would refuse (a missing or ill-typed field, a batch of another shape)
 * is not its business and fails with some RuntimeException, after which the ledger must not be used again.
 */
public final class ReferenceLedger {
    private final World world;
    private final DueEffects dueEffects;
    private final Queries queries;
    private final Invariants invariants;
    private final DefinitionRules definitionRules;
    private final PlayerRules playerRules;
    private final MoneyRules moneyRules;
    private final RoundRules roundRules;
    private final RollbackRules rollbackRules;
    private final ResettleRules resettleRules;
    private final HoldRules holdRules;
    private final ProviderTransferRules transferRules;
    private final CampaignRules campaignRules;
    private final BatchRules batchRules;
    private final Remembering remembering;

    /** An empty ledger: nothing is defined, sequence 0. */
    public ReferenceLedger(final LedgerConfig config) {
        world = new World(config);
        dueEffects = new DueEffects(world);
        queries = new Queries(world);
        invariants = new Invariants(world);
        definitionRules = new DefinitionRules(world);
        playerRules = new PlayerRules(world);
        moneyRules = new MoneyRules(world);
        roundRules = new RoundRules(world);
        rollbackRules = new RollbackRules(world);
        resettleRules = new ResettleRules(world);
        holdRules = new HoldRules(world);
        transferRules = new ProviderTransferRules(world);
        campaignRules = new CampaignRules(world);
        remembering = new Remembering(world, rollbackRules);
        batchRules = new BatchRules(world, remembering, this::decideInner);
    }

    /** The sequence of the last command or tick. */
    public long sequence() {
        return world.sequence;
    }

    /** The time of the last command or tick. */
    public long timeNs() {
        return world.timeNs;
    }

    /**
     * Looks at everything that must hold after every command.
     *
     * @throws IllegalStateException that names what does not hold.
     */
    public void checkInvariants() {
        invariants.check();
    }

    /**
     * Lets time pass without a command: a journaled tick or configuration.
     *
     * @param atSequence the last sequence + 1
     * @param atNs journal time, never before the last
     */
    public void tick(final long atSequence, final long atNs) {
        if (atSequence != world.sequence + 1 || atNs < world.timeNs) {
            throw new IllegalArgumentException("sequence must be dense and time must not go back");
        }
        world.sequence = atSequence;
        world.timeNs = atNs;
        dueEffects.advanceTo(atNs);
    }

    /**
     * Decides one command and answers it.
     *
     * @param atSequence the last sequence + 1
     * @param atNs journal time, never before the last
     * @param command with {@code command}, {@code txId} and the fields of its kind; {@code source} defaults to 1,
     *     {@code originatedAt} to now
     */
    public ObjectNode apply(final long atSequence, final long atNs, final ObjectNode command) {
        tick(atSequence, atNs);
        final Request request = new Request(command, world.definitions, world.nowMs());
        final Transaction known = world.memory.find(request.key());
        final ObjectNode reply = known == null ? decide(request) : answerKnown(request, known);
        dueEffects.advanceTo(atNs);
        return reply;
    }

    /** Answers a query at the last sequence and time. */
    public ObjectNode query(final ObjectNode query) {
        final Request request = new Request(query, world.definitions, world.nowMs());
        if ("GetTransaction".equals(request.kind)) {
            return transaction(request);
        }
        final ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("seq", world.sequence);
        reply.put("time", text(world.timeNs));
        queries.answer(request, reply);
        return reply;
    }

    private ObjectNode decide(final Request request) {
        final Decision decision = decideUnknown(request);
        world.memory.forgetPassedOver();
        if (isRemembered(request, decision) && !world.memory.hasRoomFor(1)) {
            decision.refuse(Outcome.CAPACITY_EXCEEDED);
        }
        if (isRemembered(request, decision)) {
            remembering.remember(request, decision);
        }
        return answer(decision.outcome, false, world.sequence, world.timeNs, decision, null);
    }

    private boolean isRemembered(final Request request, final Decision decision) {
        return !decision.isTransient && remembering.isRemembered(request.kind, decision.outcome);
    }

    private Decision decideInner(final Request request) {
        final Decision decision = decideUnknown(request);
        if (decision.outcome.isSuccess()) {
            remembering.remember(request, decision);
        }
        return decision;
    }

    private Decision decideUnknown(final Request request) {
        final Decision decision = echo(request);
        if (request.originatedAtMs > world.nowMs() + world.config.skewMs()) {
            decision.refuse(Outcome.TIME_INVALID);
        } else if (remembering.isTooOld(request)) {
            decision.refuse(Outcome.TOO_OLD);
        } else {
            rulesOf(request.kind).decide(request, decision);
        }
        return decision;
    }

    private Rules rulesOf(final String kind) {
        return switch (kind) {
            case "DefineCurrency", "DefineWallet", "DefineSource", "OpenPlayer" -> definitionRules;
            case "SetPlayerStatus", "SetLimit" -> playerRules;
            case "Deposit", "Withdraw", "Transfer", "Adjust" -> moneyRules;
            case "Bet", "BetWin", "Win", "EndRound" -> roundRules;
            case "Rollback" -> rollbackRules;
            case "Resettle" -> resettleRules;
            case "PlaceHold", "CaptureHold", "ReleaseHold" -> holdRules;
            case "BeginTransfer", "DispatchTransfer", "ReportTransfer", "CancelTransfer", "ResolveTransfer" ->
                transferRules;
            case "CreateCampaign", "ClaimCampaign", "ControlCampaign" -> campaignRules;
            case "Batch" -> batchRules;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Decision echo(final Request request) {
        final Decision echo = new Decision();
        echo.player = request.player();
        echo.wallet = request.wallet;
        echo.currency = request.currency();
        return echo;
    }

    private ObjectNode answerKnown(final Request request, final Transaction known) {
        if (known.isTombstone) {
            return answerTombstone(request, known);
        }
        if (remembering.isSameContent(request, known)) {
            return answerRepeat(known);
        }
        final Decision echo = echo(request).refuse(Outcome.DUPLICATE_MISMATCH);
        final ObjectNode reply = answer(echo.outcome, false, world.sequence, world.timeNs, echo, null);
        final String field = Remembering.differingField(request, known);
        if (field != null) {
            reply.put("field", field);
        }
        return reply;
    }

    private ObjectNode answerTombstone(final Request request, final Transaction tombstone) {
        final Decision echo = echo(request);
        final boolean isFirst = tombstone.outcome == null;
        if (isFirst) {
            remembering.fill(tombstone, request, echo);
        }
        final BigInteger original = isFirst ? null : tombstone.originalAvailable;
        return answer(tombstone.outcome, !isFirst, tombstone.sequence, tombstone.timeNs, echo, original);
    }

    private ObjectNode answerRepeat(final Transaction known) {
        final Decision echo = new Decision();
        echo.player = known.player;
        echo.wallet = known.wallet;
        echo.currency = known.currency;
        echo.amount = known.amount;
        echo.details = known.details;
        return answer(known.outcome, true, known.sequence, known.timeNs, echo, known.originalAvailable);
    }

    private ObjectNode transaction(final Request request) {
        final Transaction known = world.memory.find(request.source, request.text("kind"), request.txId);
        if (known != null && known.outcome != null) {
            final ObjectNode reply = answerRepeat(known);
            if (!known.isWalletDefined) {
                reply.remove("wallet");
            }
            if (!known.isCurrencyDefined) {
                reply.remove("currency");
            }
            if (!known.isWalletDefined || !known.isCurrencyDefined) {
                reply.remove(List.of("available", "held"));
            }
            return reply;
        }
        final boolean isTooOld = known == null
                && request.has("originatedAt")
                && world.memory.isForgotten(request.source, request.originatedAtMs);
        final ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("outcome", isTooOld ? Outcome.TOO_OLD.name() : Outcome.TX_NOT_FOUND.name());
        reply.put("seq", world.sequence);
        reply.put("time", text(world.timeNs));
        return reply;
    }

    private ObjectNode answer(
            final Outcome outcome,
            final boolean isReplay,
            final long atSequence,
            final long atNs,
            final Decision decision,
            final BigInteger originalAvailable) {
        final ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("outcome", outcome.name());
        reply.put("replay", isReplay);
        reply.put("seq", atSequence);
        reply.put("time", text(atNs));
        if (decision.player != null) {
            reply.put("player", decision.player);
        }
        if (decision.wallet != null) {
            reply.put("wallet", decision.wallet);
        }
        if (decision.currency != null) {
            reply.put("currency", decision.currency);
        }
        if (world.definitions.isKnown(decision.player, decision.wallet, decision.currency)) {
            final BigInteger available = world.accounts.available(decision.player, decision.wallet, decision.currency);
            final BigInteger held = world.accounts.held(decision.player, decision.wallet, decision.currency);
            reply.put("available", available.toString()).put("held", held.toString());
        }
        reply.put("amount", decision.amount.toString());
        if (originalAvailable != null) {
            reply.put("originalAvailable", originalAvailable.toString());
        }
        if (decision.debt != null) {
            reply.put("debtRepaid", decision.debtRepaid.toString());
            reply.put("debt", decision.debt.toString());
        }
        reply.setAll(decision.firstOnly);
        if (decision.details != null) {
            reply.setAll(decision.details);
        }
        return reply;
    }

    private static String text(final long atNs) {
        return Instant.ofEpochSecond(0, atNs).toString();
    }
}
