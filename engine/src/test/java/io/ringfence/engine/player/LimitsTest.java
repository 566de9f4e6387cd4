package io.ringfence.engine.player;

import static io.ringfence.protocol.codec.LimitKind.DEPOSIT;
import static io.ringfence.protocol.codec.LimitKind.LOSS;
import static io.ringfence.protocol.codec.LimitKind.WAGER;
import static io.ringfence.protocol.codec.Period.DAY;
import static io.ringfence.protocol.codec.Period.MONTH;
import static io.ringfence.protocol.codec.Period.WEEK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.command.Command;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits and what is counted for them: docs/protocol.md, limits. The player has deposited 1000 on 2026-01-01. */
class LimitsTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long MAX = Long.MAX_VALUE;

    private final PlayerRules rules = new PlayerRules();

    @Test
    void shouldLowerAtOnceAndRaiseAfterADay() {
        assertEquals(Outcome.OK, rules.limit(WAGER, DAY, 100), "the first");
        assertEquals(Outcome.OK, rules.limit(WAGER, DAY, 60), "lower");
        assertEquals(60, rules.amount(WAGER, DAY));
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(WAGER, DAY, 80));
        rules.advanceNs(DAY_NS - 1);
        assertEquals(60, rules.amount(WAGER, DAY));
        assertTrue(rules.isPending(WAGER, DAY));
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(WAGER, DAY, 80), "the same again keeps its clock");
        rules.advanceNs(1);
        assertEquals(80, rules.amount(WAGER, DAY));
        assertFalse(rules.isPending(WAGER, DAY));
        assertEquals("WAGER DAY 80", rules.refusal(0, 0, 81));
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(WAGER, DAY, 90));
        rules.advanceNs(DAY_NS / 2);
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(WAGER, DAY, 91), "another starts a new clock");
        rules.advanceNs(DAY_NS / 2);
        assertEquals(80, rules.amount(WAGER, DAY));
        rules.advanceNs(DAY_NS / 2);
        assertEquals(91, rules.amount(WAGER, DAY));
    }

    @ParameterizedTest
    @CsvSource({"60", "59", "0"})
    void shouldDropWhatIsPendingWhenLowerOrEqual(final long amount) {
        rules.limit(LOSS, WEEK, 60);
        rules.limit(LOSS, WEEK, 70);
        assertEquals(Outcome.OK, rules.limit(LOSS, WEEK, amount));
        assertFalse(rules.isPending(LOSS, WEEK));
        rules.advanceNs(2 * DAY_NS);
        assertEquals(amount, rules.amount(LOSS, WEEK));
    }

    @Test
    void shouldRemoveAfterADay() {
        assertEquals(Outcome.OK, rules.limit(LOSS, DAY, Command.ABSENT), "nothing to remove");
        rules.limit(LOSS, DAY, 5);
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(LOSS, DAY, Command.ABSENT));
        rules.advanceNs(DAY_NS - 1);
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(LOSS, DAY, Command.ABSENT), "keeps its clock");
        assertEquals("LOSS DAY 5", rules.refusal(0, 6, 0));
        rules.advanceNs(1);
        assertNull(rules.refusal(0, 6, 0));
        assertEquals(Command.ABSENT, rules.amount(LOSS, DAY));
        assertEquals(Outcome.OK, rules.limit(LOSS, DAY, 3), "the first again");
        assertEquals(3, rules.amount(LOSS, DAY));
        rules.limit(LOSS, DAY, Command.ABSENT);
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(LOSS, DAY, 9), "in place of the removal");
        rules.advanceNs(DAY_NS);
        assertEquals(9, rules.amount(LOSS, DAY));
        assertEquals(Outcome.PENDING_INCREASE, rules.limit(LOSS, DAY, 10), "on top of what came due untouched");
        rules.advanceNs(DAY_NS - 1);
        assertEquals(9, rules.amount(LOSS, DAY));
    }

    @ParameterizedTest
    @CsvSource({
        // week is 100 and will be 200
        "DAY,   100, OK",
        "DAY,   101, LIMIT_ORDER_INVALID",
        "DAY,   201, LIMIT_ORDER_INVALID",
        "MONTH, 199, LIMIT_ORDER_INVALID",
        "MONTH, 99,  LIMIT_ORDER_INVALID",
        "MONTH, 200, OK",
        "WEEK,  1,   OK",
        "WEEK,  300, PENDING_INCREASE"
    })
    void shouldKeepDayWeekMonthInOrderWithWhatIsPending(final Period period, final long amount, final Outcome outcome) {
        rules.limit(DEPOSIT, WEEK, 100);
        rules.limit(DEPOSIT, WEEK, 200);
        assertEquals(outcome, rules.limit(DEPOSIT, period, amount));
        assertEquals(Outcome.OK, rules.limit(LOSS, period, amount), "limits of other kinds do not matter");
    }

    @Test
    void shouldKeepDayAndMonthInOrderWithoutAWeekAndIgnoreRemovals() {
        rules.limit(DEPOSIT, DAY, 50);
        assertEquals(Outcome.LIMIT_ORDER_INVALID, rules.limit(DEPOSIT, MONTH, 49));
        assertEquals(Outcome.OK, rules.limit(DEPOSIT, MONTH, 50));
        rules.limit(DEPOSIT, DAY, Command.ABSENT);
        assertEquals(Outcome.LIMIT_ORDER_INVALID, rules.limit(DEPOSIT, MONTH, 49), "it still holds");
        rules.advanceNs(DAY_NS);
        assertEquals(Outcome.OK, rules.limit(DEPOSIT, MONTH, 49));
    }

    @ParameterizedTest
    @CsvSource({
        // Each row breaks one rule and what comes after it.
        "0, NIX, -1, -1, AMOUNT_INVALID",
        "8, NIX, -1, -1, AMOUNT_INVALID",
        "8, NIX, 1,  -1, CURRENCY_UNKNOWN",
        "8, EUR, 1,  -1, SOURCE_UNKNOWN",
        "8, EUR, 1,  0,  PLAYER_NOT_FOUND",
        "7, EUR, 9,  0,  LIMIT_ORDER_INVALID",
        "7, EUR, 10, 0,  OK",
        "7, EUR, 9223372036854775807, 0, OK"
    })
    void shouldNameTheFirstRefusalThatHolds(
            final long player, final String currency, final long amount, final int sourceIndex, final Outcome outcome) {
        rules.limit(WAGER, DAY, 10);
        final Command command = rules.next();
        command.player = player;
        command.currency = Codes.pack(currency);
        command.option = WAGER.value();
        command.period = MONTH.value();
        command.amount = amount;
        command.sourceIndex = sourceIndex;
        assertEquals(outcome, rules.limit(command));
    }

    @Test
    void shouldRefuseUnknownLimitsAndPeriods() {
        final Command command = rules.next();
        command.option = 3;
        assertEquals(Outcome.MALFORMED, rules.limit(command));
        command.option = 0;
        command.period = 255;
        assertEquals(Outcome.MALFORMED, rules.limit(command));
    }

    @Test
    void shouldStopAtNineTenthsOfTheRowsAndKeepThem() {
        for (int player = 1_000; player < 1_450; player++) {
            rules.engine().tell("{'command':'OpenPlayer','player':" + player + "}");
            final Command command = rules.next();
            command.player = player;
            command.currency = Codes.pack("EUR");
            command.amount = 1;
            assertEquals(Outcome.OK, rules.limit(command));
            command.amount = 0;
            command.option = WAGER.value();
            assertEquals(Outcome.OK, rules.limit(command), "a row holds all limits of a player and currency");
        }
        assertEquals(Outcome.CAPACITY_EXCEEDED, rules.limit(DEPOSIT, DAY, 1));
        assertEquals(Outcome.OK, rules.limit(DEPOSIT, DAY, Command.ABSENT));
    }

    @Test
    void shouldNameTheFirstExceededInOrder() {
        rules.limit(WAGER, DAY, 10);
        rules.limit(WAGER, MONTH, 10);
        rules.limit(LOSS, MONTH, 10);
        rules.limit(LOSS, WEEK, 10);
        rules.limit(DEPOSIT, MONTH, 1_010);
        assertNull(rules.refusal(10, 10, 10));
        assertEquals("DEPOSIT MONTH 10", rules.refusal(11, 11, 11));
        assertEquals("LOSS WEEK 10", rules.refusal(0, 11, 11));
        assertEquals("WAGER DAY 10", rules.refusal(0, 0, 11));
        rules.stake(10);
        assertEquals("LOSS WEEK 0", rules.refusal(0, 1, 1));
        rules.loss(-4);
        assertEquals("WAGER DAY 0", rules.refusal(0, 1, 1));
        assertEquals("LOSS WEEK 4", rules.refusal(0, 5, 5));
        assertNull(rules.refusal(10, 4, 0));
        assertNull(rules.refusal(0, 0, 0), "amount 0 never exceeds");
        rules.limit(WAGER, DAY, 3);
        assertEquals("WAGER DAY 0", rules.refusal(0, 1, 1), "lowered below what was used: remaining is not negative");
        assertNull(rules.refusal(0, 0, 0));
    }

    @Test
    void shouldCountFromTheWindowsStartWhetherOrNotALimitIsSet() {
        rules.at("2026-01-31T23:59:59.999999999Z");
        rules.stake(7);
        rules.limit(WAGER, DAY, 10);
        rules.limit(WAGER, WEEK, 10);
        rules.limit(WAGER, MONTH, 10);
        assertEquals("WAGER DAY 3", rules.refusal(0, 0, 4));
        rules.advanceNs(1);
        // Sunday, first of the month: another day and month, the same week.
        assertEquals("WAGER WEEK 3", rules.refusal(0, 0, 4));
        rules.stake(1);
        assertEquals(1, rules.used(WAGER, DAY));
        assertEquals(8, rules.used(WAGER, WEEK));
        assertEquals(1, rules.used(WAGER, MONTH));
        rules.at("2026-02-02T00:00:00Z");
        assertEquals(0, rules.used(WAGER, DAY));
        assertEquals(0, rules.used(WAGER, WEEK));
        assertEquals(1, rules.used(WAGER, MONTH));
        assertEquals("WAGER MONTH 9", rules.refusal(0, 0, 10));
    }

    @Test
    void shouldKeepOneIsoWeekOverTheNewYear() {
        rules.at("2026-12-31T12:00:00Z");
        rules.stake(5);
        rules.at("2027-01-01T00:00:00Z");
        assertEquals(0, rules.used(WAGER, DAY));
        assertEquals(5, rules.used(WAGER, WEEK));
        assertEquals(0, rules.used(WAGER, MONTH));
        rules.at("2027-01-04T00:00:00Z");
        assertEquals(0, rules.used(WAGER, WEEK));
    }

    @Test
    void shouldTakeTheLeapDayIntoItsMonth() {
        rules.at("2028-02-29T23:59:59Z");
        rules.stake(5);
        rules.at("2028-03-01T00:00:00Z");
        assertEquals(5, rules.used(WAGER, WEEK));
        assertEquals(0, rules.used(WAGER, MONTH));
        rules.at("2028-02-29T23:59:59Z");
        assertEquals(5, rules.used(WAGER, MONTH));
    }

    @ParameterizedTest
    @CsvSource({
        // 9 staked at original, 1 at now; then the 9 are reversed: what is left of day, week, month.
        "2026-03-04T10:00:00Z, 2026-03-04T23:59:59Z, 1, 1, 1",
        "2026-03-04T10:00:00Z, 2026-03-05T00:00:00Z, 1, 1, 1",
        "2026-03-04T10:00:00Z, 2026-03-09T00:00:00Z, 1, 1, 1",
        "2026-03-31T10:00:00Z, 2026-04-01T00:00:00Z, 1, 1, 1",
        "2026-03-31T10:00:00Z, 2026-04-06T00:00:00Z, 1, 1, 1",
        "2026-03-31T10:00:00Z, 2027-03-31T10:00:00Z, 1, 1, 1"
    })
    void shouldUncountOnlyInWindowsThatStillHoldTheOriginal(
            final String original, final String now, final long day, final long week, final long month) {
        rules.at(original);
        final long originalNs = rules.nowNs();
        rules.stake(9);
        rules.at(now);
        rules.stake(1);
        rules.stake(-9, originalNs);
        assertEquals(day, rules.used(WAGER, DAY));
        assertEquals(week, rules.used(WAGER, WEEK));
        assertEquals(month, rules.used(WAGER, MONTH));
        assertEquals(day, rules.used(LOSS, DAY));
        assertEquals(week, rules.used(LOSS, WEEK));
        assertEquals(month, rules.used(LOSS, MONTH));
    }

    @Test
    void shouldStopAtTheBoundsOfInt64() {
        rules.stake(MAX);
        rules.stake(MAX);
        assertEquals(MAX, rules.used(WAGER, DAY));
        rules.limit(WAGER, DAY, MAX);
        assertEquals("WAGER DAY 0", rules.refusal(0, 0, 1));
        rules.loss(-MAX);
        rules.loss(-MAX);
        rules.loss(-MAX);
        assertEquals(-Long.MAX_VALUE, rules.used(LOSS, MONTH));
        rules.limit(LOSS, DAY, 0);
        assertNull(rules.refusal(0, MAX, 0), "what was won may be lost again");
        rules.limit(LOSS, WEEK, MAX);
        assertNull(rules.refusal(0, MAX, 0));
        rules.loss(MAX);
        assertEquals(0, rules.used(LOSS, DAY));
        assertEquals("LOSS DAY 0", rules.refusal(0, 2, 0));
    }

    @Test
    void shouldHaveOneHashForOneStateWhateverWasCountedBefore() {
        final long before = rules.state().hash();
        rules.at("2026-02-03T10:00:00Z");
        final long originalNs = rules.nowNs();
        rules.stake(5);
        assertNotEquals(before, rules.state().hash());
        final PlayerRules other = new PlayerRules();
        other.at("2026-02-04T10:00:00Z");
        rules.at("2026-02-04T10:00:00Z");
        rules.stake(3);
        rules.stake(-5, originalNs);
        other.stake(3);
        assertEquals(other.state().hash(), rules.state().hash());
        rules.stake(-3);
        assertEquals(0, rules.used(WAGER, MONTH));
        rules.stake(-3, originalNs - 100 * DAY_NS);
        assertEquals(0, rules.used(WAGER, MONTH), "a window that is over is not touched");
        rules.engine().tell("{'command':'OpenPlayer','player':8}");
        final long empty = rules.state().hash();
        rules.limits().countDeposit(rules.state().players().find(8), PlayerRules.EUR, 4, rules.nowNs(), rules.nowNs());
        rules.limits().countDeposit(rules.state().players().find(8), PlayerRules.EUR, -4, rules.nowNs(), rules.nowNs());
        assertEquals(empty, rules.state().hash(), "zeros are as good as nothing");
    }
}
