package io.ringfence.engine.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.ThingLedger;
import io.ringfence.engine.command.Command;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.Resolution;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.TransferState;
import io.ringfence.protocol.codec.Verdict;
import org.junit.jupiter.api.BeforeEach;

/** Commands about transfers with provider 9, and what they leave: for tests. */
abstract class TransferCase {
    static final long ALL = Command.ABSENT;
    static final long NONE = Command.ABSENT;

    ThingLedger ledger = new ThingLedger();

    @BeforeEach
    void shouldHaveMoney() {
        ledger.deposit(7, "CASH", 1_000);
    }

    final Outcome begin(final long id, final TransferDirection direction, final long amount) {
        return begin(id, direction, amount, 9);
    }

    final Outcome begin(final long id, final TransferDirection direction, final long amount, final int provider) {
        final Command command = ledger.next();
        command.txIdLow = id;
        command.player = 7;
        command.currency = Codes.pack("EUR");
        command.amount = amount;
        command.provider = provider;
        command.option = direction.value();
        return ledger.apply(ledger.transferRules::begin);
    }

    final Outcome toProvider(final long amount) {
        return begin(1, TransferDirection.TO_PROVIDER, amount);
    }

    final Outcome fromProvider(final long amount) {
        return begin(1, TransferDirection.FROM_PROVIDER, amount);
    }

    final Outcome dispatch(final long attempt) {
        ledger.next().thingLow = 1;
        ledger.command.attempt = attempt;
        return ledger.apply(ledger.transferRules::dispatch);
    }

    final Outcome report(final long attempt, final Verdict verdict) {
        return report(attempt, verdict, NONE);
    }

    final Outcome report(final long attempt, final Verdict verdict, final long actual) {
        ledger.next().thingLow = 1;
        ledger.command.attempt = attempt;
        ledger.command.option = verdict.value();
        ledger.command.actualAmount = actual;
        return ledger.apply(ledger.transferRules::report);
    }

    final Outcome cancel() {
        ledger.next().thingLow = 1;
        return ledger.apply(ledger.transferRules::cancel);
    }

    final Outcome resolve(final Resolution verdict, final long actual, final boolean isSameOperator) {
        ledger.next().thingLow = 1;
        ledger.command.option = verdict.value();
        ledger.command.actualAmount = actual;
        ledger.command.isSameOperator = isSameOperator;
        return ledger.apply(ledger.transferRules::resolve);
    }

    final TransferState state() {
        final Transfers transfers = ledger.transfers.transfers();
        return transfers.state(transfers.find(1, 0, 1));
    }

    final void assertBalances(final long available, final long transit, final long clearing) {
        assertEquals(available, ledger.available(7, "CASH"), "available");
        assertEquals(transit, ledger.balance(AccountKind.TRANSIT, 9), "transit");
        assertEquals(clearing, ledger.balance(AccountKind.CLEARING, 9), "clearing");
    }
}
