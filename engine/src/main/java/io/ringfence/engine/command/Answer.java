package io.ringfence.engine.command;

import io.ringfence.protocol.BatchLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.MismatchField;

/**
 * What will be answered to the command being applied; docs/protocol.md One instance, filled anew for each
 * command. Engine thread only. Optional values are {@link Command#ABSENT} or code 0 where they are absent.
 */
public final class Answer {
    public Outcome outcome;
    public boolean isReplay;
    /** The sequence and time that decided. */
    public long sequence;

    public long timestampNs;
    public long player;
    public long wallet;
    public long currency;
    public long available;
    public long held;
    public long amount;
    public long originalAvailable;
    public MismatchField field;
    public long debtRepaid;
    public long debt;
    /** LIMIT_EXCEEDED: the wire values of the limit and its period, and what may still be done; -1, -1, ABSENT. */
    public int limit;

    public int period;
    public long remaining;
    /** BATCH_FAILED: index and outcome number of the inner command that failed; -1, 0. */
    public int failedIndex;

    public int failedOutcome;
    /** BATCH_FAILED: whether the inner refusal is one that is remembered, and so the batch's. */
    public boolean isFailureKept;
    /** Batch: what each of its commands moved, and how it ended. */
    public final long[] results = new long[BatchLayout.COUNT_MAX];

    public final Outcome[] resultOutcomes = new Outcome[BatchLayout.COUNT_MAX];
    public int resultCount;
    /** CreateCampaign: SHA-256 of salt, seed and parameters, big-endian. */
    public boolean hasSeedHash;

    public final long[] seedHash = new long[4];

    /** Index of the wallet and currency that {@link #available} is of, or -1: remembered for repeats. */
    public int walletIndex;

    public int currencyIndex;
    /** Row of the player whose wallet it is, or -1. */
    public int playerRow;
    /** Row of the play that a Bet or Win made, or -1: remembered with the id. */
    public int playRow;
    /** What else the id belongs to, packed by {@code Link}; 0 for nothing: remembered with the id. */
    public int link;

    /**
     * Begins the answer to a command: everything absent, amount 0.
     *
     * @param command to be answered.
     */
    public void reset(final Command command) {
        outcome = Outcome.OK;
        isReplay = false;
        sequence = command.sequence;
        timestampNs = command.timestampNs;
        player = command.player;
        wallet = command.wallet;
        currency = command.currency;
        available = Command.ABSENT;
        held = Command.ABSENT;
        amount = 0;
        originalAvailable = Command.ABSENT;
        field = MismatchField.NONE;
        debtRepaid = Command.ABSENT;
        debt = Command.ABSENT;
        limit = -1;
        period = -1;
        remaining = Command.ABSENT;
        failedIndex = -1;
        failedOutcome = 0;
        isFailureKept = true;
        resultCount = 0;
        hasSeedHash = false;
        walletIndex = -1;
        currencyIndex = -1;
        playerRow = -1;
        playRow = -1;
        link = 0;
    }

    /** Whether the answer needs the long form of a reply. */
    public boolean isDetailed() {
        return debt != Command.ABSENT || limit >= 0 || failedIndex >= 0;
    }
}
