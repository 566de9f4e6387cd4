package io.ringfence.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.protocol.codec.OutcomeCode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
    @Test
    void shouldHaveTheNamesAndNumbersOfTheSchema() {
        final Map<String, Integer> ofSchema = new TreeMap<>();
        for (final OutcomeCode code : OutcomeCode.values()) {
            if (code != OutcomeCode.NULL_VAL && code != OutcomeCode.SBE_UNKNOWN) {
                ofSchema.put(code.name(), (int) code.value());
            }
        }
        final Map<String, Integer> ofEnum = new TreeMap<>();
        for (final Outcome outcome : Outcome.values()) {
            ofEnum.put(outcome.name(), outcome.number());
        }
        assertEquals(ofSchema, ofEnum);
    }

    @Test
    void shouldFindEachByNumberAndCode() {
        for (final Outcome outcome : Outcome.values()) {
            assertSame(outcome, Outcome.of(outcome.number()));
            assertSame(outcome, Outcome.of(outcome.code()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8, 19, 254, 255, 256})
    void shouldRefuseNumbersThatAreNone(final int number) {
        assertThrows(IllegalArgumentException.class, () -> Outcome.of(number));
    }

    @Test
    void shouldRefuseMarkers() {
        assertThrows(IllegalArgumentException.class, () -> Outcome.of(OutcomeCode.SBE_UNKNOWN));
        assertThrows(IllegalArgumentException.class, () -> Outcome.of(OutcomeCode.NULL_VAL));
    }

    @ParameterizedTest
    @CsvSource({
        "OK, true, NEVER",
        "TOMBSTONED, true, NEVER",
        "ALREADY_CLAIMED, true, NEVER",
        "MALFORMED, false, NEVER",
        "BUSY, false, SAME_ID_LATER",
        "TOO_OLD, false, NEVER",
        "TIME_INVALID, false, SAME_ID_LATER",
        "ROUND_NOT_FOUND, false, SAME_ID_LATER",
        "AMOUNT_OVERFLOW, false, SAME_ID_LATER",
        "INSUFFICIENT_FUNDS, false, NEW_ID",
        "CURRENCY_UNKNOWN, false, NEW_ID",
        "ROUND_CLOSED, false, NEVER",
        "CAPACITY_EXCEEDED, false, SAME_ID_LATER",
    })
    void shouldSayWhatACallerMayDo(final Outcome outcome, final boolean isSuccess, final RetryClass retryClass) {
        assertEquals(isSuccess, outcome.isSuccess());
        assertSame(retryClass, outcome.retryClass());
    }
}
