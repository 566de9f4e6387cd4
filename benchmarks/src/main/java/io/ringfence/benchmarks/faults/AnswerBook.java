package io.ringfence.benchmarks.faults;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.ReplyDecoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * The caller's own record: every command that was sent, and of each that was answered, what decided it. Correlation id
 * is place plus 1. One thread.
 */
final class AnswerBook {
    private static final int SEQUENCE_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.seqEncodingOffset();
    private static final int TIME_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.timeEncodingOffset();
    private static final int AMOUNT_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.amountEncodingOffset();
    private static final int OUTCOME_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.outcomeEncodingOffset();

    /** PROTOCOL, idempotency: time or waiting may change these, so they are decided anew. */
    private static final Set<Outcome> NOT_REMEMBERED = EnumSet.of(
            Outcome.BUSY,
            Outcome.TOO_OLD,
            Outcome.TIME_INVALID,
            Outcome.CAPACITY_EXCEEDED,
            Outcome.ROUND_NOT_FOUND,
            Outcome.TX_NOT_FOUND,
            Outcome.AMOUNT_OVERFLOW);

    /** A command and what its answer said; {@code sequence} 0 while it has none. */
    static final class Entry {
        final byte[] frame;
        long sequence;
        long timeNs;
        long amount;
        int outcome;

        Entry(final byte[] frame) {
            this.frame = frame;
        }

        void read(final DirectBuffer reply, final int offset) {
            sequence = reply.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
            timeNs = reply.getLong(offset + TIME_OFFSET, LITTLE_ENDIAN);
            amount = reply.getLong(offset + AMOUNT_OFFSET, LITTLE_ENDIAN);
            outcome = reply.getByte(offset + OUTCOME_OFFSET) & 0xFF;
        }

        boolean isSame(final Entry other) {
            return sequence == other.sequence
                    && timeNs == other.timeNs
                    && amount == other.amount
                    && outcome == other.outcome;
        }

        /** Whether the answer stays, whatever comes; the others say that the same may be tried again. */
        boolean isFinal() {
            return !NOT_REMEMBERED.contains(Outcome.of(outcome));
        }

        boolean isAnswered() {
            return sequence > 0;
        }

        @Override
        public String toString() {
            return "sequence " + sequence + ", time " + timeNs + ", amount " + amount + ", outcome " + outcome;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private long lastSequence;

    /** Notes a command; its correlation id. */
    long add(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        entries.add(new Entry(frame));
        return entries.size();
    }

    void answered(final DirectBuffer reply, final int offset) {
        answered(entries.get((int) FrameLayout.correlationId(reply, offset) - 1), reply, offset);
    }

    void answered(final Entry entry, final DirectBuffer reply, final int offset) {
        entry.read(reply, offset);
        lastSequence = Math.max(lastSequence, entry.sequence);
    }

    List<Entry> entries() {
        return entries;
    }

    /** The highest sequence that an answer named. */
    long lastSequence() {
        return lastSequence;
    }

    /** Answers that name a sequence beyond this one. */
    long countBeyond(final long sequence) {
        return entries.stream().filter(entry -> entry.sequence > sequence).count();
    }

    /** Of those beyond a sequence, the earliest journal time; {@link Long#MAX_VALUE} if there is none. */
    long earliestBeyond(final long sequence) {
        return entries.stream()
                .filter(entry -> entry.sequence > sequence)
                .mapToLong(entry -> entry.timeNs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What came after a sequence is gone, as it may be under the policy: it never happened. */
    void forgetBeyond(final long sequence) {
        for (final Entry entry : entries) {
            if (entry.sequence > sequence) {
                entry.sequence = 0;
            }
        }
        lastSequence = Math.min(lastSequence, sequence);
    }

    void write(final Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(entries.size());
            for (final Entry entry : entries) {
                out.writeInt(entry.frame.length);
                out.write(entry.frame);
                out.writeLong(entry.sequence);
                out.writeLong(entry.timeNs);
                out.writeLong(entry.amount);
                out.writeInt(entry.outcome);
            }
        }
    }

    static AnswerBook read(final Path file) throws IOException {
        final AnswerBook book = new AnswerBook();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            final int count = in.readInt();
            for (int i = 0; i < count; i++) {
                final byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                final Entry entry = new Entry(frame);
                entry.sequence = in.readLong();
                entry.timeNs = in.readLong();
                entry.amount = in.readLong();
                entry.outcome = in.readInt();
                book.entries.add(entry);
                book.lastSequence = Math.max(book.lastSequence, entry.sequence);
            }
        }
        return book;
    }
}
