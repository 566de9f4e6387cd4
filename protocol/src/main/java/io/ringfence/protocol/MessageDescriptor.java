package io.ringfence.protocol;

import static io.ringfence.protocol.FieldDescriptor.optional;
import static io.ringfence.protocol.FieldDescriptor.text;

import io.ringfence.protocol.codec.GameReportDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of a message in the order of the schema, behind what all messages of its family begin with: first the
 * block, then the var data. The class that lists the fields is checked against the generated codec when it is loaded,
 * so the two cannot drift apart.
 *
 * <p>Immutable.
 */
public final class MessageDescriptor {
    /** The report fields of Bet, Win and BetWin, which travel without a header inside their var data {@code report}. */
    public static final MessageDescriptor GAME_REPORT = of(
            0,
            GameReportDecoder.BLOCK_LENGTH,
            optional(FieldType.AMOUNT, "jackpotContribution"),
            optional(FieldType.AMOUNT, "validBet"),
            text("game", 32),
            text("freeSpinRef", 64));

    private final int blockLength;
    private final FieldDescriptor[] block;
    private final FieldDescriptor[] varData;

    private MessageDescriptor(final int blockLength, final FieldDescriptor[] block, final FieldDescriptor[] varData) {
        this.blockLength = blockLength;
        this.block = block;
        this.varData = varData;
    }

    /**
     * Places the fields one behind the other, the first at an offset of the block.
     *
     * @throws IllegalStateException if they do not fill the block that the codec states.
     */
    static MessageDescriptor of(final int firstOffset, final int blockLength, final FieldDescriptor... fields) {
        int offset = firstOffset;
        final FieldDescriptor[] placed = new FieldDescriptor[fields.length];
        int blockCount = 0;
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].type().isVarData()) {
                if (blockCount != i) {
                    throw new IllegalStateException(fields[i].name() + " must stand before var data");
                }
                blockCount++;
            }
            placed[i] = fields[i].at(offset);
            offset += fields[i].type().length();
        }
        if (offset != blockLength) {
            throw new IllegalStateException("fields end at " + offset + ", the codec at " + blockLength);
        }
        return new MessageDescriptor(
                blockLength, Arrays.copyOf(placed, blockCount), Arrays.copyOfRange(placed, blockCount, placed.length));
    }

    /** Bytes of the fixed block, the head of its family included. */
    public int blockLength() {
        return blockLength;
    }

    /** The fields in the block. */
    public List<FieldDescriptor> block() {
        return List.of(block);
    }

    /** The fields behind the block. */
    public List<FieldDescriptor> varData() {
        return List.of(varData);
    }

    /** The most bytes of the block and all var data, without a message header. */
    public int lengthMax() {
        int length = blockLength;
        for (final FieldDescriptor field : varData) {
            length += Byte.BYTES + field.lengthMax();
        }
        return length;
    }

    /** For loops without an iterator; not to be changed. */
    FieldDescriptor[] blockFields() {
        return block;
    }

    /** For loops without an iterator; not to be changed. */
    FieldDescriptor[] varDataFields() {
        return varData;
    }
}
