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
        assertFalse(table.hasRoom(60));
        assertEquals(1, table.oldestId());
        assertTrue(table.remove(2));
        assertFalse(table.hasRoom(60), "the slot that comes next still belongs to the oldest");
        assertTrue(table.remove(1));
        assertTrue(table.hasRoom(60));
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

    @Test
    void shouldKeepLongFramesInPlacesOfTheirOwn() {
        final InFlightTable wide = new InFlightTable(2 * InFlightTable.LARGE_COUNT_MAX);
        final int length = FrameLayout.COMMAND_LENGTH_MAX;
        for (int i = 1; i <= InFlightTable.LARGE_COUNT_MAX; i++) {
            assertTrue(wide.hasRoom(length));
            frame.putInt(length - 4, i);
            assertEquals(i, wide.add(frame, 0, length, 0));
        }
        assertFalse(wide.hasRoom(length));
        assertTrue(wide.hasRoom(FrameLayout.SINGLE_LENGTH_MAX));
        assertEquals(257, wide.add(frame, 0, FrameLayout.SINGLE_LENGTH_MAX, 0));
        for (int i = 1; i <= InFlightTable.LARGE_COUNT_MAX; i++) {
            assertEquals(i, wide.frames().getInt(wide.offset(i) + length - 4));
        }
        assertTrue(wide.remove(257));
        assertFalse(wide.hasRoom(length));
        assertTrue(wide.remove(5));
        assertTrue(wide.hasRoom(length));
        assertEquals(258, wide.add(frame, 0, length, 0));
        wide.undoLast();
        assertTrue(wide.hasRoom(length));
    }
}
