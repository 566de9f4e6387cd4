package io.ringfence.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The text of 128-bit ids, as docs/protocol.md says. Thread safe; allocates, so not for a steady path. */
public final class Ids {
    /** The longest text that names an id, in characters. */
    public static final int TEXT_LENGTH_MAX = 64;

    private static final int HEX_LENGTH = 32;
    private static final int UUID_LENGTH = 36;
    private static final HexFormat HEX = HexFormat.of();

    private Ids() {}

    /**
     * Reads an id: 32 hex digits of any case or a UUID are taken literally; other text of 1 to
     * {@link #TEXT_LENGTH_MAX} characters becomes the first 16 bytes of the SHA-256 of its UTF-8 bytes.
     *
     * @throws IllegalArgumentException if the text is empty, too long, or the id is zero.
     */
    public static TxId parse(final String text) {
        final int length = text.codePointCount(0, text.length());
        if (length == 0 || length > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException("id must have 1 to 64 characters");
        }
        if (isHex(text)) {
            return literal(text);
        }
        if (isUuid(text)) {
            return literal(text.replace("-", ""));
        }
        final ByteBuffer digest = ByteBuffer.wrap(sha256(text));
        return new TxId(digest.getLong(), digest.getLong());
    }

    /** 32 lower-case hex digits, the highest first. */
    public static String hex(final long high, final long low) {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    private static TxId literal(final String digits) {
        return new TxId(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, HEX_LENGTH, 16));
    }

    private static boolean isHex(final String text) {
        return text.length() == HEX_LENGTH && text.chars().allMatch(HexFormat::isHexDigit);
    }

    private static boolean isUuid(final String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            final boolean isDashPlace = i == 8 || i == 13 || i == 18 || i == 23;
            if (isDashPlace ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] sha256(final String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (final NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }
}
