package io.ringfence.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.EngineHarness;
import io.ringfence.engine.StateMachine;
import io.ringfence.protocol.codec.GroupSizeEncodingEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.PlayerReplyEncoder;
import org.junit.jupiter.api.Test;

/** GetPlayer, and what is said of limits in refusals, as JSON. The player has deposited 1000 on 2026-01-01. */
class PlayerPublisherTest {
    private static final long DAY_SECONDS = 86_400;

    private final EngineHarness engine = EngineHarness.small().withPlayer();

    @Test
    void shouldTellOfAPlayerWithNothing() {
        assertPlayer("'status':'ACTIVE','debts':[],'locks':[],'limits':[]");
    }

    @Test
    void shouldTellTheLocksThatStandInOrderOfCreation() {
        tell("SetPlayerStatus", "'status':'CLOSED','reason':'r','until':'2026-01-01T00:00:01Z'");
        tell("SetPlayerStatus", "'status':'BET_LOCKED','reason':'r','binding':true");
        tell("SetPlayerStatus", "'status':'FROZEN','reason':'r','until':'2026-01-02T00:00:00Z'");
        assertPlayer("'status':'CLOSED','debts':[],'locks':["
                + "{'until':'2026-01-01T00:00:01Z','status':'CLOSED','binding':false},"
                + "{'status':'BET_LOCKED','binding':true},"
                + "{'until':'2026-01-02T00:00:00Z','status':'FROZEN','binding':false}],'limits':[]");
        engine.advanceSeconds(1);
        assertPlayer("'status':'FROZEN','debts':[],'locks':["
                + "{'status':'BET_LOCKED','binding':true},"
                + "{'until':'2026-01-02T00:00:00Z','status':'FROZEN','binding':false}],'limits':[]");
    }

    @Test
    void shouldTellLimitsWithUseAndWhatIsPendingInOrder() {
        engine.tell("{'command':'DefineCurrency','currency':'AAA','exponent':2}");
        tell("SetLimit", "'currency':'AAA','limit':'WAGER','period':'DAY','amount':1");
        tell("SetLimit", "'currency':'EUR','limit':'WAGER','period':'DAY','amount':5");
        tell("SetLimit", "'currency':'EUR','limit':'DEPOSIT','period':'MONTH','amount':2000");
        tell("SetLimit", "'currency':'EUR','limit':'DEPOSIT','period':'DAY','amount':1500");
        tell("SetLimit", "'currency':'EUR','limit':'DEPOSIT','period':'DAY','amount':1600");
        tell("SetLimit", "'currency':'EUR','limit':'WAGER','period':'DAY'");
        final String month = "{'currency':'EUR','amount':'2000','used':'1000','limit':'DEPOSIT','period':'MONTH',"
                + "'pendingRemoved':false}";
        final String other =
                "{'currency':'AAA','amount':'1','used':'0','limit':'WAGER','period':'DAY','pendingRemoved':false}";
        assertPlayer("'status':'ACTIVE','debts':[],'locks':[],'limits':["
                + "{'currency':'EUR','amount':'1500','used':'1000','pendingAmount':'1600',"
                + "'pendingAt':'2026-01-02T00:00:00Z','limit':'DEPOSIT','period':'DAY','pendingRemoved':false},"
                + month
                + ",{'currency':'EUR','amount':'5','used':'0','pendingAt':'2026-01-02T00:00:00Z',"
                + "'limit':'WAGER','period':'DAY','pendingRemoved':true},"
                + other
                + "]");
        engine.advanceSeconds(DAY_SECONDS);
        assertPlayer("'status':'ACTIVE','debts':[],'locks':[],'limits':["
                + "{'currency':'EUR','amount':'1600','used':'0','limit':'DEPOSIT','period':'DAY',"
                + "'pendingRemoved':false},"
                + month
                + ","
                + other
                + "]");
    }

    @Test
    void shouldFitALimitOfEachKindInEachCurrencyIntoOneAnswer() {
        final int currencies = 175 * 9 / 10;
        final int longest = MessageHeaderEncoder.ENCODED_LENGTH
                + PlayerReplyEncoder.BLOCK_LENGTH
                + 3 * GroupSizeEncodingEncoder.ENCODED_LENGTH
                + 16 * PlayerReplyEncoder.LocksEncoder.sbeBlockLength()
                + currencies * PlayerReplyEncoder.DebtsEncoder.sbeBlockLength()
                + currencies * 9 * PlayerReplyEncoder.LimitsEncoder.sbeBlockLength();
        assertTrue(longest <= StateMachine.OUTPUT_LENGTH_MAX, longest + " bytes");
    }

    private void tell(final String command, final String fields) {
        final String outcome = engine.outcome("{'command':'" + command + "','player':7," + fields + "}");
        assertTrue(outcome.equals("OK") || outcome.equals("PENDING_INCREASE"), command + fields + outcome);
        engine.engine().checkInvariants();
    }

    private void assertPlayer(final String fields) {
        final ObjectNode reply = engine.tell("{'command':'GetPlayer','player':7}");
        final ObjectNode expected = json("{" + fields + "}");
        final ObjectNode told = new ObjectMapper().createObjectNode();
        expected.fieldNames().forEachRemaining(name -> told.set(name, reply.get(name)));
        assertEquals(expected, told);
    }

    private static ObjectNode json(final String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (final JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
