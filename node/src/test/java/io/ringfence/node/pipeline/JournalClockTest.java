package io.ringfence.node.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import org.junit.jupiter.api.Test;

class JournalClockTest {
    private static final long SECOND = 1_000_000_000L;

    private long wall = 1000 * SECOND;
    private long monotonic = 5 * SECOND;
    private final JournalClock clock = new JournalClock(() -> wall, () -> monotonic, 0, 60 * SECOND);

    @Test
    void shouldFollowTheWallClock() {
        wall += SECOND;
        monotonic += SECOND;
        assertEquals(1001 * SECOND, clock.update());
        assertEquals(1001 * SECOND, clock.nanoTime());
    }

    @Test
    void shouldStandStillWhileTheWallClockIsBehind() {
        wall -= 10 * SECOND;
        assertEquals(1000 * SECOND, clock.update());
        wall += 11 * SECOND;
        assertEquals(1001 * SECOND, clock.update());
    }

    @Test
    void shouldNotBeBeforeTheLastRecord() {
        final JournalClock recovered = new JournalClock(() -> wall, () -> monotonic, 2000 * SECOND, 60 * SECOND);
        assertEquals(2000 * SECOND, recovered.update());
    }

    @Test
    void shouldTakeALongPauseForWhatItIs() {
        wall += 3600 * SECOND;
        monotonic += 3600 * SECOND;
        assertEquals(4600 * SECOND, clock.update());
    }

    @Test
    void shouldStopTheNodeWhenTheClockWasSetAhead() {
        wall += 62 * SECOND;
        monotonic += SECOND;
        final NodeException jump = assertThrows(NodeException.class, clock::update);
        assertEquals(ExitCode.INVARIANT, jump.exitCode());
        assertEquals(1000 * SECOND, clock.nanoTime(), "nothing is stamped with the new time");
    }
}
