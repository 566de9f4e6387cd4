package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An obviously right and slow wallet ledger, written from the protocol alone. Commands and answers are JSON objects as
 * the scenario files have them; fields that an answer does not have are absent.
 *
 * <p>Not thread safe. A command that the gateway would refuse (a missing or ill-typed field) is not its business and
 * fails with some RuntimeException, after which the ledger must not be used again.
 */
public final class ReferenceLedger {
    /** Decisions that time or another command may change, whatever the command was. */
    private static final Set<Outcome> NEVER_REMEMBERED =
            Set.of(Outcome.TOO_OLD, Outcome.TIME_INVALID, Outcome.CAPACITY_EXCEEDED, Outcome.AMOUNT_OVERFLOW);

    private static final long NS_PER_MS = 1_000_000L;

    private final LedgerConfig config;
    private final Definitions definitions = new Definitions();
    private final Accounts accounts = new Accounts(definitions);
    private final Memory memory;
    private final Queries queries;
    private final DefinitionRules definitionRules;
    private final MoneyRules moneyRules;
    private final RoundRules roundRules;
    private final RollbackRules rollbackRules;

    private long sequence;
    private long timeNs;

    /** An empty ledger: nothing is defined, sequence 0. */
    public ReferenceLedger(final LedgerConfig config) {
        this.config = config;
        memory = new Memory(config, definitions);
        queries = new Queries(definitions, accounts, memory);
        definitionRules = new DefinitionRules(config, definitions, accounts, memory);
        moneyRules = new MoneyRules(config, definitions, accounts, memory);
        roundRules = new RoundRules(config, definitions, accounts, memory);
        rollbackRules = new RollbackRules(config, definitions, accounts, memory);
    }

    /** The sequence of the last command or tick. */
    public long sequence() {
        return sequence;
    }

    /** The time of the last command or tick. */
    public long timeNs() {
        return timeNs;
    }

    /**
     * Lets time pass without a command: a journaled tick or configuration.
     *
     * @param atSequence the last sequence + 1
     * @param atNs journal time, never before the last
     */
    public void tick(final long atSequence, final long atNs) {
        if (atSequence != sequence + 1 || atNs < timeNs) {
            throw new IllegalArgumentException("sequence must be dense and time must not go back");
        }
        sequence = atSequence;
        timeNs = atNs;
        memory.advanceTo(atNs);
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
        final Request request = new Request(command, definitions, nowMs());
        final Transaction known = memory.transactions.get(request.key());
        final ObjectNode reply = known == null ? decide(request) : answerKnown(request, known);
        memory.advanceTo(atNs);
        return reply;
    }

    /** Answers a query at the last sequence and time. */
    public ObjectNode query(final ObjectNode query) {
        final Request request = new Request(query, definitions, nowMs());
        if ("GetTransaction".equals(request.kind)) {
            return transaction(request);
        }
        final ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("seq", sequence);
        reply.put("time", text(timeNs));
        queries.answer(request, reply);
        return reply;
    }

    private ObjectNode decide(final Request request) {
        final Decision decision = new Decision();
        decision.player = request.player();
        decision.wallet = request.wallet;
        decision.currency = request.currency();
        decision.transaction = new Transaction(request.key());
        if (request.originatedAtMs > nowMs() + config.skewMs()) {
            decision.refuse(Outcome.TIME_INVALID);
        } else if (isTooOld(request)) {
            decision.refuse(Outcome.TOO_OLD);
        } else {
            final Rules rules = rulesOf(request.kind);
            rules.timeNs = timeNs;
            rules.decide(request, decision);
        }
        memory.forgetPassedOver();
        if (isRemembered(request, decision) && !memory.hasRoomFor(1)) {
            decision.refuse(Outcome.CAPACITY_EXCEEDED);
        }
        if (isRemembered(request, decision)) {
            remember(request, decision);
        }
        return answer(decision.outcome, false, sequence, timeNs, decision, null);
    }

    private Rules rulesOf(final String kind) {
        return switch (kind) {
            case "DefineCurrency", "DefineWallet", "DefineSource", "OpenPlayer" -> definitionRules;
            case "Deposit", "Withdraw", "Transfer" -> moneyRules;
            case "Bet", "Win", "EndRound" -> roundRules;
            case "Rollback" -> rollbackRules;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Whether it may have happened and been forgotten. */
    private boolean isTooOld(final Request request) {
        final boolean isForgotten = memory.isForgotten(request.source, request.originatedAtMs);
        return switch (request.kind) {
            case "Rollback" -> {
                final Long given = request.timeMs("targetOriginatedAt");
                final long targetMs = given == null ? request.originatedAtMs : given;
                yield rollbackRules.target(request) == null
                        && (isForgotten || memory.isForgotten(request.source, targetMs));
            }
            case "Win" -> isForgotten && !isWinReferenceKept(request);
            case "EndRound" ->
                isForgotten && !isComplete(memory.round(request.source, request.player(), request.round()));
            default -> isForgotten;
        };
    }

    private boolean isWinReferenceKept(final Request request) {
        if (request.has("betTxId") && memory.find(request.source, "Bet", request.id("betTxId")) != null) {
            return true;
        }
        return isComplete(memory.round(request.source, request.player(), request.round()));
    }

    private static boolean isComplete(final Round round) {
        return round != null && !round.isIncomplete;
    }

    private boolean isRemembered(final Request request, final Decision decision) {
        if (NEVER_REMEMBERED.contains(decision.outcome)) {
            return false;
        }
        final boolean isNotFound =
                decision.outcome == Outcome.ROUND_NOT_FOUND || decision.outcome == Outcome.TX_NOT_FOUND;
        return !isNotFound || !Set.of("Win", "EndRound", "Rollback").contains(request.kind);
    }

    private void remember(final Request request, final Decision decision) {
        if (decision.outcome == Outcome.TOMBSTONED) {
            for (final TransactionKey key : rollbackRules.occupied) {
                final Transaction tombstone = new Transaction(key);
                tombstone.isTombstone = true;
                tombstone.rememberedNs = timeNs;
                tombstone.coverMs = Math.max(request.originatedAtMs, nowMs());
                memory.remember(tombstone);
            }
        }
        final Transaction transaction = decision.transaction;
        transaction.content = request.content();
        if (decision.round != null && transaction.content.containsKey("round")) {
            transaction.content.put("round", decision.round.key.id());
        }
        transaction.outcome = decision.outcome;
        transaction.sequence = sequence;
        transaction.timeNs = timeNs;
        transaction.amount = decision.amount;
        transaction.player = decision.player;
        transaction.wallet = decision.wallet;
        transaction.currency = decision.currency;
        transaction.isWalletDefined = definitions.wallets.containsKey(decision.wallet);
        transaction.isCurrencyDefined = definitions.currencies.containsKey(decision.currency);
        transaction.originalAvailable = available(decision.player, decision.wallet, decision.currency);
        transaction.rememberedNs = timeNs;
        transaction.coverMs = Math.max(request.originatedAtMs, nowMs());
        transaction.round = decision.outcome.isSuccess() ? decision.round : null;
        memory.remember(transaction);
    }

    private ObjectNode answerKnown(final Request request, final Transaction known) {
        final Decision echo = new Decision();
        echo.player = request.player();
        echo.wallet = request.wallet;
        echo.currency = request.currency();
        if (known.isTombstone) {
            return answerTombstone(request, known, echo);
        }
        if (isSameContent(request, known)) {
            return answerRepeat(known);
        }
        echo.refuse(Outcome.DUPLICATE_MISMATCH);
        final ObjectNode reply = answer(echo.outcome, false, sequence, timeNs, echo, null);
        final String field = differingField(request, known);
        if (field != null) {
            reply.put("field", field);
        }
        return reply;
    }

    private ObjectNode answerTombstone(final Request request, final Transaction tombstone, final Decision echo) {
        final boolean isFirst = tombstone.outcome == null;
        if (isFirst) {
            tombstone.outcome = Outcome.CANCELLED_BY_ROLLBACK;
            tombstone.sequence = sequence;
            tombstone.timeNs = timeNs;
            tombstone.player = echo.player;
            tombstone.wallet = echo.wallet;
            tombstone.currency = echo.currency;
            tombstone.isWalletDefined = definitions.wallets.containsKey(echo.wallet);
            tombstone.isCurrencyDefined = definitions.currencies.containsKey(echo.currency);
            tombstone.originalAvailable = available(echo.player, echo.wallet, echo.currency);
            tombstone.coverMs = Math.max(tombstone.coverMs, Math.max(request.originatedAtMs, nowMs()));
        }
        return answer(
                tombstone.outcome,
                !isFirst,
                tombstone.sequence,
                tombstone.timeNs,
                echo,
                isFirst ? null : tombstone.originalAvailable);
    }

    private ObjectNode answerRepeat(final Transaction known) {
        final Decision echo = new Decision();
        echo.player = known.player;
        echo.wallet = known.wallet;
        echo.currency = known.currency;
        echo.amount = known.amount;
        return answer(known.outcome, true, known.sequence, known.timeNs, echo, known.originalAvailable);
    }

    private ObjectNode transaction(final Request request) {
        final Transaction known = memory.find(request.source, request.text("kind"), request.txId);
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
                && memory.isForgotten(request.source, request.originatedAtMs);
        final ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("outcome", isTooOld ? Outcome.TOO_OLD.name() : Outcome.TX_NOT_FOUND.name());
        reply.put("seq", sequence);
        reply.put("time", text(timeNs));
        return reply;
    }

    private static boolean isSameContent(final Request request, final Transaction known) {
        final Map<String, String> content = request.content();
        if (known.content.get("wallet") == null && !request.has("wallet")) {
            // No wallet was defined then: the same command would be resolved differently today.
            content.put("wallet", null);
        }
        if (request.has("betTxId") && !request.has("round")) {
            content.put("round", known.content.get("round"));
        }
        return content.equals(known.content);
    }

    private static String differingField(final Request request, final Transaction known) {
        final Map<String, String> content = request.content();
        for (final String field : new String[] {"player", "currency", "wallet", "amount"}) {
            if (!Objects.equals(content.get(field), known.content.get(field))) {
                return field;
            }
        }
        return null;
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
        final BigInteger available = available(decision.player, decision.wallet, decision.currency);
        if (available != null) {
            reply.put("available", available.toString());
            reply.put("held", "0");
        }
        reply.put("amount", decision.amount.toString());
        if (originalAvailable != null) {
            reply.put("originalAvailable", originalAvailable.toString());
        }
        if (decision.debt != null) {
            reply.put("debtRepaid", decision.debtRepaid.toString());
            reply.put("debt", decision.debt.toString());
        }
        return reply;
    }

    /** Null unless player, wallet and currency all exist. */
    private BigInteger available(final Long player, final String wallet, final String currency) {
        final boolean isKnown = player != null
                && definitions.players.contains(player)
                && definitions.wallets.containsKey(wallet)
                && definitions.currencies.containsKey(currency);
        return isKnown ? accounts.available(player, wallet, currency) : null;
    }

    private long nowMs() {
        return Math.floorDiv(timeNs, NS_PER_MS);
    }

    private static String text(final long atNs) {
        return Instant.ofEpochSecond(0, atNs).toString();
    }
}
