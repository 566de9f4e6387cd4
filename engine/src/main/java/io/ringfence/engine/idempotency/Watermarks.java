package io.ringfence.engine.idempotency;

import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;

/**
 * For each source the latest time, in ms, that a forgotten id of it may have had; docs/protocol.md Row =
 * number of the source; a row is live once an id was forgotten. Engine thread only.
 */
public final class Watermarks extends StateSection {
    /** Nothing was forgotten yet: nothing is too old. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int STRIDE = 2;
    private static final int LATEST = 0;
    private static final int LIVE = 1;
    private static final int NUMBERS = 1 << 16;
    private static final long SALT = 0x574D4B53L;
    private static final long NS_PER_MS = 1_000_000L;

    private long skewMs;

    /**
     * Nothing forgotten.
     *
     * @param hash of the whole state.
     */
    public Watermarks(final StateHash hash) {
        super(hash, STRIDE);
        resize(NUMBERS);
        for (int row = 0; row < NUMBERS; row++) {
            allocate();
        }
    }

    @Override
    public String name() {
        return "watermarks";
    }

    /** Takes the skew that is added to every watermark, ms. */
    public void skewMs(final long newSkewMs) {
        skewMs = newSkewMs;
    }

    /** Journal time in whole ms. */
    public static long toMs(final long timestampNs) {
        return Math.floorDiv(timestampNs, NS_PER_MS);
    }

    /**
     * An id of the source was forgotten.
     *
     * @param source number.
     * @param latestMs the later of its originatedAt and its journal time, ms.
     */
    void raise(final int source, final long latestMs) {
        final int start = source * STRIDE;
        if (cells[start + LIVE] == 0) {
            put(start + LIVE, 1);
            put(start + LATEST, latestMs);
            end(source);
        } else if (latestMs > cells[start + LATEST]) {
            begin(source);
            put(start + LATEST, latestMs);
            end(source);
        }
    }

    /**
     * The watermark of a source.
     *
     * @param source number.
     * @return ms; an unknown key whose originatedAt is not above it may have happened. NONE: nothing was forgotten.
     */
    public long watermarkMs(final int source) {
        final int start = source * STRIDE;
        return cells[start + LIVE] == 0 ? NONE : cells[start + LATEST] + skewMs;
    }

    /** The skew, ms. */
    public long skewMs() {
        return skewMs;
    }

    @Override
    public int snapshotColumns() {
        return 2;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = row;
        to[1] = cells[row * STRIDE + LATEST];
    }

    @Override
    public void readRow(final long[] from) {
        raise((int) from[0], from[1]);
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + LIVE] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.finish(SALT + StateHash.cell(row, 0) + StateHash.cell(cells[row * STRIDE + LATEST], 1));
    }
}
