package io.ringfence.engine.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.EngineHarness;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.PlayerStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks of players: docs/protocol.md, player status. */
class LocksTest {
    private static final long SECOND = 1_000_000_000L;

    private final PlayerRules rules = new PlayerRules();
    private final Locks locks = rules.locks();

    @ParameterizedTest
    @CsvSource({
        // status,   play,  deposit, withdrawal, transfer inside
        "ACTIVE,     false, false,   false,      false",
        "BET_LOCKED, true,  true,    false,      false",
        "FROZEN,     true,  true,    true,       true",
        "CLOSED,     true,  true,    true,       true"
    })
    void shouldBlockWhatTheTableSays(
            final PlayerStatus status,
            final boolean play,
            final boolean deposit,
            final boolean withdrawal,
            final boolean transfer) {
        assertEquals(Outcome.OK, rules.lock(status));
        final int row = rules.playerRow();
        assertEquals(play, locks.isPlayBlocked(row, rules.nowNs()));
        assertEquals(deposit, locks.isDepositBlocked(row, rules.nowNs()));
        assertEquals(withdrawal, locks.isWithdrawalBlocked(row, rules.nowNs()));
        assertEquals(transfer, locks.isTransferBlocked(row, rules.nowNs()));
        assertEquals(status.value(), locks.statusOf(row, rules.nowNs()));
    }

    @Test
    void shouldCountTheStrictestOfThoseThatStand() {
        final long start = rules.nowNs();
        rules.lock(PlayerStatus.CLOSED, start + 10, false);
        rules.lock(PlayerStatus.BET_LOCKED);
        rules.lock(PlayerStatus.FROZEN, start + 20, false);
        assertEquals("CLOSED", status());
        assertEquals(List.of("CLOSED", "BET_LOCKED", "FROZEN"), standing());
        rules.advanceNs(9);
        assertEquals("CLOSED", status());
        rules.advanceNs(1);
        assertEquals("FROZEN", status(), "a lock ends when journal time is its end");
        assertEquals(List.of("BET_LOCKED", "FROZEN"), standing());
        rules.advanceNs(10);
        assertEquals("BET_LOCKED", status());
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.ACTIVE));
        assertEquals("ACTIVE", status());
        assertEquals(0, locks.count());
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.ACTIVE), "nothing to lift");
    }

    @Test
    void shouldLiftNothingWhileABindingOneStands() {
        rules.lock(PlayerStatus.FROZEN);
        rules.lock(PlayerStatus.BET_LOCKED, rules.nowNs() + 5, true);
        assertEquals(Outcome.LOCK_BINDING, rules.lock(PlayerStatus.ACTIVE));
        assertEquals(List.of("FROZEN", "BET_LOCKED"), standing());
        rules.advanceNs(4);
        assertEquals(Outcome.LOCK_BINDING, rules.lock(PlayerStatus.ACTIVE));
        rules.advanceNs(1);
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.ACTIVE), "the binding one has ended");
        assertEquals("ACTIVE", status());
        rules.lock(PlayerStatus.CLOSED, Command.ABSENT, true);
        rules.advanceNs(Long.MAX_VALUE - rules.nowNs());
        assertEquals("CLOSED", status(), "without end is without end");
        assertEquals(Outcome.LOCK_BINDING, rules.lock(PlayerStatus.ACTIVE));
    }

    @ParameterizedTest
    @CsvSource({
        // Each row breaks one rule and what comes after it.
        "0,  0,  -1, AMOUNT_INVALID",
        "-1, 0,  -1, AMOUNT_INVALID",
        "8,  0,  -1, TIME_INVALID",
        "8,  -1, -1, TIME_INVALID",
        "8,  1,  -1, SOURCE_UNKNOWN",
        "8,  1,  0,  PLAYER_NOT_FOUND",
        "7,  1,  0,  LOCK_BINDING"
    })
    void shouldNameTheFirstRefusalThatHolds(
            final long player, final long untilFromNow, final int sourceIndex, final Outcome outcome) {
        rules.lock(PlayerStatus.FROZEN, Command.ABSENT, true);
        final Command command = rules.next();
        command.player = player;
        command.option = PlayerStatus.ACTIVE.value();
        command.endsAtNs = rules.nowNs() + untilFromNow;
        command.sourceIndex = sourceIndex;
        assertEquals(outcome, rules.lock(command));
    }

    @Test
    void shouldRefuseAnUnknownStatus() {
        final Command command = rules.next();
        command.option = 4;
        assertEquals(Outcome.MALFORMED, rules.lock(command));
        command.option = 255;
        assertEquals(Outcome.MALFORMED, rules.lock(command));
    }

    @Test
    void shouldBoundTheLocksOfAPlayerExactlyAndCountOnlyThoseThatStand() {
        final long end = rules.nowNs() + SECOND;
        for (int index = 0; index < 16; index++) {
            assertEquals(Outcome.OK, rules.lock(PlayerStatus.FROZEN, index < 2 ? end : Command.ABSENT, false));
        }
        assertEquals(Outcome.CAPACITY_EXCEEDED, rules.lock(PlayerStatus.FROZEN));
        rules.advanceNs(SECOND);
        assertEquals(14, standing().size());
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.BET_LOCKED));
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.CLOSED));
        assertEquals(Outcome.CAPACITY_EXCEEDED, rules.lock(PlayerStatus.FROZEN));
        assertEquals("CLOSED", status());
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.ACTIVE));
        assertEquals("ACTIVE", status());
    }

    @Test
    void shouldStopAtNineTenthsOfAllUntilSomebodysLockEnds() {
        final int rowsMax = 450;
        assertEquals(500, locks.capacity());
        final long end = rules.nowNs() + SECOND;
        final long players = (rowsMax + 15) / 16;
        for (long player = 1_000; player < 1_000 + players; player++) {
            rules.engine().tell("{'command':'OpenPlayer','player':" + player + "}");
        }
        int added = 0;
        for (long player = 1_000; player < 1_000 + players; player++) {
            for (int index = 0; index < 16 && added < rowsMax; index++) {
                assertEquals(Outcome.OK, lockOther(player, added == 200 || added == 100 ? end : Command.ABSENT));
                added++;
            }
        }
        assertEquals(Outcome.CAPACITY_EXCEEDED, rules.lock(PlayerStatus.FROZEN));
        rules.advanceNs(SECOND - 1);
        assertEquals(Outcome.CAPACITY_EXCEEDED, rules.lock(PlayerStatus.FROZEN));
        rules.advanceNs(1);
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.FROZEN));
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.FROZEN));
        assertEquals(Outcome.CAPACITY_EXCEEDED, rules.lock(PlayerStatus.FROZEN));
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.ACTIVE), "lifting needs no room");
        assertEquals(Outcome.OK, rules.lock(PlayerStatus.FROZEN));
    }

    @Test
    void shouldHaveOneHashForOneState() {
        final PlayerRules other = new PlayerRules(EngineHarness.small());
        other.lock(PlayerStatus.CLOSED, other.nowNs() + 1, false);
        rules.next();
        rules.advanceNs(1);
        other.advanceNs(1);
        assertTrue(rules.state().hash() != other.state().hash(), "an ended lock that nobody touched is still stored");
        rules.lock(PlayerStatus.FROZEN);
        other.lock(PlayerStatus.FROZEN);
        assertEquals(rules.state().hash(), other.state().hash(), "touched, it is gone");
        rules.lock(PlayerStatus.ACTIVE);
        other.lock(PlayerStatus.ACTIVE);
        assertFalse(locks.isPlayBlocked(rules.playerRow(), rules.nowNs()));
        assertEquals(rules.state().hash(), new PlayerRules().state().hash(), "lifted locks leave nothing");
    }

    private Outcome lockOther(final long player, final long untilNs) {
        final Command command = rules.next();
        command.player = player;
        command.option = PlayerStatus.FROZEN.value();
        command.endsAtNs = untilNs;
        return rules.lock(command);
    }

    private String status() {
        return PlayerStatus.get((short) locks.statusOf(rules.playerRow(), rules.nowNs()))
                .name();
    }

    private List<String> standing() {
        final List<String> standing = new ArrayList<>();
        for (int row = locks.first(rules.playerRow()); row != StateSection.NULL_ROW; row = locks.next(row)) {
            if (locks.isInForce(row, rules.nowNs())) {
                standing.add(PlayerStatus.get((short) locks.status(row)).name());
            }
        }
        return standing;
    }
}
