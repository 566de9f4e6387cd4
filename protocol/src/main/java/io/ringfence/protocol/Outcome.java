package io.ringfence.protocol;

import io.ringfence.protocol.codec.OutcomeCode;

/**
 * Every outcome a command or query can have. Names and numbers are those of the schema and are never reused; numbers
 * below {@link #REFUSAL_NUMBER_MIN} are successes. The order of refusals is the business of the engine.
 *
 * <p>Thread safe; nothing here allocates.
 */
public enum Outcome {
    /** Done. */
    OK(0, RetryClass.NEVER),
    /** Rollback: what was left of the target is reversed. */
    REVERSED(1, RetryClass.NEVER),
    /** Rollback: the target is unknown and can never happen any more. */
    TOMBSTONED(2, RetryClass.NEVER),
    /** Rollback: the target was refused, so it moved nothing. */
    NOTHING_TO_REVERSE(3, RetryClass.NEVER),
    /** Done; part of it is booked to the debt of the player. */
    OK_DEBT(4, RetryClass.NEVER),
    /** The limit rises later. */
    PENDING_INCREASE(5, RetryClass.NEVER),
    /** The share is paid. */
    CLAIMED(6, RetryClass.NEVER),
    /** The player has a share of this campaign already. */
    ALREADY_CLAIMED(7, RetryClass.NEVER),
    /** Missing, unknown or ill-typed field, or an id of zero: the same frame can never be right. */
    MALFORMED(20, RetryClass.NEVER),
    /** The session may not do this, or not for this source. */
    NOT_AUTHORISED(21, RetryClass.NEVER),
    /** No room to take the command; nothing was decided. */
    BUSY(22, RetryClass.SAME_ID_LATER),
    /** The id is known with other content: a bug of the caller; the first outcome stays. */
    DUPLICATE_MISMATCH(23, RetryClass.NEVER),
    /** The command was rolled back before it came; it never happens. */
    CANCELLED_BY_ROLLBACK(24, RetryClass.NEVER),
    /** A time is out of its bounds; a clock that was ahead is right a little later. */
    TIME_INVALID(25, RetryClass.SAME_ID_LATER),
    /** So old that it may have happened and been forgotten: it never happens now. */
    TOO_OLD(26, RetryClass.NEVER),
    /** A number is out of its stated range. */
    AMOUNT_INVALID(27, RetryClass.NEVER),
    CURRENCY_UNKNOWN(28, RetryClass.NEW_ID),
    WALLET_UNKNOWN(29, RetryClass.NEW_ID),
    SOURCE_UNKNOWN(30, RetryClass.NEW_ID),
    SAME_WALLET(31, RetryClass.NEVER),
    SAME_OPERATOR(32, RetryClass.NEVER),
    WALLET_RESTRICTED(33, RetryClass.NEVER),
    PLAYER_NOT_FOUND(34, RetryClass.NEW_ID),
    PLAYER_MISMATCH(35, RetryClass.NEVER),
    CURRENCY_MISMATCH(36, RetryClass.NEVER),
    /** No such round yet; its bet may still come. */
    ROUND_NOT_FOUND(40, RetryClass.SAME_ID_LATER),
    /** No such transaction yet; it may still come. */
    TX_NOT_FOUND(41, RetryClass.SAME_ID_LATER),
    HOLD_NOT_FOUND(42, RetryClass.NEW_ID),
    TRANSFER_NOT_FOUND(43, RetryClass.NEW_ID),
    CAMPAIGN_NOT_FOUND(44, RetryClass.NEW_ID),
    ALREADY_EXISTS(50, RetryClass.NEVER),
    ROUND_CLOSED(51, RetryClass.NEVER),
    ROUND_CANCELLED(52, RetryClass.NEVER),
    ALREADY_ROLLED_BACK(53, RetryClass.NEVER),
    ALREADY_SETTLED(54, RetryClass.NEVER),
    STALE_VERSION(55, RetryClass.NEVER),
    HOLD_FINAL(56, RetryClass.NEVER),
    TRANSFER_IN_PROGRESS(57, RetryClass.NEW_ID),
    TRANSFER_FINAL(58, RetryClass.NEVER),
    STALE_ATTEMPT(59, RetryClass.NEVER),
    DISCREPANCY(60, RetryClass.NEVER),
    NOT_DISPATCHED(61, RetryClass.NEW_ID),
    ALREADY_DISPATCHED(62, RetryClass.NEVER),
    LIMIT_ORDER_INVALID(63, RetryClass.NEW_ID),
    SPLIT_IMPOSSIBLE(64, RetryClass.NEVER),
    ENDED(65, RetryClass.NEVER),
    NOT_STARTED(66, RetryClass.SAME_ID_LATER),
    PAUSED(67, RetryClass.SAME_ID_LATER),
    SOLD_OUT(68, RetryClass.NEVER),
    LOCK_BINDING(69, RetryClass.NEW_ID),
    PLAYER_BLOCKED(80, RetryClass.NEW_ID),
    LIMIT_EXCEEDED(81, RetryClass.NEW_ID),
    AMOUNT_EXCEEDS_TARGET(82, RetryClass.NEVER),
    AMOUNT_EXCEEDS_HOLD(83, RetryClass.NEVER),
    /** Not enough available. */
    INSUFFICIENT_FUNDS(84, RetryClass.NEW_ID),
    /** A balance would pass 64 bits; once some is taken out there is room again. */
    AMOUNT_OVERFLOW(85, RetryClass.SAME_ID_LATER),
    /** A table is full; when something ends there is room again. */
    CAPACITY_EXCEEDED(86, RetryClass.SAME_ID_LATER),
    BATCH_FAILED(87, RetryClass.NEW_ID);

    /** The lowest number of a refusal. */
    public static final int REFUSAL_NUMBER_MIN = 20;

    private static final int NUMBER_LIMIT = 255;
    private static final Outcome[] BY_NUMBER = new Outcome[NUMBER_LIMIT];

    static {
        for (final Outcome outcome : values()) {
            BY_NUMBER[outcome.number] = outcome;
        }
    }

    private final int number;
    private final RetryClass retryClass;
    private final OutcomeCode code;

    Outcome(final int number, final RetryClass retryClass) {
        this.number = number;
        this.retryClass = retryClass;
        this.code = OutcomeCode.valueOf(name());
    }

    /** The number on the wire and in the journal. */
    public int number() {
        return number;
    }

    /** The same outcome as the codecs name it. */
    public OutcomeCode code() {
        return code;
    }

    /** What a caller that still wants it done may do. */
    public RetryClass retryClass() {
        return retryClass;
    }

    /** False for every refusal. */
    public boolean isSuccess() {
        return number < REFUSAL_NUMBER_MIN;
    }

    /**
     * The outcome with this number.
     *
     * @throws IllegalArgumentException if there is none.
     */
    public static Outcome of(final int number) {
        final Outcome outcome = number < 0 || number >= NUMBER_LIMIT ? null : BY_NUMBER[number];
        if (outcome == null) {
            throw new IllegalArgumentException("no outcome has the number " + number);
        }
        return outcome;
    }

    /**
     * The outcome that the codecs name so.
     *
     * @throws IllegalArgumentException for the markers of absent and unknown values.
     */
    public static Outcome of(final OutcomeCode code) {
        if (code == OutcomeCode.SBE_UNKNOWN) {
            throw new IllegalArgumentException("an outcome of a later schema");
        }
        return of(code.value());
    }
}
