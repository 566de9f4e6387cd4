package io.ringfence.engine.campaign;

import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;

/**
 * Who has which share of which campaign: at most one a player, whatever the txId. Engine thread only.
 *
 * <p>A campaign is known here by its ordinal, which is never used again. The hash of a claim is part of its campaign's
 * row, so that it leaves the state together with the campaign; the rows of one that was forgotten are given back in
 * bounded portions, and mean nothing meanwhile.
 */
final class Claims extends StateSection {
    private static final int STRIDE = 4;
    private static final int PLAYER = 0;
    private static final int CAMPAIGN = 1;
    private static final int AMOUNT = 2;
    /** Next claim of the campaign, or to be given back, plus 1, and in the upper half the campaign's row: an index. */
    private static final int LINKS = 3;

    private static final long HALF_MASK = 0xFFFF_FFFFL;
    private static final int HALF_SHIFT = 32;

    private static final long SALT = 0x434C41494DL;

    private final Campaigns campaigns;
    private RowIndex index;
    private long hashSeed;
    private int forgottenHead = NULL_ROW;
    /** Campaign of the claim that was read last from a snapshot, where they stand campaign by campaign. */
    private int campaignRead = NULL_ROW;

    Claims(final StateHash hash, final Campaigns campaigns) {
        super(hash, STRIDE);
        this.campaigns = campaigns;
        index = new RowIndex(hash.undo(), 0);
    }

    @Override
    public String name() {
        return "claims";
    }

    void configure(final int claimsMax, final long newHashSeed) {
        resize(claimsMax);
        hashSeed = newHashSeed;
        index = new RowIndex(undo(), claimsMax);
        for (int row = 0; row < highWater(); row++) {
            if (player(row) != 0) {
                index.insert(keyHash(row), row);
            }
        }
    }

    /** Finds the claim of a player, or NULL_ROW. */
    int find(final long campaign, final long player) {
        final long hash = keyHash(campaign, player);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int row = index.rowAt(slot);
            final int start = row * STRIDE;
            if (cells[start + PLAYER] == player && cells[start + CAMPAIGN] == campaign) {
                return row;
            }
        }
        return NULL_ROW;
    }

    /**
     * Adds a claim; there is room, because the claims of the campaigns that are kept are no more than their shares and
     * those of forgotten ones make way.
     *
     * @param campaignRow of the campaign, which puts it into its list.
     * @param player number.
     * @param amount minor units.
     * @return its row.
     */
    int add(final int campaignRow, final long player, final long amount) {
        if (count() == capacity()) {
            releaseSome(1);
        }
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + PLAYER, player);
        put(start + CAMPAIGN, campaigns.ordinal(campaignRow));
        put(start + AMOUNT, amount);
        put(start + LINKS, (long) campaignRow << HALF_SHIFT);
        index.insert(keyHash(row), row);
        end(row);
        return row;
    }

    /** Names the claim of the same campaign before this one, or NULL_ROW. */
    void next(final int row, final int nextRow) {
        final int cell = row * STRIDE + LINKS;
        put(cell, (cells[cell] & ~HALF_MASK) | (nextRow + 1L));
    }

    /** Takes over the claims of a campaign that is forgotten, to be given back later. */
    void forget(final int first, final int last) {
        next(last, forgottenHead);
        forgottenHead = first;
    }

    /**
     * Gives back claims of forgotten campaigns.
     *
     * @param limit of claims.
     * @return how many.
     */
    int releaseSome(final int limit) {
        int done = 0;
        while (done < limit && forgottenHead != NULL_ROW) {
            final int row = forgottenHead;
            forgottenHead = next(row);
            index.remove(keyHash(row), row);
            release(row);
            done++;
        }
        return done;
    }

    /** Whether claims wait to be given back. */
    boolean hasForgotten() {
        return forgottenHead != NULL_ROW;
    }

    long player(final int row) {
        return cells[row * STRIDE + PLAYER];
    }

    long amount(final int row) {
        return cells[row * STRIDE + AMOUNT];
    }

    /** The claim of the same campaign before this one, or NULL_ROW. */
    int next(final int row) {
        return (int) (cells[row * STRIDE + LINKS] & HALF_MASK) - 1;
    }

    /** What a claim adds to the row of its campaign, so that it is part of the state's hash. */
    static long digest(final long player, final long amount) {
        return StateHash.finish(SALT + StateHash.cell(player, PLAYER) + StateHash.cell(amount, AMOUNT));
    }

    @Override
    public void saveScalars(final Undo to) {
        super.saveScalars(to);
        to.save(forgottenHead);
    }

    @Override
    public void restoreScalars(final Undo from) {
        super.restoreScalars(from);
        forgottenHead = (int) from.saved();
    }

    @Override
    public int snapshotColumns() {
        return LINKS;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = cells[row * STRIDE + CAMPAIGN];
        to[1] = player(row);
        to[2] = amount(row);
    }

    @Override
    public void readRow(final long[] from) {
        if (campaignRead == NULL_ROW || campaigns.ordinal(campaignRead) != from[0]) {
            campaignRead = campaigns.rowOf(from[0]);
        }
        campaigns.join(campaignRead, add(campaignRead, from[1], from[2]));
    }

    /** What is left of a campaign that was forgotten is no claim any more, until it is given back. */
    @Override
    protected boolean isLive(final int row) {
        final int campaignRow = (int) (cells[row * STRIDE + LINKS] >>> HALF_SHIFT);
        return player(row) != 0
                && campaigns.isRow(campaignRow)
                && campaigns.ordinal(campaignRow) == cells[row * STRIDE + CAMPAIGN];
    }

    @Override
    protected long rowHash(final int row) {
        return 0;
    }

    private long keyHash(final int row) {
        return keyHash(cells[row * STRIDE + CAMPAIGN], cells[row * STRIDE + PLAYER]);
    }

    private long keyHash(final long campaign, final long player) {
        return StateHash.finish(StateHash.mix(campaign ^ hashSeed, player));
    }
}
