package io.ringfence.benchmarks.demo;

import io.ringfence.protocol.Codes;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.ReplyDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The client's own book: of every id the first answer (outcome, sequence, amount), and from those answers alone what
 * each player must have. Ids are the dense low halves of a match night. Columns sized at the start, nothing allocated
 * after. Client thread only.
 */
final class AnswerRecord {
    /** Central wallet. */
    static final long CASH = Codes.pack("CASH");

    /** The wallet that sports bets are paid from. */
    static final long SPORTS = Codes.pack("SPORTS");

    private static final int WRITE_CHUNK = 1 << 16;
    private static final int OK = Outcome.OK.number();
    private static final int REVERSED = Outcome.REVERSED.number();
    private static final int TOMBSTONED = Outcome.TOMBSTONED.number();
    private static final int CANCELLED = Outcome.CANCELLED_BY_ROLLBACK.number();
    private static final int DEPOSIT = CommandKind.ofName("Deposit").templateId();
    private static final int WITHDRAW = CommandKind.ofName("Withdraw").templateId();
    private static final int TRANSFER = CommandKind.ofName("Transfer").templateId();
    private static final int BET = CommandKind.ofName("Bet").templateId();
    private static final int WIN = CommandKind.ofName("Win").templateId();
    private static final int ROLLBACK = CommandKind.ofName("Rollback").templateId();

    private final long[] sequences;
    private final int[] amounts;
    private final byte[] outcomes;
    private final long[] cash;
    private final long[] sports;
    private long distinct;
    private long repeats;
    private long decidedTwice;
    private long unexpected;
    private String firstUnexpected = "";

    AnswerRecord(final int idsMax, final int players) {
        sequences = new long[idsMax + 1];
        amounts = new int[idsMax + 1];
        outcomes = new byte[idsMax + 1];
        cash = new long[players + 1];
        sports = new long[players + 1];
    }

    /** How many ids it has room for, from 1. */
    int idsMax() {
        return sequences.length - 1;
    }

    /**
     * Notes an answer.
     *
     * @param asked what was asked, at the slot of the frame that this answers
     */
    void note(final Flights asked, final int slot, final ReplyDecoder reply) {
        final int id = asked.id(slot);
        final int outcome = reply.outcomeRaw();
        final long amount = reply.amount();
        if (sequences[id] != 0) {
            repeats++;
            final boolean isSame = sequences[id] == reply.seq() && outcomes[id] == outcome && amounts[id] == amount;
            if (!isSame || reply.replayRaw() != BooleanType.TRUE.value()) {
                decidedTwice++;
            }
            return;
        }
        if (reply.seq() <= 0 || !isExpected(asked, slot, outcome, amount)) {
            unexpected++;
            if (firstUnexpected.isEmpty()) {
                firstUnexpected = "kind " + asked.templateId(slot) + " id " + id + ": " + Outcome.of(outcome)
                        + ", amount " + amount + ", asked " + asked.amount(slot);
            }
        }
        if (reply.seq() <= 0) {
            return;
        }
        distinct++;
        sequences[id] = reply.seq();
        outcomes[id] = (byte) outcome;
        amounts[id] = (int) amount;
        book(asked, slot, outcome, amount);
    }

    private boolean isExpected(final Flights asked, final int slot, final int outcome, final long amount) {
        final int kind = asked.templateId(slot);
        if (kind == ROLLBACK) {
            return outcome == REVERSED ? amount == amounts[asked.target(slot)] : outcome == TOMBSTONED && amount == 0;
        }
        if (kind == BET && outcome == CANCELLED) {
            return amount == 0;
        }
        return outcome == OK && amount == asked.amount(slot);
    }

    /** What the answer says was moved. */
    private void book(final Flights asked, final int slot, final int outcome, final long amount) {
        final int kind = asked.templateId(slot);
        final int player = asked.player(slot);
        if (outcome == REVERSED) {
            add(asked.wallet(slot), player, amount);
        } else if (outcome != OK) {
            return;
        } else if (kind == DEPOSIT || kind == WIN) {
            add(asked.wallet(slot), player, amount);
        } else if (kind == WITHDRAW || kind == BET) {
            add(asked.wallet(slot), player, -amount);
        } else if (kind == TRANSFER) {
            add(asked.wallet(slot), player, -amount);
            add(asked.wallet(slot) == CASH ? SPORTS : CASH, player, amount);
        }
    }

    private void add(final long wallet, final int player, final long amount) {
        if (wallet == CASH) {
            cash[player] += amount;
        } else {
            sports[player] += amount;
        }
    }

    /** What a wallet of a player must hold. */
    long balance(final long wallet, final int player) {
        return wallet == CASH ? cash[player] : sports[player];
    }

    /** What all players together must hold. */
    long total() {
        long total = 0;
        for (int player = 1; player < cash.length; player++) {
            total += cash[player] + sports[player];
        }
        return total;
    }

    /** Ids that were answered. */
    long distinct() {
        return distinct;
    }

    /** Answers beyond the first of their id. */
    long repeats() {
        return repeats;
    }

    /** Later answers of an id that are not a repeat of the first: something was decided twice. */
    long decidedTwice() {
        return decidedTwice;
    }

    /** First answers that this traffic cannot have if the rules hold. */
    long unexpected() {
        return unexpected;
    }

    /** The first of those, for people; empty if there is none. */
    String firstUnexpected() {
        return firstUnexpected;
    }

    /** Writes the sequence of every id, 0 where none was answered, as 64-bit little endian. */
    void writeSequences(final Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            final ByteBuffer chunk =
                    ByteBuffer.allocateDirect(WRITE_CHUNK * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < sequences.length; from += WRITE_CHUNK) {
                final int count = Math.min(WRITE_CHUNK, sequences.length - from);
                chunk.clear();
                chunk.asLongBuffer().put(sequences, from, count);
                chunk.limit(count * Long.BYTES);
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The wallet that a frame without one means. */
    static long walletOr(final long wallet) {
        return wallet == 0 ? CASH : wallet;
    }
}
