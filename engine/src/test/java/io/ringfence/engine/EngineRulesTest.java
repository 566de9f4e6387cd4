package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each refusal in the order of docs/protocol.md: every row breaks one rule and all rules after it where it can.
 */
class EngineRulesTest {
    private final EngineHarness engine = EngineHarness.small().withPlayer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Deposit  | player:0, currency:'NIX', amount:0, wallet:'NIX', source:9     | AMOUNT_INVALID
            Deposit  | player:8, currency:'NIX', amount:-1, wallet:'NIX', source:9    | AMOUNT_INVALID
            Deposit  | player:8, currency:'NIX', amount:1, wallet:'NIX', source:9     | CURRENCY_UNKNOWN
            Deposit  | player:8, currency:'EUR', amount:1, wallet:'NIX', source:9     | WALLET_UNKNOWN
            Deposit  | player:8, currency:'EUR', amount:1, source:9                   | SOURCE_UNKNOWN
            Deposit  | player:8, currency:'EUR', amount:1                             | PLAYER_NOT_FOUND
            Deposit  | player:7, currency:'EUR', amount:9223372036854775807           | AMOUNT_OVERFLOW
            Deposit  | player:7, currency:'EUR', amount:9223372036854774807           | OK
            Withdraw | player:7, currency:'EUR', amount:0                             | AMOUNT_INVALID
            Withdraw | player:7, currency:'EUR', amount:1001                          | INSUFFICIENT_FUNDS
            Withdraw | player:7, currency:'EUR', amount:1000                          | OK
            Withdraw | player:7, currency:'EUR', amount:1, wallet:'SPORTS'            | INSUFFICIENT_FUNDS
            Transfer | player:7, fromWallet:'CASH', toWallet:'CASH', currency:'EUR', amount:0   | AMOUNT_INVALID
            Transfer | player:8, fromWallet:'NIX', toWallet:'NIX', currency:'EUR', amount:1     | WALLET_UNKNOWN
            Transfer | player:8, fromWallet:'CASH', toWallet:'NIX', currency:'EUR', amount:1    | WALLET_UNKNOWN
            Transfer | player:8, fromWallet:'CASH', toWallet:'CASH', currency:'EUR', amount:1   | SAME_WALLET
            Transfer | player:8, fromWallet:'BONUS', toWallet:'CASH', currency:'EUR', amount:1  | WALLET_RESTRICTED
            Transfer | player:8, fromWallet:'CASH', toWallet:'SPORTS', currency:'EUR', amount:1 | PLAYER_NOT_FOUND
            Transfer | player:7, fromWallet:'CASH',toWallet:'CASH',currency:'EUR', amount:1, toPlayer:8|PLAYER_NOT_FOUND
            Transfer | player:7, fromWallet:'CASH',toWallet:'CASH',currency:'EUR', amount:1, toPlayer:0|AMOUNT_INVALID
            Transfer | player:7, fromWallet:'CASH',toWallet:'SPORTS',currency:'EUR', amount:1001 | INSUFFICIENT_FUNDS
            Transfer | player:7, fromWallet:'SPORTS',toWallet:'CASH',currency:'EUR', amount:'ALL' | INSUFFICIENT_FUNDS
            Transfer | player:7, fromWallet:'CASH', toWallet:'SPORTS', currency:'EUR', amount:'ALL'       | OK
            Bet      | player:7, currency:'EUR', amount:-1                            | AMOUNT_INVALID
            Bet      | player:7, currency:'EUR', amount:0                             | OK
            Bet      | player:7, currency:'EUR', amount:1001                          | INSUFFICIENT_FUNDS
            Bet      | player:8, currency:'EUR', amount:1001                          | PLAYER_NOT_FOUND
            Win      | player:7, currency:'EUR', amount:1                             | ROUND_NOT_FOUND
            Win      | player:7, currency:'EUR', amount:1, betTxId:'none'             | TX_NOT_FOUND
            Win      | player:7, currency:'EUR', amount:1, round:'none', betTxId:'none' | ROUND_NOT_FOUND
            Win      | player:7, currency:'EUR', amount:1, kind:'PROMO'               | OK
            Win      | player:7, currency:'EUR', amount:1, kind:'JACKPOT', round:'r', betTxId:'none' | TX_NOT_FOUND
            Rollback | targetTxId:'t', amount:0                                       | AMOUNT_INVALID
            Rollback | targetTxId:'t', player:0                                       | AMOUNT_INVALID
            Rollback | targetTxId:'t', source:9                                       | SOURCE_UNKNOWN
            Rollback | targetTxId:'t', player:8                                       | TOMBSTONED
            Rollback | targetTxId:'t', amount:1                                       | TX_NOT_FOUND
            EndRound | player:0, round:'r', action:'CLOSE'                            | AMOUNT_INVALID
            EndRound | player:8, round:'r', action:'CLOSE', source:9                  | SOURCE_UNKNOWN
            EndRound | player:8, round:'r', action:'CLOSE'                            | PLAYER_NOT_FOUND
            EndRound | player:7, round:'r', action:'CLOSE'                            | ROUND_NOT_FOUND
            EndRound | player:7, round:'r', action:'VOID'                             | ROUND_NOT_FOUND
            OpenPlayer | player:-1                                                    | AMOUNT_INVALID
            OpenPlayer | player:7                                                     | ALREADY_EXISTS
            OpenPlayer | player:8                                                     | OK
            DefineCurrency | currency:'EUR', exponent:2                               | OK
            DefineCurrency | currency:'EUR', exponent:3                               | ALREADY_EXISTS
            DefineWallet   | wallet:'CASH', kind:'CASH'                               | OK
            DefineWallet   | wallet:'CASH', kind:'GAME'                               | ALREADY_EXISTS
            DefineSource   | source:9, name:'nine'                                    | OK
            """)
    void shouldNameTheFirstRefusalThatHolds(final String command, final String fields, final String outcome) {
        final String line = ("{command:'" + command + "', " + fields + "}").replaceAll("(\\w+):", "'$1':");
        assertEquals(outcome, engine.outcome(line), line);
        engine.engine().checkInvariants();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deposit", "Withdraw"})
    void shouldAnswerARepeatAsItWasWithTheBalanceOfNow(final String command) {
        final String line = "{'command':'" + command + "','player':7,'currency':'EUR','amount':10,'txId':'once'}";
        final ObjectNode first = engine.tell(line);
        engine.tell("{'command':'Deposit','player':7,'currency':'EUR','amount':5}");
        final ObjectNode again = engine.tell(line);
        assertEquals(first.get("seq"), again.get("seq"));
        assertEquals(first.get("time"), again.get("time"));
        assertEquals(first.get("available"), again.get("originalAvailable"));
        assertTrue(again.get("replay").asBoolean());
        assertEquals(first.get("available").asLong() + 5, again.get("available").asLong());
    }

    @Test
    void shouldForgetTheOldestIdAndCallItTooOldAfterwards() {
        final EngineHarness crowded = new EngineHarness(EngineHarness.config(64, 10)).withPlayer();
        final String line = "{'command':'Deposit','player':7,'currency':'EUR','amount':1,'txId':'early','originatedAt':"
                + EngineHarness.START_NS / 1_000_000 + "}";
        assertEquals("OK", crowded.outcome(line));
        crowded.advanceSeconds(61);
        for (int index = 0; index < 63; index++) {
            assertTrue(crowded.tell(line).get("replay").asBoolean());
            crowded.tell("{'command':'Deposit','player':7,'currency':'EUR','amount':1}");
        }
        crowded.tell("{'command':'Deposit','player':7,'currency':'EUR','amount':1}");
        assertEquals("TOO_OLD", crowded.outcome(line));
        assertEquals(
                "TOO_OLD",
                crowded.outcome("{'command':'GetTransaction','kind':'Deposit','txId':'early','originatedAt':"
                        + EngineHarness.START_NS / 1_000_000 + "}"));
        crowded.engine().checkInvariants();
    }

    @Test
    void shouldForgetByTimeAndCloseIdleRoundsWhenTouchedOrTicked() {
        engine.tell("{'command':'Bet','player':7,'currency':'EUR','amount':10,'txId':'b','round':'r'}");
        engine.advanceSeconds(86_399);
        final String query = "{'command':'GetRound','player':7,'round':'r'}";
        assertEquals("OPEN", engine.tell(query).get("state").asText());
        engine.advanceSilently(1);
        assertEquals(
                "ROUND_NOT_FOUND",
                engine.outcome("{'command':'EndRound','player':7,'round':'r','action':'CLOSE'}"),
                "the idle round closed, and with its only id it was forgotten");
        engine.engine().checkInvariants();
    }

    @Test
    void shouldGrowWhenConfiguredAnew() {
        final long hashBefore = engine.engine().stateHash();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final int length = EngineHarness.config(5_000, 5_000).encode(buffer, 0);
        engine.engine()
                .apply(
                        engine.engine().sequence() + 1,
                        engine.engine().timestampNs(),
                        buffer,
                        0,
                        length,
                        new UnsafeBuffer(new byte[64]));
        assertTrue(hashBefore != engine.engine().stateHash(), "the configuration is state");
        engine.engine().checkInvariants();
        assertEquals("OK", engine.outcome("{'command':'Withdraw','player':7,'currency':'EUR','amount':1000}"));
        engine.engine().checkInvariants();
    }
}
