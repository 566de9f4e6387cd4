package io.ringfence.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.FrameLayout;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InFlightTableTest {
    private final InFlightTable table = new InFlightTable(4);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);

    @Test
    void shouldKeepFramesInOrderUnderDenseIds() {
        for (int i = 1; i <= 4; i++) {
            frame.putByte(50, (byte) i);
            assertEquals(i, table.add(frame, 0, 60, 1_000 + i));
        }
        assertFalse(table.hasRoom());
        assertEquals(1, table.oldestId());
        assertTrue(table.remove(2));
        assertFalse(table.hasRoom(), "the slot that comes next still belongs to the oldest");
        assertTrue(table.remove(1));
        assertTrue(table.hasRoom());
        assertEquals(3, table.oldestId());
        assertEquals(3, table.frames().getByte(table.offset(3) + 50));
        assertEquals(3, FrameLayout.correlationId(table.frames(), table.offset(3)));
        assertEquals(60, table.length(3));
        assertEquals(1_003, table.deadlineNs(3));
        assertEquals(2, table.count());
    }

    @Test
    void shouldNotKnowWhatWasAnsweredOrNeverOffered() {
        table.add(frame, 0, 60, 0);
        assertTrue(table.remove(1));
        assertFalse(table.remove(1));
        assertFalse(table.remove(5));
        assertFalse(table.remove(0));
        assertFalse(table.remove(-3));
        assertEquals(0, table.count());
        assertEquals(table.nextId(), table.oldestId());
    }

    @Test
    void shouldTakeBackTheLastAsIfItHadNeverBeen() {
        table.add(frame, 0, 60, 0);
        table.undoLast();
        assertEquals(0, table.count());
        assertEquals(1, table.add(frame, 0, 60, 0));
    }
}
