package io.ringfence.testkit.reference;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ids and rounds that are remembered, and how far back each source's memory is no longer complete. */
final class Memory {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** In order of first arrival. */
    final Map<TransactionKey, Transaction> transactions = new LinkedHashMap<>();

    final Map<RoundKey, Round> rounds = new LinkedHashMap<>();

    private final Map<Integer, Long> watermarksMs = new HashMap<>();
    private final LedgerConfig config;
    private final Definitions definitions;

    Memory(final LedgerConfig config, final Definitions definitions) {
        this.config = config;
        this.definitions = definitions;
    }

    Transaction find(final int source, final String kind, final String txId) {
        return transactions.get(new TransactionKey(source, kind, txId));
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
        return transactions.values().stream().filter(Transaction::isPinned).count();
    }

    /** True when so many ids more can be remembered, be it by forgetting others. */
    boolean hasRoomFor(final int ids) {
        return config.transactionsMax() - pinned() >= ids;
    }

    boolean mayPinMore() {
        return LedgerConfig.mayOpen(pinned(), config.transactionsMax());
    }

    boolean mayOpenRound() {
        return LedgerConfig.mayOpen(rounds.size(), config.roundsMax());
    }

    /** Closes what was idle too long and forgets what is too old, as if it had happened when it was due. */
    void advanceTo(final long timeNs) {
        for (final Round round : rounds.values()) {
            if (round.isOpen() && round.touchedNs + idleNs(round) <= timeNs) {
                round.close(null);
            }
        }
        for (final Transaction transaction : transactions.values()) {
            final long dueNs = transaction.rememberedNs + config.idHorizonSeconds() * NS_PER_SECOND;
            transaction.isPassedOver = transaction.isPassedOver || dueNs <= timeNs;
        }
        forgetPassedOver();
    }

    /** The idle time that the round's source states now. */
    private long idleNs(final Round round) {
        return definitions.sources.get(round.key.source()).roundIdleSeconds() * NS_PER_SECOND;
    }

    /** Forgets everything whose turn has come and that no open round needs. */
    void forgetPassedOver() {
        final Iterator<Transaction> oldestFirst = transactions.values().iterator();
        while (oldestFirst.hasNext()) {
            final Transaction transaction = oldestFirst.next();
            if (transaction.isPassedOver && !transaction.isPinned()) {
                oldestFirst.remove();
                forgotten(transaction);
            }
        }
    }

    /** Remembers an id as the youngest; the oldest that nothing open needs makes room for it. */
    void remember(final Transaction transaction) {
        if (transaction.isPlay()) {
            // Before anything is forgotten: a late win must not lose its round to its own arrival.
            transaction.round.playsKept++;
            rounds.putIfAbsent(transaction.round.key, transaction.round);
        }
        while (transactions.size() >= config.transactionsMax()) {
            passOverOne(transaction.key.source());
            forgetPassedOver();
        }
        transactions.put(transaction.key, transaction);
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
        oldest.get(chosen).isPassedOver = true;
    }

    private void forgotten(final Transaction transaction) {
        watermarksMs.merge(transaction.key.source(), transaction.coverMs + config.skewMs(), Math::max);
        if (transaction.isPlay()) {
            final Round round = transaction.round;
            round.isIncomplete = true;
            round.playsKept--;
            if (round.playsKept == 0) {
                rounds.remove(round.key);
            }
        }
    }
}
