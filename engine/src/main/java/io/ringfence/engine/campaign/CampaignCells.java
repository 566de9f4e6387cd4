package io.ringfence.engine.campaign;

import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.CampaignState;

/** The rows of campaigns: their layout, and what can be read of them. Engine thread only. */
abstract class CampaignCells extends StateSection {
    static final int STRIDE = 26;
    /** Place in the order of creation: the ordinal of the command. */
    static final int ORDINAL = 0;

    static final int ID_HIGH = 1;
    static final int ID_LOW = 2;
    /** Bits 0-7 currency, 8-15 wallet, 16-23 split, 24-31 state, 32 live. */
    static final int META = 3;

    static final int POT = 4;
    static final int CLAIMED = 5;
    /** Balance of the pot. */
    static final int REST = 6;

    static final int CLAIMS = 7;
    static final int SHARES = 8;
    static final int MIN_SHARE = 9;
    static final int SEED = 10;
    static final int SALT_HIGH = 11;
    static final int SALT_LOW = 12;
    static final int OPENS_NS = 13;
    static final int CLOSES_NS = 14;
    /** Sum of what each claim adds to the hash. */
    static final int CLAIMS_DIGEST = 15;
    /** Four cells: the hash that was published. */
    static final int SEED_HASH = 16;
    /** When it ended, ns; 0 before. */
    static final int ENDED_NS = 20;
    /** First block of the shares in the lower half, that of the next share in the upper: an index from here on. */
    static final int BLOCKS = 21;
    /** Last block of the shares in the lower half. */
    static final int TAIL = 22;
    /** First claim plus 1 (the last one made) in the lower half, last plus 1 (the first one made) in the upper. */
    static final int CLAIM_LIST = 23;
    /** Previous and next in order of creation, plus 1. */
    static final int ORDER = 24;

    static final int WALLET_SHIFT = 8;
    static final int SPLIT_SHIFT = 16;
    static final int STATE_SHIFT = 24;
    static final long LIVE = 1L << 32;
    private static final long BYTE_MASK = 0xFFL;
    private static final long HALF_MASK = 0xFFFF_FFFFL;
    static final int HALF_SHIFT = 32;
    private static final long HASH_SALT = 0x43414D504149474EL;

    CampaignCells(final StateHash hash) {
        super(hash, STRIDE);
    }

    /** Place in the order of creation. */
    public long ordinal(final int row) {
        return cells[row * STRIDE + ORDINAL];
    }

    /** Upper half of the campaign's id. */
    public long idHigh(final int row) {
        return cells[row * STRIDE + ID_HIGH];
    }

    /** Lower half of the campaign's id. */
    public long idLow(final int row) {
        return cells[row * STRIDE + ID_LOW];
    }

    /** Index of the currency. */
    public int currencyIndex(final int row) {
        return (int) (cells[row * STRIDE + META] & BYTE_MASK);
    }

    /** Index of the wallet that claims are paid into. */
    public int walletIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> WALLET_SHIFT & BYTE_MASK);
    }

    /** Value of the Split. */
    public int split(final int row) {
        return (int) (cells[row * STRIDE + META] >>> SPLIT_SHIFT & BYTE_MASK);
    }

    /** Where the campaign stands; {@link CampaignState#OPEN} before it opens, too. */
    public CampaignState state(final int row) {
        return CampaignState.get((short) (cells[row * STRIDE + META] >>> STATE_SHIFT & BYTE_MASK));
    }

    /** Whether nothing can change any more. */
    public boolean isEnded(final int row) {
        return (cells[row * STRIDE + META] >>> STATE_SHIFT & BYTE_MASK) == CampaignState.ENDED.value();
    }

    /** What was put into the pot, minor units. */
    public long pot(final int row) {
        return cells[row * STRIDE + POT];
    }

    /** Sum of the claims, minor units. */
    public long claimed(final int row) {
        return cells[row * STRIDE + CLAIMED];
    }

    /** Balance of the pot, minor units; 0 once it has ended. */
    public long rest(final int row) {
        return cells[row * STRIDE + REST];
    }

    /** Number of claims. */
    public long claims(final int row) {
        return cells[row * STRIDE + CLAIMS];
    }

    /** Number of shares. */
    public long shares(final int row) {
        return cells[row * STRIDE + SHARES];
    }

    /** The least share, minor units. */
    public long minShare(final int row) {
        return cells[row * STRIDE + MIN_SHARE];
    }

    /** The caller's part of what the shares follow from. */
    public long seed(final int row) {
        return cells[row * STRIDE + SEED];
    }

    /** Upper half of the node's part. */
    public long saltHigh(final int row) {
        return cells[row * STRIDE + SALT_HIGH];
    }

    /** Lower half of the node's part. */
    public long saltLow(final int row) {
        return cells[row * STRIDE + SALT_LOW];
    }

    /** From when on there are claims, ns. */
    public long opensNs(final int row) {
        return cells[row * STRIDE + OPENS_NS];
    }

    /** When it ends by itself, ns. */
    public long closesNs(final int row) {
        return cells[row * STRIDE + CLOSES_NS];
    }

    /** One of the four big-endian longs of the hash that was published. */
    public long seedHash(final int row, final int part) {
        return cells[row * STRIDE + SEED_HASH + part];
    }

    /** When it ended, ns; 0 before. */
    public long endedNs(final int row) {
        return cells[row * STRIDE + ENDED_NS];
    }

    /** First block of the shares. */
    final int firstBlock(final int row) {
        return low(row, BLOCKS);
    }

    /** The newest claim, or NULL_ROW. */
    final int newestClaim(final int row) {
        return low(row, CLAIM_LIST) - 1;
    }

    /** Sum of what each claim adds to the hash. */
    final long claimsDigest(final int row) {
        return cells[row * STRIDE + CLAIMS_DIGEST];
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + META] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.row(cells, row * STRIDE, BLOCKS, HASH_SALT);
    }

    final void putState(final int row, final CampaignState state) {
        final int cell = row * STRIDE + META;
        put(cell, (cells[cell] & ~(BYTE_MASK << STATE_SHIFT)) | (long) state.value() << STATE_SHIFT);
    }

    final int low(final int row, final int column) {
        return (int) (cells[row * STRIDE + column] & HALF_MASK);
    }

    final int high(final int row, final int column) {
        return (int) (cells[row * STRIDE + column] >>> HALF_SHIFT);
    }

    final void putHalves(final int row, final int column, final int lower, final int upper) {
        put(row * STRIDE + column, (long) upper << HALF_SHIFT | lower);
    }
}
