package io.ringfence.testkit.match;

import io.ringfence.testkit.SeededRandom;

/** Bets that nobody has settled yet, in columns. Not thread safe; does not allocate after construction. */
final class OpenBets {
    private final long[] txIdLow;
    private final int[] player;
    private final int[] stake;
    private int size;

    OpenBets(final int sizeMax) {
        txIdLow = new long[sizeMax];
        player = new int[sizeMax];
        stake = new int[sizeMax];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == txIdLow.length;
    }

    void add(final long betTxIdLow, final int betPlayer, final int betStake) {
        txIdLow[size] = betTxIdLow;
        player[size] = betPlayer;
        stake[size] = betStake;
        size++;
    }

    /** Chooses a bet and puts it last, where the accessors see it; there must be one. */
    void choose(final SeededRandom random) {
        final int chosen = random.nextInt(size);
        final int last = size - 1;
        final long id = txIdLow[chosen];
        final int who = player[chosen];
        final int amount = stake[chosen];
        txIdLow[chosen] = txIdLow[last];
        player[chosen] = player[last];
        stake[chosen] = stake[last];
        txIdLow[last] = id;
        player[last] = who;
        stake[last] = amount;
    }

    long txIdLow() {
        return txIdLow[size - 1];
    }

    int player() {
        return player[size - 1];
    }

    int stake() {
        return stake[size - 1];
    }

    void removeChosen() {
        size--;
    }

    /** The bet that was removed last, until another is added. */
    long txIdLowRemoved() {
        return txIdLow[size];
    }

    int playerRemoved() {
        return player[size];
    }
}
