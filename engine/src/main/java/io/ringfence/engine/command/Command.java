package io.ringfence.engine.command;

import io.ringfence.protocol.codec.WinKind;

/**
 * The command being applied, decoded into plain fields. One instance lives as long as the engine and is filled anew for
 * each command. Engine thread only.
 *
 * <p>Codes, ids and the source are 0 where the command leaves them out; optional int64 fields are {@link #ABSENT}.
 * The fields after "resolved" are found by the rules on the way.
 */
public final class Command {
    /** An optional int64 that was left out; as the amount of a Transfer it means ALL. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** An {@link #ordinal} is the sequence, shifted by so many bits, and the place in a batch. */
    public static final int ORDINAL_SHIFT = 5;

    /** Journal sequence. */
    public long sequence;
    /** Journal time, ns since the epoch. */
    public long timestampNs;
    /** What this decision is known by: the sequence, and in its low 5 bits the place in a batch, 0 for none. */
    public long ordinal;
    /** Template id of the command: its kind. */
    public int kind;

    public long correlationId;
    public long txIdHigh;
    public long txIdLow;
    public long originatedAtMs;
    public int source;

    public long player;
    public long currency;
    /** The wallet, or the wallet a Transfer takes from. */
    public long wallet;

    public long toWallet;
    public long toPlayer;
    public long amount;
    public long roundHigh;
    public long roundLow;
    /** The bet a Win names, or the target of a Rollback. */
    public long targetHigh;

    public long targetLow;
    public long targetOriginatedAtMs;
    /** The command's own enumeration or small number: wallet kind, exponent, win kind, target kind, action, settled. */
    public int option;

    public boolean endRound;

    /** What a hold, transfer or campaign command refers to, or the campaign it creates: its 128-bit id. */
    public long thingHigh;

    public long thingLow;
    /** until, expiresAt or closesAt, ns; ABSENT when left out. */
    public long endsAtNs;
    /** opensAt of a campaign, ns. */
    public long opensAtNs;
    /** binding of a SetPlayerStatus, final of a CaptureHold. */
    public boolean flag;
    /** Period of a SetLimit; {@link #option} is its limit. */
    public int period;
    /** Number of the provider's source (BeginTransfer). */
    public int provider;
    /** Attempt of a DispatchTransfer or ReportTransfer, version of a Resettle. */
    public long attempt;
    /** actualAmount of a ReportTransfer or ResolveTransfer; ABSENT when left out. */
    public long actualAmount;
    /** winAmount of a BetWin; its betAmount is {@link #amount}. */
    public long winAmount;
    /** minBalance of a BetWin. */
    public long minBalance;
    /** Number of shares of a campaign; its pot is {@link #amount}. */
    public long shares;

    public long minShare;
    public long seed;
    /** Random bits that the node added to a CreateCampaign: not content. */
    public long saltHigh;

    public long saltLow;
    /** operator and approver are the same name. */
    public boolean isSameOperator;

    public long quietPeriodSeconds;
    public long stuckAfterSeconds;
    public long roundIdleSeconds;
    public int lateWin;
    public int rollbackAfterSettle;
    public int negative;
    /** Hash of the content that only this kind of command has, texts among it. */
    public long detailHash;

    /** Within a Batch its player: things of nobody else may be named; ABSENT outside. */
    public long batchPlayer;

    /** Resolved: index of the currency, wallets and source, or -1. */
    public int currencyIndex;

    public int walletIndex;
    public int toWalletIndex;
    public int sourceIndex;
    /** Resolved: index of the provider's source, or -1. */
    public int providerIndex;
    /** Resolved: rows of the players, or -1. */
    public int playerRow;

    public int toPlayerRow;
    /** The wallet was left out and its default was taken. */
    public boolean isWalletDefaulted;
    /** The target's originatedAt was left out: it is the command's own, and not content. */
    public boolean isTargetTimeDefaulted;

    /** Forgets the last command. */
    public void reset() {
        ordinal = sequence << ORDINAL_SHIFT;
        batchPlayer = ABSENT;
        player = ABSENT;
        currency = 0;
        wallet = 0;
        toWallet = 0;
        toPlayer = ABSENT;
        amount = ABSENT;
        roundHigh = 0;
        roundLow = 0;
        targetHigh = 0;
        targetLow = 0;
        targetOriginatedAtMs = ABSENT;
        option = 0;
        endRound = false;
        thingHigh = 0;
        thingLow = 0;
        endsAtNs = ABSENT;
        opensAtNs = ABSENT;
        flag = false;
        period = 0;
        provider = 0;
        attempt = 0;
        actualAmount = ABSENT;
        winAmount = 0;
        minBalance = 0;
        shares = 0;
        minShare = 0;
        seed = 0;
        saltHigh = 0;
        saltLow = 0;
        isSameOperator = false;
        quietPeriodSeconds = 0;
        stuckAfterSeconds = 0;
        roundIdleSeconds = 0;
        lateWin = 0;
        rollbackAfterSettle = 0;
        negative = 0;
        detailHash = 0;
        currencyIndex = -1;
        walletIndex = -1;
        toWalletIndex = -1;
        sourceIndex = -1;
        providerIndex = -1;
        playerRow = -1;
        toPlayerRow = -1;
        isWalletDefaulted = false;
        isTargetTimeDefaulted = false;
    }

    /** Whether the command names a round. */
    public boolean hasRound() {
        return (roundHigh | roundLow) != 0;
    }

    /** Whether the command names a hold, transfer or campaign. */
    public boolean hasThing() {
        return (thingHigh | thingLow) != 0;
    }

    /** Whether the command names a bet or target. */
    public boolean hasTarget() {
        return (targetHigh | targetLow) != 0;
    }

    /** Whether a Win may open its round: PROMO, JACKPOT and FREESPIN may. */
    public boolean isFreeWin() {
        return option == WinKind.PROMO.value()
                || option == WinKind.JACKPOT.value()
                || option == WinKind.FREESPIN.value();
    }

    /** Whether an optional int64 was given. */
    public static boolean isGiven(final long value) {
        return value != ABSENT;
    }
}
