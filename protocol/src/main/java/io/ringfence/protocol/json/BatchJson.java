package io.ringfence.protocol.json;

import static io.ringfence.protocol.json.FieldWriter.ORDER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.BatchLayout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The commands inside a Batch, between a JSON array and the group of frames that {@link BatchLayout} draws. */
final class BatchJson {
    private static final int GROUP_HEADER_LENGTH = 2 * Short.BYTES;

    private BatchJson() {}

    /** Writes the group at an index, a frame for each object under this name; where it ends. */
    static int write(
            final String name,
            final ObjectNode line,
            final Defaults defaults,
            final MutableDirectBuffer buffer,
            final int index)
            throws MalformedCommandException {
        final JsonNode commands = line.get(name);
        if (commands == null) {
            throw new MalformedCommandException(name, "is missing");
        }
        if (!commands.isArray()) {
            throw new MalformedCommandException(name, "is not an array: " + commands);
        }
        if (commands.isEmpty() || commands.size() > BatchLayout.COUNT_MAX) {
            throw new MalformedCommandException(name, "has " + commands.size() + " commands, not 1 to 16");
        }
        buffer.putShort(index, (short) 0, ORDER);
        buffer.putShort(index + Short.BYTES, (short) commands.size(), ORDER);
        int offset = index + GROUP_HEADER_LENGTH;
        for (int i = 0; i < commands.size(); i++) {
            final String path = name + '[' + i + ']';
            if (!(commands.get(i) instanceof final ObjectNode command)) {
                throw new MalformedCommandException(path, "is not an object: " + commands.get(i));
            }
            final int length = inner(path, command, line, defaults, buffer, offset + Short.BYTES);
            buffer.putShort(offset, (short) length, ORDER);
            offset += Short.BYTES + length;
        }
        return offset;
    }

    private static int inner(
            final String path,
            final ObjectNode command,
            final ObjectNode line,
            final Defaults defaults,
            final MutableDirectBuffer buffer,
            final int offset)
            throws MalformedCommandException {
        try {
            return CommandJson.encodeInner(command, line.get("player"), defaults, buffer, offset);
        } catch (final UnknownCommandException ex) {
            throw new MalformedCommandException(path, ex.getMessage());
        } catch (final MalformedCommandException ex) {
            throw new MalformedCommandException(path + '.' + ex.field(), ex.reason());
        }
    }

    /** Reads the group at an index into an array under this name; where it ends. */
    static int read(final String name, final DirectBuffer buffer, final int index, final ObjectNode out) {
        final ArrayNode commands = out.putArray(name);
        final int count = buffer.getShort(index + Short.BYTES, ORDER) & 0xFFFF;
        int offset = index + GROUP_HEADER_LENGTH;
        for (int i = 0; i < count; i++) {
            final int inner = offset + Short.BYTES;
            final int length = BatchLayout.length(buffer, inner);
            commands.add(CommandJson.decode(buffer, inner, length));
            offset = inner + length;
        }
        return offset;
    }
}
