package io.ringfence.engine.campaign;

import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import java.util.Arrays;

/**
 * The shares of all campaigns, in chains of blocks from one bounded pool: a campaign of any size finds room without a
 * gap that fits, and its whole chain returns in one step. An index: shares follow from their campaign's row. Engine
 * thread only.
 */
final class ShareBlocks implements Undo.Scalars {
    /** Shares of a block. */
    static final int BLOCK_SHARES = 64;

    private static final int NULL_BLOCK = StateSection.NULL_ROW;

    private final Undo undo;
    private long[] shares = new long[0];
    /** The next block of the chain, or of the free ones, plus 1. */
    private int[] next = new int[0];

    private int highWater;
    private int freeHead = NULL_BLOCK;

    ShareBlocks(final Undo undo) {
        this.undo = undo;
        undo.watch(this);
    }

    /**
     * Makes room.
     *
     * @param sharesMax shares of all campaigns.
     * @param campaignsMax campaigns, each of which may leave a block half empty.
     */
    void resize(final int sharesMax, final int campaignsMax) {
        final int blocks = sharesMax / BLOCK_SHARES + 1 + campaignsMax;
        shares = Arrays.copyOf(shares, Math.multiplyExact(blocks, BLOCK_SHARES));
        next = Arrays.copyOf(next, blocks);
    }

    /**
     * Takes the shares of a pot that was just split.
     *
     * @param split with the shares.
     * @param shareCount of them.
     * @return the first block of their chain; the caller has checked that there is room.
     */
    int take(final PotSplit split, final int shareCount) {
        final int first = allocate();
        int block = first;
        for (int taken = 0; taken < shareCount; taken += BLOCK_SHARES) {
            if (taken > 0) {
                final int following = allocate();
                undo.put(next, block, following + 1);
                block = following;
            }
            undo.putAll(
                    shares, block * BLOCK_SHARES, split.shares(), taken, Math.min(BLOCK_SHARES, shareCount - taken));
        }
        undo.put(next, block, 0);
        return first;
    }

    private int allocate() {
        final int block = freeHead;
        if (block != NULL_BLOCK) {
            freeHead = next[block] - 1;
            return block;
        }
        Invariants.check(highWater < next.length, "the shares of all campaigns are bounded");
        return highWater++;
    }

    /** The block of a chain that holds a share. O(blocks). */
    int blockAt(final int first, final long index) {
        int block = first;
        for (long blocks = index / BLOCK_SHARES; blocks > 0; blocks--) {
            block = nextOf(block);
        }
        return block;
    }

    /** The last block of a chain. O(blocks). */
    int lastOf(final int first) {
        int block = first;
        while (next[block] != 0) {
            block = next[block] - 1;
        }
        return block;
    }

    /** Gives a chain back, whatever its length. */
    void release(final int first, final int last) {
        undo.put(next, last, freeHead + 1);
        freeHead = first;
    }

    /** A share of a block. */
    long share(final int block, final long index) {
        return shares[block * BLOCK_SHARES + (int) (index % BLOCK_SHARES)];
    }

    /** The block after this one, or NULL_ROW. */
    int nextOf(final int block) {
        return next[block] - 1;
    }

    @Override
    public void saveScalars(final Undo to) {
        to.save(highWater);
        to.save(freeHead);
    }

    @Override
    public void restoreScalars(final Undo from) {
        highWater = (int) from.saved();
        freeHead = (int) from.saved();
    }
}
