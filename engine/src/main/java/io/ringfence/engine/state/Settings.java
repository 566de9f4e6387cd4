package io.ringfence.engine.state;

/** The configuration in force, one value a row, so that it is part of the hash. Engine thread only. */
public final class Settings extends StateSection {
    private static final int STRIDE = 3;
    private static final int LIVE = 0;
    private static final int VALUE = 1;
    private static final long SALT = 0x434F4E464947L;

    /**
     * No configuration.
     *
     * @param hash of the whole state.
     */
    public Settings(final StateHash hash) {
        super(hash, STRIDE);
    }

    @Override
    public String name() {
        return "settings";
    }

    /**
     * Takes a configuration in place of the last one.
     *
     * @param values in the order of the Configure message.
     */
    public void set(final long[] values) {
        if (count() == 0) {
            resize(values.length);
            for (int row = 0; row < values.length; row++) {
                allocate();
            }
        }
        for (int row = 0; row < values.length; row++) {
            if (isLive(row)) {
                begin(row);
            }
            put(row * STRIDE + LIVE, 1);
            put(row * STRIDE + VALUE, values[row]);
            end(row);
        }
    }

    @Override
    public int snapshotColumns() {
        return 2;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = row;
        to[1] = cells[row * STRIDE + VALUE];
    }

    /** The configuration was taken before from the Configure of the snapshot. */
    @Override
    public void readRow(final long[] from) {
        final int row = Math.toIntExact(from[0]);
        Invariants.check(cells[row * STRIDE + VALUE] == from[1], "the settings are those of the Configure");
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + LIVE] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.finish(StateHash.mix(StateHash.mix(SALT, row), cells[row * STRIDE + VALUE]));
    }
}
