package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a reversal moves: per wallet the sum to the player, negative when it is taken. */
final class Net {
    final long player;
    final String currency;
    final int source;
    private final Map<String, BigInteger> toPlayer = new LinkedHashMap<>();
    private final Map<String, BigInteger> ofHeld = new LinkedHashMap<>();

    Net(final long player, final String currency, final int source) {
        this.player = player;
        this.currency = currency;
        this.source = source;
    }

    /** Between the house and a wallet. */
    void add(final String wallet, final BigInteger amount) {
        toPlayer.merge(wallet, amount, BigInteger::add);
    }

    /** From held to available of a wallet. */
    void addHeld(final String wallet, final BigInteger amount) {
        add(wallet, BigInteger.ZERO);
        ofHeld.merge(wallet, amount, BigInteger::add);
    }

    /** In the order in which they first appeared. */
    Iterable<String> wallets() {
        return toPlayer.keySet();
    }

    /** What a wallet gets or gives, with what comes out of held. */
    BigInteger of(final String wallet) {
        return toPlayer.getOrDefault(wallet, BigInteger.ZERO).add(held(wallet));
    }

    BigInteger held(final String wallet) {
        return ofHeld.getOrDefault(wallet, BigInteger.ZERO);
    }

    /** What the house pays, without what was held. */
    BigInteger total() {
        return toPlayer.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}
