package io.ringfence.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.TxId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The scalars of docs/protocol.md as JSON has them. Each method refuses what is not one, with the name of the
 * field.
 */
final class JsonScalars {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,20}");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,16}");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private JsonScalars() {}

    /** A JSON integer, or its decimal text; the smallest int64 means "null" on the wire and so is out of range. */
    static long int64(final String field, final JsonNode value) throws MalformedCommandException {
        final boolean isInteger = value.isIntegralNumber() || value.isTextual();
        final String text = value.asText();
        if (!isInteger || (value.isTextual() && !INTEGER.matcher(text).matches())) {
            throw new MalformedCommandException(field, "is not an integer: " + value);
        }
        try {
            final long number = Long.parseLong(text);
            if (number != FrameLayout.NULL_INT64) {
                return number;
            }
        } catch (final NumberFormatException ex) {
            // Falls through to the same answer as the null value.
        }
        throw new MalformedCommandException(field, "is beyond 64 bits: " + value);
    }

    /** 64 bits: a JSON integer or its decimal text, not negative, or "0x" and 1 to 16 hex digits. */
    static long uint64(final String field, final JsonNode value) throws MalformedCommandException {
        final String text = value.asText();
        if (value.isTextual() && HEX.matcher(text).matches()) {
            return Long.parseUnsignedLong(text, 2, text.length(), 16);
        }
        if ((value.isTextual() || value.isIntegralNumber())
                && UNSIGNED.matcher(text).matches()) {
            try {
                return Long.parseUnsignedLong(text);
            } catch (final NumberFormatException ex) {
                throw new MalformedCommandException(field, "is beyond 64 bits: " + value);
            }
        }
        throw new MalformedCommandException(field, "is neither an integer from 0 nor 0x and hex digits: " + value);
    }

    /** A JSON integer within bounds. */
    static long number(final String field, final JsonNode value, final long min, final long max)
            throws MalformedCommandException {
        if (!value.isIntegralNumber()) {
            throw new MalformedCommandException(field, "is not an integer: " + value);
        }
        if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            throw new MalformedCommandException(field, "is not between " + min + " and " + max + ": " + value);
        }
        return value.longValue();
    }

    static long code(final String field, final JsonNode value) throws MalformedCommandException {
        final String text = text(field, value);
        try {
            return Codes.pack(text);
        } catch (final IllegalArgumentException ex) {
            throw new MalformedCommandException(field, ex.getMessage());
        }
    }

    static TxId id(final String field, final JsonNode value) throws MalformedCommandException {
        final String text = text(field, value);
        try {
            return Ids.parse(text);
        } catch (final IllegalArgumentException ex) {
            throw new MalformedCommandException(field, ex.getMessage());
        }
    }

    /** Milliseconds since the epoch, from a JSON integer of them or from ISO-8601 text. */
    static long timeMs(final String field, final JsonNode value) throws MalformedCommandException {
        if (value.isIntegralNumber()) {
            return int64(field, value);
        }
        final String text = text(field, value);
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (final DateTimeException | ArithmeticException ex) {
            throw new MalformedCommandException(field, "is neither milliseconds nor an ISO-8601 time: " + value);
        }
    }

    /** Nanoseconds since the epoch, from ISO-8601 text; an integer might mean others than nanoseconds. */
    static long timeNs(final String field, final JsonNode value) throws MalformedCommandException {
        final String text = text(field, value);
        try {
            final Instant instant = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
        } catch (final DateTimeException ex) {
            throw new MalformedCommandException(field, "is not an ISO-8601 time: " + value);
        } catch (final ArithmeticException ex) {
            throw new MalformedCommandException(field, "is beyond 64 bits of nanoseconds: " + value);
        }
    }

    static boolean bool(final String field, final JsonNode value) throws MalformedCommandException {
        if (!value.isBoolean()) {
            throw new MalformedCommandException(field, "is not true or false: " + value);
        }
        return value.booleanValue();
    }

    static String text(final String field, final JsonNode value) throws MalformedCommandException {
        if (!value.isTextual()) {
            throw new MalformedCommandException(field, "is not a string: " + value);
        }
        return value.textValue();
    }
}
