package io.ringfence.engine.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.ThingLedger;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferMemoryTest extends TransferCase {
    @Test
    void shouldStopOpeningsAtNinetyPercent() {
        for (int id = 1; id <= 9; id++) {
            assertEquals(Outcome.OK, begin(id, TransferDirection.FROM_PROVIDER, 1));
            ledger.next().thingLow = id;
            assertEquals(Outcome.OK, ledger.apply(ledger.transferRules::cancel));
        }
        assertEquals(Outcome.CAPACITY_EXCEEDED, begin(10, TransferDirection.FROM_PROVIDER, 1));
        final Transfers transfers = ledger.transfers.transfers();
        final int row = transfers.find(1, 0, 1);
        ledger.transfers.onForgotten(row, transfers.ordinal(row));
        ledger.check();
        for (int pins = 0; pins < 900; pins++) {
            ledger.log.pin();
        }
        assertEquals(Outcome.CAPACITY_EXCEEDED, begin(10, TransferDirection.FROM_PROVIDER, 1), "no id may be kept");
        ledger.log.unpinned(1);
        assertEquals(Outcome.OK, begin(10, TransferDirection.FROM_PROVIDER, 1));
    }

    @Test
    void shouldBeStuckFifteenMinutesAfterItBegan() {
        toProvider(1);
        final int row = ledger.transfers.transfers().find(1, 0, 1);
        assertFalse(ledger.transfers.isStuck(row, ledger.timestampNs + 900 * ThingLedger.SECOND - 1));
        assertTrue(ledger.transfers.isStuck(row, ledger.timestampNs + 900 * ThingLedger.SECOND));
        cancel();
        assertFalse(ledger.transfers.isStuck(row, ledger.timestampNs + 900 * ThingLedger.SECOND));
    }

    @Test
    void shouldListTransfersOfASourceInOrderOfCreation() {
        for (int id = 1; id <= 5; id++) {
            begin(id, TransferDirection.FROM_PROVIDER, 1);
            ledger.next().thingLow = id;
            ledger.apply(ledger.transferRules::cancel);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), list());
        for (final long id : new long[] {3, 1, 5}) {
            final int row = ledger.transfers.transfers().find(1, 0, id);
            ledger.transfers.onForgotten(row, ledger.transfers.transfers().ordinal(row));
        }
        assertEquals(List.of(2L, 4L), list());
        begin(6, TransferDirection.FROM_PROVIDER, 1);
        assertEquals(List.of(2L, 4L, 6L), list());
    }

    private List<Long> list() {
        final Transfers transfers = ledger.transfers.transfers();
        final List<Long> ids = new ArrayList<>();
        for (int row = transfers.firstOfSource(0); row != Transfers.NULL_ROW; row = transfers.nextOfSource(row)) {
            ids.add(transfers.idLow(row));
        }
        return ids;
    }

    @Test
    void shouldKeepTheIdThatMadeItWhileItIsOpenAndKnowWhenOneThatNamedItIsGone() {
        toProvider(1);
        assertEquals(1, ledger.log.pinnedCount());
        final Transfers transfers = ledger.transfers.transfers();
        final int row = transfers.find(1, 0, 1);
        final long ordinal = transfers.ordinal(row);
        dispatch(1);
        final long dispatched = ledger.command.ordinal;
        assertTrue(ledger.transfers.isPinned(row, ordinal, ledger.timestampNs));
        assertFalse(ledger.transfers.isPinned(row, dispatched, ledger.timestampNs));
        ledger.next().thingLow = 1;
        assertTrue(ledger.transfers.isKeptComplete(ledger.command));
        ledger.transfers.onForgotten(row, dispatched);
        assertFalse(ledger.transfers.isKeptComplete(ledger.command));
        ledger.check();
        report(1, Verdict.OK);
        assertEquals(0, ledger.log.pinnedCount());
        assertFalse(ledger.transfers.isPinned(row, ordinal, ledger.timestampNs));
        ledger.transfers.onForgotten(row, ordinal);
        assertEquals(Transfers.NULL_ROW, transfers.find(1, 0, 1));
        begin(2, TransferDirection.FROM_PROVIDER, 1);
        assertEquals(row, transfers.find(1, 0, 2), "the row is used again");
        ledger.transfers.onForgotten(row, dispatched);
        ledger.next().thingLow = 2;
        assertTrue(ledger.transfers.isKeptComplete(ledger.command), "an id of the former one says nothing of it");
    }
}
