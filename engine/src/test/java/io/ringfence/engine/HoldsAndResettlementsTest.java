package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds, BetWin and Resettle as the protocol states them, line by line. */
class HoldsAndResettlementsTest {
    private final EngineHarness engine = EngineHarness.small().withPlayer();

    @AfterEach
    void shouldKeepEveryInvariant() {
        engine.engine().checkInvariants();
    }

    @Test
    void shouldCaptureAPartAndGiveBackTheRest() {
        assertBalance(hold("h", 300, "RESERVE", ""), "OK", 700, 300);
        assertBalance(tell("{'command':'CaptureHold','hold':'h','amount':100,'final':false}"), "OK", 700, 200);
        assertEquals("AMOUNT_EXCEEDS_HOLD", outcome("{'command':'CaptureHold','hold':'h','amount':201}"));
        assertBalance(tell("{'command':'CaptureHold','hold':'h','amount':50}"), "OK", 850, 0);
        assertEquals("HOLD_FINAL", outcome("{'command':'ReleaseHold','hold':'h'}"));
        assertEquals("NOTHING_TO_REVERSE", outcome("{'command':'Rollback','targetTxId':'h'}"));
    }

    @Test
    void shouldReleaseTheHoldsOfARoundThatCloses() {
        assertBalance(hold("h", 300, "SPORT_BET", ",'round':'r'"), "OK", 700, 300);
        tell("{'command':'Bet','player':7,'currency':'EUR','amount':10,'round':'r','endRound':true}");
        assertBalance(balance(), "OK", 990, 0);
        assertEquals("HOLD_FINAL", outcome("{'command':'CaptureHold','hold':'h','amount':1}"));
    }

    @Test
    void shouldMakeABetOfWhatIsCaptured() {
        hold("h", 300, "SPORT_BET", "");
        assertEquals("NOTHING_TO_REVERSE", outcome("{'command':'Rollback','targetTxId':'h','txId':'early'}"));
        tell("{'command':'CaptureHold','hold':'h','amount':100,'final':false}");
        assertEquals(100, round("h").get("staked").asLong());
        tell("{'command':'Win','player':7,'currency':'EUR','amount':40,'betTxId':'h','txId':'w'}");
        assertEquals("ALREADY_SETTLED", outcome("{'command':'Rollback','targetTxId':'h'}"));
        assertBalance(tell("{'command':'Rollback','targetTxId':'w'}"), "REVERSED", 700, 200);
        assertBalance(tell("{'command':'Rollback','targetTxId':'h'}"), "REVERSED", 1000, 0);
        assertEquals("CANCELLED", round("h").get("state").asText());
    }

    @Test
    void shouldCancelTheRoundOfAHoldThatIsReleased() {
        hold("h", 300, "SPORT_BET", "");
        assertEquals("OPEN", round("h").get("state").asText());
        tell("{'command':'ReleaseHold','hold':'h'}");
        assertEquals("CANCELLED", round("h").get("state").asText());
    }

    @Test
    void shouldGiveBackWhatExpiresWhenThePlayerIsTouched() {
        hold("h", 300, "RESERVE", ",'expiresAt':'2026-01-01T01:00:00Z'");
        engine.advanceSilently(3_600);
        assertBalance(tell("{'command':'Deposit','player':7,'currency':'EUR','amount':1}"), "OK", 1001, 0);
        assertEquals("HOLD_FINAL", outcome("{'command':'CaptureHold','hold':'h','amount':1}"));
    }

    @Test
    void shouldVoidWithTheMoneyThatIsHeld() {
        hold("h", 990, "SPORT_BET", ",'round':'r'");
        tell("{'command':'Win','player':7,'currency':'EUR','amount':50,'round':'r','txId':'w'}");
        tell("{'command':'Withdraw','player':7,'currency':'EUR','amount':60}");
        final ObjectNode reply = tell("{'command':'EndRound','player':7,'round':'r','action':'VOID'}");
        assertBalance(reply, "OK", 940, 0);
        assertEquals(-50, reply.get("amount").asLong());
    }

    @Test
    void shouldTakeAndPayInOne() {
        final String line =
                "{'command':'BetWin','player':7,'currency':'EUR','betAmount':100,'winAmount':30,'txId':'bw'";
        final ObjectNode reply = tell(line + "}");
        assertBalance(reply, "OK", 930, 0);
        assertEquals(-70, reply.get("amount").asLong());
        assertEquals("DUPLICATE_MISMATCH", outcome(line + ",'minBalance':5}"));
        final ObjectNode back = tell("{'command':'Rollback','targetTxId':'bw'}");
        assertBalance(back, "REVERSED", 1000, 0);
        assertEquals(70, back.get("amount").asLong());
        assertEquals("AMOUNT_INVALID", outcome("{'command':'Rollback','targetTxId':'bw','amount':1}"));
        assertEquals(
                "INSUFFICIENT_FUNDS",
                outcome("{'command':'BetWin','player':7,'currency':'EUR','betAmount':1,'winAmount':0"
                        + ",'minBalance':1001}"));
    }

    @Test
    void shouldSetTheTotalPayout() {
        tell("{'command':'Bet','player':7,'currency':'EUR','amount':100,'txId':'b'}");
        tell("{'command':'Win','player':7,'currency':'EUR','amount':40,'betTxId':'b','txId':'w'}");
        assertMoved(resettle("b", 70, 1), "OK", 30);
        assertMoved(resettle("b", 10, 3), "OK", -60);
        assertEquals("STALE_VERSION", resettle("b", 10, 3).get("outcome").asText());
        assertEquals("ALREADY_SETTLED", outcome("{'command':'Rollback','targetTxId':'w'}"));
        assertEquals("ALREADY_SETTLED", outcome("{'command':'Rollback','targetTxId':'b'}"));
        final ObjectNode voided = tell("{'command':'EndRound','player':7,'round':'b','action':'VOID'}");
        assertMoved(voided, "OK", 90);
        assertBalance(balance(), "OK", 1000, 0);
        assertEquals("ALREADY_ROLLED_BACK", resettle("b", 10, 4).get("outcome").asText());
    }

    @Test
    void shouldBookWhatAResettleCannotTake() {
        tell("{'command':'DefineSource','source':1,'name':'one','policies':{'negative':'DEBT'}}");
        tell("{'command':'Bet','player':7,'currency':'EUR','amount':100,'txId':'b'}");
        tell("{'command':'Win','player':7,'currency':'EUR','amount':500,'betTxId':'b'}");
        tell("{'command':'Withdraw','player':7,'currency':'EUR','amount':1400}");
        final ObjectNode reply = resettle("b", 0, 1);
        assertMoved(reply, "OK_DEBT", -500);
        assertEquals(500, reply.get("debt").asLong());
    }

    @Test
    void shouldReadWhatItWrote() {
        hold("h", 100, "SPORT_BET", ",'round':'r'");
        hold("k", 100, "RESERVE", ",'expiresAt':'2026-01-01T01:00:00Z'");
        tell("{'command':'CaptureHold','hold':'h','amount':10,'final':false}");
        tell("{'command':'CaptureHold','hold':'k','amount':10,'final':false}");
        resettle("h", 5, 1);
        final WalletEngine read = Snapshots.read(Snapshots.write(engine.engine()));
        read.checkInvariants();
        assertEquals(engine.engine().stateHash(), read.stateHash());
        assertEquals(2, read.state().holds().table().count());
        assertEquals(5, engine.state().log().pinnedCount());
        assertEquals(5, read.state().log().pinnedCount());
        assertEquals(engine.engine().nextDueNs(), read.nextDueNs());
    }

    private ObjectNode hold(final String id, final long amount, final String purpose, final String more) {
        return tell("{'command':'PlaceHold','txId':'" + id + "','player':7,'currency':'EUR','wallet':'CASH','amount':"
                + amount + ",'purpose':'" + purpose + "'" + more + "}");
    }

    private ObjectNode resettle(final String bet, final long payout, final int version) {
        return tell("{'command':'Resettle','betTxId':'" + bet + "','payout':" + payout + ",'version':" + version + "}");
    }

    private ObjectNode round(final String round) {
        return tell("{'command':'GetRound','player':7,'round':'" + round + "'}");
    }

    private ObjectNode balance() {
        return tell("{'command':'Withdraw','player':7,'currency':'EUR','amount':0}")
                .put("outcome", "OK");
    }

    private ObjectNode tell(final String line) {
        return engine.tell(line);
    }

    private String outcome(final String line) {
        return engine.outcome(line);
    }

    private static void assertBalance(
            final ObjectNode reply, final String outcome, final long available, final long held) {
        assertEquals(outcome, reply.get("outcome").asText(), reply.toString());
        assertEquals(available, reply.get("available").asLong(), reply.toString());
        assertEquals(held, reply.get("held").asLong(), reply.toString());
    }

    private static void assertMoved(final ObjectNode reply, final String outcome, final long amount) {
        assertEquals(outcome, reply.get("outcome").asText(), reply.toString());
        assertEquals(amount, reply.get("amount").asLong(), reply.toString());
    }
}
