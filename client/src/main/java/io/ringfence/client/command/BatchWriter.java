package io.ringfence.client.command;

import io.ringfence.protocol.BatchLayout;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.BatchEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Up to 16 commands of one player, all or nothing. The writers of the commands are those of {@link #commands()}, whose
 * {@code offer} adds a command to the batch instead of sending it: it returns the number of commands so far, or
 * {@link #FULL}. A command that names no source has that of the batch, and when it was first sent is the batch's too.
 *
 * <pre>
 *   BatchWriter batch = client.batch().txId(1, 1).player(7);
 *   batch.commands().bet().txId(1, 2).player(7).currency(eur).amount(5).offer();
 *   batch.commands().withdraw().txId(1, 3).player(7).currency(eur).amount(95).offer();
 *   batch.offer();
 * </pre>
 *
 * <p>Client thread only.
 */
public final class BatchWriter extends CommandWriter<BatchWriter> {
    /** The batch has all the commands that it may have. */
    public static final long FULL = 0;

    private static final int NO_SOURCE = 0;

    private final BatchEncoder encoder = new BatchEncoder();
    private final UnsafeBuffer frames =
            new UnsafeBuffer(new byte[BatchLayout.COUNT_MAX * (Short.BYTES + FrameLayout.SINGLE_LENGTH_MAX)]);
    private Inside commands;
    private MutableDirectBuffer frame;
    private int count;
    private int framesLength;

    /** Writes to this outlet. */
    public BatchWriter(final FrameOutlet outlet) {
        super(outlet, BatchEncoder.TEMPLATE_ID, BatchEncoder.BLOCK_LENGTH, FrameLayout.COMMAND_LENGTH_MAX);
    }

    /** The player, above 0. */
    public BatchWriter player(final long player) {
        encoder.player(player);
        return this;
    }

    /** Writers whose {@code offer} adds to this batch; only those of commands that a batch may have make sense. */
    public CommandWriters commands() {
        if (commands == null) {
            commands = new Inside();
        }
        return commands;
    }

    /**
     * Adds a whole frame, which is copied.
     *
     * @return the number of commands so far, or {@link #FULL}.
     * @throws IllegalArgumentException when no command of a batch can be so long.
     */
    public long command(final DirectBuffer buffer, final int offset, final int length) {
        if (length < FrameLayout.FIELDS_OFFSET || length > FrameLayout.SINGLE_LENGTH_MAX) {
            throw new IllegalArgumentException("length of a command inside a batch: " + length);
        }
        if (count == BatchLayout.COUNT_MAX) {
            return FULL;
        }
        frames.putShort(framesLength, (short) length, ByteOrder.LITTLE_ENDIAN);
        frames.putBytes(framesLength + Short.BYTES, buffer, offset, length);
        framesLength += Short.BYTES + length;
        count++;
        return count;
    }

    @Override
    void wrap(final MutableDirectBuffer newFrame, final int blockOffset) {
        frame = newFrame;
        encoder.wrap(newFrame, blockOffset);
        count = 0;
        framesLength = 0;
    }

    @Override
    int finish() {
        final int first = BatchLayout.first(0) - Short.BYTES;
        encoder.commandsCount(count);
        frame.putBytes(first, frames, 0, framesLength);
        final int ref = first + framesLength;
        frame.putByte(ref, (byte) refLength());
        frame.putBytes(ref + Byte.BYTES, ref(), 0, refLength());
        return ref + Byte.BYTES + refLength() - FrameLayout.HEADER_LENGTH;
    }

    @Override
    BatchWriter self() {
        return this;
    }

    private final class Inside extends CommandWriters {
        private Inside() {
            super(NO_SOURCE);
        }

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length) {
            return command(buffer, offset, length);
        }
    }
}
