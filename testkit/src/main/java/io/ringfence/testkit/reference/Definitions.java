package io.ringfence.testkit.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Currencies, wallets, sources and players: what must be defined before money moves. */
final class Definitions {
    /** Wallet to kind, in order of definition. */
    final Map<String, String> wallets = new LinkedHashMap<>();

    final Map<String, Integer> currencies = new LinkedHashMap<>();
    final Map<Integer, SourcePolicy> sources = new LinkedHashMap<>();
    final Set<Long> players = new HashSet<>();

    /** The first wallet of kind CASH, or null. */
    String defaultWallet() {
        for (final Map.Entry<String, String> wallet : wallets.entrySet()) {
            if ("CASH".equals(wallet.getValue())) {
                return wallet.getKey();
            }
        }
        return null;
    }

    /** Whether a balance has a meaning: the player is open, the wallet and the currency are defined. */
    boolean isKnown(final Long player, final String wallet, final String currency) {
        return player != null
                && players.contains(player)
                && wallets.containsKey(wallet)
                && currencies.containsKey(currency);
    }

    boolean isBonus(final String wallet) {
        return "BONUS".equals(wallets.get(wallet));
    }

    /** Wallets that are not BONUS, in order of definition. */
    List<String> realWallets() {
        final List<String> real = new ArrayList<>();
        for (final String wallet : wallets.keySet()) {
            if (!isBonus(wallet)) {
                real.add(wallet);
            }
        }
        return real;
    }
}
