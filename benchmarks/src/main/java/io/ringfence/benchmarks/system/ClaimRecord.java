package io.ringfence.benchmarks.system;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The client's own book of a rain: every answer to every claim, and what cannot be true of them together. Ids are
 * counted: a player's first is its number, its other one behind those of all players. One thread.
 */
final class ClaimRecord {
    private final int players;
    private final int shares;
    private final long minShare;
    private final long[] claimedSequences;
    private final long[] claimedAmounts;
    private final long[] alreadyAmounts;
    private final boolean[] isDecidedNow;
    private final boolean[] isSoldOut;
    private long answers;
    private long claims;
    private long paid;
    private long claimedTwice;
    private long repeats;
    private long soldOut;
    private long alreadyClaimed;
    private long soldOutSequenceMin = Long.MAX_VALUE;
    private long claimedSequenceMax;
    private long unexpected;
    private String firstUnexpected = "";

    ClaimRecord(final int players, final int shares, final long minShare) {
        this.players = players;
        this.shares = shares;
        this.minShare = minShare;
        claimedSequences = new long[2 * players + 1];
        claimedAmounts = new long[2 * players + 1];
        alreadyAmounts = new long[2 * players + 1];
        isDecidedNow = new boolean[2 * players + 1];
        isSoldOut = new boolean[players + 1];
    }

    /** Notes an answer to a claim of a player. */
    void note(final int player, final boolean isOtherId, final CommandAnswer answer) {
        final int id = isOtherId ? players + player : player;
        answers++;
        repeats += answer.isReplay() ? 1 : 0;
        if (answer.sequence() <= 0) {
            surprise(player, answer);
            return;
        }
        switch (answer.outcome()) {
            case CLAIMED -> onClaimed(player, id, answer);
            case ALREADY_CLAIMED -> {
                alreadyClaimed++;
                alreadyAmounts[id] = answer.amount();
            }
            case SOLD_OUT -> {
                soldOut++;
                isSoldOut[player] = true;
                soldOutSequenceMin = Math.min(soldOutSequenceMin, answer.sequence());
                if (answer.amount() != 0) {
                    surprise(player, answer);
                }
            }
            default -> surprise(player, answer);
        }
    }

    private void onClaimed(final int player, final int id, final CommandAnswer answer) {
        if (!answer.isReplay()) {
            claimedTwice += isDecidedNow[id] ? 1 : 0;
            isDecidedNow[id] = true;
        }
        if (claimedSequences[id] != 0) {
            final boolean isSame = claimedSequences[id] == answer.sequence() && claimedAmounts[id] == answer.amount();
            claimedTwice += isSame ? 0 : 1;
            return;
        }
        claimedTwice += claimedSequences[otherId(player, id)] == 0 ? 0 : 1;
        claimedSequences[id] = answer.sequence();
        claimedAmounts[id] = answer.amount();
        claims++;
        paid = Math.addExact(paid, answer.amount());
        claimedSequenceMax = Math.max(claimedSequenceMax, answer.sequence());
        if (answer.amount() < minShare) {
            surprise(player, answer);
        }
    }

    private int otherId(final int player, final int id) {
        return id == player ? players + player : player;
    }

    private void surprise(final int player, final CommandAnswer answer) {
        unexpected++;
        if (firstUnexpected.isEmpty()) {
            firstUnexpected = "player " + player + ": " + answer;
        }
    }

    /**
     * Answers of one player that cannot all be true: a share and sold out, a first amount that was another one, or
     * already claimed without a claim.
     */
    long contradictions() {
        long count = 0;
        for (int player = 1; player <= players; player++) {
            final long amount = amount(player);
            count += isSoldOut[player] && amount != 0 ? 1 : 0;
            count += alreadyAmounts[player] != 0 && alreadyAmounts[player] != amount ? 1 : 0;
            count += alreadyAmounts[players + player] != 0 && alreadyAmounts[players + player] != amount ? 1 : 0;
        }
        return count;
    }

    /** What a player was told it got. */
    long amount(final int player) {
        return claimedAmounts[player] + claimedAmounts[players + player];
    }

    /** The shares in the order in which they were claimed. */
    long[] sharesInOrder() {
        final long[][] rows = new long[(int) claims][];
        int count = 0;
        for (int id = 1; id < claimedSequences.length; id++) {
            if (claimedSequences[id] != 0) {
                rows[count++] = new long[] {claimedSequences[id], claimedAmounts[id]};
            }
        }
        Arrays.sort(rows, Comparator.comparingLong(row -> row[0]));
        final long[] amounts = new long[count];
        for (int i = 0; i < count; i++) {
            amounts[i] = rows[i][1];
        }
        return amounts;
    }

    /** Whether nobody was told that all is gone while a later claim still got something. */
    boolean isSoldOutOnlyAfterTheLast() {
        return soldOutSequenceMin > claimedSequenceMax;
    }

    /** Claims beyond the shares there are. */
    long oversold() {
        return Math.max(0, claims - shares);
    }

    long answers() {
        return answers;
    }

    /** Ids that got a share. */
    long claims() {
        return claims;
    }

    /** All shares that were paid, minor units. */
    long paid() {
        return paid;
    }

    /** Answers that say a claim or a player was paid more than once. */
    long claimedTwice() {
        return claimedTwice;
    }

    /** Answers that say they are repeats. */
    long repeats() {
        return repeats;
    }

    long soldOut() {
        return soldOut;
    }

    long alreadyClaimed() {
        return alreadyClaimed;
    }

    /** Answers that a rain cannot have. */
    long unexpected() {
        return unexpected;
    }

    /** The first of those, for people; empty if there is none. */
    String firstUnexpected() {
        return firstUnexpected;
    }
}
