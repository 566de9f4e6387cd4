package io.ringfence.protocol.json;

import static io.ringfence.protocol.json.FieldWriter.ORDER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FieldDescriptor;
import io.ringfence.protocol.FieldType;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.MessageDescriptor;
import java.time.Instant;
import org.agrona.DirectBuffer;

/** Reads the fields that a descriptor lists from a frame into a JSON object. What is absent is left out. */
final class FieldReader {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private FieldReader() {}

    /**
     * Reads the block at an index and the var data behind it.
     *
     * @param blockLength as the frame states it: fields of a longer block are absent, a shorter one is all there is.
     */
    static void read(
            final MessageDescriptor descriptor,
            final DirectBuffer buffer,
            final int block,
            final int blockLength,
            final int end,
            final ObjectNode out) {
        for (final FieldDescriptor field : descriptor.block()) {
            if (field.offset() + field.type().length() <= blockLength) {
                final int dot = field.name().indexOf('.');
                final ObjectNode parent =
                        dot < 0 ? out : out.withObjectProperty(field.name().substring(0, dot));
                readValue(field, field.name().substring(dot + 1), buffer, block + field.offset(), parent);
            }
        }
        int index = block + blockLength;
        for (final FieldDescriptor field : descriptor.varData()) {
            if (index >= end) {
                return;
            }
            if (field.type() == FieldType.FRAMES) {
                index = BatchJson.read(field.name(), buffer, index, out);
                continue;
            }
            final int length = buffer.getByte(index) & 0xFF;
            index += Byte.BYTES;
            if (length > 0 && field.type() == FieldType.REPORT) {
                final MessageDescriptor report = MessageDescriptor.GAME_REPORT;
                read(report, buffer, index, report.blockLength(), index + length, out);
            } else if (length > 0) {
                out.put(field.name(), buffer.getStringWithoutLengthUtf8(index, length));
            }
            index += length;
        }
    }

    private static void readValue(
            final FieldDescriptor field,
            final String name,
            final DirectBuffer buffer,
            final int index,
            final ObjectNode out) {
        switch (field.type()) {
            case CODE -> code(out, name, buffer.getLong(index, ORDER));
            case ID -> {
                final long high = buffer.getLong(index, ORDER);
                final long low = buffer.getLong(index + Long.BYTES, ORDER);
                if ((high | low) != 0) {
                    out.put(name, Ids.hex(high, low));
                }
            }
            case SALT -> salt(out, buffer.getLong(index, ORDER), buffer.getLong(index + Long.BYTES, ORDER));
            case INT64 -> out.put(name, buffer.getLong(index, ORDER));
            case UINT64 -> out.put(name, Long.toUnsignedString(buffer.getLong(index, ORDER)));
            case UINT16_ABOVE_0 -> out.put(name, buffer.getShort(index, ORDER) & 0xFFFF);
            case PLAYER -> player(out, name, buffer.getLong(index, ORDER));
            case AMOUNT -> amount(out, name, buffer.getLong(index, ORDER));
            case AMOUNT_OR_ALL -> amountOrAll(out, name, buffer.getLong(index, ORDER));
            case TIME_NS -> timeNs(out, name, buffer.getLong(index, ORDER));
            case TIME_MS -> timeMs(out, name, buffer.getLong(index, ORDER));
            case SECONDS -> {
                final long seconds = buffer.getInt(index, ORDER) & 0xFFFF_FFFFL;
                if (seconds != FieldWriter.NULL_SECONDS) {
                    out.put(name, seconds);
                }
            }
            case UINT8 -> out.put(name, buffer.getByte(index) & 0xFF);
            case KIND -> kind(out, name, buffer.getByte(index) & 0xFF);
            case BOOLEAN -> {
                final int value = buffer.getByte(index) & 0xFF;
                if (field.isRequired() || value != field.defaultValue()) {
                    out.put(name, value != 0);
                }
            }
            case ENUM -> choice(out, name, field, buffer.getByte(index) & 0xFF);
            default -> throw new IllegalStateException(field.name() + " is not a field of commands");
        }
    }

    static void code(final ObjectNode out, final String name, final long code) {
        if (code != Codes.NONE) {
            out.put(name, Codes.unpack(code));
        }
    }

    static void player(final ObjectNode out, final String name, final long player) {
        if (player != FrameLayout.NULL_INT64) {
            out.put(name, player);
        }
    }

    static void amount(final ObjectNode out, final String name, final long amount) {
        if (amount != FrameLayout.NULL_INT64) {
            out.put(name, Long.toString(amount));
        }
    }

    static void amountOrAll(final ObjectNode out, final String name, final long amount) {
        out.put(name, amount == FrameLayout.NULL_INT64 ? FieldWriter.ALL : Long.toString(amount));
    }

    static void timeMs(final ObjectNode out, final String name, final long timeMs) {
        if (timeMs != FrameLayout.NULL_INT64) {
            out.put(name, Instant.ofEpochMilli(timeMs).toString());
        }
    }

    /** Zero until the node has filled it in. */
    static void salt(final ObjectNode out, final long high, final long low) {
        if ((high | low) != 0) {
            out.put("salt", Ids.hex(high, low));
        }
    }

    static void timeNs(final ObjectNode out, final String name, final long timeNs) {
        if (timeNs != FrameLayout.NULL_INT64) {
            out.put(name, timeNs(timeNs));
        }
    }

    static String timeNs(final long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND))
                .toString();
    }

    /** A kind of a later schema is its number. */
    static void kind(final ObjectNode out, final String name, final int templateId) {
        final CommandKind kind = CommandKind.ofTemplate(templateId);
        if (kind != null) {
            out.put(name, kind.commandName());
        } else {
            out.put(name, templateId);
        }
    }

    private static void choice(final ObjectNode out, final String name, final FieldDescriptor field, final int number) {
        if (number < field.values().size()) {
            out.put(name, field.values().get(number));
        } else if (field.isRequired() || number != field.defaultValue()) {
            out.put(name, number);
        }
    }
}
