package io.ringfence.benchmarks.demo;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.BetEncoder;
import io.ringfence.protocol.codec.DepositEncoder;
import io.ringfence.protocol.codec.RollbackEncoder;
import io.ringfence.protocol.codec.TransferEncoder;
import io.ringfence.protocol.codec.WinEncoder;
import io.ringfence.protocol.codec.WithdrawEncoder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

/**
 * What was asked and is not answered yet: the fields of a frame that its answer is judged by, in the slot of its
 * correlation id. Client thread only; allocates nothing after construction.
 */
final class Flights {
    private final int mask;
    private final int[] ids;
    private final int[] targets;
    private final int[] players;
    private final long[] wallets;
    private final long[] amounts;
    private final long[] plannedNs;
    private final byte[] templateIds;

    /** For a client with this window, whose correlation ids are dense. */
    Flights(final int window) {
        final int capacity = BitUtil.findNextPositivePowerOfTwo(window);
        mask = capacity - 1;
        ids = new int[capacity];
        targets = new int[capacity];
        players = new int[capacity];
        wallets = new long[capacity];
        amounts = new long[capacity];
        plannedNs = new long[capacity];
        templateIds = new byte[capacity];
    }

    int slot(final long correlationId) {
        return (int) correlationId & mask;
    }

    /** Notes a frame that was just offered. */
    void put(final long correlationId, final DirectBuffer frame, final long newPlannedNs) {
        final int slot = slot(correlationId);
        final int templateId = FrameLayout.templateId(frame, 0);
        ids[slot] = (int) FrameLayout.txIdLow(frame, 0);
        templateIds[slot] = (byte) templateId;
        plannedNs[slot] = newPlannedNs;
        wallets[slot] = AnswerRecord.CASH;
        amounts[slot] = 0;
        players[slot] = 0;
        switch (templateId) {
            case DepositEncoder.TEMPLATE_ID -> {
                players[slot] = (int) field(frame, DepositEncoder.playerEncodingOffset());
                amounts[slot] = field(frame, DepositEncoder.amountEncodingOffset());
                wallets[slot] = AnswerRecord.walletOr(field(frame, DepositEncoder.walletEncodingOffset()));
            }
            case WithdrawEncoder.TEMPLATE_ID -> {
                players[slot] = (int) field(frame, WithdrawEncoder.playerEncodingOffset());
                amounts[slot] = field(frame, WithdrawEncoder.amountEncodingOffset());
                wallets[slot] = AnswerRecord.walletOr(field(frame, WithdrawEncoder.walletEncodingOffset()));
            }
            case TransferEncoder.TEMPLATE_ID -> {
                players[slot] = (int) field(frame, TransferEncoder.playerEncodingOffset());
                amounts[slot] = field(frame, TransferEncoder.amountEncodingOffset());
                wallets[slot] = field(frame, TransferEncoder.fromWalletEncodingOffset());
            }
            case BetEncoder.TEMPLATE_ID -> {
                players[slot] = (int) field(frame, BetEncoder.playerEncodingOffset());
                amounts[slot] = field(frame, BetEncoder.amountEncodingOffset());
                wallets[slot] = AnswerRecord.walletOr(field(frame, BetEncoder.walletEncodingOffset()));
            }
            case WinEncoder.TEMPLATE_ID -> {
                players[slot] = (int) field(frame, WinEncoder.playerEncodingOffset());
                amounts[slot] = field(frame, WinEncoder.amountEncodingOffset());
                wallets[slot] = AnswerRecord.walletOr(field(frame, WinEncoder.walletEncodingOffset()));
            }
            case RollbackEncoder.TEMPLATE_ID -> {
                players[slot] = (int) field(frame, RollbackEncoder.playerEncodingOffset());
                targets[slot] = (int) field(frame, RollbackEncoder.targetTxIdLowEncodingOffset());
            }
            default -> {
                // Definitions, players and the ends of rounds move nothing.
            }
        }
    }

    /** The wallet of a rollback is only in its answer. */
    void wallet(final long correlationId, final long wallet) {
        wallets[slot(correlationId)] = wallet;
    }

    int id(final int slot) {
        return ids[slot];
    }

    /** The id that a rollback reverses. */
    int target(final int slot) {
        return targets[slot];
    }

    int player(final int slot) {
        return players[slot];
    }

    /** The wallet that is credited or debited first. */
    long wallet(final int slot) {
        return wallets[slot];
    }

    long amount(final int slot) {
        return amounts[slot];
    }

    long plannedNs(final int slot) {
        return plannedNs[slot];
    }

    int templateId(final int slot) {
        return templateIds[slot];
    }

    private static long field(final DirectBuffer frame, final int encodingOffset) {
        return frame.getLong(FrameLayout.HEADER_LENGTH + encodingOffset, LITTLE_ENDIAN);
    }
}
