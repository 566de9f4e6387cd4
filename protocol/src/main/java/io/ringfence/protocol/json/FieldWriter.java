package io.ringfence.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FieldDescriptor;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.MessageDescriptor;
import io.ringfence.protocol.TxId;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** Writes the fields that a descriptor lists from a JSON object into a frame. */
final class FieldWriter {
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    static final String ALL = "ALL";
    static final long NULL_SECONDS = 0xFFFF_FFFFL;
    static final long UINT16_MAX = 65_534;
    private static final long UINT8_MAX = 254;

    private FieldWriter() {}

    /**
     * Writes the block at an index and the var data behind it; where the var data ends.
     *
     * @param defaults for the commands inside a batch.
     */
    static int write(
            final MessageDescriptor descriptor,
            final ObjectNode line,
            final Defaults defaults,
            final MutableDirectBuffer buffer,
            final int block)
            throws MalformedCommandException {
        for (final FieldDescriptor field : descriptor.block()) {
            final JsonNode value = find(line, field.name());
            if (value == null) {
                writeAbsent(field, buffer, block + field.offset());
            } else {
                writeValue(field, value, buffer, block + field.offset());
            }
        }
        int index = block + descriptor.blockLength();
        for (final FieldDescriptor field : descriptor.varData()) {
            index = switch (field.type()) {
                case REPORT -> writeReport(line, defaults, buffer, index);
                case FRAMES -> BatchJson.write(field.name(), line, defaults, buffer, index);
                default -> writeText(field, find(line, field.name()), buffer, index);
            };
        }
        return index;
    }

    /** The value under a name, which may be nested; null when it is not there. */
    static JsonNode find(final ObjectNode line, final String name) {
        final int dot = name.indexOf('.');
        return dot < 0 ? line.get(name) : line.path(name.substring(0, dot)).get(name.substring(dot + 1));
    }

    private static void writeAbsent(final FieldDescriptor field, final MutableDirectBuffer buffer, final int index)
            throws MalformedCommandException {
        if (!field.hasDefault()) {
            throw new MalformedCommandException(field.name(), "is missing");
        }
        switch (field.type()) {
            case CODE -> buffer.putLong(index, 0, ORDER);
            case ID, SALT -> writeId(buffer, index, 0, 0);
            case PLAYER, TIME_MS, TIME_NS -> buffer.putLong(index, FrameLayout.NULL_INT64, ORDER);
            case AMOUNT ->
                buffer.putLong(index, field.isRequired() ? field.defaultValue() : FrameLayout.NULL_INT64, ORDER);
            case SECONDS -> buffer.putInt(index, (int) NULL_SECONDS, ORDER);
            case BOOLEAN, ENUM -> buffer.putByte(index, (byte) field.defaultValue());
            default -> throw new IllegalStateException(field.name() + " has no absent value");
        }
    }

    private static void writeValue(
            final FieldDescriptor field, final JsonNode value, final MutableDirectBuffer buffer, final int index)
            throws MalformedCommandException {
        final String name = field.name();
        switch (field.type()) {
            case CODE -> buffer.putLong(index, JsonScalars.code(name, value), ORDER);
            case ID -> {
                final TxId id = JsonScalars.id(name, value);
                writeId(buffer, index, id.high(), id.low());
            }
            case INT64, PLAYER, AMOUNT -> buffer.putLong(index, JsonScalars.int64(name, value), ORDER);
            case AMOUNT_OR_ALL -> {
                final boolean isAll = value.isTextual() && ALL.equals(value.textValue());
                buffer.putLong(index, isAll ? FrameLayout.NULL_INT64 : JsonScalars.int64(name, value), ORDER);
            }
            case TIME_MS -> buffer.putLong(index, JsonScalars.timeMs(name, value), ORDER);
            case TIME_NS -> buffer.putLong(index, JsonScalars.timeNs(name, value), ORDER);
            case UINT64 -> buffer.putLong(index, JsonScalars.uint64(name, value), ORDER);
            case UINT16_ABOVE_0 ->
                buffer.putShort(index, (short) JsonScalars.number(name, value, 1, UINT16_MAX), ORDER);
            case SECONDS -> buffer.putInt(index, (int) JsonScalars.number(name, value, 0, NULL_SECONDS - 1), ORDER);
            case UINT8 -> buffer.putByte(index, (byte) JsonScalars.number(name, value, 0, UINT8_MAX));
            case KIND -> buffer.putByte(index, (byte) commandNumber(name, value));
            case BOOLEAN -> buffer.putByte(index, (byte) (JsonScalars.bool(name, value) ? 1 : 0));
            case ENUM -> buffer.putByte(index, (byte) choiceNumber(field, value));
            default -> throw new IllegalStateException(name + " is not a field of commands");
        }
    }

    private static int commandNumber(final String name, final JsonNode value) throws MalformedCommandException {
        final CommandKind kind = CommandKind.ofName(JsonScalars.text(name, value));
        if (kind == null || kind.isQuery()) {
            throw new MalformedCommandException(name, "is not the name of a command: " + value);
        }
        return kind.templateId();
    }

    private static int choiceNumber(final FieldDescriptor field, final JsonNode value)
            throws MalformedCommandException {
        final int number = field.values().indexOf(JsonScalars.text(field.name(), value));
        if (number < 0) {
            throw new MalformedCommandException(field.name(), "is not one of " + field.values() + ": " + value);
        }
        return number;
    }

    static void writeId(final MutableDirectBuffer buffer, final int index, final long high, final long low) {
        buffer.putLong(index, high, ORDER);
        buffer.putLong(index + Long.BYTES, low, ORDER);
    }

    private static int writeText(
            final FieldDescriptor field, final JsonNode value, final MutableDirectBuffer buffer, final int index)
            throws MalformedCommandException {
        if (value == null) {
            if (field.isRequired()) {
                throw new MalformedCommandException(field.name(), "is missing");
            }
            buffer.putByte(index, (byte) 0);
            return index + Byte.BYTES;
        }
        final byte[] bytes = JsonScalars.text(field.name(), value).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > field.lengthMax()) {
            throw new MalformedCommandException(field.name(), "is longer than " + field.lengthMax() + " bytes");
        }
        if (bytes.length == 0 && field.isRequired()) {
            throw new MalformedCommandException(field.name(), "is empty");
        }
        buffer.putByte(index, (byte) bytes.length);
        buffer.putBytes(index + Byte.BYTES, bytes);
        return index + Byte.BYTES + bytes.length;
    }

    /** The report fields stand beside the others in JSON; without any of them no report travels. */
    private static int writeReport(
            final ObjectNode line, final Defaults defaults, final MutableDirectBuffer buffer, final int index)
            throws MalformedCommandException {
        final MessageDescriptor report = MessageDescriptor.GAME_REPORT;
        final boolean isPresent = report.block().stream().anyMatch(field -> line.has(field.name()))
                || report.varData().stream().anyMatch(field -> line.has(field.name()));
        final int end = isPresent ? write(report, line, defaults, buffer, index + Byte.BYTES) : index + Byte.BYTES;
        buffer.putByte(index, (byte) (end - index - Byte.BYTES));
        return end;
    }
}
