package io.ringfence.engine.idempotency;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.Capacity;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.codec.MismatchField;

/**
 * The remembered ids, each with its outcome, for each source in order of decision. Engine thread only.
 *
 * <p>The key is (source, kind, txId). A tombstone is an id that was reversed before it came. An id whose turn to be
 * forgotten comes while something open needs it is passed over: it leaves the order, and is forgotten when that ends.
 *
 * <p>When the log is full, the source that inserts gives its own oldest id, unless it remembers less than its share: a
 * flood of one source cannot make another's ids forgotten.
 */
public final class TransactionLog extends TransactionIndex {
    private static final int PLACE_BITS = 32;
    /** Behind every place: an id that was passed over has none. */
    private static final long NO_PLACE = Integer.MAX_VALUE;

    private final Watermarks watermarks;
    private final Definitions.Sources sources;
    private final SourceOrders orders;
    private final Pins[] pins = new Pins[Link.KINDS];
    private long horizonNs;
    /** Not later than the time at which the first id is due. */
    private long dueNs = Long.MAX_VALUE;

    private int passedOver;
    private int claimed;
    private final BatchIds batch = new BatchIds();
    private int idsMax;
    private int pinned;
    /** The place of each row in the order of its source, while a snapshot is written. */
    private int[] places = new int[0];

    /**
     * An empty log.
     *
     * @param hash of the whole state.
     * @param watermarks that move when an id is forgotten.
     * @param players that ids are of.
     * @param sources that share the room.
     */
    public TransactionLog(
            final StateHash hash,
            final Watermarks watermarks,
            final Players players,
            final Definitions.Sources sources) {
        super(hash, players);
        this.watermarks = watermarks;
        this.sources = sources;
        orders = new SourceOrders(hash.undo());
    }

    @Override
    public String name() {
        return "transactions";
    }

    /**
     * Names who knows which ids are needed.
     *
     * @param kind of things, of {@link Link}.
     * @param newPins who owns them.
     */
    public void pins(final int kind, final Pins newPins) {
        pins[kind] = newPins;
    }

    /**
     * Makes room and takes the horizon.
     *
     * @param rows ids that are remembered.
     * @param newHorizonNs how long, ns.
     * @param newHashSeed seeds the index.
     * @param freedMax ids that a Batch may set free by ending things.
     */
    public void configure(final int rows, final long newHorizonNs, final long newHashSeed, final int freedMax) {
        horizonNs = newHorizonNs;
        idsMax = rows;
        resize(rows + BatchIds.IDS_MAX);
        batch.configure(Math.min(rows, freedMax));
        reindex(newHashSeed);
        findDue();
    }

    /**
     * Remembers a decision under the command's own key, and tells the owner of the thing that it belongs to.
     *
     * @param command that was decided.
     * @param answer that is given.
     * @param fingerprint of the command.
     * @return the row.
     */
    public int remember(final Command command, final Answer answer, final Fingerprint fingerprint) {
        final int row = append(command, command.kind, command.txIdHigh, command.txIdLow);
        fill(row, command, answer, fingerprint);
        enlist(row);
        end(row);
        final int link = link(row);
        if (link != Link.NONE) {
            pins[Link.kind(link)].onRemembered(Link.row(link), ordinal(row), row);
        }
        return row;
    }

    /**
     * Occupies the key of a command that was reversed before it came.
     *
     * @param command the Rollback.
     * @param kind of the command to come.
     */
    public void bury(final Command command, final int kind) {
        final int row = append(command, kind, command.targetHigh, command.targetLow);
        fillTombstone(row, command);
        enlist(row);
        end(row);
    }

    /**
     * The command under a tombstone came: from now on it repeats this first answer.
     *
     * @param row of the tombstone.
     * @param command that came late.
     * @param answer that is given.
     */
    public void claim(final int row, final Command command, final Answer answer) {
        begin(row);
        claimed++;
        fillClaim(row, command, answer);
        end(row);
    }

    private int append(final Command command, final int kind, final long txIdHigh, final long txIdLow) {
        if (!batch.isOpen()) {
            makeRoom(command.source, command.timestampNs, count());
        }
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + TX_HIGH, txIdHigh);
        put(start + TX_LOW, txIdLow);
        put(start + META, command.source | (long) kind << KIND_SHIFT);
        put(start + TIME_NS, command.timestampNs);
        return row;
    }

    /** Puts a filled row into the index and, unless it is one of a Batch, into the order. */
    private void enlist(final int row) {
        index(row);
        if (batch.isOpen()) {
            batch.add(row);
        } else {
            order(row);
        }
    }

    /** Puts a row at the end of the order of its source. */
    private void order(final int row) {
        final int slot = orders.findOrCreate(source(row));
        final int last = orders.newest(slot);
        if (last == NULL_ROW) {
            orders.oldest(slot, row);
        } else {
            next(last, row);
        }
        orders.newest(slot, row);
        orders.addRemembered(slot, 1);
        dueNs = Math.min(dueNs, cells[row * STRIDE + TIME_NS] + horizonNs);
    }

    /**
     * Forgets what is due, and then the oldest id that nothing open needs, until one fits; the ids there were before.
     */
    private void makeRoom(final int source, final long timestampNs, final int ids) {
        int left = ids;
        while (left >= idsMax) {
            final int before = count();
            if (forgetDue(timestampNs, 1) == 0) {
                final int slot = orders.giveWay(orders.findOrCreate(source), share());
                Invariants.check(slot >= 0, "open rounds never need every id");
                forgetOldest(slot, timestampNs);
            }
            left -= before - count();
        }
    }

    /** How many ids each source may remember when there is no room for more. */
    private int share() {
        return idsMax / Math.max(1, sources.count());
    }

    /**
     * Which source would give way now to an id of this one, for {@link #oldestOfSlot}.
     *
     * @param source that inserts.
     * @return the slot, -1 when the source has none yet or nothing gives way.
     */
    public int givesWay(final int source) {
        final int slot = orders.find(source);
        return slot < 0 ? -1 : orders.giveWay(slot, share());
    }

    /** The oldest id in the order of a slot of {@link #givesWay}, or NULL_ROW. */
    public int oldestOfSlot(final int slot) {
        return slot < 0 ? NULL_ROW : orders.oldest(slot);
    }

    /**
     * From here on ids are remembered as those of a Batch: nothing is forgotten for them before {@link #commitBatch}.
     */
    public void beginBatch() {
        batch.begin();
    }

    /** The writes of the Batch have been taken back. */
    public void abandonBatch() {
        batch.end();
    }

    /**
     * Whether the ids of the Batch, and its own, fit beside those that are needed.
     *
     * @param timestampNs journal time now.
     * @return true when {@link #commitBatch} can make room for all.
     */
    public boolean hasRoomForBatch(final long timestampNs) {
        int unpinned = 1;
        for (int index = 0; index < batch.count(); index++) {
            unpinned += isPinned(batch.row(index), timestampNs) ? 0 : 1;
        }
        return pinned + unpinned <= idsMax;
    }

    /**
     * The Batch has succeeded: what it set free is forgotten, then its ids take their places in order.
     *
     * @param timestampNs journal time now.
     */
    public void commitBatch(final long timestampNs) {
        batch.end();
        for (int index = 0; index < batch.freedCount(); index++) {
            unpin(batch.freed(index));
        }
        for (int index = 0; index < batch.count(); index++) {
            final int row = batch.row(index);
            makeRoom(source(row), timestampNs, count() - (batch.count() - index));
            order(row);
        }
    }

    /**
     * Forgets ids whose time has passed, source by source in order of their numbers, of each the oldest first.
     *
     * @param timestampNs journal time now.
     * @param limit of ids to look at.
     * @return how many were looked at.
     */
    public int forgetDue(final long timestampNs, final int limit) {
        if (timestampNs < dueNs) {
            return 0;
        }
        int done = 0;
        for (int place = 0; place < orders.count() && done < limit; place++) {
            final int slot = orders.byNumber(place);
            while (done < limit && isOldestDue(slot, timestampNs)) {
                forgetOldest(slot, timestampNs);
                done++;
            }
        }
        findDue();
        return done;
    }

    private boolean isOldestDue(final int slot, final long timestampNs) {
        final int row = orders.oldest(slot);
        return row != NULL_ROW && isPastHorizon(row, timestampNs);
    }

    private void findDue() {
        long next = Long.MAX_VALUE;
        for (int slot = 0; slot < orders.count(); slot++) {
            final int row = orders.oldest(slot);
            next = row == NULL_ROW ? next : Math.min(next, timeNs(row) + horizonNs);
        }
        dueNs = next;
    }

    /** Takes the oldest id of a source out of the order and forgets it, unless something open needs it. */
    private void forgetOldest(final int slot, final long timestampNs) {
        final int row = orders.oldest(slot);
        final int second = nextRow(row);
        orders.oldest(slot, second);
        if (second == NULL_ROW) {
            orders.newest(slot, NULL_ROW);
        }
        next(row, NULL_ROW);
        if (!isPinned(row, timestampNs)) {
            forget(row);
            return;
        }
        begin(row);
        addFlag(row, PASSED_OVER);
        end(row);
        passedOver++;
    }

    /**
     * What kept this id has ended: forgets the id if its turn came before.
     *
     * @param row of the id.
     */
    public void unpin(final int row) {
        if (isPassedOver(row) && batch.isOpen()) {
            batch.free(row);
        } else if (isPassedOver(row)) {
            passedOver--;
            forget(row);
        }
    }

    private boolean isPinned(final int row, final long timestampNs) {
        final int link = link(row);
        return link != Link.NONE && pins[Link.kind(link)].isPinned(Link.row(link), ordinal(row), timestampNs);
    }

    private void forget(final int row) {
        watermarks.raise(source(row), latestMs(row));
        unindex(row);
        orders.addRemembered(orders.find(source(row)), -1);
        if (isClaimed(row)) {
            claimed--;
        }
        final int link = link(row);
        final long ordinal = ordinal(row);
        release(row);
        if (link != Link.NONE) {
            pins[Link.kind(link)].onForgotten(Link.row(link), ordinal);
        }
    }

    /**
     * Whether a key that was found may have to be forgotten first, because its time has passed or what kept it may have
     * ended by time.
     *
     * @param row of the id.
     * @param timestampNs journal time now.
     * @return true when due things must be brought up before it is used.
     */
    public boolean isDoubtful(final int row, final long timestampNs) {
        return isPastHorizon(row, timestampNs) || isPassedOver(row);
    }

    /** Names the first of player, currency, wallet, amount in which a command differs from that of an id, else NONE. */
    public MismatchField firstDifference(final int row, final Command command) {
        return difference(row, command);
    }

    /** How long an id is remembered, ns. */
    public long horizonNs() {
        return horizonNs;
    }

    /** Whether ids may be due to be forgotten. */
    public boolean isDue(final long timestampNs) {
        return timestampNs >= dueNs;
    }

    /** Not later than the time at which the next id falls due, ns; Long.MAX_VALUE when none is remembered. */
    public long nextDueNs() {
        return dueNs;
    }

    /** Whether the next id to be remembered makes another one be forgotten. */
    public boolean isFull(final int entries) {
        return count() + entries > idsMax;
    }

    /** How many ids are remembered at most. */
    public int idsMax() {
        return idsMax;
    }

    /** One more id is needed by something open. */
    public void pin() {
        pinned++;
    }

    /** So many ids are no longer needed by what they belonged to. */
    public void unpinned(final int ids) {
        pinned -= ids;
        Invariants.check(pinned >= 0, "no more ids are set free than were needed");
    }

    /** How many ids are needed by something open. */
    public int pinnedCount() {
        return pinned;
    }

    /** Whether one more id may be needed by something that is opened. */
    public boolean hasRoomToOpen() {
        return Capacity.hasRoom(pinned, idsMax);
    }

    /** How many ids were passed over and wait for what keeps them to end. */
    public int passedOverCount() {
        return passedOver;
    }

    /** How many tombstones were claimed: their watermark is as late as the command that came, not as their own time. */
    public int claimedCount() {
        return claimed;
    }

    /** The oldest id of a source in its order, or NULL_ROW. */
    public int oldest(final int source) {
        return oldestOfSlot(orders.find(source));
    }

    /** The id after this one in the order of its source, or NULL_ROW. */
    public int nextInOrder(final int row) {
        return nextRow(row);
    }

    /** Whether the horizon has passed over an id. */
    public boolean isPastHorizon(final int row, final long timestampNs) {
        return timestampNs - cells[row * STRIDE + TIME_NS] >= horizonNs;
    }

    @Override
    public void saveScalars(final Undo to) {
        super.saveScalars(to);
        to.save(dueNs);
        to.save(passedOver);
        to.save(claimed);
        to.save(pinned);
    }

    @Override
    public void restoreScalars(final Undo from) {
        super.restoreScalars(from);
        dueNs = from.saved();
        passedOver = (int) from.saved();
        claimed = (int) from.saved();
        pinned = (int) from.saved();
    }

    @Override
    public void beginSnapshot() {
        places = new int[highWater()];
        for (int slot = 0; slot < orders.count(); slot++) {
            int place = 0;
            for (int row = orders.oldest(slot); row != NULL_ROW; row = nextRow(row)) {
                places[row] = place++;
            }
        }
    }

    @Override
    public void endSnapshot() {
        places = new int[0];
    }

    /**
     * The place comes first: neither the time, which several commands share, nor the ordinal, which is that of the
     * command that came late where a tombstone was claimed, tells the order in which ids came.
     */
    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = (long) source(row) << PLACE_BITS | (isPassedOver(row) ? NO_PLACE : places[row]);
        writeCells(row, to);
        final int link = link(row);
        to[THING] = link == Link.NONE ? -1 : pins[Link.kind(link)].canonicalIndex(Link.row(link), ordinal(row));
    }

    @Override
    public void readRow(final long[] from) {
        final int row = allocate();
        readCells(row, from);
        if (isPassedOver(row)) {
            index(row);
            orders.addRemembered(orders.findOrCreate(source(row)), 1);
            passedOver++;
        } else {
            enlist(row);
        }
        claimed += isClaimed(row) ? 1 : 0;
        end(row);
        final int link = link(row);
        if (link != Link.NONE) {
            pins[Link.kind(link)].onRemembered(Link.row(link), ordinal(row), row);
        }
    }
}
