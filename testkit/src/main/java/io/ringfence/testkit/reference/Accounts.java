package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Every balance: the wallets and debts of players, and the sums of the system. */
final class Accounts {
    static final BigInteger INT64_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    static final String CASHIER = "CASHIER";
    static final String PROMO = "PROMO";
    static final String TRANSIT = "TRANSIT";
    static final String CLEARING = "CLEARING";
    static final String ADJUSTMENT = "ADJUSTMENT";

    /** A wallet of a player in a currency. */
    record RowKey(long player, String wallet, String currency) {}

    /** A debt of a player in a currency. */
    record DebtKey(long player, String currency) {}

    /** A system account; source 0 when it has none. */
    record SystemKey(String currency, String account, int source) {}

    final Map<RowKey, BigInteger> rows = new TreeMap<>(Comparator.comparingLong(RowKey::player)
            .thenComparing(RowKey::wallet)
            .thenComparing(RowKey::currency));
    final Map<DebtKey, BigInteger> debts =
            new TreeMap<>(Comparator.comparingLong(DebtKey::player).thenComparing(DebtKey::currency));
    final Map<SystemKey, BigInteger> system = new TreeMap<>(Comparator.comparing(SystemKey::currency)
            .thenComparing(SystemKey::account)
            .thenComparingInt(SystemKey::source));

    /** What open holds have taken out of available; a row that never held anything is absent. */
    final Map<RowKey, BigInteger> held = new HashMap<>();

    private final Definitions definitions;

    Accounts(final Definitions definitions) {
        this.definitions = definitions;
    }

    BigInteger available(final long player, final String wallet, final String currency) {
        return isRow(player, wallet, currency) ? rows.get(new RowKey(player, wallet, currency)) : BigInteger.ZERO;
    }

    BigInteger held(final long player, final String wallet, final String currency) {
        return wallet == null
                ? BigInteger.ZERO
                : held.getOrDefault(new RowKey(player, wallet, currency), BigInteger.ZERO);
    }

    BigInteger debt(final long player, final String currency) {
        return debts.getOrDefault(new DebtKey(player, currency), BigInteger.ZERO);
    }

    boolean isRow(final long player, final String wallet, final String currency) {
        return wallet != null && rows.containsKey(new RowKey(player, wallet, currency));
    }

    int rowCount() {
        return rows.size() + debts.size();
    }

    /** Whether available and held together would pass int64 by a credit that repays debt first. */
    boolean overflows(final long player, final String wallet, final String currency, final BigInteger amount) {
        return exceeds(player, wallet, currency, amount.subtract(repayable(player, wallet, currency, amount)));
    }

    /** Whether available and held together would pass int64 when so much comes in. */
    boolean exceeds(final long player, final String wallet, final String currency, final BigInteger amount) {
        final BigInteger whole = available(player, wallet, currency).add(held(player, wallet, currency));
        return whole.add(amount).compareTo(INT64_MAX) > 0;
    }

    /** Moves money that is there from available to held. */
    void hold(final long player, final String wallet, final String currency, final BigInteger amount) {
        debit(player, wallet, currency, amount);
        held.merge(new RowKey(player, wallet, currency), amount, BigInteger::add);
    }

    /** Takes money out of held; where it goes is posted by the caller. */
    void takeHeld(final long player, final String wallet, final String currency, final BigInteger amount) {
        final BigInteger rest = held(player, wallet, currency).subtract(amount);
        if (rest.signum() < 0) {
            throw new IllegalStateException("held below zero");
        }
        if (amount.signum() != 0) {
            held.put(new RowKey(player, wallet, currency), rest);
        }
    }

    /** Puts money into a wallet; a wallet that is not BONUS pays the player's debt first. */
    void credit(
            final long player,
            final String wallet,
            final String currency,
            final BigInteger amount,
            final Decision decision) {
        if (amount.signum() == 0) {
            return;
        }
        final BigInteger repaid = repayable(player, wallet, currency, amount);
        if (repaid.signum() > 0) {
            final BigInteger rest = debt(player, currency).subtract(repaid);
            debts.put(new DebtKey(player, currency), rest);
            decision.debtChanged(repaid, rest);
        }
        if (amount.compareTo(repaid) > 0) {
            rows.merge(new RowKey(player, wallet, currency), amount.subtract(repaid), BigInteger::add);
        }
    }

    /** Whether a credit makes a row: not when a debt takes all of it. */
    boolean isNewRow(final long player, final String wallet, final String currency, final BigInteger amount) {
        return !isRow(player, wallet, currency) && amount.compareTo(repayable(player, wallet, currency, amount)) > 0;
    }

    private BigInteger repayable(
            final long player, final String wallet, final String currency, final BigInteger amount) {
        return definitions.isBonus(wallet)
                ? BigInteger.ZERO
                : debt(player, currency).min(amount);
    }

    /** Takes money that is there. */
    void debit(final long player, final String wallet, final String currency, final BigInteger amount) {
        if (amount.signum() == 0) {
            return;
        }
        final BigInteger rest = available(player, wallet, currency).subtract(amount);
        if (rest.signum() < 0) {
            throw new IllegalStateException("available below zero");
        }
        rows.put(new RowKey(player, wallet, currency), rest);
    }

    /** Takes this wallet, then the other wallets that are not BONUS, then books debt. */
    void take(
            final long player,
            final String wallet,
            final String currency,
            final BigInteger amount,
            final Decision decision) {
        final BigInteger own = available(player, wallet, currency).min(amount);
        debit(player, wallet, currency, own);
        BigInteger rest = amount.subtract(own);
        for (final String other : definitions.realWallets()) {
            if (!other.equals(wallet)) {
                final BigInteger part = available(player, other, currency).min(rest);
                debit(player, other, currency, part);
                rest = rest.subtract(part);
            }
        }
        if (rest.signum() > 0) {
            debts.merge(new DebtKey(player, currency), rest, BigInteger::add);
            decision.debtChanged(BigInteger.ZERO, debt(player, currency));
        }
    }

    void post(final String currency, final String account, final int source, final BigInteger amount) {
        if (amount.signum() != 0) {
            system.merge(new SystemKey(currency, account, source), amount, BigInteger::add);
        }
    }

    void postHouse(final String currency, final int source, final BigInteger amount) {
        post(currency, "HOUSE", source, amount);
    }

    Runnable picture() {
        final Map<RowKey, BigInteger> rowsThen = new HashMap<>(rows);
        final Map<DebtKey, BigInteger> debtsThen = new HashMap<>(debts);
        final Map<SystemKey, BigInteger> systemThen = new HashMap<>(system);
        final Map<RowKey, BigInteger> heldThen = new HashMap<>(held);
        return () -> {
            refill(rows, rowsThen);
            refill(debts, debtsThen);
            refill(system, systemThen);
            refill(held, heldThen);
        };
    }

    private static <K> void refill(final Map<K, BigInteger> map, final Map<K, BigInteger> then) {
        map.clear();
        map.putAll(then);
    }

    /** Everything that players own in a currency, held or not, less their debts. */
    BigInteger players(final String currency) {
        BigInteger sum = BigInteger.ZERO;
        for (final Map.Entry<RowKey, BigInteger> row : rows.entrySet()) {
            if (row.getKey().currency().equals(currency)) {
                sum = sum.add(row.getValue());
            }
        }
        for (final Map.Entry<RowKey, BigInteger> row : held.entrySet()) {
            if (row.getKey().currency().equals(currency)) {
                sum = sum.add(row.getValue());
            }
        }
        for (final Map.Entry<DebtKey, BigInteger> debt : debts.entrySet()) {
            if (debt.getKey().currency().equals(currency)) {
                sum = sum.subtract(debt.getValue());
            }
        }
        return sum;
    }
}
