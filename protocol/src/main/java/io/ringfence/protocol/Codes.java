package io.ringfence.protocol;

/**
 * Codes of currencies and wallets: 1 to 8 characters of {@code A-Z 0-9 _}, packed into a long with the first character
 * in the highest byte and zeros behind the last, so that unsigned numeric order is text order. Zero is "no code".
 *
 * <p>Thread safe. {@link #pack} and {@link #isValid} do not allocate.
 */
public final class Codes {
    /** No code. */
    public static final long NONE = 0;

    /** The longest code, in characters. */
    public static final int LENGTH_MAX = 8;

    private Codes() {}

    /**
     * Packs a text.
     *
     * @throws IllegalArgumentException if the text is empty, longer than {@link #LENGTH_MAX} or has another character.
     */
    public static long pack(final CharSequence text) {
        final int length = text.length();
        if (length == 0 || length > LENGTH_MAX) {
            throw new IllegalArgumentException("code must have 1 to 8 characters: \"" + text + '"');
        }
        long code = 0;
        for (int i = 0; i < length; i++) {
            final char character = text.charAt(i);
            if (!isCodeCharacter(character)) {
                throw new IllegalArgumentException("code may have A-Z, 0-9 and _ only: \"" + text + '"');
            }
            code = (code << Byte.SIZE) | character;
        }
        return code << (Byte.SIZE * (LENGTH_MAX - length));
    }

    /** The text of a code; empty for {@link #NONE}. Of a long that is not {@link #isValid valid} whatever it holds. */
    public static String unpack(final long code) {
        final StringBuilder text = new StringBuilder(LENGTH_MAX);
        for (long rest = code; rest != 0; rest <<= Byte.SIZE) {
            text.append((char) (rest >>> (Long.SIZE - Byte.SIZE)));
        }
        return text.toString();
    }

    /** True when {@link #pack} could have made this; false for {@link #NONE}. */
    public static boolean isValid(final long code) {
        if (code == NONE) {
            return false;
        }
        for (long rest = code; rest != 0; rest <<= Byte.SIZE) {
            if (!isCodeCharacter((int) (rest >>> (Long.SIZE - Byte.SIZE)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCodeCharacter(final int character) {
        return (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9') || character == '_';
    }
}
