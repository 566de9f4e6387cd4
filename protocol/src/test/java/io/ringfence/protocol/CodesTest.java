package io.ringfence.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
    @Test
    void shouldPutTheFirstCharacterIntoTheHighestByte() {
        assertEquals(0x4555_5200_0000_0000L, Codes.pack("EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "EUR", "SPORTS", "USDT_TRC", "0", "_", "99999999"})
    void shouldUnpackWhatItPacked(final String text) {
        assertEquals(text, Codes.unpack(Codes.pack(text)));
        assertTrue(Codes.isValid(Codes.pack(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TOO_LONG_", "eur", "E R", "E-R", "\u00c4", "\u0141"})
    void shouldRefuseWhatIsNoCode(final String text) {
        assertThrows(IllegalArgumentException.class, () -> Codes.pack(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0x4500_5200_0000_0000L, 0x4555_5200_0000_0001L, 0x6575_7200_0000_0000L, -1})
    void shouldNotCallValidWhatNoTextPacksTo(final long code) {
        assertFalse(Codes.isValid(code));
    }

    @Test
    void shouldSortCodesAsText() {
        final List<String> texts =
                new ArrayList<>(List.of("Z", "A", "AA", "A_", "A0", "ZZZZZZZZ", "B", "0", "EUR", "EU"));
        texts.sort(Comparator.naturalOrder());
        final List<String> byNumber = texts.stream()
                .map(Codes::pack)
                .sorted(Long::compareUnsigned)
                .map(Codes::unpack)
                .toList();
        assertEquals(texts, byNumber);
    }
}
