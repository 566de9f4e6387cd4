package io.ringfence.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.EngineHarness;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every column of every section moves the hash, but for row numbers, which are an index over the same state. */
class StateHashColumnsTest {
    /** Columns that only hold row numbers, by section. */
    private static final Map<String, Set<Integer>> INDEX_COLUMNS = Map.of(
            "players", Set.of(1, 2, 3),
            "rounds", Set.of(14, 15),
            "holds", Set.of(6, 7),
            "transfers", Set.of(10, 11, 12),
            "campaigns", Set.of(21, 22, 23, 24, 25));

    /** Columns with the number of a row whose content is part of this row's hash: another number is another row. */
    private static final Map<String, Set<Integer>> ROWS_OF_OTHERS =
            Map.of("plays", Set.of(4, 5), "transactions", Set.of(8));

    /** Columns of free cells: the last one of these sections only chains free rows. */
    private static final Map<String, Set<Integer>> UNUSED_COLUMNS = Map.of(
            "settings", Set.of(0, 2),
            "currencies", Set.of(2),
            "wallets", Set.of(2),
            "sources", Set.of(7, 8),
            "watermarks", Set.of(1));

    @Test
    void shouldMoveWithEveryColumn() {
        final EngineHarness engine = new EngineHarness(EngineHarness.config(64, 10)).withPlayer();
        for (int index = 0; index < 70; index++) {
            engine.tell("{'command':'Deposit','player':7,'currency':'EUR','amount':1}");
        }
        engine.advanceSeconds(121);
        engine.tell("{'command':'Bet','player':7,'currency':'EUR','amount':10,'txId':'b','round':'r'}");
        engine.tell("{'command':'Win','player':7,'currency':'EUR','amount':4,'betTxId':'b'}");
        engine.tell("{'command':'SetPlayerStatus','player':7,'status':'BET_LOCKED','reason':'x',"
                + "'until':'2030-01-01T00:00:00Z'}");
        engine.tell("{'command':'SetLimit','player':7,'currency':'EUR','limit':'WAGER','period':'DAY','amount':100}");
        engine.tell("{'command':'PlaceHold','player':7,'currency':'EUR','amount':5,'purpose':'WITHDRAWAL'}");
        engine.tell("{'command':'BeginTransfer','player':7,'currency':'EUR','amount':5,'provider':1,"
                + "'direction':'FROM_PROVIDER'}");
        engine.tell("{'command':'CreateCampaign','campaign':'c','currency':'EUR','wallet':'CASH','pot':100,'shares':3,"
                + "'split':'EQUAL','minShare':1,'seed':1,'opensAt':'2026-01-01T00:00:00Z',"
                + "'closesAt':'2030-01-01T00:00:00Z'}");
        engine.tell("{'command':'SetPlayerStatus','player':8,'status':'ACTIVE','reason':'x'}");
        engine.tell("{'command':'OpenPlayer','player':8}");
        engine.tell("{'command':'ClaimCampaign','campaign':'c','player':8}");
        for (final StateSection section : engine.state().sections()) {
            if (section.name().equals("claims")) {
                // A claim counts through the digest in its campaign's row, which CampaignLifecycle.check compares.
                continue;
            }
            final int row = liveRow(section);
            final long before = section.scanHash();
            for (int column = 0; column < section.stride(); column++) {
                if (ROWS_OF_OTHERS.getOrDefault(section.name(), Set.of()).contains(column)) {
                    continue;
                }
                final long value = section.poke(row, column, 0);
                section.poke(row, column, value ^ (1L << 41 | 0x10));
                final String place = section.name() + " column " + column;
                final boolean isState =
                        !INDEX_COLUMNS.getOrDefault(section.name(), Set.of()).contains(column)
                                && !UNUSED_COLUMNS
                                        .getOrDefault(section.name(), Set.of())
                                        .contains(column);
                if (isState) {
                    assertNotEquals(before, section.scanHash(), place);
                } else {
                    assertEquals(before, section.scanHash(), place + " is an index");
                }
                section.poke(row, column, value);
            }
            assertEquals(before, section.scanHash(), section.name());
        }
    }

    private static int liveRow(final StateSection section) {
        for (int row = section.highWater() - 1; row >= 0; row--) {
            if (section.isLive(row)) {
                return row;
            }
        }
        assertTrue(false, section.name() + " has a live row");
        return StateSection.NULL_ROW;
    }
}
