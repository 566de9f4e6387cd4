package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which decisions are remembered and how, what counts as the same again, and what is too old to be told apart. */
final class Remembering {
    /** Decisions that time or another command may change, whatever the command was. */
    private static final Set<Outcome> NEVER_REMEMBERED = Set.of(
            Outcome.TOO_OLD,
            Outcome.TIME_INVALID,
            Outcome.CAPACITY_EXCEEDED,
            Outcome.AMOUNT_OVERFLOW,
            Outcome.SOLD_OUT,
            Outcome.ENDED,
            Outcome.NOT_STARTED,
            Outcome.PAUSED);

    private static final Set<String> MAY_COME_LATER = Set.of("Win", "EndRound", "Rollback", "Resettle");

    private final World world;
    private final RollbackRules rollbackRules;

    Remembering(final World world, final RollbackRules rollbackRules) {
        this.world = world;
        this.rollbackRules = rollbackRules;
    }

    boolean isRemembered(final String kind, final Outcome outcome) {
        if (NEVER_REMEMBERED.contains(outcome)) {
            return false;
        }
        final boolean isNotFound = outcome == Outcome.ROUND_NOT_FOUND || outcome == Outcome.TX_NOT_FOUND;
        return !isNotFound || !MAY_COME_LATER.contains(kind);
    }

    void remember(final Request request, final Decision decision) {
        if (decision.outcome == Outcome.TOMBSTONED) {
            for (final TransactionKey key : rollbackRules.occupied) {
                if (world.memory.find(key) != null) {
                    continue;
                }
                // Asked for one by one: making room for the one before may have forgotten it.
                final Transaction tombstone = new Transaction(key);
                tombstone.isTombstone = true;
                cover(tombstone, request);
                world.memory.remember(tombstone);
            }
        }
        final Transaction transaction = new Transaction(request.key());
        transaction.content = request.content();
        if (decision.round != null && "Win".equals(request.kind)) {
            transaction.content.put("round", decision.round.key.id());
        }
        transaction.outcome = decision.outcome;
        transaction.amount = decision.amount;
        transaction.details = decision.details;
        name(transaction, decision);
        cover(transaction, request);
        final boolean isDone = decision.outcome.isSuccess();
        transaction.round = isDone ? decision.round : null;
        transaction.play = isDone ? decision.play : null;
        transaction.hold = decision.hold;
        transaction.transfer = decision.transfer;
        world.memory.remember(transaction);
    }

    /** A late command meets the tombstone of its key, for the first time. */
    void fill(final Transaction tombstone, final Request request, final Decision echo) {
        final long rememberedNs = tombstone.rememberedNs;
        final long coverMs = tombstone.coverMs;
        tombstone.outcome = Outcome.CANCELLED_BY_ROLLBACK;
        name(tombstone, echo);
        cover(tombstone, request);
        tombstone.rememberedNs = rememberedNs;
        tombstone.coverMs = Math.max(tombstone.coverMs, coverMs);
    }

    private void name(final Transaction transaction, final Decision decision) {
        transaction.sequence = world.sequence;
        transaction.timeNs = world.timeNs;
        transaction.player = decision.player;
        transaction.wallet = decision.wallet;
        transaction.currency = decision.currency;
        transaction.isWalletDefined = world.definitions.wallets.containsKey(decision.wallet);
        transaction.isCurrencyDefined = world.definitions.currencies.containsKey(decision.currency);
        final boolean isKnown = world.definitions.isKnown(decision.player, decision.wallet, decision.currency);
        transaction.originalAvailable =
                isKnown ? world.accounts.available(decision.player, decision.wallet, decision.currency) : null;
    }

    private void cover(final Transaction transaction, final Request request) {
        transaction.rememberedNs = world.timeNs;
        transaction.coverMs = Math.max(request.originatedAtMs, world.nowMs());
    }

    boolean isSameContent(final Request request, final Transaction known) {
        final Map<String, String> content = request.content();
        if (known.content.get("wallet") == null && !request.has("wallet")) {
            // No wallet was defined then: the same command would be resolved differently today.
            content.put("wallet", null);
        }
        if ("Win".equals(request.kind) && request.has("betTxId") && !request.has("round")) {
            content.put("round", known.content.get("round"));
        }
        return content.equals(known.content);
    }

    /** The first of the four that a mismatch may name, or null. */
    static String differingField(final Request request, final Transaction known) {
        final Map<String, String> content = request.content();
        for (final String field : List.of("player", "currency", "wallet", "amount")) {
            if (!Objects.equals(content.get(field), known.content.get(field))) {
                return field;
            }
        }
        return null;
    }

    /** Whether it may have happened and been forgotten. */
    boolean isTooOld(final Request request) {
        final Memory memory = world.memory;
        final boolean isForgotten = memory.isForgotten(request.source, request.originatedAtMs);
        return switch (request.kind) {
            case "Rollback" -> {
                final Long given = request.timeMs("targetOriginatedAt");
                final long targetMs = given == null ? request.originatedAtMs : given;
                yield rollbackRules.target(request) == null
                        && (isForgotten || memory.isForgotten(request.source, targetMs));
            }
            case "Win" -> isForgotten && !isBetKept(request) && !isRoundComplete(request);
            case "Resettle" -> isForgotten && !isBetKept(request);
            case "EndRound" -> isForgotten && !isRoundComplete(request);
            case "CaptureHold", "ReleaseHold" -> {
                final Hold hold = memory.hold(request.source, request.id("hold"));
                yield isForgotten && (hold == null || hold.isIncomplete);
            }
            case "DispatchTransfer", "ReportTransfer", "CancelTransfer", "ResolveTransfer" -> {
                final ProviderTransfer transfer = memory.transfer(request.source, request.id("transfer"));
                yield isForgotten && (transfer == null || transfer.isIncomplete);
            }
            default -> isForgotten;
        };
    }

    private boolean isBetKept(final Request request) {
        return world.memory.findBet(request.source, request.id("betTxId")) != null;
    }

    private boolean isRoundComplete(final Request request) {
        final Round round = world.memory.round(request.source, request.player(), request.round());
        return round != null && !round.isIncomplete;
    }
}
