package io.ringfence.engine.campaign;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.DueHeap;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.codec.CampaignState;

/**
 * The campaigns that have not ended or still have their id, each with its pot, in order of creation. Engine thread
 * only.
 */
public final class Campaigns extends CampaignCells {
    private final DueHeap closing;
    private final DueHeap ended;
    private final ShareBlocks blocks;
    private final Claims claims;
    private final PotSplit split = new PotSplit();
    private RowIndex index;
    private long hashSeed;
    private long sharesMax;
    private long shares;
    private int open;
    private int first = NULL_ROW;
    private int last = NULL_ROW;

    /**
     * An empty table.
     *
     * @param hash of the whole state.
     */
    public Campaigns(final StateHash hash) {
        super(hash);
        index = new RowIndex(hash.undo(), 0);
        closing = new DueHeap(hash.undo());
        ended = new DueHeap(hash.undo());
        blocks = new ShareBlocks(hash.undo());
        claims = new Claims(hash, this);
    }

    @Override
    public String name() {
        return "campaigns";
    }

    /**
     * Makes room.
     *
     * @param campaignsMax rows, ended ones included.
     * @param newSharesMax shares of all of them together, and so claims.
     * @param newHashSeed seeds the indexes.
     */
    public void configure(final int campaignsMax, final int newSharesMax, final long newHashSeed) {
        resize(campaignsMax);
        closing.resize(campaignsMax);
        ended.resize(campaignsMax);
        blocks.resize(newSharesMax, campaignsMax);
        claims.configure(newSharesMax, newHashSeed);
        sharesMax = newSharesMax;
        hashSeed = newHashSeed;
        index = new RowIndex(undo(), campaignsMax);
        for (int row = 0; row < highWater(); row++) {
            if (isLive(row)) {
                index.insert(keyHash(idHigh(row), idLow(row)), row);
            }
        }
    }

    /** The claims: a section of their own behind this one. */
    public StateSection claimSection() {
        return claims;
    }

    Claims claimTable() {
        return claims;
    }

    ShareBlocks blocks() {
        return blocks;
    }

    PotSplit splitter() {
        return split;
    }

    /** How many have not ended. */
    public int openCount() {
        return open;
    }

    /** Shares of all campaigns that are kept. */
    public long shareCount() {
        return shares;
    }

    /** Shares there is room for. */
    public long shareCountMax() {
        return sharesMax;
    }

    /** The campaign that was made first and is still kept, or NULL_ROW. */
    public int first() {
        return first;
    }

    /** The campaign that was made next, or NULL_ROW. */
    public int next(final int row) {
        return high(row, ORDER) - 1;
    }

    /**
     * Finds a campaign, whatever its source.
     *
     * @param idHighSought upper half of its id.
     * @param idLowSought lower half of its id.
     * @return the row, or NULL_ROW.
     */
    public int find(final long idHighSought, final long idLowSought) {
        final long hash = keyHash(idHighSought, idLowSought);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int row = index.rowAt(slot);
            if (idLow(row) == idLowSought && idHigh(row) == idHighSought) {
                return row;
            }
        }
        return NULL_ROW;
    }

    /**
     * Makes a campaign and splits its pot; the caller has checked the bounds. O(shares).
     *
     * @param command CreateCampaign, resolved.
     * @param seedHash the hash that is published, four longs.
     * @return its row.
     */
    int create(final Command command, final long[] seedHash) {
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + ORDINAL, command.ordinal);
        put(start + ID_HIGH, command.thingHigh);
        put(start + ID_LOW, command.thingLow);
        put(
                start + META,
                LIVE
                        | command.currencyIndex
                        | (long) command.walletIndex << WALLET_SHIFT
                        | (long) command.option << SPLIT_SHIFT
                        | (long) CampaignState.OPEN.value() << STATE_SHIFT);
        put(start + POT, command.amount);
        put(start + REST, command.amount);
        put(start + SHARES, command.shares);
        put(start + MIN_SHARE, command.minShare);
        put(start + SEED, command.seed);
        put(start + SALT_HIGH, command.saltHigh);
        put(start + SALT_LOW, command.saltLow);
        put(start + OPENS_NS, command.opensAtNs);
        put(start + CLOSES_NS, command.endsAtNs);
        for (int part = 0; part < seedHash.length; part++) {
            put(start + SEED_HASH + part, seedHash[part]);
        }
        end(row);
        enter(row);
        return row;
    }

    /** Puts a row into everything that follows from it. */
    private void enter(final int row) {
        index.insert(keyHash(idHigh(row), idLow(row)), row);
        putHalves(row, ORDER, last + 1, 0);
        if (last == NULL_ROW) {
            first = row;
        } else {
            putHalves(last, ORDER, low(last, ORDER), row + 1);
        }
        last = row;
        splitPot(row);
        final int firstBlock = blocks.take(split, (int) shares(row));
        putHalves(row, BLOCKS, firstBlock, blocks.blockAt(firstBlock, Math.min(claims(row), shares(row) - 1)));
        putHalves(row, TAIL, blocks.lastOf(firstBlock), 0);
        shares += shares(row);
        if (!isEnded(row)) {
            open++;
            closing.add(row, closesNs(row), ordinal(row));
        } else {
            ended.add(row, endedNs(row), ordinal(row));
        }
    }

    /** Splits the pot of a row into {@link #splitter}. */
    void splitPot(final int row) {
        final long seed = seed(row) ^ saltHigh(row) ^ saltLow(row);
        split.split(split(row), pot(row), (int) shares(row), minShare(row), seed);
    }

    /**
     * Gives the next share to a player who has none.
     *
     * @param row of a campaign with shares left.
     * @param player number.
     * @return the share, minor units.
     */
    long claim(final int row, final long player) {
        final long share = nextShare(row);
        join(row, claims.add(row, player, share));
        begin(row);
        final int start = row * STRIDE;
        put(start + CLAIMED, cells[start + CLAIMED] + share);
        put(start + REST, cells[start + REST] - share);
        put(start + CLAIMS, cells[start + CLAIMS] + 1);
        put(start + CLAIMS_DIGEST, cells[start + CLAIMS_DIGEST] + Claims.digest(player, share));
        end(row);
        Invariants.check(
                rest(row) >= 0 && claimed(row) + rest(row) == pot(row), "claims and rest of an open pot are the pot");
        if (claims(row) % ShareBlocks.BLOCK_SHARES == 0 && claims(row) < shares(row)) {
            putHalves(row, BLOCKS, firstBlock(row), blocks.nextOf(high(row, BLOCKS)));
        }
        return share;
    }

    /** Puts a claim into the list of its campaign. */
    void join(final int row, final int claim) {
        final int newest = newestClaim(row);
        claims.next(claim, newest);
        putHalves(row, CLAIM_LIST, claim + 1, newest == NULL_ROW ? claim + 1 : high(row, CLAIM_LIST));
    }

    /** The share that the next claim takes. */
    long nextShare(final int row) {
        return blocks.share(high(row, BLOCKS), claims(row));
    }

    /** The share of a player, or 0 when there is none. */
    public long shareOf(final int row, final long player) {
        final int claim = claims.find(ordinal(row), player);
        return claim == NULL_ROW ? 0 : claims.amount(claim);
    }

    /** Pauses a campaign or lets it go on. */
    void pause(final int row, final boolean isPaused) {
        begin(row);
        putState(row, isPaused ? CampaignState.PAUSED : CampaignState.OPEN);
        end(row);
    }

    /** Ends a campaign for ever; its pot is empty then. */
    void finish(final int row, final long endedNs) {
        Invariants.check(!isEnded(row), "an ended campaign stays as it is");
        begin(row);
        put(row * STRIDE + REST, 0);
        put(row * STRIDE + ENDED_NS, endedNs);
        putState(row, CampaignState.ENDED);
        end(row);
        closing.remove(row);
        ended.add(row, endedNs, ordinal(row));
        open--;
    }

    /** Forgets an ended campaign. */
    void remove(final int row) {
        Invariants.check(isEnded(row), "a campaign that has not ended is never forgotten");
        final int previous = low(row, ORDER) - 1;
        final int next = next(row);
        if (previous == NULL_ROW) {
            first = next;
        } else {
            putHalves(previous, ORDER, low(previous, ORDER), next + 1);
        }
        if (next == NULL_ROW) {
            last = previous;
        } else {
            putHalves(next, ORDER, previous + 1, high(next, ORDER));
        }
        blocks.release(firstBlock(row), low(row, TAIL));
        if (claims(row) > 0) {
            claims.forget(newestClaim(row), high(row, CLAIM_LIST) - 1);
        }
        shares -= shares(row);
        ended.remove(row);
        index.remove(keyHash(idHigh(row), idLow(row)), row);
        release(row);
    }

    /** The campaign that closes first, or NULL_ROW. */
    int firstClosing() {
        return closing.first();
    }

    /** When the first campaign closes, ns; Long.MAX_VALUE when none is open. */
    long firstClosesNs() {
        return closing.firstDueNs();
    }

    /** The campaign that ended first of those that are kept, or NULL_ROW. */
    int firstEnded() {
        return ended.first();
    }

    /** When it ended, ns; Long.MAX_VALUE when there is none. */
    long firstEndedNs() {
        return ended.firstDueNs();
    }

    @Override
    public int snapshotColumns() {
        return BLOCKS;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        System.arraycopy(cells, row * STRIDE, to, 0, BLOCKS);
    }

    /** Splits the pot anew: shares follow from what is read. */
    @Override
    public void readRow(final long[] from) {
        final int row = allocate();
        System.arraycopy(from, 0, cells, row * STRIDE, BLOCKS);
        end(row);
        enter(row);
    }

    /**
     * Finds a campaign by its place in the order of creation. O(campaigns): for loading a snapshot.
     *
     * @param ordinalSought of the command that made it.
     * @return the row, or NULL_ROW.
     */
    public int rowOf(final long ordinalSought) {
        int row = first;
        while (row != NULL_ROW && ordinal(row) != ordinalSought) {
            row = next(row);
        }
        return row;
    }

    @Override
    public void saveScalars(final Undo to) {
        super.saveScalars(to);
        to.save(shares);
        to.save(open);
        to.save(first);
        to.save(last);
    }

    @Override
    public void restoreScalars(final Undo from) {
        super.restoreScalars(from);
        shares = from.saved();
        open = (int) from.saved();
        first = (int) from.saved();
        last = (int) from.saved();
    }

    private long keyHash(final long idHighKeyed, final long idLowKeyed) {
        return StateHash.finish(StateHash.mix(idHighKeyed ^ hashSeed, idLowKeyed));
    }
}
