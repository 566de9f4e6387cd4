package io.ringfence.engine.ledger;

import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.codec.AccountKind;
import java.util.Arrays;

/**
 * The one account table: wallets and debts of players and the system's accounts alike. Engine thread only.
 *
 * <p>A posting is (row, amount); each command's postings sum to zero, which {@link #endCommand()} checks. A player row
 * has available and held, never below zero, except a debt row, whose balance is never above zero. A system row keeps
 * one 128-bit sum in the same two cells. Player rows exist from their first credit above 0 and are never released.
 */
public final class Accounts extends StateSection {
    private static final int STRIDE = 4;
    /** The player's number; 0 in a system row. */
    private static final int OWNER = 0;
    /** Bits 0-31 next row of the player plus 1 (index), or the source; 32-39 kind; 40-47 wallet; 48-55 currency + 1. */
    private static final int META = 1;

    private static final int AVAILABLE = 2;
    private static final int HELD = 3;
    private static final int LOW = 2;
    private static final int HIGH = 3;

    private static final int KIND_SHIFT = 32;
    private static final int WALLET_SHIFT = 40;
    private static final int CURRENCY_SHIFT = 48;
    private static final long INDEX_MASK = 0xFFL;
    private static final long LINK_MASK = 0xFFFF_FFFFL;
    private static final long KEY_MASK = ~LINK_MASK;
    private static final int KIND_WALLET = 1;
    private static final int KIND_DEBT = 2;
    /** System rows have KIND_SYSTEM + the value of their AccountKind. */
    private static final int KIND_SYSTEM = 16;

    private static final int SYSTEM_KINDS = AccountKind.ADJUSTMENT.value() + 1;
    private static final long SALT = 0x4143434F554E54L;

    private final Players players;
    private final Definitions.Sources sources;
    private int playerRowsMax;
    private int playerRows;
    private int debtRows;
    private int currenciesMax;
    private int sourcesMax;
    /** Row of each system account plus 1: by currency, kind and source index. */
    private int[] systemRows = new int[0];
    /** The sum of all player rows of each currency, 128 bits. */
    private long[] playersLow = new long[0];

    private long[] playersHigh = new long[0];
    private long openSum;

    /**
     * An empty table.
     *
     * @param hash of the whole state.
     * @param players whose lists of accounts this table keeps.
     * @param sources that have accounts of their own.
     */
    public Accounts(final StateHash hash, final Players players, final Definitions.Sources sources) {
        super(hash, STRIDE);
        this.players = players;
        this.sources = sources;
    }

    @Override
    public String name() {
        return "accounts";
    }

    /**
     * Makes room; system accounts have theirs besides, so that a posting to one never fails.
     *
     * @param accountsMax rows of players.
     * @param newCurrenciesMax currencies.
     * @param newSourcesMax sources.
     */
    public void resize(final int accountsMax, final int newCurrenciesMax, final int newSourcesMax) {
        final int[] resized = new int[newCurrenciesMax * SYSTEM_KINDS * newSourcesMax];
        for (int slot = 0; slot < systemRows.length; slot++) {
            final int source = slot % sourcesMax;
            final int currencyAndKind = slot / sourcesMax;
            resized[currencyAndKind * newSourcesMax + source] = systemRows[slot];
        }
        systemRows = resized;
        playersLow = Arrays.copyOf(playersLow, newCurrenciesMax);
        playersHigh = Arrays.copyOf(playersHigh, newCurrenciesMax);
        playerRowsMax = accountsMax;
        currenciesMax = newCurrenciesMax;
        sourcesMax = newSourcesMax;
        resize(accountsMax + currenciesMax * (SYSTEM_KINDS + 3 * sourcesMax));
    }

    /** Rows of players, wallets and debts. */
    public int playerRows() {
        return playerRows;
    }

    /** Rows of players there is room for. */
    public int playerRowsMax() {
        return playerRowsMax;
    }

    /**
     * Finds a player's wallet.
     *
     * @param playerRow of the player.
     * @param walletIndex of the wallet.
     * @param currencyIndex of the currency.
     * @return its row, or NULL_ROW as long as nothing above 0 was ever credited.
     */
    public int find(final int playerRow, final int walletIndex, final int currencyIndex) {
        return findRow(playerRow, key(KIND_WALLET, walletIndex, currencyIndex));
    }

    /** Finds a player's debt row of a currency, or NULL_ROW. */
    public int findDebt(final int playerRow, final int currencyIndex) {
        return debtRows == 0 ? NULL_ROW : findRow(playerRow, key(KIND_DEBT, 0, currencyIndex));
    }

    /** The first account row of a player, or NULL_ROW: walk with {@link #nextOfPlayer(int)}. */
    public int firstOfPlayer(final int playerRow) {
        return players.firstAccount(playerRow);
    }

    /** The next account row of the same player, or NULL_ROW. */
    public int nextOfPlayer(final int row) {
        return (int) (cells[row * STRIDE + META] & LINK_MASK) - 1;
    }

    private int findRow(final int playerRow, final long key) {
        final long[] table = cells;
        for (int row = players.firstAccount(playerRow); row != NULL_ROW; ) {
            final long meta = table[row * STRIDE + META];
            if ((meta & KEY_MASK) == key) {
                return row;
            }
            row = (int) (meta & LINK_MASK) - 1;
        }
        return NULL_ROW;
    }

    /** Finds a player's wallet or makes its row; the caller has checked the bound. */
    public int findOrCreate(final int playerRow, final int walletIndex, final int currencyIndex) {
        final int row = find(playerRow, walletIndex, currencyIndex);
        return row == NULL_ROW ? create(playerRow, key(KIND_WALLET, walletIndex, currencyIndex)) : row;
    }

    /** Finds a player's debt row or makes it; the caller has checked the bound. */
    public int findOrCreateDebt(final int playerRow, final int currencyIndex) {
        final int row = findDebt(playerRow, currencyIndex);
        if (row != NULL_ROW) {
            return row;
        }
        debtRows++;
        return create(playerRow, key(KIND_DEBT, 0, currencyIndex));
    }

    private int create(final int playerRow, final long key) {
        Invariants.check(playerRows < playerRowsMax, "account rows are bounded");
        final int row = allocate();
        put(row * STRIDE + OWNER, players.player(playerRow));
        put(row * STRIDE + META, key | (players.firstAccount(playerRow) + 1L));
        players.firstAccount(playerRow, row);
        playerRows++;
        end(row);
        return row;
    }

    /** What of this row's balance can be spent; of a debt row minus the debt. */
    public long available(final int row) {
        return cells[row * STRIDE + AVAILABLE];
    }

    /** What of this row's balance is held. */
    public long held(final int row) {
        return cells[row * STRIDE + HELD];
    }

    /** Whether the row is a wallet, not a debt. */
    public boolean isWallet(final int row) {
        return kind(row) == KIND_WALLET;
    }

    /** Index of the row's wallet. */
    public int walletIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> WALLET_SHIFT & INDEX_MASK);
    }

    /** Index of the row's currency. */
    public int currencyIndex(final int row) {
        return (int) (cells[row * STRIDE + META] >>> CURRENCY_SHIFT & INDEX_MASK) - 1;
    }

    /**
     * Whether a wallet can take a credit: available and held together never exceed int64, so that what is held can
     * always return.
     *
     * @param row of the wallet, or NULL_ROW for one that does not exist yet.
     * @param amount minor units, at or above zero.
     * @return true when the sum fits.
     */
    public boolean canCredit(final int row, final long amount) {
        return row == NULL_ROW || amount <= Long.MAX_VALUE - available(row) - held(row);
    }

    /**
     * Posts to a player's row; the caller has checked funds and overflow.
     *
     * @param row of a wallet or debt.
     * @param amount minor units, signed.
     */
    public void post(final int row, final long amount) {
        begin(row);
        final int cell = row * STRIDE + AVAILABLE;
        final long balance = Math.addExact(cells[cell], amount);
        Invariants.check(kind(row) == KIND_DEBT ? balance <= 0 : balance >= 0, "available is never below zero");
        put(cell, balance);
        end(row);
        final int currency = currencyIndex(row);
        final long low = playersLow[currency];
        undo().put(playersLow, currency, low + amount);
        undo().put(playersHigh, currency, playersHigh[currency] + carry(low, amount));
        openSum += amount;
    }

    /**
     * Posts to a system account, whose row exists from its first posting that is not zero.
     *
     * @param account PLAYERS excepted.
     * @param sourceIndex of a HOUSE, TRANSIT or CLEARING account; 0 for the others.
     * @param currencyIndex of the currency.
     * @param source number of the source; 0 where there is none.
     * @param amount minor units, signed.
     */
    public void postSystem(
            final AccountKind account,
            final int sourceIndex,
            final int currencyIndex,
            final int source,
            final long amount) {
        if (amount == 0) {
            return;
        }
        final int slot = systemSlot(account, sourceIndex, currencyIndex);
        int row = systemRows[slot] - 1;
        if (row == NULL_ROW) {
            row = allocate();
            put(row * STRIDE + META, key(KIND_SYSTEM + account.value(), 0, currencyIndex) | source);
            undo().put(systemRows, slot, row + 1);
        } else {
            begin(row);
        }
        final long low = cells[row * STRIDE + LOW];
        put(row * STRIDE + LOW, low + amount);
        add(row * STRIDE + HIGH, carry(low, amount));
        end(row);
        openSum += amount;
    }

    /** Row of a system account, or NULL_ROW when nothing was ever posted to it. */
    public int findSystem(final AccountKind account, final int sourceIndex, final int currencyIndex) {
        return systemRows[systemSlot(account, sourceIndex, currencyIndex)] - 1;
    }

    /** Lower half of the 128-bit balance of a system row. */
    public long low(final int row) {
        return cells[row * STRIDE + LOW];
    }

    /** Upper half of the 128-bit balance of a system row. */
    public long high(final int row) {
        return cells[row * STRIDE + HIGH];
    }

    /** Lower half of the 128-bit sum of all player rows of a currency, debts included. */
    public long playersLow(final int currencyIndex) {
        return playersLow[currencyIndex];
    }

    /** Upper half of the 128-bit sum of all player rows of a currency, debts included. */
    public long playersHigh(final int currencyIndex) {
        return playersHigh[currencyIndex];
    }

    /** Ends a command: its postings must sum to zero. */
    public void endCommand() {
        Invariants.check(openSum == 0, "the postings of a command sum to zero");
    }

    /**
     * Scans every row: each currency sums to zero, the players' sums are what was kept, no balance is below zero, and
     * debt stands only where nothing else could be taken. O(rows).
     *
     * @param currencies that are defined.
     */
    public void checkConservation(final int currencies) {
        final long[] low = new long[currencies];
        final long[] high = new long[currencies];
        final long[] players = new long[currencies];
        for (int row = 0; row < highWater(); row++) {
            final int currency = currencyIndex(row);
            final boolean isSystem = kind(row) >= KIND_SYSTEM;
            final long held = isSystem ? 0 : cells[row * STRIDE + HELD];
            final long amount = cells[row * STRIDE + LOW];
            Invariants.check(held >= 0, "held is never below zero");
            high[currency] += isSystem ? cells[row * STRIDE + HIGH] : amount >> (Long.SIZE - 1);
            high[currency] += Long.compareUnsigned(low[currency] + amount, low[currency]) < 0 ? 1 : 0;
            low[currency] += amount;
            high[currency] += Long.compareUnsigned(low[currency] + held, low[currency]) < 0 ? 1 : 0;
            low[currency] += held;
            if (!isSystem) {
                Invariants.check(isWallet(row) == (amount >= 0) || amount == 0, "available is never below zero");
                players[currency] += amount + held;
            }
        }
        for (int currency = 0; currency < currencies; currency++) {
            Invariants.check(low[currency] == 0 && high[currency] == 0, "every currency sums to zero");
            Invariants.check(players[currency] == playersLow[currency], "the players' sum is kept");
        }
    }

    /** What carries into the upper half when a signed amount is added to an unsigned lower half. */
    public static long carry(final long low, final long amount) {
        final long carried = Long.compareUnsigned(low + amount, low) < 0 ? 1 : 0;
        return (amount >> (Long.SIZE - 1)) + carried;
    }

    @Override
    public void saveScalars(final Undo to) {
        super.saveScalars(to);
        to.save(playerRows);
        to.save(debtRows);
        to.save(openSum);
    }

    @Override
    public void restoreScalars(final Undo from) {
        super.restoreScalars(from);
        playerRows = (int) from.saved();
        debtRows = (int) from.saved();
        openSum = from.saved();
    }

    @Override
    public int snapshotColumns() {
        return STRIDE;
    }

    @Override
    public void writeRow(final int row, final long[] to) {
        final int start = row * STRIDE;
        to[OWNER] = cells[start + OWNER];
        to[META] = kind(row) >= KIND_SYSTEM ? cells[start + META] : cells[start + META] & KEY_MASK;
        to[AVAILABLE] = cells[start + AVAILABLE];
        to[HELD] = cells[start + HELD];
    }

    @Override
    public void readRow(final long[] from) {
        final int kind = (int) (from[META] >>> KIND_SHIFT & INDEX_MASK);
        final int currency = (int) (from[META] >>> CURRENCY_SHIFT & INDEX_MASK) - 1;
        final int row;
        if (kind >= KIND_SYSTEM) {
            row = allocate();
            cells[row * STRIDE + META] = from[META];
            systemRows[readSlot(kind, currency, (int) (from[META] & LINK_MASK))] = row + 1;
        } else {
            row = create(players.find(from[OWNER]), from[META]);
            begin(row);
            debtRows += kind == KIND_DEBT ? 1 : 0;
            final long total = Math.addExact(from[AVAILABLE], from[HELD]);
            playersHigh[currency] += carry(playersLow[currency], total);
            playersLow[currency] += total;
        }
        cells[row * STRIDE + AVAILABLE] = from[AVAILABLE];
        cells[row * STRIDE + HELD] = from[HELD];
        end(row);
    }

    private int readSlot(final int kind, final int currencyIndex, final int source) {
        final int sourceIndex = source == 0 ? 0 : sources.find(source);
        return (currencyIndex * SYSTEM_KINDS + kind - KIND_SYSTEM) * sourcesMax + sourceIndex;
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + META] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        final int start = row * STRIDE;
        final long meta = cells[start + META];
        final boolean isSystem = (meta >>> KIND_SHIFT & INDEX_MASK) >= KIND_SYSTEM;
        return StateHash.finish(SALT
                + StateHash.cell(cells[start + OWNER], OWNER)
                + StateHash.cell(isSystem ? meta : meta & KEY_MASK, META)
                + StateHash.cell(cells[start + AVAILABLE], AVAILABLE)
                + StateHash.cell(cells[start + HELD], HELD));
    }

    private int kind(final int row) {
        return (int) (cells[row * STRIDE + META] >>> KIND_SHIFT & INDEX_MASK);
    }

    private int systemSlot(final AccountKind account, final int sourceIndex, final int currencyIndex) {
        return (currencyIndex * SYSTEM_KINDS + account.value()) * sourcesMax + sourceIndex;
    }

    private static long key(final int kind, final int walletIndex, final int currencyIndex) {
        return (long) kind << KIND_SHIFT | (long) walletIndex << WALLET_SHIFT | (currencyIndex + 1L) << CURRENCY_SHIFT;
    }

    /**
     * Moves from available to held; the caller has checked funds.
     *
     * @param row of a wallet.
     * @param amount minor units, at or above zero.
     */
    public void hold(final int row, final long amount) {
        moveToHeld(row, amount);
    }

    /**
     * Moves from held back to available.
     *
     * @param row of a wallet.
     * @param amount minor units, at or above zero.
     */
    public void unhold(final int row, final long amount) {
        moveToHeld(row, -amount);
    }

    private void moveToHeld(final int row, final long amount) {
        begin(row);
        final int start = row * STRIDE;
        final long available = Math.subtractExact(cells[start + AVAILABLE], amount);
        final long held = Math.addExact(cells[start + HELD], amount);
        Invariants.check(isWallet(row) && available >= 0 && held >= 0, "available and held are never below zero");
        put(start + AVAILABLE, available);
        put(start + HELD, held);
        end(row);
    }

    /**
     * Posts what is held away from a player's wallet.
     *
     * @param row of a wallet.
     * @param amount minor units, at or above zero.
     */
    public void takeHeld(final int row, final long amount) {
        begin(row);
        final int cell = row * STRIDE + HELD;
        final long held = Math.subtractExact(cells[cell], amount);
        Invariants.check(isWallet(row) && held >= 0, "held is never below zero");
        put(cell, held);
        end(row);
        final int currency = currencyIndex(row);
        final long low = playersLow[currency];
        undo().put(playersLow, currency, low - amount);
        undo().put(playersHigh, currency, playersHigh[currency] + carry(low, -amount));
        openSum -= amount;
    }
}
