package io.ringfence.benchmarks.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.Outcome;
import org.junit.jupiter.api.Test;

/** The book of a rain must notice every lie a node could tell. */
class ClaimRecordTest {
    private final ClaimRecord record = new ClaimRecord(10, 3, 5);

    @Test
    void shouldHaveNothingAgainstAnHonestRain() {
        record.note(1, false, claimed(false, 100, 7));
        record.note(1, false, claimed(true, 100, 7));
        record.note(2, true, claimed(false, 101, 5));
        record.note(1, true, new CommandAnswer(Outcome.ALREADY_CLAIMED, false, 102, 7));
        record.note(3, false, claimed(true, 99, 6));
        record.note(4, false, new CommandAnswer(Outcome.SOLD_OUT, false, 103, 0));
        assertEquals(3, record.claims());
        assertEquals(18, record.paid());
        assertEquals(2, record.repeats());
        assertArrayEquals(new long[] {6, 7, 5}, record.sharesInOrder());
        assertEquals(0, record.oversold());
        assertEquals(0, record.claimedTwice());
        assertEquals(0, record.unexpected());
        assertEquals(0, record.contradictions());
        assertTrue(record.isSoldOutOnlyAfterTheLast());
    }

    @Test
    void shouldNoticeAnIdThatIsDecidedTwice() {
        record.note(1, false, claimed(false, 100, 7));
        record.note(1, false, claimed(false, 101, 7));
        assertTrue(record.claimedTwice() > 0);
    }

    @Test
    void shouldNoticeARepeatWithAnotherAmount() {
        record.note(1, false, claimed(false, 100, 7));
        record.note(1, false, claimed(true, 100, 8));
        assertEquals(1, record.claimedTwice());
    }

    @Test
    void shouldNoticeAPlayerWhoIsPaidUnderTwoIds() {
        record.note(1, true, claimed(false, 100, 7));
        record.note(1, false, claimed(false, 101, 7));
        assertEquals(1, record.claimedTwice());
    }

    @Test
    void shouldNoticeMoreClaimsThanShares() {
        for (int player = 1; player <= 5; player++) {
            record.note(player, false, claimed(false, 100 + player, 7));
        }
        assertEquals(2, record.oversold());
    }

    @Test
    void shouldNoticeAnswersThatContradictEachOther() {
        record.note(1, false, claimed(false, 100, 7));
        record.note(1, true, new CommandAnswer(Outcome.ALREADY_CLAIMED, false, 101, 8));
        record.note(2, false, claimed(false, 103, 7));
        record.note(2, true, new CommandAnswer(Outcome.SOLD_OUT, false, 102, 0));
        assertEquals(2, record.contradictions());
        assertFalse(record.isSoldOutOnlyAfterTheLast());
    }

    @Test
    void shouldNoticeAnswersThatNoRainHas() {
        record.note(1, false, claimed(false, 100, 4));
        record.note(2, false, new CommandAnswer(Outcome.SOLD_OUT, false, 101, 3));
        record.note(3, false, new CommandAnswer(Outcome.PLAYER_NOT_FOUND, false, 102, 0));
        record.note(4, false, new CommandAnswer(Outcome.BUSY, false, 0, 0));
        assertEquals(4, record.unexpected());
    }

    private static CommandAnswer claimed(final boolean isReplay, final long sequence, final long amount) {
        return new CommandAnswer(Outcome.CLAIMED, isReplay, sequence, amount);
    }
}
