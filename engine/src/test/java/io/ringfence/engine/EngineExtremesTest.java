package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What a client could do at the ends of ranges and bounds: it is refused, and the engine goes on. */
class EngineExtremesTest {
    private static final long MOST = Long.MAX_VALUE;

    @Test
    void shouldGoOnWhenEveryRememberedIdIsAPlay() {
        final EngineHarness engine = new EngineHarness(EngineHarness.config(64, 1_000)).withPlayer();
        for (int index = 0; index < 300; index++) {
            engine.advanceSeconds(2);
            assertEquals(
                    "OK", engine.outcome("{'command':'Bet','player':7,'currency':'EUR','amount':1,'endRound':true}"));
        }
        engine.engine().checkInvariants();
    }

    @Test
    void shouldRefuseADebtBeyondInt64() {
        final EngineHarness engine = EngineHarness.small().withPlayer();
        engine.tell("{'command':'DefineSource','source':1,'name':'one','policies':{'negative':'DEBT'}}");
        engine.tell("{'command':'Withdraw','player':7,'currency':'EUR','amount':1000}");
        for (final String win : new String[] {"a", "b"}) {
            engine.tell("{'command':'Win','txId':'" + win + "','player':7,'currency':'EUR','kind':'PROMO','amount':"
                    + MOST + "}");
            engine.tell("{'command':'Withdraw','player':7,'currency':'EUR','amount':" + MOST + "}");
        }
        final ObjectNode first = engine.tell("{'command':'Rollback','targetTxId':'a'}");
        assertEquals("REVERSED", first.get("outcome").asText());
        assertEquals(Long.toString(MOST), first.get("debt").asText());
        final String second = "{'command':'Rollback','txId':'second','targetTxId':'b'}";
        assertEquals("AMOUNT_OVERFLOW", engine.outcome(second));
        assertEquals(
                "AMOUNT_OVERFLOW", engine.outcome("{'command':'EndRound','player':7,'round':'b','action':'VOID'}"));
        engine.engine().checkInvariants();
        engine.tell("{'command':'Deposit','player':7,'currency':'EUR','amount':" + MOST + "}");
        assertEquals("REVERSED", engine.outcome(second), "it was not remembered");
        engine.engine().checkInvariants();
    }

    @Test
    void shouldTakeFromEveryWalletBeforeADebtOverflows() {
        final EngineHarness engine = EngineHarness.small().withPlayer();
        engine.tell("{'command':'DefineSource','source':1,'name':'one','policies':{'negative':'DEBT'}}");
        engine.tell("{'command':'Withdraw','player':7,'currency':'EUR','amount':1000}");
        engine.tell("{'command':'Win','txId':'a','player':7,'currency':'EUR','kind':'PROMO','amount':" + MOST + "}");
        engine.tell("{'command':'Withdraw','player':7,'currency':'EUR','amount':" + MOST + "}");
        engine.tell("{'command':'Win','txId':'b','player':7,'currency':'EUR','kind':'PROMO','amount':10}");
        engine.tell("{'command':'Transfer','player':7,'currency':'EUR','amount':10,"
                + "'fromWallet':'CASH','toWallet':'SPORTS'}");
        engine.tell("{'command':'Rollback','targetTxId':'a'}");
        final ObjectNode reply = engine.tell("{'command':'Rollback','targetTxId':'b'}");
        assertEquals("REVERSED", reply.get("outcome").asText());
        assertEquals(Long.toString(MOST), reply.get("debt").asText());
        engine.engine().checkInvariants();
    }

    @Test
    void shouldBoundThePartialRollbacksOfARoundAndStillReverseItInFull() {
        final EngineHarness engine = EngineHarness.small().withPlayer();
        engine.tell("{'command':'Bet','txId':'b','player':7,'currency':'EUR','amount':1000,'round':'r'}");
        for (int index = 0; index < 100; index++) {
            assertEquals("REVERSED", engine.outcome("{'command':'Rollback','targetTxId':'b','amount':1}"));
        }
        assertEquals("CAPACITY_EXCEEDED", engine.outcome("{'command':'Rollback','targetTxId':'b','amount':1}"));
        assertEquals("REVERSED", engine.outcome("{'command':'Rollback','targetTxId':'b','amount':900}"));
        assertEquals(
                "CANCELLED",
                engine.tell("{'command':'GetRound','player':7,'round':'r'}")
                        .get("state")
                        .asText());
        engine.engine().checkInvariants();
    }

    @Test
    void shouldCompareARoundThatFollowsFromTheBetLikeOneThatIsNamed() {
        final EngineHarness engine = EngineHarness.small().withPlayer();
        engine.tell("{'command':'Bet','txId':'b','player':7,'currency':'EUR','amount':10,'round':'r'}");
        final String win = "{'command':'Win','txId':'w','player':7,'currency':'EUR','amount':5,'betTxId':'b'";
        assertEquals("OK", engine.outcome(win + "}"));
        assertTrue(engine.tell(win + ",'round':'r'}").get("replay").asBoolean());
        assertTrue(engine.tell(win + "}").get("replay").asBoolean());
        assertEquals("DUPLICATE_MISMATCH", engine.outcome(win + ",'round':'s'}"));
        assertEquals(
                "DUPLICATE_MISMATCH",
                engine.outcome("{'command':'Win','txId':'w','player':7,'currency':'EUR','amount':5,'round':'r'}"));
    }

    @Test
    void shouldRefuseBoundsWhoseAnswersWouldNotFit() {
        final EngineConfig config = EngineConfig.defaults();
        assertThrows(IllegalArgumentException.class, () -> codes(config, 200, 200, config.sourcesMax()));
        assertThrows(IllegalArgumentException.class, () -> codes(config, 16, 16, 601));
        assertEquals(600, codes(config, 16, 16, 600).sourcesMax());
    }

    @Test
    void shouldForgetIdsByDefaultBeforeRoundsOfOneBetStopOpenings() {
        final EngineConfig config = EngineConfig.defaults();
        assertTrue(config.roundsMax() * 9L / 10 > config.transactionsMax());
    }

    private static EngineConfig codes(
            final EngineConfig config, final int currencies, final int wallets, final int sources) {
        return new EngineConfig(
                config.rulesVersion(),
                config.hashSeed(),
                config.playersMax(),
                config.accountsMax(),
                config.transactionsMax(),
                config.roundsMax(),
                config.betsPerRoundMax(),
                currencies,
                wallets,
                sources,
                config.idHorizonSeconds(),
                config.skewMs(),
                config.things());
    }
}
