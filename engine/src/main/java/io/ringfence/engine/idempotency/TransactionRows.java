package io.ringfence.engine.idempotency;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.MismatchField;

/**
 * The rows of the log of ids: 72 bytes each. Engine thread only.
 *
 * <pre>
 *   0  txId, upper half
 *   1  txId, lower half
 *   2  source 16 | kind 8 | outcome 8 | wallet 8 | currency 8 | kind of thing 3 | flags
 *   3  ordinal 53 | player row + 1, upper 11 bits
 *   4  when the id came into the order, ns
 *   5  amount moved, or asked for where nothing was moved; of a claimed tombstone the latest time, ms
 *   6  available as first answered; the player's number where no such player was open
 *   7  content 28 | round 16 | originatedAt above the time in cell 4, ms 20; of a claimed tombstone when it was claimed
 *   8  next row of the source + 1, 25 | row of the thing + 1, 25 | player row + 1, lower 14 bits
 * </pre>
 *
 * <p>Rows of players, things and neighbours are an index, not state. Wallet and currency are an index + 1, or above 200
 * a small hash of a code that was not defined, so that a mismatch can name it.
 */
abstract class TransactionRows extends StateSection {
    static final int STRIDE = 9;
    static final int TX_HIGH = 0;
    static final int TX_LOW = 1;
    static final int META = 2;
    static final int ORDINAL = 3;
    static final int TIME_NS = 4;
    static final int AMOUNT = 5;
    static final int AVAILABLE = 6;
    static final int CONTENT = 7;
    static final int LINKS = 8;
    /** Of a snapshot alone: the place, the cells, the player, and this: the thing. */
    static final int THING = LINKS + 2;

    static final int KIND_SHIFT = 16;
    static final int OUTCOME_SHIFT = 24;
    static final long SOURCE_MASK = 0xFFFFL;
    static final long KEY_MASK = 0xFF_FFFFL;
    static final long TOMBSTONE = 1L << 51;
    static final long CLAIMED = 1L << 52;
    static final long PASSED_OVER = 1L << 53;
    /** Row bits of players and rows of the log in {@link #ORDINAL} and {@link #LINKS}. */
    static final long NEXT_MASK = (1L << Link.ROW_BITS) - 1;

    private static final int WALLET_SHIFT = 32;
    private static final int CURRENCY_SHIFT = 40;
    private static final int THING_KIND_SHIFT = 48;
    private static final long THING_KIND_MASK = 0x7L;
    /** Cell 6 is the number of a player that was not open. */
    private static final long IS_PLAYER_BY_NUMBER = 1L << 54;
    /** The command named no player, the answer does. */
    private static final long IS_PLAYER_DEFAULTED = 1L << 55;
    /** The command itself named the currency; the wallet. */
    private static final long IS_CURRENCY_GIVEN = 1L << 56;

    private static final long IS_WALLET_GIVEN = 1L << 57;
    /** How the amount that was asked for and the one that was moved share a cell. */
    private static final int AMOUNT_SHIFT = 58;

    private static final long AMOUNT_MASK = 0x3L;
    private static final long MOVED_AS_ASKED = 0;
    private static final long MOVED_NOTHING = 1;
    private static final long ASKED_NOTHING = 2;
    private static final long MOVED_OTHER = 3;

    private static final long BYTE_MASK = 0xFFL;
    private static final int CODES_MAX = 200;
    private static final int UNKNOWN_CODES = 55;
    private static final int ORDINAL_BITS = 53;
    private static final long ORDINAL_MASK = (1L << ORDINAL_BITS) - 1;
    private static final int THING_SHIFT = Link.ROW_BITS;
    private static final int PLAYER_SHIFT = 2 * Link.ROW_BITS;
    private static final int PLAYER_LOW_BITS = Long.SIZE - PLAYER_SHIFT;
    private static final long PLAYER_LOW_MASK = (1L << PLAYER_LOW_BITS) - 1;
    private static final int EXCESS_BITS = 20;
    private static final long EXCESS_MASK = (1L << EXCESS_BITS) - 1;
    private static final long SALT = 0x5458L;

    private final Players players;

    TransactionRows(final StateHash hash, final Players players) {
        super(hash, STRIDE);
        this.players = players;
    }

    /** Fills a new row with a decision; key and links to neighbours are the caller's. */
    final void fill(final int row, final Command command, final Answer answer, final Fingerprint fingerprint) {
        final int start = row * STRIDE;
        final int playerRow = rowOfPlayer(answer);
        final boolean isByNumber = playerRow == NULL_ROW;
        final int link = answer.playRow == NULL_ROW ? answer.link : Link.of(Link.PLAY, answer.playRow);
        final long amountKind = amountKind(command.amount, answer.amount);
        put(
                start + META,
                cells[start + META]
                        | (long) answer.outcome.number() << OUTCOME_SHIFT
                        | codeByte(answer.walletIndex, command.wallet) << WALLET_SHIFT
                        | codeByte(answer.currencyIndex, command.currency) << CURRENCY_SHIFT
                        | (long) Link.kind(link) << THING_KIND_SHIFT
                        | (isByNumber ? IS_PLAYER_BY_NUMBER : 0)
                        | (command.player == Command.ABSENT && answer.player != Command.ABSENT
                                ? IS_PLAYER_DEFAULTED
                                : 0)
                        | (command.currency != 0 ? IS_CURRENCY_GIVEN : 0)
                        | (command.wallet != 0 ? IS_WALLET_GIVEN : 0)
                        | amountKind << AMOUNT_SHIFT);
        put(start + ORDINAL, command.ordinal | ((playerRow + 1L) >>> PLAYER_LOW_BITS) << ORDINAL_BITS);
        put(start + AMOUNT, amountKind == MOVED_NOTHING ? command.amount : answer.amount);
        put(start + AVAILABLE, isByNumber ? answer.player : answer.available);
        put(start + CONTENT, fingerprint.packed() | excessMs(command));
        put(start + LINKS, (Link.row(link) + 1L) << THING_SHIFT | ((playerRow + 1L) & PLAYER_LOW_MASK) << PLAYER_SHIFT);
    }

    /** Fills a new row with a tombstone. */
    final void fillTombstone(final int row, final Command command) {
        final int start = row * STRIDE;
        put(
                start + META,
                cells[start + META]
                        | TOMBSTONE
                        | IS_PLAYER_BY_NUMBER
                        | (long) Outcome.CANCELLED_BY_ROLLBACK.number() << OUTCOME_SHIFT);
        put(start + ORDINAL, command.ordinal);
        put(start + AVAILABLE, Command.ABSENT);
        put(start + CONTENT, excessMs(command));
    }

    /** Turns a tombstone into the answer that its command was given. */
    final void fillClaim(final int row, final Command command, final Answer answer) {
        final int start = row * STRIDE;
        final int playerRow = rowOfPlayer(answer);
        final boolean isByNumber = playerRow == NULL_ROW;
        final long latestMs =
                Math.max(latestMs(row), Math.max(command.originatedAtMs, Watermarks.toMs(command.timestampNs)));
        put(
                start + META,
                (cells[start + META] & ~IS_PLAYER_BY_NUMBER)
                        | CLAIMED
                        | codeByte(answer.walletIndex, 0) << WALLET_SHIFT
                        | codeByte(answer.currencyIndex, 0) << CURRENCY_SHIFT
                        | (isByNumber ? IS_PLAYER_BY_NUMBER : 0));
        put(start + ORDINAL, command.ordinal | ((playerRow + 1L) >>> PLAYER_LOW_BITS) << ORDINAL_BITS);
        put(start + AMOUNT, latestMs);
        put(start + AVAILABLE, isByNumber ? answer.player : answer.available);
        put(start + CONTENT, answer.timestampNs);
        put(start + LINKS, (cells[start + LINKS] & NEXT_MASK) | ((playerRow + 1L) & PLAYER_LOW_MASK) << PLAYER_SHIFT);
    }

    private int rowOfPlayer(final Answer answer) {
        if (answer.playerRow != NULL_ROW) {
            return answer.playerRow;
        }
        return answer.player > 0 ? players.find(answer.player) : NULL_ROW;
    }

    private static long excessMs(final Command command) {
        return Math.max(0, command.originatedAtMs - Watermarks.toMs(command.timestampNs));
    }

    private static long amountKind(final long asked, final long moved) {
        if (asked == moved) {
            return MOVED_AS_ASKED;
        }
        if (moved == 0) {
            return MOVED_NOTHING;
        }
        return asked == Command.ABSENT ? ASKED_NOTHING : MOVED_OTHER;
    }

    private static long codeByte(final int index, final long code) {
        if (index >= 0) {
            return index + 1L;
        }
        return code == 0 ? 0 : CODES_MAX + 1 + Long.remainderUnsigned(StateHash.finish(code), UNKNOWN_CODES);
    }

    /** Names the first of player, currency, wallet, amount in which a command differs from the one of the id. */
    final MismatchField difference(final int row, final Command command) {
        final long meta = cells[row * STRIDE + META];
        final long asked = (meta & IS_PLAYER_DEFAULTED) == 0 ? player(row) : Command.ABSENT;
        if (command.player != asked) {
            return MismatchField.PLAYER;
        }
        final long currency = (meta & IS_CURRENCY_GIVEN) == 0 ? 0 : meta >>> CURRENCY_SHIFT & BYTE_MASK;
        if (isOtherCode(currency, command.currencyIndex, command.currency)) {
            return MismatchField.CURRENCY;
        }
        final long wallet = (meta & IS_WALLET_GIVEN) == 0 ? 0 : meta >>> WALLET_SHIFT & BYTE_MASK;
        if (isOtherCode(wallet, command.walletIndex, command.wallet)) {
            return MismatchField.WALLET;
        }
        return isOtherAmount(row, command.amount) ? MismatchField.AMOUNT : MismatchField.NONE;
    }

    private static boolean isOtherCode(final long remembered, final int index, final long code) {
        if (code == 0) {
            return remembered != 0;
        }
        return remembered != codeByte(index, code) && remembered != codeByte(-1, code);
    }

    private boolean isOtherAmount(final int row, final long asked) {
        final long kind = cells[row * STRIDE + META] >>> AMOUNT_SHIFT & AMOUNT_MASK;
        if (kind == MOVED_OTHER) {
            return false;
        }
        return asked != (kind == ASKED_NOTHING ? Command.ABSENT : cells[row * STRIDE + AMOUNT]);
    }

    final void addFlag(final int row, final long flag) {
        put(row * STRIDE + META, cells[row * STRIDE + META] | flag);
    }

    final void next(final int row, final int nextRow) {
        put(row * STRIDE + LINKS, (cells[row * STRIDE + LINKS] & ~NEXT_MASK) | (nextRow + 1L));
    }

    final int nextRow(final int row) {
        return (int) (cells[row * STRIDE + LINKS] & NEXT_MASK) - 1;
    }

    /** The latest time that a repeat of this id may state as its first one, ms. */
    public final long latestMs(final int row) {
        if (isClaimed(row)) {
            return cells[row * STRIDE + AMOUNT];
        }
        return Watermarks.toMs(cells[row * STRIDE + TIME_NS]) + (cells[row * STRIDE + CONTENT] & EXCESS_MASK);
    }

    /** Whether the turn of an id came while something open needed it. */
    public final boolean isPassedOver(final int row) {
        return (cells[row * STRIDE + META] & PASSED_OVER) != 0;
    }

    /** The source of an id. */
    public final int source(final int row) {
        return (int) (cells[row * STRIDE + META] & SOURCE_MASK);
    }

    /** The kind of an id. */
    public final int kind(final int row) {
        return (int) (cells[row * STRIDE + META] >>> KIND_SHIFT & BYTE_MASK);
    }

    /** The outcome that was decided. */
    public final Outcome outcome(final int row) {
        return Outcome.of((int) (cells[row * STRIDE + META] >>> OUTCOME_SHIFT & BYTE_MASK));
    }

    /** Whether the id was reversed before it came. */
    public final boolean isTombstone(final int row) {
        return (cells[row * STRIDE + META] & TOMBSTONE) != 0;
    }

    /** Whether the command under a tombstone came. */
    public final boolean isClaimed(final int row) {
        return (cells[row * STRIDE + META] & CLAIMED) != 0;
    }

    /** The ordinal of the command that was decided: see {@link Command#ordinal}. */
    public final long ordinal(final int row) {
        return cells[row * STRIDE + ORDINAL] & ORDINAL_MASK;
    }

    /** The sequence that decided. */
    public final long sequence(final int row) {
        return ordinal(row) >>> Command.ORDINAL_SHIFT;
    }

    /** The journal time of the decision, ns. */
    public final long decidedNs(final int row) {
        return cells[row * STRIDE + (isClaimed(row) ? CONTENT : TIME_NS)];
    }

    /** When the id came into the order, ns. */
    public final long timeNs(final int row) {
        return cells[row * STRIDE + TIME_NS];
    }

    /** What was moved, minor units. */
    public final long amount(final int row) {
        final long meta = cells[row * STRIDE + META];
        final boolean isMoved = (meta >>> AMOUNT_SHIFT & AMOUNT_MASK) != MOVED_NOTHING && (meta & TOMBSTONE) == 0;
        return isMoved ? cells[row * STRIDE + AMOUNT] : 0;
    }

    /** Available as first answered, or ABSENT. */
    public final long originalAvailable(final int row) {
        return isPlayerByNumber(row) ? Command.ABSENT : cells[row * STRIDE + AVAILABLE];
    }

    /** Small hashes of the content, for {@link Fingerprint#matches}. */
    public final long content(final int row) {
        return cells[row * STRIDE + CONTENT];
    }

    /** The player that was answered, or ABSENT. */
    public final long player(final int row) {
        return isPlayerByNumber(row) ? cells[row * STRIDE + AVAILABLE] : players.player(playerRow(row));
    }

    /** The row of the player that was answered, or NULL_ROW where it was not open. */
    public final int playerRow(final int row) {
        final long high = cells[row * STRIDE + ORDINAL] >>> ORDINAL_BITS;
        return (int) ((high << PLAYER_LOW_BITS) | (cells[row * STRIDE + LINKS] >>> PLAYER_SHIFT)) - 1;
    }

    /** Index of the wallet whose balance was answered, or -1. */
    public final int walletIndex(final int row) {
        return index(cells[row * STRIDE + META] >>> WALLET_SHIFT & BYTE_MASK);
    }

    /** Index of the currency whose balance was answered, or -1. */
    public final int currencyIndex(final int row) {
        return index(cells[row * STRIDE + META] >>> CURRENCY_SHIFT & BYTE_MASK);
    }

    private static int index(final long code) {
        return code > CODES_MAX ? -1 : (int) code - 1;
    }

    /** What this id belongs to: a {@link Link}; NONE also when a snapshot was read that no longer had the thing. */
    public final int link(final int row) {
        final int kind = (int) (cells[row * STRIDE + META] >>> THING_KIND_SHIFT & THING_KIND_MASK);
        final int thing = (int) (cells[row * STRIDE + LINKS] >>> THING_SHIFT & NEXT_MASK) - 1;
        return thing == NULL_ROW ? Link.NONE : Link.of(kind, thing);
    }

    /** Row of the play this id made, or NULL_ROW. */
    public final int playRow(final int row) {
        final int link = link(row);
        return Link.kind(link) == Link.PLAY ? Link.row(link) : NULL_ROW;
    }

    private boolean isPlayerByNumber(final int row) {
        return (cells[row * STRIDE + META] & IS_PLAYER_BY_NUMBER) != 0;
    }

    @Override
    protected boolean isLive(final int row) {
        return cells[row * STRIDE + META] != 0;
    }

    @Override
    protected long rowHash(final int row) {
        final int start = row * STRIDE;
        long sum = SALT + StateHash.cell(cells[start + ORDINAL] & ORDINAL_MASK, ORDINAL);
        sum += StateHash.cell(cells[start + TX_HIGH], TX_HIGH) + StateHash.cell(cells[start + TX_LOW], TX_LOW);
        sum += StateHash.cell(cells[start + META], META) + StateHash.cell(cells[start + TIME_NS], TIME_NS);
        sum += StateHash.cell(cells[start + AMOUNT], AMOUNT) + StateHash.cell(cells[start + AVAILABLE], AVAILABLE);
        return StateHash.finish(sum + StateHash.cell(cells[start + CONTENT], CONTENT));
    }

    @Override
    public final int snapshotColumns() {
        return THING + 1;
    }

    /** Writes the logical cells of a row and its player behind its place. */
    final void writeCells(final int row, final long[] to) {
        System.arraycopy(cells, row * STRIDE, to, 1, LINKS);
        to[1 + ORDINAL] = ordinal(row);
        to[1 + LINKS] = players.canonicalIndex(playerRow(row));
    }

    /** Fills a new row with what was written; it has no neighbours yet. */
    final void readCells(final int row, final long[] from) {
        final int start = row * STRIDE;
        System.arraycopy(from, 1, cells, start, LINKS);
        final long player = from[1 + LINKS] + 1;
        cells[start + ORDINAL] |= player >>> PLAYER_LOW_BITS << ORDINAL_BITS;
        cells[start + LINKS] = (from[THING] + 1) << THING_SHIFT | (player & PLAYER_LOW_MASK) << PLAYER_SHIFT;
    }
}
