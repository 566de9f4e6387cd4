package io.ringfence.engine.idempotency;

import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateHash;

/** The rows of the log of ids, found by their key (source, kind, txId). Engine thread only. */
abstract class TransactionIndex extends TransactionRows {
    private RowIndex index;
    private long hashSeed;

    TransactionIndex(final StateHash hash, final Players players) {
        super(hash, players);
        index = new RowIndex(hash.undo(), 0);
    }

    /** Makes the index anew for the capacity of the table. */
    final void reindex(final long newHashSeed) {
        hashSeed = newHashSeed;
        index = new RowIndex(undo(), capacity());
        for (int row = 0; row < highWater(); row++) {
            if (isLive(row)) {
                index(row);
            }
        }
    }

    final void index(final int row) {
        index.insert(keyHash(row), row);
    }

    final void unindex(final int row) {
        index.remove(keyHash(row), row);
    }

    /**
     * Finds an id.
     *
     * @param source of the command.
     * @param kind of the command.
     * @param txIdHigh upper half of the id.
     * @param txIdLow lower half of the id.
     * @return its row, or NULL_ROW.
     */
    public final int find(final int source, final int kind, final long txIdHigh, final long txIdLow) {
        final long key = source | (long) kind << KIND_SHIFT;
        final long hash = keyHash(key, txIdHigh, txIdLow);
        final RowIndex ids = index;
        for (int slot = ids.first(hash); slot >= 0; slot = ids.next(slot, hash)) {
            final int row = ids.rowAt(slot);
            final int start = row * STRIDE;
            if (cells[start + TX_LOW] == txIdLow
                    && cells[start + TX_HIGH] == txIdHigh
                    && (cells[start + META] & KEY_MASK) == key) {
                return row;
            }
        }
        return NULL_ROW;
    }

    /** The hash of a key, for {@link #touchIndex} and {@link #glance}. */
    public final long hash(final int source, final int kind, final long txIdHigh, final long txIdLow) {
        return keyHash(source | (long) kind << KIND_SHIFT, txIdHigh, txIdLow);
    }

    /** The hash of the key of an id. */
    public final long hash(final int row) {
        return keyHash(row);
    }

    /** Loads the place of a key in the index; what it says means nothing. */
    public final int touchIndex(final long hash) {
        return index.touch(hash);
    }

    /** The row that is likely that of the key with this hash, or NULL_ROW. */
    public final int glance(final long hash) {
        return index.glance(hash);
    }

    private long keyHash(final int row) {
        final int start = row * STRIDE;
        return keyHash(cells[start + META] & KEY_MASK, cells[start + TX_HIGH], cells[start + TX_LOW]);
    }

    private long keyHash(final long key, final long txIdHigh, final long txIdLow) {
        return StateHash.finish(StateHash.mix(StateHash.mix(txIdHigh ^ hashSeed, txIdLow), key));
    }
}
