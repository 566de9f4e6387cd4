package io.ringfence.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class CommandKindTest {
    private static final int COMMAND_ID_MIN = 50;
    private static final int QUERY_ID_MIN = 90;
    private static final int QUERY_ID_MAX = 99;
    private final SchemaDocument schema = new SchemaDocument();

    @Test
    void shouldListEveryCommandAndQueryOfTheSchemaOnce() {
        int count = 0;
        for (final Element message : schema.messages()) {
            final int id = SchemaDocument.id(message);
            final CommandKind kind = CommandKind.ofTemplate(id);
            if (id < COMMAND_ID_MIN || id > QUERY_ID_MAX) {
                assertNull(kind, "no command: " + id);
                continue;
            }
            assertEquals(SchemaDocument.name(message), kind.commandName());
            assertEquals(id >= QUERY_ID_MIN, kind.isQuery());
            assertSame(kind, CommandKind.ofName(kind.commandName()));
            assertEquals(
                    kind.commandName().toUpperCase(Locale.ROOT), kind.name().replace("_", ""));
            count++;
        }
        assertEquals(count, CommandKind.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void shouldPlaceEveryFieldWhereTheCodecHasIt(final CommandKind kind) throws ReflectiveOperationException {
        final Class<?> codec = Class.forName("io.ringfence.protocol.codec." + kind.commandName() + "Decoder");
        for (final FieldDescriptor field : kind.descriptor().block()) {
            final String schemaName = field.name().substring(field.name().indexOf('.') + 1);
            final String name = schemaName + (isPair(field) ? "High" : isReserved(schemaName) ? "_" : "");
            assertEquals(codec.getMethod(name + "EncodingOffset").invoke(null), field.offset(), field.name());
        }
        assertHead(codec, "correlationId", FrameLayout.CORRELATION_ID_OFFSET);
        assertHead(codec, "txIdHigh", FrameLayout.TX_ID_HIGH_OFFSET);
        assertHead(codec, "txIdLow", FrameLayout.TX_ID_LOW_OFFSET);
        assertHead(codec, "originatedAt", FrameLayout.ORIGINATED_AT_OFFSET);
        assertHead(codec, "source", FrameLayout.SOURCE_OFFSET);
    }

    @Test
    void shouldNameTheFieldsOfTheSchemaInOrder() {
        for (final Element message : schema.messages()) {
            final CommandKind kind = CommandKind.ofTemplate(SchemaDocument.id(message));
            if (kind != null) {
                final List<String> ofSchema = SchemaDocument.members(message).stream()
                        .map(SchemaDocument::protocolName)
                        .skip(5)
                        .toList();
                assertEquals(ofSchema, schemaNames(kind.descriptor()), kind.commandName());
            } else if ("GameReport".equals(SchemaDocument.name(message))) {
                final List<String> ofSchema = SchemaDocument.members(message).stream()
                        .map(SchemaDocument::name)
                        .toList();
                assertEquals(ofSchema, schemaNames(MessageDescriptor.GAME_REPORT));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFitTheBufferThatHoldsAnyCommand(final CommandKind kind) {
        final int bound = kind == CommandKind.BATCH ? FrameLayout.COMMAND_LENGTH_MAX : FrameLayout.SINGLE_LENGTH_MAX;
        assertTrue(FrameLayout.HEADER_LENGTH + kind.descriptor().lengthMax() <= bound);
    }

    @Test
    void shouldKnowNoOther() {
        assertNull(CommandKind.ofTemplate(-1));
        assertNull(CommandKind.ofTemplate(255));
        assertNull(CommandKind.ofTemplate(65_535));
        assertNull(CommandKind.ofName("deposit"));
    }

    private static List<String> schemaNames(final MessageDescriptor descriptor) {
        final List<String> names = new ArrayList<>();
        for (final FieldDescriptor field : descriptor.block()) {
            final String name = field.name().substring(field.name().indexOf('.') + 1);
            if (isPair(field)) {
                names.add(name + "High");
                names.add(name + "Low");
            } else {
                names.add(name);
            }
        }
        descriptor.varData().forEach(field -> names.add(field.name()));
        return names;
    }

    private static boolean isPair(final FieldDescriptor field) {
        return field.type() == FieldType.ID || field.type() == FieldType.SALT;
    }

    /** Codecs have a limit of their own, and final is a keyword. */
    private static boolean isReserved(final String name) {
        return "limit".equals(name) || "final".equals(name);
    }

    private static void assertHead(final Class<?> codec, final String name, final int offset)
            throws ReflectiveOperationException {
        final int inBlock = (int) codec.getMethod(name + "EncodingOffset").invoke(null);
        assertEquals(offset, FrameLayout.HEADER_LENGTH + inBlock, name);
    }
}
