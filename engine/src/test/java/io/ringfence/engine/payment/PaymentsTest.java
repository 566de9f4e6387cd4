package io.ringfence.engine.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.EngineHarness;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Payments under locks and limits, and Adjust. Player 7 has 1000 in CASH, player 8 has 5; both have deposited today.
 */
class PaymentsTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final int EUR = 0;

    private final EngineHarness engine = EngineHarness.small().withPlayer();
    private final WalletState state = engine.state();
    private final Answer answer = new Answer();
    private long sequence = 100;

    PaymentsTest() {
        engine.tell("{'command':'OpenPlayer','player':8}");
        engine.tell("{'command':'Deposit','player':8,'currency':'EUR','amount':5}");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            ACTIVE     | Deposit  | amount:1                                                | OK
            BET_LOCKED | Deposit  | amount:1                                                | PLAYER_BLOCKED
            FROZEN     | Deposit  | amount:1                                                | PLAYER_BLOCKED
            CLOSED     | Deposit  | amount:1                                                | PLAYER_BLOCKED
            CLOSED     | Deposit  | amount:1, settled:true                                  | OK
            CLOSED     | Deposit  | amount:9223372036854775807                              | PLAYER_BLOCKED
            CLOSED     | Deposit  | amount:9223372036854775807, settled:true                | AMOUNT_OVERFLOW
            BET_LOCKED | Withdraw | amount:1                                                | OK
            FROZEN     | Withdraw | amount:1001                                             | PLAYER_BLOCKED
            CLOSED     | Withdraw | amount:1                                                | PLAYER_BLOCKED
            BET_LOCKED | Transfer | amount:1, fromWallet:'CASH', toWallet:'SPORTS'          | OK
            FROZEN     | Transfer | amount:1, fromWallet:'CASH', toWallet:'SPORTS'          | PLAYER_BLOCKED
            CLOSED     | Transfer | amount:'ALL', fromWallet:'SPORTS', toWallet:'CASH'      | PLAYER_BLOCKED
            ACTIVE     | Transfer | amount:1, fromWallet:'CASH', toWallet:'CASH', toPlayer:8| OK
            BET_LOCKED | Transfer | amount:1, fromWallet:'CASH', toWallet:'CASH', toPlayer:8| PLAYER_BLOCKED
            CLOSED     | Transfer | amount:1, fromWallet:'CASH', toWallet:'CASH', toPlayer:9| PLAYER_NOT_FOUND
            """)
    void shouldAskTheLocks(final PlayerStatus status, final String command, final String fields, final String outcome) {
        lock(7, status);
        assertEquals(outcome, tell(command, fields));
    }

    @Test
    void shouldPayAReceiverWhateverItsLocksAndLimitsAndCountIt() {
        lock(8, PlayerStatus.CLOSED);
        limit(8, LimitKind.DEPOSIT, 1);
        assertEquals("OK", tell("Transfer", "amount:40, fromWallet:'CASH', toWallet:'CASH', toPlayer:8"));
        assertEquals(45, used(8, LimitKind.DEPOSIT));
        assertEquals(1_000, used(7, LimitKind.DEPOSIT));
        assertEquals("OK", tell("Transfer", "amount:40, fromWallet:'CASH', toWallet:'SPORTS'"));
        assertEquals(1_000, used(7, LimitKind.DEPOSIT), "inside a player nothing is received");
    }

    @Test
    void shouldRefuseADepositAboveItsLimitAndCountASettledOne() {
        limit(7, LimitKind.DEPOSIT, 1_100);
        assertEquals("LIMIT_EXCEEDED", tell("Deposit", "amount:101"));
        assertEquals("LIMIT_EXCEEDED", tell("Deposit", "amount:9223372036854775807"));
        assertEquals("OK", tell("Deposit", "amount:60"));
        assertEquals("OK", tell("Deposit", "amount:41, settled:true"));
        assertEquals(1_101, used(7, LimitKind.DEPOSIT));
        assertEquals("LIMIT_EXCEEDED", tell("Deposit", "amount:1"));
        assertEquals("OK", tell("Withdraw", "amount:500"));
        assertEquals("LIMIT_EXCEEDED", tell("Deposit", "amount:1"), "withdrawals do not count back");
        lock(7, PlayerStatus.BET_LOCKED);
        assertEquals("PLAYER_BLOCKED", tell("Deposit", "amount:1"), "locks come before limits");
    }

    @Test
    void shouldCountWithoutOverflowWhatPassesInt64() {
        assertEquals("OK", tell("Withdraw", "amount:1000"));
        for (int turn = 0; turn < 3; turn++) {
            assertEquals("OK", tell("Deposit", "amount:9223372036854775807"));
            assertEquals("OK", tell("Withdraw", "amount:9223372036854775807"));
        }
        assertEquals(MAX, used(7, LimitKind.DEPOSIT));
    }

    @ParameterizedTest
    @CsvSource({
        // player, currency, wallet, amount, same operator, source index, outcome
        "0, NIX, NIX,  1,                    true,  -1, AMOUNT_INVALID",
        "8, NIX, NIX,  0,                    true,  -1, AMOUNT_INVALID",
        "8, NIX, NIX,  -9223372036854775808, true,  -1, AMOUNT_INVALID",
        "9, NIX, NIX,  -1,                   true,  -1, CURRENCY_UNKNOWN",
        "9, EUR, NIX,  -1,                   true,  -1, WALLET_UNKNOWN",
        "9, EUR, CASH, -1,                   true,  -1, SOURCE_UNKNOWN",
        "9, EUR, CASH, -1,                   true,  0,  SAME_OPERATOR",
        "7, EUR, CASH, -1,                   true,  0,  SAME_OPERATOR",
        "9, EUR, CASH, -1,                   false, 0,  PLAYER_NOT_FOUND",
        "7, EUR, CASH, -1001,                false, 0,  INSUFFICIENT_FUNDS",
        "7, EUR, BONUS, -1,                  false, 0,  INSUFFICIENT_FUNDS",
        "7, EUR, CASH, -9223372036854775807, false, 0,  INSUFFICIENT_FUNDS",
        "7, EUR, CASH, 9223372036854775807,  false, 0,  AMOUNT_OVERFLOW",
        "7, EUR, CASH, 9223372036854774807,  false, 0,  OK",
        "7, EUR, CASH, -1000,                false, 0,  OK",
        "7, EUR, BONUS, 1,                   false, 0,  OK"
    })
    void shouldAdjustOrNameTheFirstRefusalThatHolds(
            final long player,
            final String currency,
            final String wallet,
            final long amount,
            final boolean isSameOperator,
            final int sourceIndex,
            final Outcome outcome) {
        lock(7, PlayerStatus.CLOSED);
        final Command command = next(player);
        command.currency = Codes.pack(currency);
        command.wallet = Codes.pack(wallet);
        command.amount = amount;
        command.isSameOperator = isSameOperator;
        assertEquals(outcome, adjust(command, sourceIndex));
        final long moved = outcome == Outcome.OK ? amount : 0;
        assertEquals(moved, answer.amount);
        final int row = state.accounts().findSystem(AccountKind.ADJUSTMENT, 0, EUR);
        assertEquals(-moved, row < 0 ? 0 : state.accounts().low(row));
        assertEquals(1_000, used(7, LimitKind.DEPOSIT), "a correction is not a deposit");
    }

    @Test
    void shouldRepayDebtWithACorrectionAndRefuseOneThatTakesFromIt() {
        engine.tell("{'command':'DefineSource','source':1,'name':'one','policies':{'negative':'DEBT'}}");
        engine.tell("{'command':'Bet','player':7,'currency':'EUR','amount':1,'round':'r'}");
        engine.tell("{'command':'Win','player':7,'currency':'EUR','amount':500,'round':'r','txId':'w'}");
        assertEquals("OK", tell("Withdraw", "amount:1499"));
        engine.tell("{'command':'Rollback','player':7,'targetTxId':'w'}");
        assertEquals(500, state.wallets().debt(state.players().find(7), EUR));
        assertEquals(Outcome.INSUFFICIENT_FUNDS, adjust(correction(-1), 0));
        assertEquals(Outcome.OK, adjust(correction(200), 0));
        assertEquals(200, answer.amount);
        assertEquals(200, answer.debtRepaid);
        assertEquals(300, answer.debt);
        assertEquals(Outcome.OK, adjust(correction(MAX), 0));
        assertEquals(MAX, answer.amount);
        assertEquals(300, answer.debtRepaid);
        assertEquals(0, answer.debt);
        assertEquals(MAX - 300, state.wallets().available(state.players().find(7), 0, EUR));
    }

    private Command correction(final long amount) {
        final Command command = next(7);
        command.currency = Codes.pack("EUR");
        command.amount = amount;
        return command;
    }

    private Outcome adjust(final Command command, final int sourceIndex) {
        state.resolver().resolveMoney(command);
        command.sourceIndex = sourceIndex;
        answer.reset(command);
        final Outcome outcome = state.payments().adjust(command, answer);
        state.accounts().endCommand();
        state.checkInvariants();
        return outcome;
    }

    private String tell(final String command, final String fields) {
        final String line = "{command:'" + command + "', player:7, currency:'EUR', " + fields + "}";
        final String outcome = engine.outcome(line.replaceAll("(\\w+):", "'$1':"));
        state.checkInvariants();
        return outcome;
    }

    private void lock(final long player, final PlayerStatus status) {
        final Command command = next(player);
        command.option = status.value();
        assertEquals(Outcome.OK, state.restrictions().setPlayerStatus(command));
    }

    private void limit(final long player, final LimitKind limit, final long amount) {
        final Command command = next(player);
        command.currency = Codes.pack("EUR");
        command.option = limit.value();
        command.amount = amount;
        assertEquals(Outcome.OK, state.restrictions().setLimit(command));
    }

    private long used(final long player, final LimitKind limit) {
        final int row = state.players().find(player);
        return state.limits().used(row, EUR, limit.value(), Period.DAY.value(), EngineHarness.START_NS);
    }

    private Command next(final long player) {
        final Command command = new Command();
        command.reset();
        command.sequence = ++sequence;
        command.timestampNs = EngineHarness.START_NS;
        command.source = 1;
        command.sourceIndex = 0;
        command.player = player;
        return command;
    }
}
