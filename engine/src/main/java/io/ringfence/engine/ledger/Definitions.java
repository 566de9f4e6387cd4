package io.ringfence.engine.ledger;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.protocol.codec.WalletKind;

/**
 * Currencies, wallets and sources, each in order of definition: a row's number is its index. Engine thread only.
 *
 * <p>There are few of them, so codes are found by a scan; sources, whose number travels in every command, by a table.
 */
public final class Definitions implements Undo.Scalars {
    /** Nothing of that name. */
    public static final int UNKNOWN = -1;

    private final Codes currencies;
    private final Codes wallets;
    private final Sources sources;
    private int defaultWallet = UNKNOWN;

    /**
     * Nothing defined.
     *
     * @param hash of the whole state.
     */
    public Definitions(final StateHash hash) {
        currencies = new Codes(hash, "currencies", 0x43555252L);
        wallets = new Codes(hash, "wallets", 0x57414C4CL);
        sources = new Sources(hash);
        hash.undo().watch(this);
    }

    @Override
    public void saveScalars(final Undo to) {
        to.save(defaultWallet);
    }

    @Override
    public void restoreScalars(final Undo from) {
        defaultWallet = (int) from.saved();
    }

    /** The currencies; the detail of each is its exponent. */
    public Codes currencies() {
        return currencies;
    }

    /** The wallets; the detail of each is the value of its WalletKind. */
    public Codes wallets() {
        return wallets;
    }

    /** The sources and their policies. */
    public Sources sources() {
        return sources;
    }

    /**
     * Defines a wallet; the first of kind CASH becomes the default.
     *
     * @param code of the wallet.
     * @param kind value of its WalletKind.
     */
    public void defineWallet(final long code, final int kind) {
        final int walletIndex = wallets.define(code, kind);
        if (defaultWallet == UNKNOWN && kind == WalletKind.CASH.value()) {
            defaultWallet = walletIndex;
        }
    }

    /** Finds the default wallet anew, once the wallets were read from a snapshot. */
    public void relink() {
        for (int wallet = wallets.count() - 1; wallet >= 0; wallet--) {
            if (wallets.detail(wallet) == WalletKind.CASH.value()) {
                defaultWallet = wallet;
            }
        }
    }

    /** Index of the wallet a command means when it names none, or UNKNOWN. */
    public int defaultWallet() {
        return defaultWallet;
    }

    /** Whether the wallet is of kind BONUS. */
    public boolean isBonus(final int walletIndex) {
        return wallets.detail(walletIndex) == WalletKind.BONUS.value();
    }

    /** Codes with one small number each. */
    public static final class Codes extends StateSection {
        private static final int STRIDE = 3;
        private static final int CODE = 0;
        private static final int DETAIL = 1;

        private final String name;
        private final long salt;

        Codes(final StateHash hash, final String name, final long salt) {
            super(hash, STRIDE);
            this.name = name;
            this.salt = salt;
        }

        @Override
        public String name() {
            return name;
        }

        /**
         * Finds a code.
         *
         * @param code packed.
         * @return its index in order of definition, or UNKNOWN.
         */
        public int find(final long code) {
            for (int row = 0, rows = highWater(); row < rows; row++) {
                if (cells[row * STRIDE + CODE] == code) {
                    return row;
                }
            }
            return UNKNOWN;
        }

        /**
         * Defines a code that is not defined; the caller has checked the bound.
         *
         * @param code packed.
         * @param detail the number that goes with it.
         * @return its index.
         */
        public int define(final long code, final int detail) {
            final int row = allocate();
            put(row * STRIDE + CODE, code);
            put(row * STRIDE + DETAIL, detail);
            end(row);
            return row;
        }

        /** The code at an index. */
        public long code(final int row) {
            return cells[row * STRIDE + CODE];
        }

        /** The number that goes with the code at an index. */
        public int detail(final int row) {
            return (int) cells[row * STRIDE + DETAIL];
        }

        @Override
        public int snapshotColumns() {
            return STRIDE;
        }

        @Override
        public void writeRow(final int row, final long[] to) {
            to[0] = row;
            to[1] = code(row);
            to[2] = detail(row);
        }

        @Override
        public void readRow(final long[] from) {
            define(from[1], (int) from[2]);
        }

        @Override
        protected boolean isLive(final int row) {
            return cells[row * STRIDE + CODE] != 0;
        }

        @Override
        protected long rowHash(final int row) {
            long hash = StateHash.mix(salt, row);
            hash = StateHash.mix(hash, cells[row * STRIDE + CODE]);
            return StateHash.finish(StateHash.mix(hash, cells[row * STRIDE + DETAIL]));
        }
    }

    /** Providers and services with their policies (docs/protocol.md). */
    public static final class Sources extends StateSection {
        private static final int STRIDE = 9;
        private static final int SOURCE = 0;
        private static final int LATE_WIN = 1;
        private static final int ROLLBACK_AFTER_SETTLE = 2;
        private static final int NEGATIVE = 3;
        private static final int QUIET_PERIOD_S = 4;
        private static final int STUCK_AFTER_S = 5;
        private static final int ROUND_IDLE_S = 6;
        private static final int COLUMNS = 7;
        private static final long SALT = 0x534F5552L;
        private static final int NUMBERS = 1 << 16;
        private static final long NS_PER_SECOND = 1_000_000_000L;

        private final int[] rowOfNumber = new int[NUMBERS];

        Sources(final StateHash hash) {
            super(hash, STRIDE);
        }

        @Override
        public String name() {
            return "sources";
        }

        /**
         * Finds a source.
         *
         * @param source number.
         * @return its index, or UNKNOWN.
         */
        public int find(final int source) {
            return rowOfNumber[source] - 1;
        }

        /**
         * Defines a source, or replaces all policies of a defined one.
         *
         * @param command a DefineSource with its defaults filled in.
         */
        public void define(final Command command) {
            int row = find(command.source);
            if (row == UNKNOWN) {
                row = allocate();
                undo().put(rowOfNumber, command.source, row + 1);
            } else {
                begin(row);
            }
            final int start = row * STRIDE;
            put(start + SOURCE, command.source);
            put(start + LATE_WIN, command.lateWin);
            put(start + ROLLBACK_AFTER_SETTLE, command.rollbackAfterSettle);
            put(start + NEGATIVE, command.negative);
            put(start + QUIET_PERIOD_S, command.quietPeriodSeconds);
            put(start + STUCK_AFTER_S, command.stuckAfterSeconds);
            put(start + ROUND_IDLE_S, command.roundIdleSeconds);
            end(row);
        }

        /** The number of the source at an index. */
        public int source(final int row) {
            return (int) cells[row * STRIDE + SOURCE];
        }

        /** Whether a win may come on a closed round. */
        public boolean isLateWinAllowed(final int row) {
            return cells[row * STRIDE + LATE_WIN] != 0;
        }

        /** Whether a rollback of a settled bet reverses the bet and the wins that name it. */
        public boolean isSettledReversed(final int row) {
            return cells[row * STRIDE + ROLLBACK_AFTER_SETTLE] != 0;
        }

        /** Whether what a reversal cannot take from the wallets is booked as debt. */
        public boolean isDebtBooked(final int row) {
            return cells[row * STRIDE + NEGATIVE] != 0;
        }

        /** How long after a dispatch a provider's not finding an attempt means nothing, ns. */
        public long quietPeriodNs(final int row) {
            return cells[row * STRIDE + QUIET_PERIOD_S] * NS_PER_SECOND;
        }

        /** How long after its begin an open external transfer is stuck, ns. */
        public long stuckAfterNs(final int row) {
            return cells[row * STRIDE + STUCK_AFTER_S] * NS_PER_SECOND;
        }

        /** After how long an untouched round closes, ns. */
        public long roundIdleNs(final int row) {
            return cells[row * STRIDE + ROUND_IDLE_S] * NS_PER_SECOND;
        }

        @Override
        public int snapshotColumns() {
            return 1 + COLUMNS;
        }

        @Override
        public void writeRow(final int row, final long[] to) {
            to[0] = row;
            System.arraycopy(cells, row * STRIDE, to, 1, COLUMNS);
        }

        @Override
        public void readRow(final long[] from) {
            final int row = allocate();
            System.arraycopy(from, 1, cells, row * STRIDE, COLUMNS);
            rowOfNumber[source(row)] = row + 1;
            end(row);
        }

        @Override
        protected boolean isLive(final int row) {
            return cells[row * STRIDE + SOURCE] != 0;
        }

        @Override
        protected long rowHash(final int row) {
            return StateHash.row(cells, row * STRIDE, COLUMNS, SALT);
        }
    }
}
