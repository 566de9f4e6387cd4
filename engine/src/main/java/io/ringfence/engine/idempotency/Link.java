package io.ringfence.engine.idempotency;

/** What an id belongs to: the kind of thing and its row, packed into an int. Pure functions. */
public final class Link {
    /** Belongs to nothing. */
    public static final int NONE = 0;

    /** Kind: a bet, win or reversal of a round. */
    public static final int PLAY = 1;

    /** Kind: a hold. */
    public static final int HOLD = 2;

    /** Kind: an external transfer. */
    public static final int TRANSFER = 3;

    /** Kind: a campaign. */
    public static final int CAMPAIGN = 4;

    /** How many kinds there may be, NONE included. */
    static final int KINDS = 8;

    /** Bits that the number of a row plus 1 has. */
    static final int ROW_BITS = 25;

    private static final int ROW_MASK = (1 << ROW_BITS) - 1;

    private Link() {}

    /** The link to a row of the table of this kind. */
    public static int of(final int kind, final int row) {
        return kind << ROW_BITS | (row + 1);
    }

    /** PLAY, HOLD, TRANSFER or CAMPAIGN; 0 for NONE. */
    public static int kind(final int link) {
        return link >>> ROW_BITS;
    }

    /** The row in the table of the kind; -1 for NONE. */
    public static int row(final int link) {
        return (link & ROW_MASK) - 1;
    }
}
