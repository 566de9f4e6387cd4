package io.ringfence.engine.gameplay;

import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateHash;
import io.ringfence.protocol.codec.RoundState;
import java.util.Arrays;

/**
 * The rounds, and for each source the open ones in order of their last touch. Engine thread only.
 *
 * <p>This class keeps the rows; what may happen to a round is decided in {@code RoundLifecycle}, {@code Betting} and
 * {@code Reversals}.
 */
final class Rounds extends RoundCells {
    private final Plays plays;
    private RowIndex index;
    private int[] longestUntouched = new int[0];
    private int[] lastTouched = new int[0];
    private long hashSeed;

    Rounds(final StateHash hash, final Plays plays) {
        super(hash);
        index = new RowIndex(hash.undo(), 0);
        this.plays = plays;
        plays.ownedBy(this);
    }

    void configure(final int rows, final int sources, final long newHashSeed) {
        hashSeed = newHashSeed;
        resize(rows);
        index = new RowIndex(undo(), rows);
        for (int row = 0; row < highWater(); row++) {
            if (isLive(row)) {
                index.insert(keyHash(row), row);
            }
        }
        final int before = longestUntouched.length;
        longestUntouched = Arrays.copyOf(longestUntouched, sources);
        lastTouched = Arrays.copyOf(lastTouched, sources);
        Arrays.fill(longestUntouched, before, sources, NULL_ROW);
        Arrays.fill(lastTouched, before, sources, NULL_ROW);
    }

    int find(final int sourceIndex, final long player, final long roundHigh, final long roundLow) {
        final long hash = keyHash(sourceIndex, player, roundHigh, roundLow);
        final RowIndex rounds = index;
        for (int slot = rounds.first(hash); slot >= 0; slot = rounds.next(slot, hash)) {
            final int row = rounds.rowAt(slot);
            final int start = row * STRIDE;
            if (cells[start + ROUND_LOW] == roundLow
                    && cells[start + ROUND_HIGH] == roundHigh
                    && cells[start + PLAYER] == player
                    && (cells[start + META] & SOURCE_MASK) == sourceIndex) {
                return row;
            }
        }
        return NULL_ROW;
    }

    int touchIndex(final long hash) {
        return index.touch(hash);
    }

    int touchIndexOf(final int row) {
        return index.touch(keyHash(row));
    }

    /** The row that is likely that of the round with this hash, or NULL_ROW. */
    int glance(final long hash) {
        return index.glance(hash);
    }

    int open(
            final int sourceIndex,
            final long player,
            final long roundHigh,
            final long roundLow,
            final int currencyIndex) {
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + ROUND_HIGH, roundHigh);
        put(start + ROUND_LOW, roundLow);
        put(start + PLAYER, player);
        put(
                start + META,
                sourceIndex | (currencyIndex + 1L) << CURRENCY_SHIFT | (long) RoundState.OPEN.value() << STATE_SHIFT);
        index.insert(keyHash(row), row);
        end(row);
        linkLast(row, sourceIndex);
        return row;
    }

    /** Ends a round that is over and has no play left. */
    void remove(final int row) {
        index.remove(keyHash(row), row);
        release(row);
    }

    /**
     * Adds a play to the end of the round's list and its amount to the sums.
     *
     * @param row of the round.
     * @param playRow of the play.
     * @param amount the stake of a bet, what a win pays, a hold holds or a resettlement changes; minor units.
     */
    void addPlay(final int row, final int playRow, final long amount) {
        begin(row);
        final int start = row * STRIDE;
        switch (plays.kind(playRow)) {
            case Plays.BET -> {
                add(start + STAKED, amount);
                add(start + BETS, 1 + (1L << HALF_SHIFT));
            }
            case Plays.BETWIN -> {
                add(start + STAKED, amount);
                add(start + BETS, 1 + (1L << HALF_SHIFT));
                addWon(start, plays.ownWin(playRow));
            }
            case Plays.WIN -> {
                addWon(start, amount);
                add(start + WINS, 1);
            }
            case Plays.HOLD -> {
                add(start + BETS, 1L << HALF_SHIFT);
                add(start + META, 1L << HOLDS_SHIFT);
                add(start + HELD, amount);
            }
            default -> {
                add(start + (amount < 0 ? REVERSED : WON), Math.abs(amount));
                add(start + WON_NET, amount);
                add(start + WINS, 1L << HALF_SHIFT);
            }
        }
        end(row);
        append(row, playRow);
    }

    /** Puts a play at the end of the round's list. */
    void append(final int row, final int playRow) {
        final int start = row * STRIDE;
        final int last = lastPlay(row);
        if (last == NULL_ROW) {
            put(start + LIST, playRow + 1L);
        } else {
            plays.next(last, playRow);
        }
        put(start + LIST, (cells[start + LIST] & HALF_MASK) | (playRow + 1L) << HALF_SHIFT);
    }

    private void addWon(final int start, final long amount) {
        add(start + WON, amount);
        add(start + WON_NET, amount);
    }

    /** Adds a stake that was captured from a hold; the first of a hold makes it a bet. */
    void capture(final int row, final long amount, final boolean isFirst) {
        begin(row);
        add(row * STRIDE + STAKED, amount);
        add(row * STRIDE + HELD, -amount);
        add(row * STRIDE + BETS, isFirst ? 1 : 0);
        end(row);
    }

    /** A hold of this round is no longer open; it does not capture its rest. */
    void endHold(final int row, final long rest) {
        begin(row);
        add(row * STRIDE + HELD, -rest);
        add(row * STRIDE + META, -(1L << HOLDS_SHIFT));
        end(row);
    }

    /** Takes the first play, whose id is forgotten, out of the list. */
    void removeFirstPlay(final int row, final int playRow) {
        Invariants.check(firstPlay(row) == playRow, "the oldest play of a round is forgotten first");
        final int start = row * STRIDE;
        final int second = plays.next(playRow);
        begin(row);
        put(start + META, cells[start + META] | INCOMPLETE);
        end(row);
        put(start + LIST, second == NULL_ROW ? 0 : (cells[start + LIST] & ~HALF_MASK) | (second + 1L));
    }

    /**
     * Counts a reversal in this round.
     *
     * @param row of the round.
     * @param stake minor units that go back of a stake.
     * @param won minor units that go back of what was won.
     * @param isBetGone whether one bet less is left.
     */
    void reverse(final int row, final long stake, final long won, final boolean isBetGone) {
        begin(row);
        final int start = row * STRIDE;
        add(start + REVERSED, stake + won);
        add(start + WON_NET, -won);
        add(start + BETS, isBetGone ? -1 : 0);
        end(row);
    }

    /** Moves an open round to the end of the order of touches. */
    void touch(final int row, final long timestampNs, final long ordinal) {
        begin(row);
        put(row * STRIDE + TOUCHED_NS, timestampNs);
        put(row * STRIDE + TOUCHED_BY, ordinal);
        end(row);
        final int sourceIndex = sourceIndex(row);
        if (lastTouched[sourceIndex] != row) {
            unlink(row, sourceIndex);
            linkLast(row, sourceIndex);
        }
    }

    /** Ends an open round; it leaves the order of touches. */
    void finish(final int row, final RoundState state, final long closer) {
        begin(row);
        final int start = row * STRIDE;
        put(start + META, (cells[start + META] & ~(BYTE_MASK << STATE_SHIFT)) | (long) state.value() << STATE_SHIFT);
        put(start + CLOSER, closer);
        end(row);
        unlink(row, sourceIndex(row));
    }

    /** Names another closer of a closed round, whose former one was reversed. */
    void closer(final int row, final long ordinal) {
        begin(row);
        put(row * STRIDE + CLOSER, ordinal);
        put(row * STRIDE + META, cells[row * STRIDE + META] & ~CLOSER_REVERSED);
        end(row);
    }

    /** The win that closed this round was reversed in full. */
    void closerReversed(final int row) {
        begin(row);
        put(row * STRIDE + META, cells[row * STRIDE + META] | CLOSER_REVERSED);
        end(row);
    }

    /** The open round of a source that was not touched for longest, or NULL_ROW. */
    int longestUntouched(final int sourceIndex) {
        return longestUntouched[sourceIndex];
    }

    int sourcesMax() {
        return longestUntouched.length;
    }

    @Override
    public void readRow(final long[] from) {
        final int row = allocate();
        System.arraycopy(from, 0, cells, row * STRIDE, LIST);
        index.insert(keyHash(row), row);
        end(row);
    }

    /** Puts the open rounds into the order of their last touches: each was touched by another command. */
    @Override
    public void relink() {
        final long[] touches = new long[count()];
        int open = 0;
        for (int row = 0; row < highWater(); row++) {
            if (isOpen(row)) {
                touches[open++] = cells[row * STRIDE + TOUCHED_BY];
            }
        }
        Arrays.sort(touches, 0, open);
        final int[] rows = new int[open];
        for (int row = 0; row < highWater(); row++) {
            if (isOpen(row)) {
                rows[Arrays.binarySearch(touches, 0, open, cells[row * STRIDE + TOUCHED_BY])] = row;
            }
        }
        for (final int row : rows) {
            linkLast(row, sourceIndex(row));
        }
    }

    private void linkLast(final int row, final int sourceIndex) {
        final int last = lastTouched[sourceIndex];
        put(row * STRIDE + ORDER, last + 1L);
        if (last == NULL_ROW) {
            undo().put(longestUntouched, sourceIndex, row);
        } else {
            put(last * STRIDE + ORDER, cells[last * STRIDE + ORDER] | (row + 1L) << HALF_SHIFT);
        }
        undo().put(lastTouched, sourceIndex, row);
    }

    private void unlink(final int row, final int sourceIndex) {
        final int earlier = earlier(row);
        final int later = later(row);
        if (earlier == NULL_ROW) {
            undo().put(longestUntouched, sourceIndex, later);
        } else {
            final int cell = earlier * STRIDE + ORDER;
            put(cell, (cells[cell] & HALF_MASK) | (later + 1L) << HALF_SHIFT);
        }
        if (later == NULL_ROW) {
            undo().put(lastTouched, sourceIndex, earlier);
        } else {
            final int cell = later * STRIDE + ORDER;
            put(cell, (cells[cell] & ~HALF_MASK) | (earlier + 1L));
        }
        put(row * STRIDE + ORDER, 0);
    }

    /** Hash of the key of a round: what tells it from every other, whatever its row. */
    long keyHash(final int row) {
        final int start = row * STRIDE;
        return keyHash(
                (int) (cells[start + META] & SOURCE_MASK),
                cells[start + PLAYER],
                cells[start + ROUND_HIGH],
                cells[start + ROUND_LOW]);
    }

    long keyHash(final int sourceIndex, final long player, final long roundHigh, final long roundLow) {
        long hash = StateHash.mix(roundHigh ^ hashSeed, roundLow);
        hash = StateHash.mix(hash, player);
        return StateHash.finish(StateHash.mix(hash, sourceIndex));
    }
}
