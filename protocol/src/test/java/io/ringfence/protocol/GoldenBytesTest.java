package io.ringfence.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.DepositEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * The bytes of every message, with a different value in each field, as they were when the schema got it. A failure here
 * means that journals and clients of before cannot be read any more: do not mend the file, but the schema.
 */
class GoldenBytesTest {
    private static final String GOLDEN = "golden-frames.txt";
    private final SchemaDocument schema = new SchemaDocument();

    @Test
    void shouldWriteEveryMessageAsEver() throws Exception {
        final Map<String, String> actual = new TreeMap<>();
        for (final Element message : schema.messages()) {
            actual.put(SchemaDocument.name(message), HexFormat.of().formatHex(frame(message)));
        }
        assertEquals(lines(golden()), lines(actual));
    }

    /** One frame counted out by hand, so that the file above does not rest on the codecs alone. */
    @Test
    void shouldWriteADepositAsDrawn() {
        final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
        final DepositEncoder deposit = new DepositEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(1)
                .txIdHigh(2)
                .txIdLow(3)
                .originatedAt(4)
                .source(5)
                .player(6)
                .currency(Codes.pack("EUR"))
                .amount(7)
                .wallet(Codes.pack("CASH"))
                .settled(BooleanType.TRUE)
                .ref("x");
        final byte[] frame = new byte[FrameLayout.HEADER_LENGTH + deposit.encodedLength()];
        buffer.getBytes(0, frame);
        assertEquals(
                "4300" + "3800" + "fd1c" + "0100" // block 67, template 56, schema 7421, version 1
                        + "0100000000000000" + "0200000000000000" + "0300000000000000" + "0400000000000000" + "0500"
                        + "0600000000000000" + "0000000000525545" + "0700000000000000" + "0000000048534143" + "01"
                        + "0178",
                HexFormat.of().formatHex(frame));
    }

    private static String lines(final Map<String, String> frames) {
        return frames.entrySet().stream()
                .map(entry -> entry.getKey() + ' ' + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> golden() throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(GoldenBytesTest.class.getResourceAsStream(GOLDEN), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> a, TreeMap::new));
        }
    }

    private static byte[] frame(final Element message) throws ReflectiveOperationException {
        final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
        final Object encoder = Class.forName("io.ringfence.protocol.codec." + SchemaDocument.name(message) + "Encoder")
                .getConstructor()
                .newInstance();
        encoder.getClass()
                .getMethod("wrapAndApplyHeader", MutableDirectBuffer.class, int.class, MessageHeaderEncoder.class)
                .invoke(encoder, buffer, 0, new MessageHeaderEncoder());
        fill(encoder, message, 0);
        final int length = (int) encoder.getClass().getMethod("encodedLength").invoke(encoder);
        final byte[] frame = new byte[FrameLayout.HEADER_LENGTH + length];
        buffer.getBytes(0, frame);
        return frame;
    }

    private static void fill(final Object encoder, final Element parent, final int row)
            throws ReflectiveOperationException {
        for (final Element member : SchemaDocument.members(parent)) {
            final String name = SchemaDocument.name(member);
            final int id = SchemaDocument.id(member);
            switch (member.getTagName()) {
                case "field" -> field(encoder, SchemaDocument.codecName(member), id + row);
                case "data" -> {
                    final byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
                    final String put = "put" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
                    encoder.getClass()
                            .getMethod(put, byte[].class, int.class, int.class)
                            .invoke(encoder, bytes, 0, bytes.length);
                }
                default -> {
                    final Object group = encoder.getClass()
                            .getMethod(name + "Count", int.class)
                            .invoke(encoder, 2);
                    for (int i = 0; i < 2; i++) {
                        group.getClass().getMethod("next").invoke(group);
                        fill(group, member, i);
                    }
                }
            }
        }
    }

    /** An array of bytes, each with its index. */
    private static void bytes(final Object encoder, final String name) throws ReflectiveOperationException {
        final byte[] bytes =
                new byte[(int) encoder.getClass().getMethod(name + "Length").invoke(null)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        final String put = "put" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        encoder.getClass().getMethod(put, byte[].class, int.class, int.class).invoke(encoder, bytes, 0, bytes.length);
    }

    /** Every byte of a number is told from its neighbours; of an enum the last value is taken. */
    private static void field(final Object encoder, final String name, final int seed)
            throws ReflectiveOperationException {
        final Method setter = Arrays.stream(encoder.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                .findFirst()
                .orElse(null);
        if (setter == null) {
            bytes(encoder, name);
            return;
        }
        final Class<?> type = setter.getParameterTypes()[0];
        final int length =
                (int) encoder.getClass().getMethod(name + "EncodingLength").invoke(null);
        if (type.isEnum()) {
            final Object[] values = type.getEnumConstants();
            setter.invoke(encoder, values[values.length - 3]);
            return;
        }
        long value = 0;
        for (int i = length; i > 0; i--) {
            value = (value << Byte.SIZE) | (((i - 1) << 4) & 0x70) | (seed & 0xF);
        }
        if (type == long.class) {
            setter.invoke(encoder, value);
        } else if (type == int.class) {
            setter.invoke(encoder, (int) value);
        } else {
            setter.invoke(encoder, (short) value);
        }
    }
}
