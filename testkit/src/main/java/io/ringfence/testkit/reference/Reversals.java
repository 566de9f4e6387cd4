package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives back stakes and takes back wins, net per wallet. */
final class Reversals {
    private final LedgerConfig config;
    private final Definitions definitions;
    private final Accounts accounts;

    Reversals(final LedgerConfig config, final Definitions definitions, final Accounts accounts) {
        this.config = config;
        this.definitions = definitions;
        this.accounts = accounts;
    }

    /** What a reversal moves: per wallet the sum to the player, negative when it is taken. */
    static final class Net {
        final long player;
        final String currency;
        final int source;
        private final Map<String, BigInteger> toPlayer = new LinkedHashMap<>();

        Net(final long player, final String currency, final int source) {
            this.player = player;
            this.currency = currency;
            this.source = source;
        }

        void add(final String wallet, final BigInteger amount) {
            toPlayer.merge(wallet, amount, BigInteger::add);
        }

        Iterable<String> wallets() {
            return toPlayer.keySet();
        }

        BigInteger of(final String wallet) {
            return toPlayer.getOrDefault(wallet, BigInteger.ZERO);
        }

        BigInteger total() {
            return toPlayer.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    Outcome check(final Net net) {
        final boolean isDebtBooked = definitions.sources.get(net.source).isDebtBooked();
        if (!isDebtBooked && isShort(net)) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        for (final String wallet : net.wallets()) {
            if (net.of(wallet).signum() > 0 && accounts.overflows(net.player, wallet, net.currency, net.of(wallet))) {
                return Outcome.AMOUNT_OVERFLOW;
            }
        }
        return isDebtBooked ? checkDebt(net) : null;
    }

    /** Credits first, then debits, both in the order in which the wallets first appear. */
    void post(final Net net, final Decision decision) {
        accounts.postHouse(net.currency, net.source, net.total().negate());
        for (final String wallet : net.wallets()) {
            if (net.of(wallet).signum() > 0) {
                accounts.credit(net.player, wallet, net.currency, net.of(wallet), decision);
            }
        }
        for (final String wallet : net.wallets()) {
            if (net.of(wallet).signum() < 0) {
                accounts.take(net.player, wallet, net.currency, net.of(wallet).negate(), decision);
            }
        }
    }

    private boolean isShort(final Net net) {
        for (final String wallet : net.wallets()) {
            if (net.of(wallet).negate().compareTo(accounts.available(net.player, wallet, net.currency)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Posts it, looks at the debt, and takes the posting back. */
    private Outcome checkDebt(final Net net) {
        final Map<Accounts.RowKey, BigInteger> rows = new LinkedHashMap<>(accounts.rows);
        final Map<Accounts.DebtKey, BigInteger> debts = new LinkedHashMap<>(accounts.debts);
        final Map<Accounts.SystemKey, BigInteger> system = new LinkedHashMap<>(accounts.system);
        post(net, new Decision());
        final BigInteger debt = accounts.debt(net.player, net.currency);
        final boolean isNewDebt = accounts.debts.size() > debts.size();
        restore(accounts.rows, rows);
        restore(accounts.debts, debts);
        restore(accounts.system, system);
        if (debt.compareTo(Accounts.INT64_MAX) > 0) {
            return Outcome.AMOUNT_OVERFLOW;
        }
        return isNewDebt && accounts.rowCount() >= config.accountsMax() ? Outcome.CAPACITY_EXCEEDED : null;
    }

    private static <K> void restore(final Map<K, BigInteger> map, final Map<K, BigInteger> before) {
        map.clear();
        map.putAll(before);
    }
}
