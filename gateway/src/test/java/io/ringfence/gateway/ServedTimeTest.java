package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ServedTimeTest {
    private final ServedTime time = new ServedTime();

    @Test
    void shouldCountOnlyTimeInWhichItServed() {
        assertEquals(0, time.advance(1_000, true));
        assertEquals(10, time.advance(1_010, true));
        assertEquals(10, time.advance(5_000, false));
        assertEquals(15, time.advance(5_005, true));
    }

    @Test
    void shouldTakeNeitherAPauseNorAJumpForServedTime() {
        time.advance(1_000_000_000_000L, true);
        assertEquals(100_000_000L, time.advance(2_000_000_000_000L, true));
        assertEquals(100_000_000L, time.advance(5, true));
        assertEquals(100_000_001L, time.advance(6, true));
    }
}
