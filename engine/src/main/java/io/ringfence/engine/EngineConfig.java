package io.ringfence.engine;

import io.ringfence.engine.state.Capacity;
import io.ringfence.protocol.codec.ConfigureDecoder;
import io.ringfence.protocol.codec.ConfigureEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Every bound, horizon and skew that decides an outcome. It is state: journaled as the first record, and again when an
 * operator changes it, so that a replay never reads a file (docs/protocol.md).
 *
 * @param rulesVersion version of the rules that outcomes follow; this engine knows {@link #RULES_VERSION} alone.
 * @param hashSeed seeds the index of ids, so that nobody can aim at its slots.
 * @param playersMax players there is room for; openings stop at 90 % of this and of every other bound.
 * @param accountsMax wallet rows of players there is room for.
 * @param transactionsMax ids that are remembered, at least 64.
 * @param roundsMax rounds that are open or still have a remembered id; where 90 % of it are fewer than
 *     {@code transactionsMax}, rounds of one bet stop openings before ids are forgotten.
 * @param betsPerRoundMax bets, and as many wins and as many reversals, of one round, at most 10,000.
 * @param currenciesMax currencies, at most 175.
 * @param walletsMax wallets, at most 200.
 * @param sourcesMax sources, at most 600.
 * @param idHorizonSeconds how long an id is remembered, unless the number is passed first.
 * @param skewMs how far ahead of journal time {@code originatedAt} may be, at most 1,000,000.
 * @param things bounds of holds, transfers, campaigns, locks and limits.
 */
public record EngineConfig(
        int rulesVersion,
        long hashSeed,
        int playersMax,
        int accountsMax,
        int transactionsMax,
        int roundsMax,
        int betsPerRoundMax,
        int currenciesMax,
        int walletsMax,
        int sourcesMax,
        long idHorizonSeconds,
        long skewMs,
        ThingBounds things) {
    /** The rules that this engine applies. */
    public static final int RULES_VERSION = 1;

    private static final int CODES_MAX = 200;
    /** A player's limits in 90 % of so many currencies fit one answer. */
    private static final int CURRENCIES_MAX = 175;

    /** So many lines of a trial balance, three for each source, fit one answer. */
    private static final int SOURCES_MAX = 600;
    /** So many balances of a player fit one answer. */
    private static final int BALANCES_MAX = 2_000;

    private static final int ROWS_MAX = 33_000_000;
    /** What an id may be ahead of its time fits 20 bits. */
    private static final int SKEW_MS_MAX = 1_000_000;

    /** What takes back a batch that voids full rounds fits in memory. */
    private static final int BETS_PER_ROUND_MAX = 10_000;

    /** Commands that are applied all or nothing. */
    private static final int UNDO_COMMANDS_MAX = 16;
    /** Cells that a command may write whatever it is about: its own rows, ids that make way, indexes. */
    private static final int UNDO_WRITES_PER_COMMAND = 1_024;
    /** Cells that ending a play may write: the play, its bet, its round, its id, their indexes and lists. */
    private static final int UNDO_WRITES_PER_PLAY = 64;
    /** A query that asks for every pot ends those that are due. */
    private static final long UNDO_WRITES_PER_CAMPAIGN = 80;

    /** Checks each bound. */
    public EngineConfig {
        checkRange("rulesVersion", rulesVersion, RULES_VERSION, RULES_VERSION);
        checkRange("playersMax", playersMax, 1, ROWS_MAX);
        checkRange("accountsMax", accountsMax, 1, ROWS_MAX);
        checkRange("transactionsMax", transactionsMax, 64, ROWS_MAX);
        checkRange("roundsMax", roundsMax, 1, ROWS_MAX);
        checkRange("betsPerRoundMax", betsPerRoundMax, 1, BETS_PER_ROUND_MAX);
        checkRange("currenciesMax", currenciesMax, 1, CURRENCIES_MAX);
        checkRange("walletsMax", walletsMax, 1, CODES_MAX);
        checkRange("sourcesMax", sourcesMax, 1, SOURCES_MAX);
        checkRange(
                "90 % of currenciesMax times 90 % of walletsMax",
                (currenciesMax * 9L / 10) * (walletsMax * 9L / 10), 0, BALANCES_MAX);
        checkRange("idHorizonSeconds", idHorizonSeconds, 1, 3_660L * 86_400);
        checkRange("skewMs", skewMs, 0, SKEW_MS_MAX);
    }

    /** Bounds for a small machine: a million players, about a gigabyte of state. */
    public static EngineConfig defaults() {
        return new EngineConfig(
                RULES_VERSION,
                0x52494E4746454E43L,
                1_250_000,
                4_000_000,
                3_700_000,
                4_112_000,
                1_000,
                64,
                32,
                256,
                7L * 86_400,
                60_000,
                ThingBounds.defaults());
    }

    /**
     * Checks that a configuration may follow this one: what is sized by it may only grow.
     *
     * @param next the configuration to follow.
     * @throws IllegalArgumentException naming the bound that shrinks or must not change.
     */
    public void checkSuccessor(final EngineConfig next) {
        checkGrows("playersMax", playersMax, next.playersMax);
        checkGrows("accountsMax", accountsMax, next.accountsMax);
        checkGrows("transactionsMax", transactionsMax, next.transactionsMax);
        checkGrows("roundsMax", roundsMax, next.roundsMax);
        checkGrows("currenciesMax", currenciesMax, next.currenciesMax);
        checkGrows("walletsMax", walletsMax, next.walletsMax);
        checkGrows("sourcesMax", sourcesMax, next.sourcesMax);
        things.checkSuccessor(next.things);
        if (next.hashSeed != hashSeed) {
            throw new IllegalArgumentException("hashSeed is fixed for the life of a journal: was " + hashSeed);
        }
    }

    /**
     * Writes this configuration as a Configure frame.
     *
     * @param buffer to write into.
     * @param offset of the frame.
     * @return length of the frame in bytes.
     */
    public int encode(final MutableDirectBuffer buffer, final int offset) {
        final ConfigureEncoder encoder = new ConfigureEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .rulesVersion(rulesVersion)
                .hashSeed(hashSeed)
                .playersMax(playersMax)
                .accountsMax(accountsMax)
                .transactionsMax(transactionsMax)
                .roundsMax(roundsMax)
                .betsPerRoundMax(betsPerRoundMax)
                .currenciesMax(currenciesMax)
                .walletsMax(walletsMax)
                .sourcesMax(sourcesMax)
                .idHorizonSeconds(idHorizonSeconds)
                .skewMs(skewMs)
                .holdsMax(things.holdsMax())
                .holdsPerPlayerMax(things.holdsPerPlayerMax())
                .transfersMax(things.transfersMax())
                .campaignsMax(things.campaignsMax())
                .sharesMax(things.sharesMax())
                .locksMax(things.locksMax())
                .limitsMax(things.limitsMax());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /**
     * Reads a configuration.
     *
     * @param decoder wrapped on a Configure message.
     * @return the configuration, its bounds checked.
     */
    static EngineConfig decode(final ConfigureDecoder decoder) {
        return new EngineConfig(
                decoder.rulesVersion(),
                decoder.hashSeed(),
                decoder.playersMax(),
                decoder.accountsMax(),
                decoder.transactionsMax(),
                decoder.roundsMax(),
                decoder.betsPerRoundMax(),
                decoder.currenciesMax(),
                decoder.walletsMax(),
                decoder.sourcesMax(),
                decoder.idHorizonSeconds(),
                decoder.skewMs(),
                new ThingBounds(
                        decoder.holdsMax(),
                        decoder.holdsPerPlayerMax(),
                        decoder.transfersMax(),
                        decoder.campaignsMax(),
                        decoder.sharesMax(),
                        decoder.locksMax(),
                        decoder.limitsMax()));
    }

    /** Every value, in the order of the Configure message. */
    long[] values() {
        return new long[] {
            rulesVersion,
            hashSeed,
            playersMax,
            accountsMax,
            transactionsMax,
            roundsMax,
            betsPerRoundMax,
            currenciesMax,
            walletsMax,
            sourcesMax,
            idHorizonSeconds,
            skewMs,
            things.holdsMax(),
            things.holdsPerPlayerMax(),
            things.transfersMax(),
            things.campaignsMax(),
            things.sharesMax(),
            things.locksMax(),
            things.limitsMax()
        };
    }

    /**
     * Rows of what was used of limits: one for each player and currency that can be opened, and no more than there are
     * account rows, since who has one has an account row.
     */
    int usagesMax() {
        return (int) Math.min(accountsMax, Capacity.openMax(playersMax) * Capacity.openMax(currenciesMax));
    }

    /** How many ids one Batch may set free: those of so many full rounds. */
    int batchFreedMax() {
        return (int) Math.min((long) UNDO_COMMANDS_MAX * 3L * (betsPerRoundMax + 1), transactionsMax);
    }

    /**
     * How many cells may be written between a checkpoint and its end: so many commands, each of which voids a round
     * that is full of bets, wins and reversals. There are never more plays than ids.
     */
    int undoWritesMax() {
        final long plays = Math.min(UNDO_COMMANDS_MAX * 3L * betsPerRoundMax, transactionsMax);
        return Math.toIntExact(UNDO_COMMANDS_MAX * UNDO_WRITES_PER_COMMAND
                + things.campaignsMax() * UNDO_WRITES_PER_CAMPAIGN
                + plays * UNDO_WRITES_PER_PLAY);
    }

    static void checkRange(final String name, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", was " + value);
        }
    }

    static void checkGrows(final String name, final long from, final long to) {
        if (to < from) {
            throw new IllegalArgumentException(name + " may only grow: was " + from + ", would be " + to);
        }
    }
}
