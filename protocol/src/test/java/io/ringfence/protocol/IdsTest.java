package io.ringfence.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @ParameterizedTest
    @CsvSource({
        "0123456789abcdefFEDCBA9876543210,     0123456789abcdeffedcba9876543210",
        "01234567-89AB-cdef-fedc-ba9876543210, 0123456789abcdeffedcba9876543210",
        // The first 16 bytes of SHA-256("abc"), the first example of FIPS 180-2.
        "abc,                                  ba7816bf8f01cfea414140de5dae2223",
        // 31 digits are a name.
        "0123456789abcdeffedcba987654321,      0944d35c97f569888890b7360bed50af",
    })
    void shouldReadIds(final String text, final String expected) {
        assertEquals(expected, Ids.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000000000000000000000000000",
                "00000000-0000-0000-0000-000000000000",
                "a2345678901234567890123456789012345678901234567890123456789012345"
            })
    void shouldRefuseWhatIsNoId(final String text) {
        assertThrows(IllegalArgumentException.class, () -> Ids.parse(text));
    }

    @Test
    void shouldCountCharactersNotTheirHalves() {
        final String text = "\ud83d\udcb0".repeat(Ids.TEXT_LENGTH_MAX);
        assertEquals(Ids.parse(text), Ids.parse(text));
    }

    @Test
    void shouldRefuseTheIdZero() {
        assertThrows(IllegalArgumentException.class, () -> new TxId(0, 0));
        assertEquals("00000000000000000000000000000001", new TxId(0, 1).toString());
    }
}
