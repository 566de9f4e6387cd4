package io.ringfence.engine.idempotency;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.Outcome;

/**
 * The remembered ids, each with its outcome, in order of decision. Engine thread only.
 *
 * <p>The key is (source, kind, txId). A tombstone is an id that was reversed before it came. An id whose turn to be
 * forgotten comes while an open round needs it is passed over: it leaves the order, and is forgotten when its round
 * ends.
 */
public final class TransactionLog extends StateSection {
    private static final int STRIDE = 12;
    private static final int TX_HIGH = 0;
    private static final int TX_LOW = 1;
    /** Bits 0-15 source, 16-23 kind, 24-31 outcome, 32-39 flags, 40-47 wallet + 1, 48-55 currency + 1. */
    private static final int META = 2;

    private static final int SEQUENCE = 3;
    private static final int TIME_NS = 4;
    private static final int ORIGINATED_MS = 5;
    private static final int AMOUNT = 6;
    private static final int ORIGINAL_AVAILABLE = 7;
    /** The content's hash; of a tombstone, when its command came. */
    private static final int CONTENT = 8;

    private static final int PARTS = 9;
    private static final int PLAYER = 10;
    /** Next row in order plus 1 in the lower half, row of the play plus 1 in the upper: an index, not state. */
    private static final int LINKS = 11;

    private static final int KIND_SHIFT = 16;
    private static final int OUTCOME_SHIFT = 24;
    private static final int WALLET_SHIFT = 40;
    private static final int CURRENCY_SHIFT = 48;
    private static final long TOMBSTONE = 1L << 32;
    private static final long CLAIMED = 1L << 33;
    private static final long PASSED_OVER = 1L << 34;
    private static final long BYTE_MASK = 0xFFL;
    private static final long SOURCE_MASK = 0xFFFFL;
    private static final long KEY_MASK = 0xFF_FFFFL;
    private static final long HALF_MASK = 0xFFFF_FFFFL;
    private static final int HALF_SHIFT = 32;
    private static final long SALT = 0x5458L;

    private final Watermarks watermarks;
    private RowIndex index;
    private Pins pins;
    private long hashSeed;
    private long horizonNs;
    private int oldest = NULL_ROW;
    private int newest = NULL_ROW;
    private int passedOver;
    private int claimed;

    /**
     * An empty log.
     *
     * @param hash of the whole state.
     * @param watermarks that move when an id is forgotten.
     */
    public TransactionLog(final StateHash hash, final Watermarks watermarks) {
        super(hash, STRIDE);
        this.watermarks = watermarks;
        index = new RowIndex(hash.undo(), 0);
    }

    @Override
    public String name() {
        return "transactions";
    }

    /**
     * Names who knows which ids are needed.
     *
     * @param newPins the rounds.
     */
    public void pins(final Pins newPins) {
        pins = newPins;
    }

    /**
     * Makes room and takes the horizon.
     *
     * @param rows ids that are remembered.
     * @param newHorizonNs how long, ns.
     * @param newHashSeed seeds the index.
     */
    public void configure(final int rows, final long newHorizonNs, final long newHashSeed) {
        horizonNs = newHorizonNs;
        hashSeed = newHashSeed;
        resize(rows);
        index = new RowIndex(undo(), rows);
        for (int row = 0; row < highWater(); row++) {
            if (isLive(row)) {
                index.insert(keyHash(row), row);
            }
        }
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
    public int find(final int source, final int kind, final long txIdHigh, final long txIdLow) {
        final long key = source | (long) kind << KIND_SHIFT;
        final long hash = keyHash(key, txIdHigh, txIdLow);
        final RowIndex ids = index;
        for (int slot = ids.home(hash); ; slot = ids.next(slot)) {
            final int row = ids.rowAt(slot);
            if (row == NULL_ROW) {
                return NULL_ROW;
            }
            if (ids.isTagAt(slot, hash)) {
                final int start = row * STRIDE;
                if (cells[start + TX_LOW] == txIdLow
                        && cells[start + TX_HIGH] == txIdHigh
                        && (cells[start + META] & KEY_MASK) == key) {
                    return row;
                }
            }
        }
    }

    /**
     * Remembers a decision under the command's own key.
     *
     * @param command that was decided.
     * @param answer that is given.
     * @param fingerprint of the command.
     * @return the row.
     */
    public int remember(final Command command, final Answer answer, final Fingerprint fingerprint) {
        final int row = append(command, command.kind, command.txIdHigh, command.txIdLow);
        final int start = row * STRIDE;
        put(
                start + META,
                cells[start + META]
                        | (long) answer.outcome.number() << OUTCOME_SHIFT
                        | (answer.walletIndex + 1L) << WALLET_SHIFT
                        | (answer.currencyIndex + 1L) << CURRENCY_SHIFT);
        put(start + AMOUNT, answer.amount);
        put(start + ORIGINAL_AVAILABLE, answer.available);
        put(start + CONTENT, fingerprint.content());
        put(start + PARTS, fingerprint.parts());
        put(start + PLAYER, answer.player);
        put(start + LINKS, cells[start + LINKS] | (answer.playRow + 1L) << HALF_SHIFT);
        index.insert(keyHash(row), row);
        end(row);
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
        final int start = row * STRIDE;
        put(
                start + META,
                cells[start + META] | TOMBSTONE | (long) Outcome.CANCELLED_BY_ROLLBACK.number() << OUTCOME_SHIFT);
        put(start + ORIGINAL_AVAILABLE, Command.ABSENT);
        put(start + PLAYER, Command.ABSENT);
        index.insert(keyHash(row), row);
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
        final int start = row * STRIDE;
        claimed++;
        final long latestMs = Math.max(command.originatedAtMs, Watermarks.toMs(command.timestampNs));
        put(start + ORIGINATED_MS, Math.max(cells[start + ORIGINATED_MS], latestMs));
        put(
                start + META,
                cells[start + META]
                        | CLAIMED
                        | (answer.walletIndex + 1L) << WALLET_SHIFT
                        | (answer.currencyIndex + 1L) << CURRENCY_SHIFT);
        put(start + SEQUENCE, answer.sequence);
        put(start + CONTENT, answer.timestampNs);
        put(start + ORIGINAL_AVAILABLE, answer.available);
        put(start + PLAYER, answer.player);
        end(row);
    }

    private int append(final Command command, final int kind, final long txIdHigh, final long txIdLow) {
        if (count() == capacity()) {
            forgetOldest(command.timestampNs);
        }
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + TX_HIGH, txIdHigh);
        put(start + TX_LOW, txIdLow);
        put(start + META, command.source | (long) kind << KIND_SHIFT);
        put(start + SEQUENCE, command.sequence);
        put(start + TIME_NS, command.timestampNs);
        put(start + ORIGINATED_MS, command.originatedAtMs);
        if (newest == NULL_ROW) {
            oldest = row;
        } else {
            put(newest * STRIDE + LINKS, cells[newest * STRIDE + LINKS] | row + 1L);
        }
        newest = row;
        return row;
    }

    /** Forgets the oldest id that nothing open needs; those before it are passed over. */
    private void forgetOldest(final long timestampNs) {
        while (true) {
            final int row = takeOldest();
            if (!passOver(row, timestampNs)) {
                forget(row);
                return;
            }
        }
    }

    /**
     * Forgets ids whose time has passed, oldest first.
     *
     * @param timestampNs journal time now.
     * @param limit of ids to look at.
     * @return how many were looked at.
     */
    public int forgetDue(final long timestampNs, final int limit) {
        int done = 0;
        while (done < limit && oldest != NULL_ROW && isPastHorizon(oldest, timestampNs)) {
            final int row = takeOldest();
            if (!passOver(row, timestampNs)) {
                forget(row);
            }
            done++;
        }
        return done;
    }

    private int takeOldest() {
        final int row = oldest;
        Invariants.check(row != NULL_ROW, "open rounds never need every id");
        oldest = nextInOrder(row);
        if (oldest == NULL_ROW) {
            newest = NULL_ROW;
        }
        put(row * STRIDE + LINKS, cells[row * STRIDE + LINKS] & ~HALF_MASK);
        return row;
    }

    private boolean passOver(final int row, final long timestampNs) {
        final int play = playRow(row);
        if (play == NULL_ROW || !pins.isPinned(play, timestampNs)) {
            return false;
        }
        begin(row);
        put(row * STRIDE + META, cells[row * STRIDE + META] | PASSED_OVER);
        end(row);
        passedOver++;
        return true;
    }

    /**
     * The round of this id has ended: forgets the id if its turn came while the round was open.
     *
     * @param row of the id.
     */
    public void unpin(final int row) {
        if (isPassedOver(row)) {
            passedOver--;
            forget(row);
        }
    }

    private void forget(final int row) {
        final int start = row * STRIDE;
        watermarks.raise(source(row), Math.max(cells[start + ORIGINATED_MS], Watermarks.toMs(cells[start + TIME_NS])));
        index.remove(keyHash(row), row);
        if (isClaimed(row)) {
            claimed--;
        }
        final int play = playRow(row);
        release(row);
        if (play != NULL_ROW) {
            pins.onForgotten(play);
        }
    }

    /**
     * Whether a key that was found may have to be forgotten first, because its time has passed or its round may have
     * ended by time.
     *
     * @param row of the id.
     * @param timestampNs journal time now.
     * @return true when due things must be brought up before it is used.
     */
    public boolean isDoubtful(final int row, final long timestampNs) {
        return isPastHorizon(row, timestampNs) || isPassedOver(row);
    }

    /** Touches the place of a key in the index. */
    public int glance(final int source, final int kind, final long txIdHigh, final long txIdLow) {
        return index.glance(keyHash(source | (long) kind << KIND_SHIFT, txIdHigh, txIdLow));
    }

    /** Touches an id; the row of its play, or NULL_ROW. */
    public int glancePlay(final int row) {
        return row == NULL_ROW ? NULL_ROW : playRow(row);
    }

    /**
     * Touches the index where ids that will be forgotten soon stand.
     *
     * @param rows receives the rows that likely stand there.
     * @param row to begin with; NULL_ROW for the oldest.
     * @return the row after the last one.
     */
    public int glanceOldest(final int[] rows, final int row) {
        int at = row == NULL_ROW || !isLive(row) ? oldest : row;
        for (int done = 0; done < rows.length && at != NULL_ROW; done++) {
            rows[done] = index.glance(keyHash(at));
            at = nextInOrder(at);
        }
        return at;
    }

    /** How long an id is remembered, ns. */
    public long horizonNs() {
        return horizonNs;
    }

    /** Whether ids are due to be forgotten. */
    public boolean isDue(final long timestampNs) {
        return oldest != NULL_ROW && isPastHorizon(oldest, timestampNs);
    }

    /** When the next id falls due, ns; Long.MAX_VALUE when none is remembered. */
    public long nextDueNs() {
        return oldest == NULL_ROW ? Long.MAX_VALUE : cells[oldest * STRIDE + TIME_NS] + horizonNs;
    }

    /** Whether the next id to be remembered makes another one be forgotten. */
    public boolean isFull(final int entries) {
        return count() + entries > capacity();
    }

    /** How many ids were passed over and wait for their rounds to end. */
    public int passedOverCount() {
        return passedOver;
    }

    /** How many tombstones were claimed: their watermark is as late as the command that came, not as their own time. */
    public int claimedCount() {
        return claimed;
    }

    /** The oldest id in order, or NULL_ROW. */
    public int oldest() {
        return oldest;
    }

    /** The id after this one in order, or NULL_ROW. */
    public int nextInOrder(final int row) {
        return (int) (cells[row * STRIDE + LINKS] & HALF_MASK) - 1;
    }

    /** Whether the horizon has passed over an id. */
    public boolean isPastHorizon(final int row, final long timestampNs) {
        return timestampNs - cells[row * STRIDE + TIME_NS] >= horizonNs;
    }

    /** Whether the turn of an id came while its round was open. */
    public boolean isPassedOver(final int row) {
        return (cells[row * STRIDE + META] & PASSED_OVER) != 0;
    }

    /** The source of an id. */
    public int source(final int row) {
        return (int) (cells[row * STRIDE + META] & SOURCE_MASK);
    }

    /** The outcome that was decided. */
    public Outcome outcome(final int row) {
        return Outcome.of((int) (cells[row * STRIDE + META] >>> OUTCOME_SHIFT & BYTE_MASK));
    }

    /** Whether the id was reversed before it came. */
    public boolean isTombstone(final int row) {
        return (cells[row * STRIDE + META] & TOMBSTONE) != 0;
    }

    /** Whether the command under a tombstone came. */
    public boolean isClaimed(final int row) {
        return (cells[row * STRIDE + META] & CLAIMED) != 0;
    }

    /** The sequence that decided. */
    public long sequence(final int row) {
        return cells[row * STRIDE + SEQUENCE];
    }

    /** The journal time of the decision, ns. */
    public long decidedNs(final int row) {
        return cells[row * STRIDE + (isTombstone(row) ? CONTENT : TIME_NS)];
    }

    /** When the id came into the order, ns. */
    public long timeNs(final int row) {
        return cells[row * STRIDE + TIME_NS];
    }

    /** When the caller first sent the command, ms. */
    public long originatedMs(final int row) {
        return cells[row * STRIDE + ORIGINATED_MS];
    }

    /** What was moved, minor units. */
    public long amount(final int row) {
        return cells[row * STRIDE + AMOUNT];
    }

    /** Available as first answered, or ABSENT. */
    public long originalAvailable(final int row) {
        return cells[row * STRIDE + ORIGINAL_AVAILABLE];
    }

    /** Hash of the content, for {@link Fingerprint#matches}. */
    public long content(final int row) {
        return cells[row * STRIDE + CONTENT];
    }

    /** Small hashes of the content, for {@link Fingerprint}. */
    public long parts(final int row) {
        return cells[row * STRIDE + PARTS];
    }

    /** The player that was answered, or ABSENT. */
    public long player(final int row) {
        return cells[row * STRIDE + PLAYER];
    }

    /** Index of the wallet whose balance was answered, or -1. */
    public int walletIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> WALLET_SHIFT & BYTE_MASK) - 1;
    }

    /** Index of the currency whose balance was answered, or -1. */
    public int currencyIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> CURRENCY_SHIFT & BYTE_MASK) - 1;
    }

    /** Row of the play this id made, or NULL_ROW. */
    public int playRow(final int row) {
        return (int) (cells[row * STRIDE + LINKS] >>> HALF_SHIFT) - 1;
    }

    @Override
    public void saveScalars(final Undo to) {
        super.saveScalars(to);
        to.save(oldest);
        to.save(newest);
        to.save(passedOver);
        to.save(claimed);
    }

    @Override
    public void restoreScalars(final Undo from) {
        super.restoreScalars(from);
        oldest = (int) from.saved();
        newest = (int) from.saved();
        passedOver = (int) from.saved();
        claimed = (int) from.saved();
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + META] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.row(cells, row * STRIDE, LINKS, SALT);
    }

    private long keyHash(final int row) {
        final int start = row * STRIDE;
        return keyHash(cells[start + META] & KEY_MASK, cells[start + TX_HIGH], cells[start + TX_LOW]);
    }

    private long keyHash(final long key, final long txIdHigh, final long txIdLow) {
        return StateHash.finish(StateHash.mix(StateHash.mix(txIdHigh ^ hashSeed, txIdLow), key));
    }
}
