package io.ringfence.engine.transfer;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.TransferState;
import java.util.Arrays;

/**
 * The external transfers that are open or still have their id. Engine thread only.
 *
 * <p>Each stands in the list of the source that began it, in order of creation, and while it is not final in the list
 * of its player, where there is at most one for each provider.
 */
public final class Transfers extends StateSection {
    private static final int STRIDE = 13;
    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 1;
    private static final int PLAYER = 2;
    /** Bits 0-15 source, 16-31 provider, 32-39 currency, 40-47 wallet, 48-50 state, then the flags. */
    private static final int META = 3;
    /** What was taken or asked for; ABSENT where a transfer from a provider leaves it open. */
    private static final int AMOUNT = 4;
    /** What was confirmed; ABSENT before. */
    private static final int ACTUAL = 5;
    /** The last attempt, which is the number of dispatches: attempts rise by one. */
    private static final int ATTEMPT = 6;

    private static final int DISPATCHED_NS = 7;
    private static final int BEGAN_NS = 8;
    /** Place in the order of creation: the ordinal of the command. */
    private static final int ORDINAL = 9;
    /** Row of the player plus 1 in the lower half, of the id that made it in the upper: an index, not state. */
    private static final int OWNERS = 10;
    /** Previous and next of the source, plus 1: an index. */
    private static final int ORDER = 11;
    /** Next of the player plus 1: an index. */
    private static final int NEXT_OF_PLAYER = 12;

    private static final int PROVIDER_SHIFT = 16;
    private static final int CURRENCY_SHIFT = 32;
    private static final int WALLET_SHIFT = 40;
    private static final int STATE_SHIFT = 48;
    private static final long FROM_PROVIDER = 1L << 51;
    private static final long ALL = 1L << 52;
    private static final long NOT_FOUND_ONCE = 1L << 53;
    private static final long INCOMPLETE = 1L << 54;
    private static final long STATE_MASK = 7L << STATE_SHIFT;
    private static final long NUMBER_MASK = 0xFFFFL;
    private static final long BYTE_MASK = 0xFFL;
    private static final long HALF_MASK = 0xFFFF_FFFFL;
    private static final int HALF_SHIFT = 32;
    private static final long SALT = 0x5452414E53464552L;

    private final Players players;
    private final Definitions.Sources sources;
    private RowIndex index;
    private long hashSeed;
    private int open;
    /** First and last row of each source plus 1, in order of creation. */
    private int[] heads = new int[0];

    private int[] tails = new int[0];

    /**
     * An empty table.
     *
     * @param hash of the whole state.
     * @param players whose lists of open transfers this table keeps.
     * @param sources whose lists of transfers this table keeps.
     */
    public Transfers(final StateHash hash, final Players players, final Definitions.Sources sources) {
        super(hash, STRIDE);
        this.players = players;
        this.sources = sources;
        index = new RowIndex(hash.undo(), 0);
    }

    @Override
    public String name() {
        return "transfers";
    }

    /**
     * Makes room.
     *
     * @param transfersMax rows, final ones included.
     * @param sourcesMax sources.
     * @param newHashSeed seeds the index.
     */
    public void configure(final int transfersMax, final int sourcesMax, final long newHashSeed) {
        resize(transfersMax);
        heads = Arrays.copyOf(heads, sourcesMax);
        tails = Arrays.copyOf(tails, sourcesMax);
        hashSeed = newHashSeed;
        index = new RowIndex(undo(), transfersMax);
        for (int row = 0; row < highWater(); row++) {
            if (isLive(row)) {
                index.insert(keyHash(row), row);
            }
        }
    }

    /** How many are not final: each keeps the id that made it from being forgotten. */
    public int openCount() {
        return open;
    }

    /**
     * Finds a transfer.
     *
     * @param source that began it.
     * @param idHigh upper half of its id.
     * @param idLow lower half of its id.
     * @return the row, or NULL_ROW.
     */
    public int find(final int source, final long idHigh, final long idLow) {
        final long hash = keyHash(source, idHigh, idLow);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            final int row = index.rowAt(slot);
            final int start = row * STRIDE;
            if (cells[start + ID_LOW] == idLow && cells[start + ID_HIGH] == idHigh && source(row) == source) {
                return row;
            }
        }
        return NULL_ROW;
    }

    /** Finds the transfer between a player and a provider that is not final, or NULL_ROW. */
    public int findOpen(final int playerRow, final int provider) {
        int row = players.head(playerRow, Players.TRANSFERS);
        while (row != NULL_ROW && provider(row) != provider) {
            row = nextOfPlayer(row);
        }
        return row;
    }

    /** The first transfer that a source began and that is still kept, or NULL_ROW. */
    public int firstOfSource(final int sourceIndex) {
        return heads[sourceIndex] - 1;
    }

    /** The transfer that the same source began next, or NULL_ROW. */
    public int nextOfSource(final int row) {
        return (int) (cells[row * STRIDE + ORDER] >>> HALF_SHIFT) - 1;
    }

    /**
     * Begins a transfer; the caller has checked the bound and that no other is open.
     *
     * @param command BeginTransfer, resolved.
     * @param amount taken or asked for; ABSENT where it is open.
     * @return its row.
     */
    int add(final Command command, final long amount) {
        final boolean isFrom = command.option == TransferDirection.FROM_PROVIDER.value();
        final TransferState state = isFrom ? TransferState.INTENT : TransferState.RESERVED;
        final int row = allocate();
        final int start = row * STRIDE;
        put(start + ID_HIGH, command.txIdHigh);
        put(start + ID_LOW, command.txIdLow);
        put(start + PLAYER, command.player);
        put(
                start + META,
                command.source
                        | (long) command.provider << PROVIDER_SHIFT
                        | (long) command.currencyIndex << CURRENCY_SHIFT
                        | (long) command.walletIndex << WALLET_SHIFT
                        | (long) state.value() << STATE_SHIFT
                        | (isFrom ? FROM_PROVIDER : 0)
                        | (Command.isGiven(command.amount) ? 0 : ALL));
        put(start + AMOUNT, amount);
        put(start + ACTUAL, Command.ABSENT);
        put(start + BEGAN_NS, command.timestampNs);
        put(start + ORDINAL, command.ordinal);
        join(row, command.playerRow);
        return row;
    }

    /** Puts a row into everything that follows from it. */
    private void join(final int row, final int playerRow) {
        put(row * STRIDE + OWNERS, playerRow + 1L);
        append(row);
        index.insert(keyHash(row), row);
        if (!isFinal(row)) {
            put(row * STRIDE + NEXT_OF_PLAYER, players.head(playerRow, Players.TRANSFERS) + 1L);
            players.head(playerRow, Players.TRANSFERS, row);
            open++;
        }
        end(row);
    }

    /** Ties a transfer to the id that made it. */
    void txRow(final int row, final int txRow) {
        put(row * STRIDE + OWNERS, (cells[row * STRIDE + OWNERS] & HALF_MASK) | (txRow + 1L) << HALF_SHIFT);
    }

    /** An attempt is about to leave. */
    void dispatch(final int row, final long timestampNs) {
        begin(row);
        final int start = row * STRIDE;
        put(start + ATTEMPT, cells[start + ATTEMPT] + 1);
        put(start + DISPATCHED_NS, timestampNs);
        putState(row, TransferState.DISPATCHED);
        end(row);
    }

    /** Nobody knows what became of the attempts. */
    void doubt(final int row) {
        begin(row);
        putState(row, TransferState.UNKNOWN);
        end(row);
    }

    /** Forgets that the provider did not find it. */
    void resetNotFound(final int row) {
        putFlag(row, NOT_FOUND_ONCE, false);
    }

    /** The provider did not find it, once. */
    void countNotFound(final int row) {
        putFlag(row, NOT_FOUND_ONCE, true);
    }

    /** An id that named the transfer was forgotten. */
    void markIncomplete(final int row) {
        putFlag(row, INCOMPLETE, true);
    }

    /**
     * Ends a transfer for ever.
     *
     * @param row not final.
     * @param state CONFIRMED or CANCELLED.
     * @param actual what was confirmed, or ABSENT.
     */
    void finish(final int row, final TransferState state, final long actual) {
        Invariants.check(!isFinal(row), "a final transfer stays as it is");
        begin(row);
        put(row * STRIDE + ACTUAL, actual);
        putState(row, state);
        end(row);
        leavePlayer(row);
        open--;
    }

    /** Forgets a final transfer. */
    void remove(final int row) {
        Invariants.check(isFinal(row), "an open transfer is never forgotten");
        leaveOrder(row);
        index.remove(keyHash(row), row);
        release(row);
    }

    private void append(final int row) {
        final int sourceIndex = sources.find(source(row));
        final int last = tails[sourceIndex] - 1;
        put(row * STRIDE + ORDER, last + 1L);
        if (last == NULL_ROW) {
            undo().put(heads, sourceIndex, row + 1);
        } else {
            putNext(last, row);
        }
        undo().put(tails, sourceIndex, row + 1);
    }

    private void leaveOrder(final int row) {
        final int sourceIndex = sources.find(source(row));
        final int previous = (int) (cells[row * STRIDE + ORDER] & HALF_MASK) - 1;
        final int next = nextOfSource(row);
        if (previous == NULL_ROW) {
            undo().put(heads, sourceIndex, next + 1);
        } else {
            putNext(previous, next);
        }
        if (next == NULL_ROW) {
            undo().put(tails, sourceIndex, previous + 1);
        } else {
            put(next * STRIDE + ORDER, (cells[next * STRIDE + ORDER] & ~HALF_MASK) | (previous + 1L));
        }
    }

    /** Takes a transfer out of the list of its player, which has at most one for each provider. */
    private void leavePlayer(final int row) {
        final int playerRow = playerRow(row);
        final int first = players.head(playerRow, Players.TRANSFERS);
        if (first == row) {
            players.head(playerRow, Players.TRANSFERS, nextOfPlayer(row));
        } else {
            int before = first;
            while (nextOfPlayer(before) != row) {
                before = nextOfPlayer(before);
                Invariants.check(before != NULL_ROW, "an open transfer is in the list of its player");
            }
            put(before * STRIDE + NEXT_OF_PLAYER, nextOfPlayer(row) + 1L);
        }
        put(row * STRIDE + NEXT_OF_PLAYER, 0);
    }

    private int nextOfPlayer(final int row) {
        return (int) cells[row * STRIDE + NEXT_OF_PLAYER] - 1;
    }

    /** Upper half of the transfer's id. */
    public long idHigh(final int row) {
        return cells[row * STRIDE + ID_HIGH];
    }

    /** Lower half of the transfer's id. */
    public long idLow(final int row) {
        return cells[row * STRIDE + ID_LOW];
    }

    /** Number of the player. */
    public long player(final int row) {
        return cells[row * STRIDE + PLAYER];
    }

    /** Row of the player. */
    public int playerRow(final int row) {
        return (int) (cells[row * STRIDE + OWNERS] & HALF_MASK) - 1;
    }

    /** Number of the source that began the transfer. */
    public int source(final int row) {
        return (int) (cells[row * STRIDE + META] & NUMBER_MASK);
    }

    /** Number of the provider's source. */
    public int provider(final int row) {
        return (int) (cells[row * STRIDE + META] >>> PROVIDER_SHIFT & NUMBER_MASK);
    }

    /** Index of the currency. */
    public int currencyIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> CURRENCY_SHIFT & BYTE_MASK);
    }

    /** Index of the wallet. */
    public int walletIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> WALLET_SHIFT & BYTE_MASK);
    }

    /** Where the transfer stands. */
    public TransferState state(final int row) {
        return TransferState.get((short) ((cells[row * STRIDE + META] & STATE_MASK) >>> STATE_SHIFT));
    }

    /** Whether nothing can change any more. */
    public boolean isFinal(final int row) {
        return (cells[row * STRIDE + META] & STATE_MASK) >= (long) TransferState.CONFIRMED.value() << STATE_SHIFT;
    }

    /** Whether the money goes to the provider. */
    public boolean isToProvider(final int row) {
        return (cells[row * STRIDE + META] & FROM_PROVIDER) == 0;
    }

    /** Which way the money goes. */
    public TransferDirection direction(final int row) {
        return isToProvider(row) ? TransferDirection.TO_PROVIDER : TransferDirection.FROM_PROVIDER;
    }

    /** Whether all was asked for: what was moved must then be reported. */
    public boolean isAll(final int row) {
        return (cells[row * STRIDE + META] & ALL) != 0;
    }

    /** What was taken or asked for, minor units; {@link Command#ABSENT} where a FROM_PROVIDER leaves it open. */
    public long amount(final int row) {
        return cells[row * STRIDE + AMOUNT];
    }

    /** What was confirmed, minor units; {@link Command#ABSENT} before and when cancelled. */
    public long actualAmount(final int row) {
        return cells[row * STRIDE + ACTUAL];
    }

    /** The last attempt that was dispatched; 0 before the first. */
    public long attempt(final int row) {
        return cells[row * STRIDE + ATTEMPT];
    }

    /** When the transfer began, journal time, ns. */
    public long beganNs(final int row) {
        return cells[row * STRIDE + BEGAN_NS];
    }

    /** When the last attempt was dispatched, journal time, ns. */
    long dispatchedNs(final int row) {
        return cells[row * STRIDE + DISPATCHED_NS];
    }

    /** Whether the provider did not find it, once. */
    boolean isNotFoundOnce(final int row) {
        return (cells[row * STRIDE + META] & NOT_FOUND_ONCE) != 0;
    }

    /** Whether every id that named the transfer is remembered. */
    boolean isComplete(final int row) {
        return (cells[row * STRIDE + META] & INCOMPLETE) == 0;
    }

    /** Place in the order of creation: the ordinal of the command that began it. */
    public long ordinal(final int row) {
        return cells[row * STRIDE + ORDINAL];
    }

    /** Row in the log of the id that made it, NULL_ROW before it is remembered. */
    int txRow(final int row) {
        return (int) (cells[row * STRIDE + OWNERS] >>> HALF_SHIFT) - 1;
    }

    @Override
    public void saveScalars(final Undo to) {
        super.saveScalars(to);
        to.save(open);
    }

    @Override
    public void restoreScalars(final Undo from) {
        super.restoreScalars(from);
        open = (int) from.saved();
    }

    @Override
    public int snapshotColumns() {
        return OWNERS;
    }

    /** In order of creation: a transfer is known by its ordinal. */
    @Override
    public void writeRow(final int row, final long[] to) {
        to[0] = ordinal(row);
        System.arraycopy(cells, row * STRIDE, to, 1, ORDINAL);
    }

    @Override
    public void readRow(final long[] from) {
        final int row = allocate();
        System.arraycopy(from, 1, cells, row * STRIDE, ORDINAL);
        put(row * STRIDE + ORDINAL, from[0]);
        join(row, players.find(player(row)));
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + META] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        return StateHash.row(cells, row * STRIDE, OWNERS, SALT);
    }

    private void putState(final int row, final TransferState state) {
        final int cell = row * STRIDE + META;
        put(cell, (cells[cell] & ~(STATE_MASK | NOT_FOUND_ONCE)) | (long) state.value() << STATE_SHIFT);
    }

    private void putFlag(final int row, final long flag, final boolean isSet) {
        final int cell = row * STRIDE + META;
        begin(row);
        put(cell, isSet ? cells[cell] | flag : cells[cell] & ~flag);
        end(row);
    }

    private void putNext(final int row, final int next) {
        put(row * STRIDE + ORDER, (cells[row * STRIDE + ORDER] & HALF_MASK) | (next + 1L) << HALF_SHIFT);
    }

    private long keyHash(final int row) {
        return keyHash(source(row), idHigh(row), idLow(row));
    }

    private long keyHash(final int source, final long idHigh, final long idLow) {
        return StateHash.finish(StateHash.mix(StateHash.mix(idHigh ^ hashSeed, idLow), source));
    }
}
