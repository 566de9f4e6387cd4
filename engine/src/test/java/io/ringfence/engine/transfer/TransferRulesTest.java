package io.ringfence.engine.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringfence.engine.command.Command;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.Resolution;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.TransferState;
import io.ringfence.protocol.codec.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferRulesTest extends TransferCase {
    @Test
    void shouldMoveMoneyToTheProviderByWayOfTransit() {
        assertEquals(Outcome.OK, toProvider(400));
        assertEquals(400, ledger.answer.amount);
        assertEquals(600, ledger.answer.available);
        assertEquals(TransferState.RESERVED, state());
        assertBalances(600, 400, 0);
        assertEquals(Outcome.OK, dispatch(1));
        assertEquals(TransferState.DISPATCHED, state());
        assertEquals(7, ledger.answer.player);
        assertEquals(Codes.pack("CASH"), ledger.answer.wallet);
        assertEquals(600, ledger.answer.available);
        assertEquals(Outcome.OK, report(1, Verdict.OK));
        assertEquals(400, ledger.answer.amount);
        assertEquals(TransferState.CONFIRMED, state());
        assertBalances(600, 0, 400);
    }

    @Test
    void shouldReturnWhatTheProviderDidNotTake() {
        toProvider(400);
        dispatch(1);
        assertEquals(Outcome.OK, report(1, Verdict.OK, 150));
        assertEquals(150, ledger.answer.amount);
        assertBalances(850, 0, 150);
    }

    @Test
    void shouldTakeAllAndAskForTheActualAmount() {
        assertEquals(Outcome.OK, toProvider(ALL));
        assertEquals(1_000, ledger.answer.amount);
        dispatch(1);
        assertEquals(Outcome.AMOUNT_INVALID, report(1, Verdict.OK));
        assertEquals(Outcome.DISCREPANCY, report(1, Verdict.OK, 1_001));
        assertEquals(Outcome.OK, report(1, Verdict.FOUND_OK, 1_000));
        assertBalances(0, 0, 1_000);
        assertEquals(Outcome.INSUFFICIENT_FUNDS, begin(2, TransferDirection.TO_PROVIDER, ALL), "ALL of nothing");
    }

    @Test
    void shouldCreditFromTheProviderOnlyWhenItIsConfirmed() {
        assertEquals(Outcome.OK, fromProvider(ALL));
        assertEquals(0, ledger.answer.amount);
        assertEquals(TransferState.INTENT, state());
        dispatch(1);
        assertBalances(1_000, 0, 0);
        assertEquals(Outcome.AMOUNT_INVALID, report(1, Verdict.OK));
        assertEquals(Outcome.OK, report(1, Verdict.OK, 5_000));
        assertEquals(5_000, ledger.answer.amount);
        assertBalances(6_000, 0, -5_000);
    }

    @Test
    void shouldGiveBackOnlyWhenTheOneAttemptWasRejected() {
        toProvider(400);
        dispatch(1);
        assertEquals(Outcome.OK, report(1, Verdict.REJECTED));
        assertEquals(400, ledger.answer.amount);
        assertEquals(TransferState.CANCELLED, state());
        assertBalances(1_000, 0, 0);
    }

    @Test
    void shouldTakeARejectionOfOneOfSeveralAttemptsAsDoubt() {
        toProvider(400);
        dispatch(1);
        dispatch(2);
        assertEquals(Outcome.OK, report(2, Verdict.REJECTED));
        assertEquals(TransferState.UNKNOWN, state());
        assertBalances(600, 400, 0);
        assertEquals(Outcome.OK, report(1, Verdict.OK), "an older attempt may be the one that came through");
        assertEquals(TransferState.CONFIRMED, state());
    }

    @Test
    void shouldCountNotFoundOnlyAfterTheQuietPeriod() {
        toProvider(400);
        dispatch(1);
        report(1, Verdict.UNKNOWN);
        ledger.advanceSeconds(119);
        assertEquals(Outcome.OK, report(1, Verdict.NOT_FOUND));
        assertEquals(Outcome.OK, report(1, Verdict.NOT_FOUND));
        assertEquals(TransferState.UNKNOWN, state(), "too early to count");
        ledger.advanceSeconds(1);
        assertEquals(Outcome.OK, report(1, Verdict.NOT_FOUND));
        assertEquals(TransferState.UNKNOWN, state(), "the first that counts");
        assertEquals(Outcome.OK, report(1, Verdict.NOT_FOUND));
        assertEquals(TransferState.CANCELLED, state());
        assertBalances(1_000, 0, 0);
        assertEquals(Outcome.DISCREPANCY, report(1, Verdict.OK), "it came through after all: a human must look");
        assertBalances(1_000, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN", "IN_PROGRESS", "REJECTED", "OK"})
    void shouldCountNotFoundAnewAfterAnotherVerdict(final Verdict verdict) {
        toProvider(400);
        dispatch(1);
        dispatch(2);
        ledger.advanceSeconds(120);
        report(2, Verdict.NOT_FOUND);
        assertEquals(
                verdict == Verdict.OK ? Outcome.DISCREPANCY : Outcome.OK,
                report(2, verdict, verdict == Verdict.OK ? 401 : NONE));
        report(2, Verdict.NOT_FOUND);
        assertFalse(state() == TransferState.CANCELLED);
        report(2, Verdict.NOT_FOUND);
        assertEquals(TransferState.CANCELLED, state());
    }

    @Test
    void shouldCountNotFoundAnewAfterADispatch() {
        toProvider(400);
        dispatch(1);
        ledger.advanceSeconds(120);
        report(1, Verdict.NOT_FOUND);
        dispatch(2);
        assertEquals(Outcome.OK, report(2, Verdict.NOT_FOUND));
        ledger.advanceSeconds(120);
        report(2, Verdict.NOT_FOUND);
        assertEquals(TransferState.DISPATCHED, state());
    }

    @Test
    void shouldRefuseAttemptsOutOfOrder() {
        toProvider(400);
        assertEquals(Outcome.STALE_ATTEMPT, dispatch(2));
        assertEquals(Outcome.STALE_ATTEMPT, dispatch(0));
        assertEquals(Outcome.NOT_DISPATCHED, report(1, Verdict.OK));
        assertEquals(Outcome.OK, dispatch(1));
        assertEquals(Outcome.STALE_ATTEMPT, dispatch(1));
        assertEquals(Outcome.NOT_DISPATCHED, report(2, Verdict.OK));
        assertEquals(Outcome.NOT_DISPATCHED, report(0, Verdict.UNKNOWN));
        assertEquals(Outcome.NOT_DISPATCHED, report(-1, Verdict.REJECTED));
        assertEquals(TransferState.DISPATCHED, state());
    }

    @Test
    void shouldCancelOnlyBeforeTheFirstDispatch() {
        toProvider(400);
        assertEquals(Outcome.OK, cancel());
        assertEquals(400, ledger.answer.amount);
        assertEquals(1_000, ledger.answer.available);
        assertEquals(Outcome.TRANSFER_FINAL, cancel());
        assertEquals(Outcome.TRANSFER_FINAL, dispatch(1));
        assertEquals(Outcome.OK, begin(2, TransferDirection.FROM_PROVIDER, 10));
        ledger.next().thingLow = 2;
        assertEquals(Outcome.OK, ledger.apply(ledger.transferRules::cancel));
        assertEquals(0, ledger.answer.amount);
    }

    @Test
    void shouldNotCancelWhatMayBeOnItsWay() {
        toProvider(400);
        dispatch(1);
        assertEquals(Outcome.ALREADY_DISPATCHED, cancel());
    }

    @ParameterizedTest
    @CsvSource({
        "OK,            '', OK",
        "OK,           400, OK",
        "OK,           399, DISCREPANCY",
        "FOUND_OK,     401, DISCREPANCY",
        "UNKNOWN,       '', OK",
        "UNKNOWN,      399, DISCREPANCY",
        "IN_PROGRESS,   '', OK",
        "REJECTED,      '', DISCREPANCY",
        "FOUND_FAILED,  '', DISCREPANCY",
        "NOT_FOUND,     '', DISCREPANCY"
    })
    void shouldHoldToAConfirmedTransfer(final Verdict verdict, final String actual, final Outcome expected) {
        toProvider(400);
        dispatch(1);
        report(1, Verdict.OK);
        assertEquals(expected, report(5, verdict, actual.isEmpty() ? NONE : Long.parseLong(actual)));
        assertEquals(0, ledger.answer.amount);
        assertEquals(TransferState.CONFIRMED, state());
        assertBalances(600, 0, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "OK, DISCREPANCY",
        "FOUND_OK, DISCREPANCY",
        "IN_PROGRESS, DISCREPANCY",
        "UNKNOWN, OK",
        "REJECTED, OK",
        "FOUND_FAILED, OK",
        "NOT_FOUND, OK"
    })
    void shouldHoldToACancelledTransfer(final Verdict verdict, final Outcome expected) {
        toProvider(400);
        cancel();
        assertEquals(expected, report(1, verdict));
        assertEquals(TransferState.CANCELLED, state());
        assertBalances(1_000, 0, 0);
    }

    @Test
    void shouldLeaveAnAmountThatIsTooLargeToAHuman() {
        toProvider(400);
        dispatch(1);
        assertEquals(Outcome.DISCREPANCY, report(1, Verdict.OK, 401));
        assertEquals(TransferState.DISPATCHED, state(), "still open");
        assertEquals(Outcome.AMOUNT_INVALID, report(1, Verdict.OK, -1));
        assertEquals(Outcome.SAME_OPERATOR, resolve(Resolution.CONFIRM, 300, true));
        assertEquals(Outcome.DISCREPANCY, resolve(Resolution.CONFIRM, 401, false));
        assertEquals(Outcome.OK, resolve(Resolution.CONFIRM, 300, false));
        assertBalances(700, 0, 300);
        assertEquals(Outcome.TRANSFER_FINAL, resolve(Resolution.CANCEL, NONE, false));
    }

    @Test
    void shouldLetTwoOperatorsCancelWhateverWasSent() {
        toProvider(400);
        dispatch(1);
        dispatch(2);
        assertEquals(Outcome.OK, resolve(Resolution.CANCEL, NONE, false));
        assertEquals(400, ledger.answer.amount);
        assertBalances(1_000, 0, 0);
    }

    @Test
    void shouldAskOperatorsForTheActualAmountOfAll() {
        fromProvider(ALL);
        assertEquals(Outcome.AMOUNT_INVALID, resolve(Resolution.CONFIRM, NONE, false));
        assertEquals(Outcome.OK, resolve(Resolution.CONFIRM, 0, false));
        assertEquals(TransferState.CONFIRMED, state());
        assertBalances(1_000, 0, 0);
    }

    @Test
    void shouldHaveOneOpenTransferForEachPlayerAndProvider() {
        assertEquals(Outcome.OK, toProvider(100));
        assertEquals(Outcome.TRANSFER_IN_PROGRESS, begin(2, TransferDirection.FROM_PROVIDER, 100));
        assertEquals(Outcome.OK, begin(3, TransferDirection.FROM_PROVIDER, 100, 2));
        assertEquals(Outcome.OK, cancel());
        assertEquals(Outcome.OK, begin(4, TransferDirection.FROM_PROVIDER, 100));
        assertEquals(Outcome.TRANSFER_IN_PROGRESS, begin(5, TransferDirection.TO_PROVIDER, 100, 2));
    }

    @Test
    void shouldRefuseInOrder() {
        final List<Outcome> refusals = new ArrayList<>();
        final Command command = ledger.next();
        command.option = TransferDirection.TO_PROVIDER.value();
        command.source = 3;
        command.wallet = Codes.pack("NONE");
        command.currency = Codes.pack("XXX");
        command.player = 99;
        command.provider = 3;
        command.amount = 0;
        refusals.add(ledger.apply(ledger.transferRules::begin));
        command.amount = 1_001;
        refusals.add(ledger.apply(ledger.transferRules::begin));
        command.currency = Codes.pack("EUR");
        refusals.add(ledger.apply(ledger.transferRules::begin));
        command.wallet = Codes.pack("CASH");
        refusals.add(ledger.apply(ledger.transferRules::begin));
        command.source = 1;
        refusals.add(ledger.apply(ledger.transferRules::begin));
        command.provider = 9;
        refusals.add(ledger.apply(ledger.transferRules::begin));
        command.player = 7;
        refusals.add(ledger.apply(ledger.transferRules::begin));
        assertEquals(
                List.of(
                        Outcome.AMOUNT_INVALID,
                        Outcome.CURRENCY_UNKNOWN,
                        Outcome.WALLET_UNKNOWN,
                        Outcome.SOURCE_UNKNOWN,
                        Outcome.SOURCE_UNKNOWN,
                        Outcome.PLAYER_NOT_FOUND,
                        Outcome.INSUFFICIENT_FUNDS),
                refusals);
        assertEquals(Outcome.TRANSFER_NOT_FOUND, dispatch(1));
        assertEquals(Outcome.TRANSFER_NOT_FOUND, report(1, Verdict.OK));
        assertEquals(Outcome.TRANSFER_NOT_FOUND, cancel());
        assertEquals(Outcome.TRANSFER_NOT_FOUND, resolve(Resolution.CANCEL, NONE, false));
        assertEquals(Outcome.SAME_OPERATOR, resolve(Resolution.CANCEL, NONE, true));
    }

    @Test
    void shouldFindATransferUnderItsOwnSourceAlone() {
        toProvider(100);
        ledger.next().thingLow = 1;
        ledger.command.source = 2;
        assertEquals(Outcome.TRANSFER_NOT_FOUND, ledger.apply(ledger.transferRules::cancel));
        assertEquals(Command.ABSENT, ledger.answer.available);
    }

    @Test
    void shouldBlockOnlyWhatGoesOut() {
        ledger.lock(7, PlayerStatus.FROZEN);
        assertEquals(Outcome.PLAYER_BLOCKED, toProvider(100));
        assertEquals(Outcome.OK, fromProvider(100));
        dispatch(1);
        assertEquals(Outcome.OK, report(1, Verdict.OK));
        assertEquals(1_100, ledger.available(7, "CASH"));
    }

    @Test
    void shouldCountLossAndCountItBack() {
        ledger.limitLoss(7, 500);
        assertEquals(Outcome.LIMIT_EXCEEDED, toProvider(501));
        assertEquals(500, ledger.answer.remaining);
        assertEquals(Outcome.OK, toProvider(400));
        assertEquals(Outcome.LIMIT_EXCEEDED, begin(2, TransferDirection.TO_PROVIDER, 101, 2));
        dispatch(1);
        report(1, Verdict.OK, 300);
        assertEquals(Outcome.OK, begin(3, TransferDirection.TO_PROVIDER, 200), "what returned does not count");
        assertEquals(Outcome.LIMIT_EXCEEDED, begin(4, TransferDirection.TO_PROVIDER, 1, 2));
        assertEquals(Outcome.OK, begin(5, TransferDirection.FROM_PROVIDER, 50, 2));
        assertEquals(Outcome.LIMIT_EXCEEDED, begin(6, TransferDirection.TO_PROVIDER, 1, 1), "not before it is here");
        ledger.next().thingLow = 5;
        ledger.command.option = Resolution.CONFIRM.value();
        assertEquals(Outcome.OK, ledger.apply(ledger.transferRules::resolve));
        assertEquals(Outcome.OK, begin(7, TransferDirection.TO_PROVIDER, 50, 2));
    }

    @Test
    void shouldRepayDebtWithWhatReturns() {
        toProvider(1_000);
        ledger.takeIntoDebt(7, 300);
        assertEquals(Outcome.OK, cancel());
        assertEquals(1_000, ledger.answer.amount);
        assertEquals(300, ledger.answer.debtRepaid);
        assertEquals(0, ledger.answer.debt);
        assertEquals(700, ledger.available(7, "CASH"));
    }

    @Test
    void shouldStayOpenWhileTheWalletIsTooFull() {
        toProvider(1_000);
        ledger.deposit(7, "CASH", Long.MAX_VALUE - 999);
        assertEquals(Outcome.AMOUNT_OVERFLOW, cancel());
        assertEquals(TransferState.RESERVED, state());
        dispatch(1);
        assertEquals(Outcome.AMOUNT_OVERFLOW, report(1, Verdict.OK, 0));
        assertEquals(Outcome.OK, report(1, Verdict.OK, 1));
    }
}
