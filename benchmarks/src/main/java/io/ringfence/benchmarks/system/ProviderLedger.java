package io.ringfence.benchmarks.system;

import java.util.HashMap;
import java.util.Map;

/** The provider's own books: what players have there, and what each transfer moved, once. One thread. */
final class ProviderLedger {
    private final long startBalance;
    private final Map<Long, Long> balances = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    /** What is known of a transfer. */
    static final class Entry {
        /** What it has come to, for whoever asks. */
        ProviderAnswer.Result told = ProviderAnswer.Result.IN_PROGRESS;

        /** The attempt that made it. */
        int attempt;

        /** Into the provider above 0, out of it below. */
        long effect;

        /** Between the request and its execution. */
        long lateMs;
    }

    ProviderLedger(final long startBalance) {
        this.startBalance = startBalance;
    }

    /** What is known of a transfer; null when nothing is. */
    Entry entry(final String transfer) {
        return entries.get(transfer);
    }

    /** Makes the entry of a transfer that is not known yet. */
    Entry open(final ProviderRequest request, final ProviderAnswer.Result told) {
        final Entry entry = new Entry();
        entry.attempt = request.attempt();
        entry.told = told;
        if (entries.put(request.transfer(), entry) != null) {
            throw new IllegalStateException("known already: " + request);
        }
        return entry;
    }

    long balance(final long player) {
        return balances.getOrDefault(player, startBalance);
    }

    /** Moves the money, or refuses for want of it. */
    void execute(final Entry entry, final ProviderRequest request, final long amount, final long nowMs) {
        final long balance = balance(request.player());
        final long moved = amount == ProviderRequest.ALL ? balance : amount;
        if (moved <= 0 || (!request.isIn() && moved > balance)) {
            entry.told = ProviderAnswer.Result.REFUSED;
            return;
        }
        entry.effect = request.isIn() ? moved : -moved;
        entry.lateMs = nowMs - request.sentAtMs();
        entry.told = ProviderAnswer.Result.DONE;
        balances.put(request.player(), balance + entry.effect);
    }
}
