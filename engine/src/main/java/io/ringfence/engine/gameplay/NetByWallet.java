package io.ringfence.engine.gameplay;

import java.util.Arrays;

/**
 * What a reversal of several plays moves, net per wallet, in the order in which the wallets first appear. One
 * instance is filled anew for each reversal. Engine thread only.
 */
final class NetByWallet {
    private long[] amounts = new long[0];
    private int[] order = new int[0];
    private boolean[] isIn = new boolean[0];
    private int count;

    void resize(final int wallets) {
        amounts = new long[wallets];
        order = new int[wallets];
        isIn = new boolean[wallets];
    }

    void clear() {
        Arrays.fill(isIn, false);
        count = 0;
    }

    void add(final int walletIndex, final long amount) {
        if (!isIn[walletIndex]) {
            isIn[walletIndex] = true;
            amounts[walletIndex] = 0;
            order[count++] = walletIndex;
        }
        amounts[walletIndex] = Math.addExact(amounts[walletIndex], amount);
    }

    int count() {
        return count;
    }

    int walletIndex(final int position) {
        return order[position];
    }

    long amount(final int position) {
        return amounts[order[position]];
    }

    /** The amount of a wallet, 0 when it is not in. */
    long amountOf(final int walletIndex) {
        return isIn[walletIndex] ? amounts[walletIndex] : 0;
    }

    long total() {
        long total = 0;
        for (int position = 0; position < count; position++) {
            total = Math.addExact(total, amount(position));
        }
        return total;
    }
}
