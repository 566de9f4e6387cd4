package io.ringfence.engine.transfer;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.Link;
import io.ringfence.engine.idempotency.Pins;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.BeginTransferDecoder;
import io.ringfence.protocol.codec.TransferState;
import java.util.function.LongConsumer;

/**
 * How transfers are found, end and are forgotten, and which ids they keep from being forgotten. Engine thread only.
 *
 * <p>While a transfer is open, the id that made it is kept; afterwards the transfer is kept as long as that id.
 */
public final class TransferLifecycle implements Pins {
    private static final int NULL_ROW = StateSection.NULL_ROW;

    private final Transfers transfers;
    private final Definitions.Sources sources;
    private final TransactionLog log;
    private final LongConsumer bringUp;

    /**
     * Over the table and the log.
     *
     * @param transfers the table.
     * @param sources with the policies of the providers.
     * @param log of ids.
     * @param bringUp makes everything take effect that is due at a journal time, ns.
     */
    public TransferLifecycle(
            final Transfers transfers,
            final Definitions.Sources sources,
            final TransactionLog log,
            final LongConsumer bringUp) {
        this.transfers = transfers;
        this.sources = sources;
        this.log = log;
        this.bringUp = bringUp;
        log.pins(Link.TRANSFER, this);
    }

    TransactionLog log() {
        return log;
    }

    /** The table, to be read. */
    public Transfers transfers() {
        return transfers;
    }

    /**
     * Finds the transfer that a command names, as it is at the command's time.
     *
     * @param command that names its source and the transfer.
     * @return the row, or NULL_ROW.
     */
    public int find(final Command command) {
        final int row = transfers.find(command.source, command.thingHigh, command.thingLow);
        if (row != NULL_ROW && isGone(row, command.timestampNs)) {
            bringUp.accept(command.timestampNs);
            return transfers.find(command.source, command.thingHigh, command.thingLow);
        }
        return row;
    }

    /**
     * Finds the id of the BeginTransfer that a command refers to, for the case that it was refused.
     *
     * @param command that names its source and the transfer.
     * @return the row of the id in the log, or NULL_ROW.
     */
    int findId(final Command command) {
        final int row = log.find(command.source, BeginTransferDecoder.TEMPLATE_ID, command.thingHigh, command.thingLow);
        if (row != NULL_ROW && log.isDoubtful(row, command.timestampNs)) {
            bringUp.accept(command.timestampNs);
            return log.find(command.source, BeginTransferDecoder.TEMPLATE_ID, command.thingHigh, command.thingLow);
        }
        return row;
    }

    /**
     * Finds a transfer as {@link #find} would, without changing anything, for queries.
     *
     * @param source that began it.
     * @param idHigh upper half of its id.
     * @param idLow lower half of its id.
     * @param timestampNs journal time now.
     * @return the row, or NULL_ROW.
     */
    public int peek(final int source, final long idHigh, final long idLow, final long timestampNs) {
        final int row = transfers.find(source, idHigh, idLow);
        return row == NULL_ROW || isGone(row, timestampNs) ? NULL_ROW : row;
    }

    /** Whether the id of a final transfer should have been forgotten by now, and the transfer with it. */
    public boolean isGone(final int row, final long timestampNs) {
        final int txRow = transfers.txRow(row);
        return transfers.isFinal(row) && txRow != NULL_ROW && log.isPastHorizon(txRow, timestampNs);
    }

    /**
     * Whether a transfer is kept together with every id that ever named it, so that no command about it can have been
     * forgotten.
     *
     * @param command that names the transfer.
     * @return true when an old command about it is decided like a young one.
     */
    public boolean isKeptComplete(final Command command) {
        if (log.isDue(command.timestampNs)) {
            bringUp.accept(command.timestampNs);
        }
        final int row = find(command);
        return row != NULL_ROW && transfers.isComplete(row);
    }

    /** Whether one more transfer may be opened, when all that is due has made room. */
    boolean makeRoom(final long timestampNs) {
        if (!hasRoom()) {
            bringUp.accept(timestampNs);
        }
        return hasRoom();
    }

    /** Opens a transfer: the id that makes it is kept as long as it is open. */
    int open(final Command command, final long amount) {
        log.pin();
        return transfers.add(command, amount);
    }

    private boolean hasRoom() {
        return Capacity.hasRoom(transfers.count(), transfers.capacity()) && log.hasRoomToOpen();
    }

    /**
     * Ends a transfer. If the turn of the id that made it had come, both are forgotten now: do not use the row
     * afterwards.
     *
     * @param row not final.
     * @param state CONFIRMED or CANCELLED.
     * @param actual what was confirmed, or ABSENT.
     */
    void finish(final int row, final TransferState state, final long actual) {
        transfers.finish(row, state, actual);
        log.unpinned(1);
        final int txRow = transfers.txRow(row);
        if (txRow != NULL_ROW && log.isPassedOver(txRow)) {
            log.unpin(txRow);
        }
    }

    /**
     * An id that names a transfer was remembered: ties the transfer to the one that made it.
     *
     * @param row of the transfer, which may be gone by now.
     * @param ordinal of the command that was remembered.
     * @param txRow of its id in the log.
     */
    @Override
    public void onRemembered(final int row, final long ordinal, final int txRow) {
        if (isMadeBy(row, ordinal)) {
            transfers.txRow(row, txRow);
        }
    }

    /**
     * Whether an id that names a transfer must be kept: the one that made it, as long as it is open.
     *
     * @param row of the transfer, which may be gone by now.
     * @param ordinal of the command of the id.
     * @return true while it must not be forgotten.
     */
    @Override
    public boolean isPinned(final int row, final long ordinal, final long timestampNs) {
        return isMadeBy(row, ordinal) && !transfers.isFinal(row);
    }

    /**
     * An id that names a transfer is being forgotten: with the one that made it the transfer goes, with another one it
     * is no longer complete.
     *
     * @param row of the transfer, which may be gone or have been used again since: then it is younger than the id.
     * @param ordinal of the command of the id.
     */
    @Override
    public void onForgotten(final int row, final long ordinal) {
        if (isMadeBy(row, ordinal)) {
            transfers.remove(row);
        } else if (transfers.isRow(row) && transfers.ordinal(row) < ordinal) {
            transfers.markIncomplete(row);
        }
    }

    @Override
    public long canonicalIndex(final int row, final long ordinal) {
        final boolean isKept = transfers.isRow(row) && transfers.ordinal(row) <= ordinal;
        return transfers.canonicalIndex(isKept ? row : NULL_ROW);
    }

    private boolean isMadeBy(final int row, final long ordinal) {
        return transfers.isRow(row) && transfers.ordinal(row) == ordinal;
    }

    /** Counts anew the ids that open transfers keep, once these were read from a snapshot. */
    public void relink() {
        for (int kept = 0; kept < transfers.openCount(); kept++) {
            log.pin();
        }
    }

    /** Whether an open transfer is older than its provider's policy in force thinks normal. */
    public boolean isStuck(final int row, final long timestampNs) {
        return !transfers.isFinal(row)
                && timestampNs - transfers.beganNs(row) >= sources.stuckAfterNs(sources.find(transfers.provider(row)));
    }

    /** Whether the provider has been left alone long enough that its not finding an attempt counts. */
    boolean isQuiet(final int row, final long timestampNs) {
        return timestampNs - transfers.dispatchedNs(row)
                >= sources.quietPeriodNs(sources.find(transfers.provider(row)));
    }

    /**
     * Scans: what is in transit to each provider is what its open transfers took. O(rows): for tests and checks.
     *
     * @param accounts with the balances.
     * @param currencies that are defined.
     */
    public void checkTransit(final Accounts accounts, final int currencies) {
        final long[] low = new long[sources.count() * currencies];
        final long[] high = new long[sources.count() * currencies];
        for (int row = 0; row < transfers.highWater(); row++) {
            if (transfers.isRow(row) && !transfers.isFinal(row) && transfers.isToProvider(row)) {
                final int slot = sources.find(transfers.provider(row)) * currencies + transfers.currencyIndex(row);
                high[slot] += Accounts.carry(low[slot], transfers.amount(row));
                low[slot] += transfers.amount(row);
            }
        }
        for (int slot = 0; slot < low.length; slot++) {
            final int row = accounts.findSystem(AccountKind.TRANSIT, slot / currencies, slot % currencies);
            final long transitLow = row == NULL_ROW ? 0 : accounts.low(row);
            final long transitHigh = row == NULL_ROW ? 0 : accounts.high(row);
            Invariants.check(
                    transitLow == low[slot] && transitHigh == high[slot],
                    "what is in transit is what open transfers took");
        }
    }
}
