package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A flood of one source cannot make another's ids forgotten. */
class SourceQuotaTest {
    private static final int IDS = 90;
    /** Just above the skew, so that a thousand ids stay within the horizon. */
    private static final int SECONDS_BETWEEN_IDS = 61;

    private final EngineHarness engine = new EngineHarness(EngineHarness.config(IDS, 10)).withPlayer();

    @Test
    void shouldForgetTheFloodsOwnIdsAndKeepThoseOfAQuietSource() {
        engine.tell("{'command':'DefineSource','source':2,'name':'two'}");
        engine.tell("{'command':'DefineSource','source':3,'name':'three'}");
        deposit(2, "quiet");
        for (int index = 0; index < 10 * IDS; index++) {
            deposit(1, "flood" + index);
        }
        assertEquals(IDS, engine.state().log().count());
        assertTrue(deposit(2, "quiet"));
        assertTrue(deposit(1, "flood" + (10 * IDS - 1)));
        engine.engine().checkInvariants();
    }

    @Test
    void shouldLetASourceHaveItsShareAtTheCostOfTheOneThatHasMost() {
        engine.tell("{'command':'DefineSource','source':2,'name':'two'}");
        engine.tell("{'command':'DefineSource','source':3,'name':'three'}");
        for (int index = 0; index < 10 * IDS; index++) {
            deposit(1, "flood" + index);
        }
        for (int index = 0; index < IDS; index++) {
            deposit(2, "second" + index);
        }
        // Each had room for its share of a third; the last ones are all there.
        for (int index = IDS - IDS / 3; index < IDS; index++) {
            assertTrue(deposit(2, "second" + index), "second" + index);
        }
        for (int index = 10 * IDS - IDS / 3; index < 10 * IDS; index++) {
            assertTrue(deposit(1, "flood" + index), "flood" + index);
        }
        engine.engine().checkInvariants();
    }

    /** Whether the id was known; the clock moves, so that a new one is younger than what was forgotten. */
    private boolean deposit(final int source, final String txId) {
        engine.advanceSilently(SECONDS_BETWEEN_IDS);
        return engine.tell("{'command':'Deposit','source':" + source
                        + ",'player':7,'currency':'EUR','amount':1,'txId':'" + txId + "'}")
                .get("replay")
                .asBoolean();
    }
}
