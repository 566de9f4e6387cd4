package io.ringfence.testkit.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ids, rounds, holds and transfers that are remembered, and how far back each source's memory is complete. */
final class Memory {
    private static final List<String> BET_KINDS = List.of("Bet", "PlaceHold", "BetWin");

    /** In order of first arrival. */
    final Map<TransactionKey, Transaction> transactions = new LinkedHashMap<>();

    final Map<RoundKey, Round> rounds = new LinkedHashMap<>();

    /** By the PlaceHold that made them, ended ones as long as it is remembered. */
    final Map<TransactionKey, Hold> holds = new LinkedHashMap<>();

    /** By the BeginTransfer that made them, final ones as long as it is remembered. */
    final Map<TransactionKey, ProviderTransfer> transfers = new LinkedHashMap<>();

    /** What the commands of a Batch decided so far: known, but nothing is forgotten for it before the Batch is done. */
    private final Map<TransactionKey, Transaction> staged = new LinkedHashMap<>();

    /** Those whose turn to be forgotten has come, but something open needs them. */
    private final Set<Transaction> passedOver = new LinkedHashSet<>();

    private final Map<Integer, Long> watermarksMs = new HashMap<>();
    private final LedgerConfig config;
    private final Definitions definitions;
    private boolean isStaging;

    Memory(final LedgerConfig config, final Definitions definitions) {
        this.config = config;
        this.definitions = definitions;
    }

    Transaction find(final TransactionKey key) {
        final Transaction found = staged.get(key);
        return found == null ? transactions.get(key) : found;
    }

    Transaction find(final int source, final String kind, final String txId) {
        return find(new TransactionKey(source, kind, txId));
    }

    /** The first of these kinds that is known under an id; a tombstone only when none is; else null. */
    Transaction findTarget(final int source, final List<String> kinds, final String txId) {
        Transaction tombstone = null;
        for (final String kind : kinds) {
            final Transaction found = find(source, kind, txId);
            if (found != null && found.isTombstone) {
                tombstone = found;
            } else if (found != null) {
                return found;
            }
        }
        return tombstone;
    }

    /** What a Win or a Resettle means by a bet. */
    Transaction findBet(final int source, final String txId) {
        return txId == null ? null : findTarget(source, BET_KINDS, txId);
    }

    Hold hold(final int source, final String id) {
        return holds.get(new TransactionKey(source, "PlaceHold", id));
    }

    ProviderTransfer transfer(final int source, final String id) {
        return transfers.get(new TransactionKey(source, "BeginTransfer", id));
    }

    Round round(final int source, final long player, final String id) {
        return id == null ? null : rounds.get(new RoundKey(source, player, id));
    }

    /** True when a time lies where ids of this source may have been forgotten. */
    boolean isForgotten(final int source, final long timeMs) {
        final Long watermarkMs = watermarksMs.get(source);
        return watermarkMs != null && timeMs <= watermarkMs;
    }

    long pinned() {
        return pinned(transactions) + pinned(staged);
    }

    private static long pinned(final Map<TransactionKey, Transaction> ids) {
        return ids.values().stream().filter(Transaction::isPinned).count();
    }

    /** True when so many ids more can be remembered, be it by forgetting others. */
    boolean hasRoomFor(final int ids) {
        return known() + ids <= config.transactionsMax() || pinned() + ids <= config.transactionsMax();
    }

    boolean mayPinMore() {
        return LedgerConfig.mayOpen(known(), config.transactionsMax())
                || LedgerConfig.mayOpen(pinned(), config.transactionsMax());
    }

    /** Never below the number of those that are pinned, and known without counting. */
    private int known() {
        return transactions.size() + staged.size();
    }

    boolean mayOpenRound() {
        return LedgerConfig.mayOpen(rounds.size(), config.roundsMax());
    }

    /** Forgets what is too old: they stand in order of age. */
    void ageTo(final long timeNs) {
        for (final Transaction transaction : transactions.values()) {
            if (transaction.rememberedNs + config.idHorizonSeconds() * World.NS_PER_SECOND > timeNs) {
                break;
            }
            passOver(transaction);
        }
        forgetPassedOver();
    }

    private void passOver(final Transaction transaction) {
        transaction.isPassedOver = true;
        passedOver.add(transaction);
    }

    /** Forgets everything whose turn has come and that nothing open needs. */
    void forgetPassedOver() {
        if (isStaging) {
            return;
        }
        final List<Transaction> gone = passedOver.stream()
                .filter(transaction -> !transaction.isPinned())
                .toList();
        for (final Transaction transaction : gone) {
            passedOver.remove(transaction);
            transactions.remove(transaction.key);
            forgotten(transaction);
        }
    }

    /** Remembers an id as the youngest; others that nothing open needs make room for it. */
    void remember(final Transaction transaction) {
        if (isStaging) {
            staged.put(transaction.key, transaction);
            return;
        }
        if (transaction.round != null) {
            // Before anything is forgotten: a late win must not lose its round to its own arrival.
            transaction.round.idsKept++;
            rounds.putIfAbsent(transaction.round.key, transaction.round);
        }
        while (transactions.size() >= config.transactionsMax()) {
            passOverOne(transaction.key.source());
            forgetPassedOver();
        }
        transactions.put(transaction.key, transaction);
    }

    /** From here on what is decided is known, but nothing is forgotten for it. */
    void beginBatch() {
        isStaging = true;
    }

    /** Whether all that the Batch has made, and its own id, can be remembered. */
    boolean hasRoomForBatch() {
        final long unpinned = staged.values().stream()
                .filter(transaction -> !transaction.isPinned())
                .count();
        return hasRoomFor((int) unpinned + 1);
    }

    /** Nothing of it happened: the caller has put back the picture. */
    void abandonBatch() {
        isStaging = false;
        staged.clear();
    }

    /** Remembers all of it in order. */
    void commitBatch() {
        isStaging = false;
        forgetPassedOver();
        final List<Transaction> made = new ArrayList<>(staged.values());
        staged.clear();
        made.forEach(this::remember);
    }

    private void passOverOne(final int insertingSource) {
        final Map<Integer, Long> kept = new HashMap<>();
        final Map<Integer, Transaction> oldest = new HashMap<>();
        for (final Transaction transaction : transactions.values()) {
            kept.merge(transaction.key.source(), 1L, Long::sum);
            if (!transaction.isPassedOver) {
                oldest.putIfAbsent(transaction.key.source(), transaction);
            }
        }
        final long share = config.transactionsMax() / Math.max(1, definitions.sources.size());
        int chosen = insertingSource;
        if (kept.getOrDefault(insertingSource, 0L) < share || !oldest.containsKey(insertingSource)) {
            chosen = oldest.keySet().stream()
                    .min((one, other) -> {
                        final int most = Long.compare(kept.get(other), kept.get(one));
                        return most == 0 ? Integer.compare(one, other) : most;
                    })
                    .orElseThrow(() -> new IllegalStateException("no id can be forgotten"));
        }
        passOver(oldest.get(chosen));
    }

    private void forgotten(final Transaction transaction) {
        watermarksMs.merge(transaction.key.source(), transaction.coverMs + config.skewMs(), Math::max);
        final Round round = transaction.round;
        if (round != null) {
            round.isIncomplete = true;
            round.idsKept--;
            if (round.idsKept == 0) {
                rounds.remove(round.key);
            }
        }
        if (transaction.hold != null) {
            transaction.hold.isIncomplete = true;
            holds.remove(transaction.key);
        }
        if (transaction.transfer != null) {
            transaction.transfer.isIncomplete = true;
            transfers.remove(transaction.key);
        }
    }

    /** Of what a player has; ids need none, because nothing is remembered or forgotten inside a batch. */
    Runnable picture(final long player) {
        final List<Runnable> parts = new ArrayList<>();
        rounds.values().stream()
                .filter(round -> round.key.player() == player)
                .forEach(round -> parts.add(round.picture()));
        holds.values().stream().filter(hold -> hold.player == player).forEach(hold -> parts.add(hold.picture()));
        final Map<RoundKey, Round> roundsThen = new LinkedHashMap<>(rounds);
        final Map<TransactionKey, Hold> holdsThen = new LinkedHashMap<>(holds);
        return () -> {
            parts.forEach(Runnable::run);
            rounds.clear();
            rounds.putAll(roundsThen);
            holds.clear();
            holds.putAll(holdsThen);
        };
    }
}
